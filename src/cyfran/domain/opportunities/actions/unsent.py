"""What asks people to take part and has not gone yet: withdrawn, or written anew as it is by now."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.timezone import localdate

from cyfran.domain.base.actions import Actor
from cyfran.domain.correspondence.actions.recall import take_back
from cyfran.domain.correspondence.actions.writing import note_not_sent, queue_message
from cyfran.domain.correspondence.choices import Purpose, Why
from cyfran.domain.correspondence.models import Message
from cyfran.domain.correspondence.queries import forwards_about
from cyfran.domain.correspondence.rules import Decision
from cyfran.domain.involvement.actions import record_asked
from cyfran.domain.opportunities.bridge.forms import passed_on_for, written_for
from cyfran.domain.opportunities.models import Invitation, Opportunity


@transaction.atomic
def withdraw_unsent(*, opportunity: Opportunity, by: Actor | None, at: datetime) -> list[Invitation]:
    """Withdraw it, and return whose invitations it was. Whoever heard nothing of it was asked for nothing."""
    withdrawn = _invitations_taken_back(opportunity, by, at)
    for message, invitation in withdrawn:
        _not_asked(message, invitation, by, at)
    withdraw_passed_on(opportunity=opportunity, by=by, at=at)
    return [invitation for _message, invitation in withdrawn]


@transaction.atomic
def withdraw_passed_on(*, opportunity: Opportunity, by: Actor | None, at: datetime) -> None:
    """Withdraw what partners have written to their own people and has not gone yet."""
    for forward in forwards_about(opportunity):
        for message in take_back(purpose=Purpose.PASSED_ON, about=[forward], by=by, at=at):
            _not_asked(message, forward, by, at)


@transaction.atomic
def write_unsent_anew(*, opportunity: Opportunity, by: Actor | None, at: datetime) -> list[Invitation]:
    """Write it as it is by now, to go when it would have gone, and return whose invitations it was."""
    taken_back = _invitations_taken_back(opportunity, by, at)
    for message, invitation in taken_back:
        _write_anew(message, invitation, opportunity, written_for(invitation), by, at)
    for forward in forwards_about(opportunity):
        for message in take_back(purpose=Purpose.PASSED_ON, about=[forward], by=by, at=at):
            _write_anew(message, forward, forward, passed_on_for(forward, opportunity, message.person), by, at)
    return [invitation for _message, invitation in taken_back]


def _invitations_taken_back(opportunity: Opportunity, by: Actor | None, at: datetime) -> Iterable[tuple[Message, Invitation]]:
    """Take back what nobody has read yet, and return it with the invitation it was about."""
    unread = opportunity.invitations.filter(answer="", reached_at__isnull=True).select_related("person")
    silent = {invitation.public_id: invitation for invitation in unread}
    for invitation in silent.values():
        invitation.opportunity = opportunity
    taken = take_back(purpose=Purpose.INVITATION, about=silent.values(), by=by, at=at)
    return [(message, silent[message.about_public_id]) for message in taken]


def _write_anew(was: Message, asks: Model, about: Model, written: dict[str, Any], by: Actor | None, at: datetime) -> None:
    """Write what asks somebody anew; where it would come too late by now, keep beside what it is about that it was not sent."""
    if was.reason == Why.RHYTHM and was.waits_until and localdate(was.waits_until) >= written["reply_by"]:
        whose: dict[str, Any] = {"person": was.person, "organisation": was.organisation, "purpose": was.purpose}
        note_not_sent(**whose, about=about, reason=Why.TOO_LATE, by=by, at=at)
        _not_asked(was, asks, by, at)
    else:
        waits: dict[str, Any] = {"waits_since": was.queued_at if was.reason else None}
        queue_message(**written, **waits, decided=Decision(goes=True, reason=was.reason, until=was.waits_until), at=at)


def _not_asked(message: Message, asks: Model, by: Actor | None, at: datetime) -> None:
    """Let what somebody never heard of count no longer as asked of her."""
    asked: dict[str, Any] = {"person": message.person, "organisation": message.organisation, "on": localdate(at)}
    record_asked(**asked, minutes=0, source=asks, by=by, at=at)
