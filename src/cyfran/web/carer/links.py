"""Pages that a signed link opens for one person, without signing in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

# Whoever has the link can read the page: so no search engine lists it, and no other site is told its address.
# Not "no-referrer": with that, browsers hide where a form comes from, and it would be refused.
_PRIVATE = {"X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "same-origin"}

View = Callable[..., HttpResponse]


def opened_by(find: Callable[[str], Any]) -> Callable[[View], View]:
    """Hand the view what its link stands for. A link that is not ours, or was replaced by a newer one, opens nothing."""

    def decorate(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, link: str, **rest: Any) -> HttpResponse:
            found = find(link)
            if found is None:
                raise Http404
            response = view(request, found, **rest)
            for name, value in _PRIVATE.items():
                response.headers[name] = value
            return response

        return page

    return decorate
