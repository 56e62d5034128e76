"""Who of staff saw what is on record of people, in which role, what for, and when."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from cyfran.domain.base.actions import record_events
from cyfran.domain.base.models import User
from cyfran.domain.organisations.choices import Act
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.people.choices import LOOKED_AT, REVEALED, WATCH, WhyShown
from cyfran.domain.people.models import Person

# Each role that whoever looks holds on that day, and the public id of the organisation in which it counts.
Roles = Sequence[tuple[str, str]]


def record_looks(*, people: Iterable[Person], why: Act, by: User, roles: Roles, at: datetime) -> None:
    """Write down that somebody saw what is on record of people: each once, however often they stand on the page."""
    record_events(LOOKED_AT, subjects=dict.fromkeys(people), by=by, at=at, why=why, roles=roles)


def record_reveals(*, people: Iterable[Person], why: WhyShown, by: User, roles: Roles, at: datetime) -> None:
    """Write down that somebody was shown how people are reached."""
    record_events(REVEALED, subjects=dict.fromkeys(people), by=by, at=at, why=why, roles=roles)


def record_reading(*, organisations: Iterable[Organisation] | None, by: User, roles: Roles, at: datetime) -> None:
    """Write down that somebody read who looked at the people of organisations: whoever keeps watch is watched as well.

    None stands for all of them, which is one reading, under the reader's own name.
    """
    subjects: Iterable[Organisation | User] = [by] if organisations is None else dict.fromkeys(organisations)
    record_events(WATCH, subjects=subjects, by=by, at=at, why=Act.GUARD, roles=roles)
