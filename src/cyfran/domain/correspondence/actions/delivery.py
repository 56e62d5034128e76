"""Seeing messages on their way, and letting them go after some years."""

from datetime import datetime, timedelta

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.actions import record_event, record_events
from cyfran.domain.base.choices import Channel
from cyfran.domain.base.models import User
from cyfran.domain.base.queries import lock
from cyfran.domain.base.tasks import hand_to_worker
from cyfran.domain.correspondence.actions.writing import note_held_back
from cyfran.domain.correspondence.bridge.ways import can_tell, send, was_sent
from cyfran.domain.correspondence.choices import ARRIVED, ASKING, NO_WAY_THERE, CallOutcome, Failure, State
from cyfran.domain.correspondence.models import Message, NotSent, Received
from cyfran.domain.correspondence.queries import due_in_rounds, lost_messages, old_messages
from cyfran.domain.correspondence.rules import decide_again, goes_by_itself


def deliver(*, message: Message, at: datetime) -> Message:
    """Send an e-mail once, however often this is asked; what waited for its day and goes another way, hand to staff.

    The message is claimed and settled in two short transactions, so that no lock is held while the mail server is slow. What
    a lost worker had in hand is found out first.
    """
    if message.state == State.SENDING and message.claimed_at and can_tell(message):
        is_lost = lost_messages(at=at).filter(pk=message.pk).exists()
        return find_out(message=message, at=at) if is_lost else message
    with transaction.atomic():
        lock(message)
        if message.state != State.QUEUED:
            return message
        by_itself = goes_by_itself(message.channel, message.person)
        decided = decide_again(message, at)
        message.waits_until, message.reason = decided.until, decided.reason
        if decided.goes and not decided.until:
            message.state, message.claimed_at = State.SENDING if by_itself else State.TO_DO, at
        message.save(update_fields=["state", "waits_until", "reason", "claimed_at"])
        if not decided.goes:
            _settle(message, Failure.HELD_BACK, at)
            note_held_back(message=message, by=None, at=at)
        if message.state != State.SENDING:
            return message
    failure = send(message)
    with transaction.atomic():
        lock(message)
        # What became of it can be told before this is written down. Where nobody can say yet, it is found out later.
        if message.state == State.SENDING and failure is not None:
            _settle(message, failure, at)
    return message


@transaction.atomic
def send_again(*, message: Message, by: User, at: datetime) -> Message:
    """Try again what goes by itself and could not be sent, or was cut off: whether that went is found out first."""
    lock(message)
    is_cut_off = lost_messages(at=at).filter(pk=message.pk).exists()
    may_go = message.state in (State.QUEUED, State.FAILED) or is_cut_off
    if not may_go or not goes_by_itself(message.channel, message.person):
        raise ValidationError(_("Only what goes by itself and has not been sent can be sent again."), code="nothing_to_send")
    if is_cut_off and can_tell(message):
        hand_to_worker("cyfran.domain.correspondence.tasks.find_out_about", message.pk)
        return message
    message.state, message.failure = State.QUEUED, ""
    message.full_clean()
    message.save(update_fields=["state", "failure"])
    record_event("message.queued", subject=message, by=by, at=at, purpose=message.purpose, channel=message.channel)
    hand_to_worker("cyfran.domain.correspondence.tasks.deliver_message", message.pk)
    return message


@transaction.atomic
def take_up_messages(*, at: datetime, waiting_for: timedelta = timedelta()) -> list[Message]:
    """Hand the worker all that waits and is due, and return the e-mails whose sending was cut off, which staff now see as failed.

    For the start after a stop, and at any time for what has waited for long: a message is stored with the act it tells of,
    but the word to the worker can be lost with the power. What it has in hand already is still sent once, and says so
    itself when it is.
    """
    waiting = Message.objects.filter(Q(waits_until__isnull=True, queued_at__lte=at - waiting_for) | Q(waits_until__lte=at))
    rounds = due_in_rounds(at=at)
    for message_id in waiting.filter(state=State.QUEUED).exclude(pk__in=rounds.values("pk")).values_list("pk", flat=True):
        hand_to_worker("cyfran.domain.correspondence.tasks.deliver_message", message_id)
    for person_id in rounds.order_by("person").values_list("person", flat=True).distinct():
        hand_to_worker("cyfran.domain.correspondence.tasks.ask_all_together", person_id)
    lost = list(lost_messages(at=at, waiting_for=waiting_for).select_for_update(of=("self",)))
    cut_off = [message for message in lost if not can_tell(message)]
    for message in lost:
        if message in cut_off:
            _settle(message, Failure.CUT_OFF, at)
        else:
            hand_to_worker("cyfran.domain.correspondence.tasks.find_out_about", message.pk)
    return cut_off


def find_out(*, message: Message, at: datetime) -> Message:
    """Of a message whose sending was cut off, learn from who sends it whether it went; if it did not, send it now.

    Who sends it is asked before anything is locked. Whoever asks in the same moment finds it settled, or waiting once.
    """
    claimed_at, found = message.claimed_at, was_sent(message)
    with transaction.atomic():
        lock(message)
        if message.state != State.SENDING or message.claimed_at != claimed_at or found is None:
            return message
        if found:
            _settle(message, "", at)
            return message
        message.state, message.claimed_at = State.QUEUED, None
        message.save(update_fields=["state", "claimed_at"])
        record_event("message.queued", subject=message, by=None, at=at, purpose=message.purpose, channel=message.channel)
        hand_to_worker("cyfran.domain.correspondence.tasks.deliver_message", message.pk)
    return message


@transaction.atomic
def note_delivery(*, message: Message, failure: str, at: datetime) -> Message:
    """Keep what the service says became of a message that it took: it arrived, or why not.

    It may say so twice, or late. What has arrived stays so, and is not sent again: an earlier try got through after all.
    """
    lock(message)
    may_have_gone = message.state in (State.SENT, State.SENDING)
    counted_as_lost = message.state in (State.QUEUED, State.FAILED) and message.failure not in NO_WAY_THERE
    if may_have_gone or (counted_as_lost and not failure):
        _settle(message, failure, at, arrived=True)
    return message


@transaction.atomic
def note_return(*, message: Message, by: User, at: datetime) -> Message:
    """Say that a letter or an e-mail came back: it reached nobody, and nothing sent there does."""
    lock(message)
    failure = {Channel.LETTER: Failure.RETURNED, Channel.EMAIL: Failure.BOUNCED}.get(Channel(message.channel))
    if failure is None or message.state not in ARRIVED:
        raise ValidationError(_("Only a letter or an e-mail that went can come back."), code="nothing_came_back")
    _settle(message, failure, at, by=by)
    return message


@transaction.atomic
def settle(*, message: Message, by: User, at: datetime) -> Message:
    """Say that somebody posted a letter, rang or sent a text, also in place of an e-mail that could not be sent."""
    lock(message)
    if message.state not in (State.TO_DO, State.FAILED):
        raise ValidationError(_("This message is not waiting for anybody to post it or to ring."), code="nothing_to_do")
    message.state, message.settled_at, message.settled_by = State.DONE, at, by
    message.full_clean()
    message.save(update_fields=["state", "settled_at", "settled_by"])
    _write_down_arrival(message)
    record_event("message.settled", subject=message, by=by, at=at)
    return message


@transaction.atomic
def note_call(*, message: Message, outcome: CallOutcome, by: User, at: datetime) -> Message:
    """Write down that somebody rang and could not say it. It waits on, unless the number is somebody else's."""
    lock(message)
    if message.channel != Channel.PHONE or message.state not in (State.TO_DO, State.FAILED):
        raise ValidationError(_("This message is not waiting for anybody to post it or to ring."), code="nothing_to_do")
    record_event("message.rung", subject=message, by=by, at=at, outcome=outcome)
    if outcome == CallOutcome.WRONG_NUMBER:
        _settle(message, Failure.WRONG_NUMBER, at)
    return message


@transaction.atomic
def delete_old_messages(*, by: User | None, at: datetime, most: int = 500) -> int:
    """Delete messages that were settled before the years of the settings, so many at once; return how many."""
    NotSent.objects.filter(decided_at__lt=at - timedelta(days=365 * settings.MESSAGE_YEARS)).delete()
    Received.objects.filter(settled_at__lt=at - timedelta(days=365 * settings.MESSAGE_YEARS)).delete()
    old = list(old_messages(at=at)[:most])
    record_events("message.deleted", subjects=old, by=by, at=at)
    Message.objects.filter(pk__in=[message.pk for message in old]).delete()
    return len(old)


def _settle(message: Message, failure: str, at: datetime, *, arrived: bool = False, by: User | None = None) -> None:
    """Write down how it ended with a message: that it went, that it is known to have arrived, or why not."""
    went = State.DELIVERED if arrived else State.SENT
    message.state, message.failure, message.settled_at = (State.FAILED if failure else went), failure, at
    message.full_clean()
    message.save(update_fields=["state", "failure", "settled_at"])
    _write_down_arrival(message)
    facts = {"failure": failure} if failure else {}
    record_event(f"message.{message.state.lower()}", subject=message, by=by, at=at, **facts)


def _write_down_arrival(message: Message) -> None:
    """Keep beside what a message is about when it arrived, where that has a place for it: the message goes after some years.

    Where what asked her came back it had not reached her; where a later word of it did, such as a reminder, it had.
    """
    reached_at = message.settled_at if message.state in ARRIVED else None
    message.parts.update(settled_at=message.settled_at)
    told = [one for one in (message, *message.parts.all()) if reached_at or one.purpose in ASKING]
    for kind, public_id in [(one.about_kind, one.about_public_id) for one in told]:
        about = apps.get_model(kind)
        if hasattr(about, "reached_at"):
            # What reached her before stays when she was reached.
            untold = {"reached_at": None} if reached_at else {}
            about._default_manager.filter(public_id=public_id, **untold).update(reached_at=reached_at)
