"""The door of the whole site, where the reader chooses a language once; and the page for when nothing else works."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import override
from django.views.decorators.http import require_safe


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """Offer Welsh and English alike; lead whoever chose before to their front page, unless they ask to choose again."""
    languages = dict(settings.LANGUAGES)
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    if chosen in languages and "choose" not in request.GET:
        response: HttpResponse = redirect(_front_page(chosen))
    else:
        response = render(request, "ui/choose_language.html", {"front_in": {code: _front_page(code) for code in languages}})
    patch_vary_headers(response, ["Cookie"])
    return response


def tell_of_failure(_request: HttpRequest) -> HttpResponse:
    """Say plainly that something has gone wrong. Django's own view asks the session for a token and fails with the database."""
    return HttpResponseServerError(render_to_string("500.html"))


def _front_page(code: str) -> str:
    with override(code):
        return reverse("public:front:show")
