"""Telling those of whom nothing is heard, before they are removed."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from cyfran.domain.base.queries import lock
from cyfran.domain.correspondence.actions.writing import queue_message
from cyfran.domain.correspondence.choices import Purpose
from cyfran.domain.correspondence.models import Message
from cyfran.domain.correspondence.queries import people_to_remove, people_to_tell
from cyfran.domain.people.actions.erasing import erase
from cyfran.domain.people.actions.leaving import list_to_leave
from cyfran.domain.people.models import Person


@transaction.atomic
def list_and_tell(*, person: Person, at: datetime) -> Message | None:
    """Name the day on which somebody leaves of whom nothing is heard, and write to her, so that she can say that she stays."""
    lock(person)
    if not people_to_tell(at=at).contains(person):
        return None
    list_to_leave(person=person, by=None, at=at)
    about: dict[str, Any] = {"organisation": person.organisation, "about": person, "at": at, "on": person.leaves_on}
    return queue_message(person=person, purpose=Purpose.LEAVING, years=settings.SILENT_YEARS, **about)


@transaction.atomic
def remove_silent(*, person: Person, at: datetime) -> None:
    """Remove somebody whose day has come, if still nothing has been heard of her."""
    lock(person)
    if people_to_remove(at=at).contains(person):
        erase(person=person, by=None, at=at)
