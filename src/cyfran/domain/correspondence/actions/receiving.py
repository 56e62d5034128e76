"""Taking in texts that people send: what each means, and what follows from it."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.actions import Actor, record_event
from cyfran.domain.base.models import User
from cyfran.domain.base.queries import lock
from cyfran.domain.correspondence.bridge.meanings import meaning_of
from cyfran.domain.correspondence.choices import ANSWERS, Meaning, ReceivedState
from cyfran.domain.correspondence.models import Received
from cyfran.domain.correspondence.queries import who_texts
from cyfran.domain.people.actions.flags import raise_flag
from cyfran.domain.people.actions.people import withdraw_permission
from cyfran.domain.people.choices import FlagKind, SaidBy, Use
from cyfran.domain.people.models import Person

_LONGEST, _LONGEST_NUMBER = 2000, 60


@transaction.atomic
def take_in(*, sent_from: str, words: str, number_there: str, at: datetime) -> Received:
    """Keep a text once, however often the service tells of it, and do what it asks for: to be asked no more, or help.

    An answer waits for the room that asked. What has no meaning we know, or comes from nobody we know, waits for staff.
    """
    number_there, words = number_there[:_LONGEST_NUMBER], words.replace("\0", "")[:_LONGEST]
    known = Received.objects.filter(number_there=number_there).first()
    if known:
        return known
    person, meaning = who_texts(sent_from), meaning_of(words)
    is_answer = person is not None and meaning in ANSWERS
    received = Received(person=person, number_there=number_there, sent_from=sent_from[:30], words=words, meaning=meaning)
    received.state, received.received_at = ReceivedState.NEW if is_answer else ReceivedState.FOR_STAFF, at
    if person and meaning in (Meaning.STOP, Meaning.HELP) and _is_done(person, meaning, words, at):
        received.state, received.settled_at = ReceivedState.DONE, at
    received.full_clean()
    received.save()
    record_event("text.received", subject=received, by=person, at=at, meaning=meaning, state=received.state)
    return received


@transaction.atomic
def settle_received(*, received: Received, by: User | None, at: datetime) -> Received:
    """Say that a text was dealt with: by the room that asked, or by staff who read it."""
    lock(received)
    if received.state == ReceivedState.DONE:
        raise ValidationError(_("This has been dealt with already."), code="already_settled")
    received.state, received.settled_at, received.settled_by = ReceivedState.DONE, at, by
    received.full_clean()
    received.save(update_fields=["state", "settled_at", "settled_by"])
    record_event("text.settled", subject=received, by=by, at=at)
    return received


@transaction.atomic
def leave_to_staff(*, received: Received, by: Actor | None, at: datetime) -> Received:
    """Say that nobody but a person can tell what to do about a text."""
    lock(received)
    received.state = ReceivedState.FOR_STAFF
    received.save(update_fields=["state"])
    record_event("text.left_to_staff", subject=received, by=by, at=at)
    return received


def _is_done(person: Person, meaning: Meaning, words: str, at: datetime) -> bool:
    """Do what a text asks for, and tell whether that was possible: it may be that nobody is there who sees to a cry for help."""
    try:
        with transaction.atomic():
            if meaning == Meaning.HELP:
                raise_flag(person=person, kind=FlagKind.DISTRESS, words=words, by=person, at=at)
            else:
                said: dict[str, Any] = {"said_by": SaidBy.TEXT, "language": person.language}
                withdraw_permission(person=person, use=Use.CONTACT, by=person, at=at, **said)
    except ValidationError:
        return False
    return True
