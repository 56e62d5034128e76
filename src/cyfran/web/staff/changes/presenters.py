"""What follows from moving something, to be read before it is moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from django.utils.timezone import localdate

from cyfran.domain.base.choices import Channel
from cyfran.domain.correspondence.rules import goes_by_itself
from cyfran.domain.opportunities.fields import NOTICE_DAYS
from cyfran.domain.opportunities.models import Opportunity
from cyfran.domain.opportunities.queries import who_is_told_of_changes
from cyfran.domain.people.models import Person

_POST = timedelta(days=7)


@dataclass(frozen=True)
class MoveToRead:
    """The new time, its days of notice, how many hear of it by themselves, and who only by what staff do.

    Of those, `perhaps_too_late` are reached by letter, which may come after it was to be or is.
    """

    starts_at: datetime
    days: int
    at_once: int
    by_hand: Sequence[Person]
    perhaps_too_late: Sequence[Person]

    @classmethod
    def of(cls, opportunity: Opportunity, starts_at: datetime, now: datetime) -> Self:
        people = [one.person for one in who_is_told_of_changes(opportunity).filter(person__erased_at=None)]
        by_hand = [person for person in people if not goes_by_itself(person.channel, person)]
        is_soon = min(opportunity.starts_at, starts_at) - now < _POST
        late = [person for person in by_hand if is_soon and person.channel == Channel.LETTER]
        return cls(
            starts_at=starts_at,
            days=(localdate(starts_at) - localdate(now)).days,
            at_once=len(people) - len(by_hand),
            by_hand=[person for person in by_hand if person not in late],
            perhaps_too_late=late,
        )

    @property
    def is_late(self) -> bool:
        return self.days < NOTICE_DAYS
