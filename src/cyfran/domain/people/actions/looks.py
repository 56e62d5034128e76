"""Who of staff saw what is on record of people, what for, and when."""

from collections.abc import Iterable
from datetime import datetime

from cyfran.domain.base.actions import record_events
from cyfran.domain.base.models import User
from cyfran.domain.organisations.choices import Act
from cyfran.domain.people.choices import WhyShown
from cyfran.domain.people.models import Person


def record_looks(*, people: Iterable[Person], why: Act, by: User, at: datetime) -> None:
    """Write down that somebody saw what is on record of people: each once, however often they stand on the page."""
    record_events("person.looked_at", subjects=dict.fromkeys(people), by=by, at=at, why=why)


def record_reveals(*, people: Iterable[Person], why: WhyShown, by: User, at: datetime) -> None:
    """Write down that somebody was shown how people are reached."""
    record_events("person.contact_revealed", subjects=dict.fromkeys(people), by=by, at=at, why=why)
