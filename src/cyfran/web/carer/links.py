"""Pages that a signed link opens for one person, without signing in; or, for two hours, a code that was sent to her."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from cyfran.domain.base import clock
from cyfran.domain.base.terms import speak
from cyfran.domain.opportunities.models import Invitation
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import my_link as long_link
from cyfran.domain.people.queries import person_by_link, whose_page

# Whoever has the link can read the page: so no search engine lists it, and no other site is told its address.
# Not "no-referrer": with that, browsers hide where a form comes from, and it would be refused.
_PRIVATE = {"X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "same-origin"}

# What stands in the address in place of her link, once a code has shown that she is there.
ME = "me"
_OPEN, _OPEN_FOR = "opened-by-code", timedelta(hours=2)

View = Callable[..., HttpResponse]


def my_link(person: Person) -> str:
    """Return what opens her pages where she is: her own link, or the short word where she came with a code."""
    return getattr(person, "came_with", None) or long_link(person)


def came_with_code(person: Person) -> bool:
    """Tell whether a code has shown that it is she; whoever else comes to hold her link, as to print it, has none."""
    return hasattr(person, "came_with")


def open_for(request: HttpRequest, person: Person) -> None:
    """Open her own pages in this browser for two hours."""
    request.session.cycle_key()
    request.session[_OPEN] = {"person": person.public_id, "until": (clock.now() + _OPEN_FOR).timestamp()}


def close(request: HttpRequest) -> None:
    request.session.pop(_OPEN, None)


def open_until(request: HttpRequest) -> datetime | None:
    """Return until when a code opens her pages in this browser; nothing where none does."""
    until = datetime.fromtimestamp(request.session.get(_OPEN, {"until": 0})["until"], tz=UTC)
    return until if until > clock.now() else None


def is_open_for(request: HttpRequest, person: Person) -> bool:
    """Tell whether a code opens her pages in this browser already, though she comes by her link."""
    return open_until(request) is not None and request.session[_OPEN]["person"] == person.public_id


def _person_with_code(request: HttpRequest) -> Person | None:
    if not open_until(request):
        return None
    public_id = request.session[_OPEN]["person"]
    person = whose_page(Person.objects.filter(public_id=public_id))
    if person:
        person.came_with = ME  # type: ignore[attr-defined]  # no field: how she came is of this request alone
    return person


def _organisation_of(found: Any) -> Organisation:
    """Return who speaks on a page: her own organisation, or the one that invites her or asks her how it was."""
    match found:
        case Invitation():
            return found.opportunity.organisation
        case (project, _person):
            return project.organisation
        case person:
            return person.organisation


def opened_by(find: Callable[[str], Any]) -> Callable[[View], View]:
    """Hand the view what its link stands for. A link that is not ours, or was replaced by a newer one, opens nothing."""

    def decorate(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, link: str, **rest: Any) -> HttpResponse:
            by_code = link == ME and find is person_by_link
            found = _person_with_code(request) if by_code else find(link)
            if found is None and by_code:
                return redirect("carer:my:again")
            if found is None:
                raise Http404
            speak(_organisation_of(found).term)
            response = view(request, found, **rest)
            for name, value in _PRIVATE.items():
                response.headers[name] = value
            return response

        return page

    return decorate
