"""What views ask of a request: who sent it, and what was filled in."""

from django.http import HttpRequest, QueryDict

from cyfran.domain.base.models import User


class StaffRequest(HttpRequest):
    """A request of somebody who has signed in: what a view behind `login_required` gets."""

    user: User


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was filled in, or None where the page is only opened: an empty form that was sent is not a new one."""
    return request.POST if request.method == "POST" else None
