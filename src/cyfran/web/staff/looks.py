"""Who looked at what is known of people: every look is logged."""

from collections.abc import Iterable

from cyfran.domain.base import clock
from cyfran.domain.people.actions.people import record_looks
from cyfran.domain.people.models import Person
from cyfran.web.ui.requests import StaffRequest


def looked_at(request: StaffRequest, people: Iterable[Person]) -> None:
    """Write down the look, wherever a page shows the words of people under their names, or what is on record of them.

    A bare name, by which somebody is found or a line of work told from another, is no such look.
    """
    record_looks(people=people, by=request.user, at=clock.now())
