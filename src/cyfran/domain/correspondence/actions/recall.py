"""Taking back what was written and has not gone yet."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Model

from cyfran.domain.base.actions import Actor, record_event
from cyfran.domain.correspondence.choices import State
from cyfran.domain.correspondence.models import Message


@transaction.atomic
def take_back(*, purpose: str, about: Collection[Model], by: Actor | None, at: datetime) -> set[str]:
    """Take back what has not gone yet of what was written about these things, as it is no longer so; return of which it was."""
    ids = [thing.serializable_value("public_id") for thing in about]
    waiting = Message.objects.select_for_update().filter(state__in=[State.QUEUED, State.TO_DO])
    taken = set()
    for message in waiting.filter(purpose=purpose, about_public_id__in=ids):
        message.state, message.settled_at, message.waits_until, message.reason = State.NOT_NEEDED, at, None, ""
        message.save(update_fields=["state", "settled_at", "waits_until", "reason"])
        record_event("message.not_needed", subject=message, by=by, at=at)
        taken.add(message.about_public_id)
    return taken
