"""Who of staff looked at somebody's record, or was shown how she is reached, and what for."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from cyfran.domain.people.choices import REVEALED
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import looks_at
from cyfran.web.ui.looks import bodies_of, roles_in, why_of
from cyfran.web.ui.parts import Text

_SHOWN = 200


@dataclass(frozen=True)
class Look:
    """What somebody of staff looked at on one day, what for, and how often."""

    on: date
    who: Text
    why: Text
    is_reveal: bool
    times: int


def looks_on_page(person: Person) -> list[Look]:
    """Return who looked, by day. Staff are named by the role they had then, and where: that is whom she can ask."""
    events = list(looks_at(person)[:_SHOWN])
    bodies = bodies_of(events)
    seen = Counter(
        (localdate(one.at), one.actor_public_id, roles_in(one, bodies), one.verb == REVEALED, why_of(one)) for one in events
    )
    return [Look(on, who, why, is_reveal, times) for (on, _actor, who, is_reveal, why), times in seen.items()]
