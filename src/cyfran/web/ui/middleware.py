"""What happens around every page."""

import logging
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import get_language_from_path

from cyfran.domain.base.terms import speaking
from cyfran.web.ui.drafts import sent_once
from cyfran.web.ui.requests import audience_of

_PRESSED, _PRESSES_KEPT = "pressed", 5
_METHODS = ("GET", "HEAD", "POST")
_log = logging.getLogger(__name__)


class KnownMethods:
    """Refuse whatever is neither a question nor a form; the doors for programs say so in their own way."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in _METHODS or request.path_info.startswith("/api/"):
            return self.get_response(request)
        return HttpResponseNotAllowed(_METHODS)


class KeepSession(SessionMiddleware):
    """Keep what is to be remembered of somebody. Where the database takes nothing, as on a full disk, pages are still read.

    What was sent and cannot be kept is our failure, never a request that we do not understand.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        try:
            return super().process_response(request, response)
        except (SessionInterrupted, OperationalError) as error:
            if not (refusal := _refusal_of_database(error)):
                raise
            if request.method == "POST":
                raise refusal from None
            _log.warning("A page is shown though nothing of it can be remembered.", exc_info=refusal)
            return response


class SpeakOfCarers:
    """Speak of carers by the word of the installation, until a page knows whose word it is to take."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with speaking(""):
            return self.get_response(request)


class RememberLanguage:
    """Remember the language of the page somebody reads, so that `/` leads there next time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        language = get_language_from_path(request.path_info)
        if language and request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) != language:
            _remember(response, language)
        return response


class KeepNothing:
    """Let no browser and no proxy keep the pages of staff and those of one person: other people may use the same device."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if audience_of(request) in ("staff", "carer"):
            response.headers["Cache-Control"] = "no-store"
        return response


class AnswerOnce:
    """Lead the second of two presses of a button where the first one led: what staff send is done once.

    It is the same press where the same form comes from the same opening of a page: each opening has a token of its own
    against forged posts. Whoever opens the page again may well mean to do the same again.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if request.method != "POST" or audience_of(request) != "staff" or "csrfmiddlewaretoken" not in request.POST:
            return None
        press = sha256(f"{request.get_full_path()} {request.POST.urlencode()}".encode()).hexdigest()
        with sent_once(request):
            led_to = dict(request.session.get(_PRESSED, []))
            if press in led_to:
                return redirect(led_to[press])
            response = view(request, *args, **kwargs)
            if isinstance(response, HttpResponseRedirect):
                request.session[_PRESSED] = [*led_to.items(), (press, response.url)][-_PRESSES_KEPT:]
            return response


def _refusal_of_database(error: BaseException | None) -> BaseException | None:
    """Return why the database keeps no session; nothing where the session is gone, as after signing out elsewhere."""
    while error and not isinstance(error, OperationalError):
        error = error.__context__
    return error


def _remember(response: HttpResponse, language: str) -> None:
    options: dict[str, Any] = {
        "max_age": settings.LANGUAGE_COOKIE_AGE,
        "httponly": settings.LANGUAGE_COOKIE_HTTPONLY,
        "samesite": settings.LANGUAGE_COOKIE_SAMESITE,
        "secure": settings.LANGUAGE_COOKIE_SECURE,
    }
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, **options)
