"""What views ask of a request: who sent it, and what was filled in."""

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, QueryDict
from django.shortcuts import get_object_or_404

from cyfran.domain.base.models import User
from cyfran.domain.organisations.choices import Act
from cyfran.domain.projects.queries import ActsHeld

Thing = TypeVar("Thing", bound=Model)


class StaffRequest(HttpRequest):
    """A request of somebody who has signed in: what a view behind `web.staff.door` gets."""

    user: User
    acts: ActsHeld  # everything she may do, and where
    act: Act  # what this page does


def audience_of(request: HttpRequest) -> str:
    """Return for whom the page of a request is: carer, staff or public; nothing where it is no page of ours."""
    match = request.resolver_match
    return match.namespaces[0] if match and match.namespaces else ""


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was filled in, or None where the page is only opened: an empty form that was sent is not a new one."""
    return request.POST if request.method == "POST" else None


def named_in_query(request: HttpRequest, name: str, things: QuerySet[Thing]) -> Thing | None:
    """Return the record whose public id stands in the query of the address (`?person=…`), or None where it names none."""
    public_id = request.GET.get(name, "")
    if not public_id:
        return None
    if not public_id.isalnum():  # PostgreSQL takes no NUL, not even in a question
        raise Http404
    return get_object_or_404(things, public_id=public_id)
