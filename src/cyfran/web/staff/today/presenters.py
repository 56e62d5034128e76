"""Everything open that has an owner and a date, from all rooms: first who needs help, then the overdue."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from cyfran.domain.base.models import User
from cyfran.web.staff.today import occasions, upkeep, words
from cyfran.web.staff.today.open_things import DueLine, Open, Owners


class DueLines(Sequence[DueLine]):
    """Open things, first who needs help, then the overdue, the oldest first. Only those that are read are put into words."""

    def __init__(self, things: Iterable[Open]) -> None:
        self._things = sorted(things, key=lambda thing: (not thing.comes_first, not thing.is_overdue, thing.on))

    def __len__(self) -> int:
        return len(self._things)

    def __getitem__(self, asked: Any) -> Any:
        if isinstance(asked, slice):
            return [thing.line for thing in self._things[asked]]
        return self._things[asked].line

    def of(self, owner: User) -> "DueLines":
        return DueLines(thing for thing in self._things if thing.owner == owner)


def due_lines(user: User, *, now: datetime) -> DueLines:
    """Return what is open in the user's organisations."""
    today, owners = timezone.localdate(now), Owners(user)
    return DueLines(
        [
            *words.flags(user, now),
            *words.requests(user, today),
            *words.answers(user, today),
            *words.checks(user),
            *upkeep.messages(user, today, owners),
            *upkeep.texts(user, today, owners),
            *words.votes(user),
            *words.evaluations(user),
            *occasions.meetings(user, now),
            *occasions.replies(user, now),
            *occasions.draws(user, now),
            *words.promises(user, now),
            *upkeep.visits(user, today),
            *upkeep.seats(user, today, owners),
        ]
    )
