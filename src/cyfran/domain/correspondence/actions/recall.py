"""Taking back what was written and has not gone yet."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Model, Q, QuerySet

from cyfran.domain.base.actions import Actor, record_events
from cyfran.domain.base.choices import Channel
from cyfran.domain.base.tasks import hand_to_worker
from cyfran.domain.correspondence.choices import Failure, State, Why
from cyfran.domain.correspondence.models import Message

# Sending was cut off: it may have arrived.
_FAILED = Q(state=State.FAILED) & ~Q(failure=Failure.CUT_OFF)
_CALLS = Q(state=State.TO_DO, channel=Channel.PHONE)


@transaction.atomic
def take_back(
    *, purpose: str, about: Collection[Model], by: Actor | None, at: datetime, but_calls: bool = False
) -> list[Message]:
    """Take back what asks about these things and has not gone yet, also out of a message with others, which then go anew.

    Return what was taken back, each as it waited: until when, and why. Calls stay where somebody is on the line.
    """
    ids = [thing.serializable_value("public_id") for thing in about]
    asking = Q(purpose=purpose, about_public_id__in=ids)
    unsent = Message.objects.filter(Q(state__in=[State.QUEUED, State.TO_DO]) | _FAILED)
    unsent = unsent.exclude(_CALLS) if but_calls else unsent
    _take_apart(unsent.filter(pk__in=Message.objects.filter(asking, together__isnull=False).values("together")), by, at)
    taken = list(unsent.filter(asking).select_related("person").order_by("pk").select_for_update(of=("self",)))
    _let_go(taken, by, at)
    return taken


def _take_apart(together: QuerySet[Message], by: Actor | None, at: datetime) -> None:
    """Let what goes together wait for a message of its own again: each thing in it is due."""
    gone = list(together.order_by("pk").select_for_update())
    parts = Message.objects.filter(together__in=gone, state=State.TOGETHER)
    parts.update(state=State.QUEUED, together=None, reason=Why.RHYTHM, waits_until=at, settled_at=None)
    _let_go(gone, by, at)
    for message in gone:
        hand_to_worker("cyfran.domain.correspondence.tasks.ask_all_together", message.person_id)


def _let_go(messages: Collection[Message], by: Actor | None, at: datetime) -> None:
    gone = Message.objects.filter(pk__in=[message.pk for message in messages])
    gone.update(state=State.NOT_NEEDED, settled_at=at, waits_until=None, reason="", failure="")
    record_events("message.not_needed", subjects=messages, by=by, at=at)
