"""Asking all together whoever wishes to be asked only now and then."""

from datetime import datetime
from typing import Any

from django.db import transaction

from cyfran.domain.base.actions import record_events
from cyfran.domain.base.queries import lock
from cyfran.domain.base.tasks import hand_to_worker
from cyfran.domain.correspondence.actions.writing import queue_message
from cyfran.domain.correspondence.choices import Purpose, State, Why
from cyfran.domain.correspondence.models import Message
from cyfran.domain.correspondence.queries import due_in_rounds
from cyfran.domain.correspondence.rules import Decision, decide_again
from cyfran.domain.people.models import Person


@transaction.atomic
def ask_together(*, person: Person, at: datetime) -> Message | None:
    """Put what waited for her day into one message, and return it; what is alone, held back or to wait on goes its own way."""
    lock(person)
    due = list(due_in_rounds(at=at).filter(person=person).order_by("queued_at", "pk").select_for_update())
    decided = {message.pk: decide_again(message, at) for message in due}
    going = [message for message in due if decided[message.pk].goes and decided[message.pk].reason != Why.RHYTHM]
    parts = going if len(going) > 1 else []
    for message in due:
        if message not in parts:
            hand_to_worker("cyfran.domain.correspondence.tasks.deliver_message", message.pk)
    if not parts:
        return None
    about: dict[str, Any] = {"organisation": person.organisation, "purpose": Purpose.DIGEST, "about": person}
    together = queue_message(person=person, **about, at=at, decided=Decision(goes=True), things=parts)
    gone = Message.objects.filter(pk__in=[message.pk for message in parts])
    gone.update(state=State.TOGETHER, together=together, waits_until=None, reason="")
    record_events("message.put_together", subjects=parts, by=None, at=at)
    return together
