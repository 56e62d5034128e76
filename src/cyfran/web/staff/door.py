"""The one door of every staff page: whoever comes in has signed in, and holds a role that lets her do what the page does.

The second step of signing in is asked for before it, by `web.account.middleware`.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse

from cyfran.domain.base.terms import speak
from cyfran.domain.organisations.choices import Act
from cyfran.domain.projects.queries import acts_held
from cyfran.web.ui.requests import StaffRequest

View = Callable[..., HttpResponse]


def staff(act: Act | None = None, *, anew: bool = False) -> Callable[[View], View]:
    """Open a page to those who may do this somewhere; with `anew`, in a whole organisation, for which something new begins.

    The page finds its records by `request.act`, so that nobody does here what her role allows elsewhere. Without an act, the
    page is for everybody who works here.
    """

    def decorate(view: View) -> View:
        @login_required
        @wraps(view)
        def opened(request: StaffRequest, *args: Any, **records: Any) -> HttpResponse:
            request.acts = acts_held(request.user)
            speak(request.acts.term)
            if act is not None:
                if act not in (request.acts.in_organisations if anew else request.acts.anywhere):
                    raise Http404
                request.act = act
            return view(request, *args, **records)

        # So that whoever walks through the addresses knows what each one is for.
        opened.act = act  # type: ignore[attr-defined]
        opened.anew = anew  # type: ignore[attr-defined]
        return opened

    return decorate
