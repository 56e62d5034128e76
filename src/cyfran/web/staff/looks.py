"""Who looked at what is known of people: every look is logged."""

from collections.abc import Iterable

from cyfran.domain.base import clock
from cyfran.domain.people.actions.looks import record_looks, record_reveals
from cyfran.domain.people.choices import WhyShown
from cyfran.domain.people.models import Person
from cyfran.web.ui.requests import StaffRequest


def looked_at(request: StaffRequest, people: Iterable[Person]) -> None:
    """Write down the look, wherever a page shows the words of people under their names, or what is on record of them.

    A bare name, by which somebody is found or a line of work told from another, is no such look.
    """
    record_looks(people=people, why=request.act, by=request.user, roles=request.acts.to_write_down, at=clock.now())


def revealed(request: StaffRequest, people: Iterable[Person], why: WhyShown) -> None:
    """Write down the reveal, wherever a page shows the address or the number of people."""
    record_reveals(people=people, why=why, by=request.user, roles=request.acts.to_write_down, at=clock.now())
