"""Taking back what was written and has not gone yet."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Model, Q, QuerySet

from cyfran.domain.base.actions import Actor, record_event
from cyfran.domain.base.choices import Channel
from cyfran.domain.correspondence.choices import State, Why
from cyfran.domain.correspondence.models import Message

# A call that somebody of staff makes goes on: she may be on the line.
_NOT_POSTED = Q(state=State.TO_DO, channel__in=[Channel.LETTER, Channel.TEXT])


@transaction.atomic
def take_back(*, purpose: str, about: Collection[Model], by: Actor | None, at: datetime) -> set[str]:
    """Take back what has not gone yet of what was written about these things, as it is no longer so; return of which it was."""
    ids = [thing.serializable_value("public_id") for thing in about]
    written = Message.objects.filter(purpose=purpose, about_public_id__in=ids)
    taken = _let_go(written, Q(state__in=[State.QUEUED, State.TO_DO]), by, at)
    return {message.about_public_id for message in taken}


@transaction.atomic
def drop_unsent(*, about: Model, by: Actor | None, at: datetime) -> None:
    """Let what asks for an answer that was given no longer go: what still waits, and letters and texts nobody sent yet."""
    origin = {"about_kind": about._meta.label_lower, "about_public_id": about.serializable_value("public_id")}
    _let_go(Message.objects.filter(**origin), Q(state=State.QUEUED) | _NOT_POSTED, by, at)


def _let_go(written: QuerySet[Message], unsent: Q, by: Actor | None, at: datetime) -> list[Message]:
    """End those of the messages that have not gone, and return them. What was to go with one of them waits for the next round."""
    for together in Message.objects.select_for_update().filter(unsent, pk__in=written.values("together")):
        waits = {"waits_until": together.queued_at, "reason": Why.RHYTHM, "settled_at": None}
        together.parts.update(state=State.QUEUED, together=None, **waits)
        _end(together, by, at)
    waiting = list(written.select_for_update().filter(unsent))
    for message in waiting:
        _end(message, by, at)
    return waiting


def _end(message: Message, by: Actor | None, at: datetime) -> None:
    message.state, message.settled_at, message.waits_until, message.reason = State.NOT_NEEDED, at, None, ""
    message.save(update_fields=["state", "settled_at", "waits_until", "reason"])
    record_event("message.not_needed", subject=message, by=by, at=at)
