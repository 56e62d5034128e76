"""Writing messages in the same breath as the act they tell of, and seeing them on their way."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.module_loading import import_string
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.actions import Actor, record_event, record_events
from cyfran.domain.base.choices import Channel
from cyfran.domain.base.fields import BilingualText, bare_telephone
from cyfran.domain.base.models import User
from cyfran.domain.base.queries import email_of, lock
from cyfran.domain.base.terms import speaking
from cyfran.domain.correspondence.bridge import gone_wrong, headers, in_both_languages, send, written
from cyfran.domain.correspondence.choices import ARRIVED, UNDER_WAY, Failure, Purpose, State
from cyfran.domain.correspondence.models import Message
from cyfran.domain.correspondence.queries import (
    code_goes_by,
    code_of,
    old_messages,
    people_to_remove,
    people_to_tell,
    ways_left,
)
from cyfran.domain.correspondence.rules import is_held_back, waits_for_school
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.organisations.queries import contact_of
from cyfran.domain.people.actions.erasing import erase
from cyfran.domain.people.actions.leaving import list_to_leave
from cyfran.domain.people.actions.people import change_contact_wishes, register
from cyfran.domain.people.choices import DETAIL_OF
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import my_link, people_reached_at
from cyfran.domain.people.rules import is_still_there

# The facts each message is written from, beside the person, the organisation and the link to her own page. Texts in
# two languages are BilingualText, labels are lazy, days are dates; what does not apply is None or empty.
_FACTS: dict[Purpose, set[str]] = {
    Purpose.MY_PAGE: set(),
    Purpose.INVITATION: {"title", "about_it", "place", "short_notice", "starts_at", "reply_by"}
    | {"minutes", "forms", "offers", "link", "drawn_in"},
    Purpose.ANSWER: {"project", "words", "said_on", "answer", "reason", "due_on"},
    Purpose.PROPOSAL_RECEIVED: {"asked", "words", "due_on", "owner"},
    Purpose.PROPOSAL_ANSWERED: {"asked", "words", "answer", "reason"},
    Purpose.EVALUATION: {"project", "link"},
    Purpose.SUPPORT: {"on"},
    Purpose.REACH: {"on"},
    Purpose.LEAVING: {"on", "years"},
}


class CannotSendError(Exception):
    """A code did not go. It says why by one of `Failure`: a task keeps what is raised, and that names nobody."""


@transaction.atomic
def queue_message(
    *,
    person: Person,
    organisation: Organisation,
    purpose: Purpose,
    about: Model,
    at: datetime,
    channel: str = "",
    sent_to: str = "",
    **facts: Any,
) -> Message | None:
    """Write a message in Welsh and English at once, and hand it to the way this person is reached, or to the way given.

    An e-mail goes by itself after the commit; a letter, a call and a text message wait for staff. Nothing is written
    to somebody who was removed.
    """
    if not is_still_there(person):
        return None
    channel = channel or person.channel
    _refuse_unless_whole(purpose, facts)
    facts |= {"person": person, "organisation": organisation, "contact": contact_of(organisation), "my_link": my_link(person)}
    with speaking(organisation.term):
        texts = in_both_languages(purpose, facts)
    message = Message(
        organisation=organisation,
        person=person,
        purpose=purpose,
        about_kind=about._meta.label_lower,
        about_public_id=about.serializable_value("public_id"),
        channel=channel,
        language=person.language,
        sent_to=sent_to,
        state=State.QUEUED if channel == Channel.EMAIL else State.TO_DO,
        queued_at=at,
        **texts,
    )
    message.full_clean()
    message.save()
    record_event("message.queued", subject=message, by=None, at=at, purpose=purpose, channel=message.channel)
    if message.state == State.QUEUED:
        _hand_to_worker("deliver_message", message.pk)
    return message


def _refuse_unless_whole(purpose: Purpose, facts: dict[str, Any]) -> None:
    if facts.keys() != _FACTS[purpose]:
        raise TypeError(f"{purpose} is written from {sorted(_FACTS[purpose])}, not from {sorted(facts)}.")
    if any(fact.missing_half for fact in facts.values() if isinstance(fact, BilingualText)):
        raise ValidationError(
            _("This cannot be sent: part of it is written in Welsh only or in English only. Write it in both languages."),
            code="message_half_missing",
        )


def deliver(*, message: Message, at: datetime) -> Message:
    """Send an e-mail once, however often this is asked.

    The message is claimed and settled in two short transactions, so that no lock is held while the mail server is slow.
    """
    with transaction.atomic():
        lock(message)
        is_waiting = message.state in (State.QUEUED, State.FAILED) and message.channel == Channel.EMAIL
        if not is_waiting or waits_for_school(message, at):
            return message
        if is_held_back(message):
            _settle(message, Failure.HELD_BACK, at)
            return message
        message.state = State.SENDING
        message.save(update_fields=["state"])
    failure = send(message)
    with transaction.atomic():
        _settle(message, failure, at)
    return message


@transaction.atomic
def send_again(*, message: Message, by: User, at: datetime) -> Message:
    """Try an e-mail again that could not be sent, or whose sending was cut off."""
    lock(message)
    if message.channel != Channel.EMAIL or message.state in (State.SENT, State.DONE):
        raise ValidationError(_("Only an e-mail that has not been sent can be sent again."), code="nothing_to_send")
    message.state, message.failure = State.QUEUED, ""
    message.full_clean()
    message.save(update_fields=["state", "failure"])
    record_event("message.queued", subject=message, by=by, at=at, purpose=message.purpose, channel=message.channel)
    _hand_to_worker("deliver_message", message.pk)
    return message


@transaction.atomic
def take_up_messages(*, at: datetime, waiting_for: timedelta = timedelta()) -> list[Message]:
    """Hand the worker every e-mail that waits, and return those whose sending was cut off, which staff now see as failed.

    For the start after a stop, and at any time for what has waited for long: a message is stored with the act it tells of,
    but the word to the worker can be lost with the power. What it has in hand already is still sent once, and says so
    itself when it is.
    """
    waiting = Message.objects.filter(channel=Channel.EMAIL)
    if waiting_for:
        waiting = waiting.filter(queued_at__lte=at - waiting_for)
    for message_id in waiting.filter(state=State.QUEUED).values_list("pk", flat=True):
        _hand_to_worker("deliver_message", message_id)
    cut_off = list(waiting.select_for_update().filter(state=State.SENDING))
    for message in cut_off:
        _settle(message, Failure.CUT_OFF, at)
    return cut_off


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
def register_and_welcome(*, at: datetime, **given: Any) -> Person:
    """Register somebody and send her the link to her own page. Takes what `people.actions.people.register` takes."""
    person = register(at=at, **given)
    queue_message(person=person, organisation=person.organisation, purpose=Purpose.MY_PAGE, about=person, at=at)
    return person


@transaction.atomic
def reach_anew(*, person: Person, by: Actor | None, at: datetime, **fields: Any) -> Person:
    """Change how somebody is reached and what she wishes, and tell her so where she was reached until then.

    Takes what `people.actions.people.change_contact_wishes` takes, and is the door to it: her page may be open to somebody else.
    """
    before = Person.objects.select_for_update().get(pk=person.pk)
    change_contact_wishes(person=person, by=by, at=at, **fields)
    about: dict[str, Any] = {"organisation": person.organisation, "about": person, "at": at, "on": localdate(at)}
    for channel, contact in ways_left(before, person):
        queue_message(person=person, purpose=Purpose.REACH, channel=channel, sent_to=contact, **about)
    return person


def send_my_link(*, contact: str, at: datetime) -> None:
    """Send the link again to whoever is reached at this e-mail address or telephone number, and say nothing.

    One look and one job for the worker, whether anybody was found or not: neither the answer nor its time tells.
    """
    _hand_to_worker("send_links", list(people_reached_at(contact).values_list("pk", flat=True)), at.isoformat())


def ask_code(*, contact: str, nonce: str, at: datetime) -> list[str]:
    """Have a code sent to an e-mail address or telephone number, if anybody is reached there; return who.

    One look and one job for the worker, whether anybody was found or not: neither the answer nor its time tells.
    """
    found = list(people_reached_at(contact).order_by("name", "pk").values_list("pk", "public_id"))
    _hand_to_worker("send_code", [pk for pk, _public_id in found[:1]], "@" not in contact, nonce, at.isoformat())
    return [public_id for _pk, public_id in found]


def ask_code_of(*, person: Person, nonce: str, at: datetime) -> None:
    """Have a code sent to somebody whose page is open, to see that it is she who has it open."""
    _hand_to_worker("send_code", [person.pk], code_goes_by(person) == Channel.TEXT, nonce, at.isoformat())


def send_code(*, person: Person, by_text: bool, nonce: str, at: datetime) -> None:
    """Send the code in Welsh and in English, by e-mail or by text. It is no message of record: it is gone in ten minutes."""
    person.refresh_from_db()
    name, to = ("code_by_text", bare_telephone(person.telephone)) if by_text else ("code", person.email)
    if person.erased_at or (by_text and not (settings.TEXTS_ARE_SENT or person.is_example)):
        return
    parts = [written(language, name, {"code": code_of(nonce)}) for language in ("cy", "en")]
    record_event("person.code_sent", subject=person, by=None, at=at, by_text=by_text)
    if failure := gone_wrong(email_of(parts, to=to, to_outbox=by_text or person.is_example, headers=headers(person, "cy, en"))):
        raise CannotSendError(failure)


@transaction.atomic
def send_link(*, person: Person, at: datetime) -> Message | None:
    """Send the link to her own page, also to where a record is reached that went into hers. One still under way will do."""
    her, purpose = person.merged_into or person, Purpose.MY_PAGE
    sent_to = "" if her == person else getattr(person, DETAIL_OF[Channel(person.channel)])
    way: dict[str, Any] = {"channel": person.channel, "sent_to": sent_to}
    for message in Message.objects.filter(person=her, purpose=purpose, state__in=UNDER_WAY):
        if my_link(her) in message.body_en and message.sent_to == sent_to:
            return message
    return queue_message(person=her, organisation=her.organisation, purpose=purpose, about=her, at=at, **way)


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


@transaction.atomic
def delete_old_messages(*, by: User | None, at: datetime, most: int = 500) -> int:
    """Delete messages that were settled before the years of the settings, so many at once; return how many."""
    old = list(old_messages(at=at)[:most])
    record_events("message.deleted", subjects=old, by=by, at=at)
    Message.objects.filter(pk__in=[message.pk for message in old]).delete()
    return len(old)


def _settle(message: Message, failure: str, at: datetime) -> None:
    """Write down how the sending of an e-mail ended: that it went, or why not."""
    message.state, message.failure, message.settled_at = (State.FAILED if failure else State.SENT), failure, at
    message.full_clean()
    message.save(update_fields=["state", "failure", "settled_at"])
    _write_down_arrival(message)
    facts = {"failure": failure} if failure else {}
    record_event("message.failed" if failure else "message.sent", subject=message, by=None, at=at, **facts)


def _write_down_arrival(message: Message) -> None:
    """Keep beside what a message is about when it arrived, where that has a place for it: the message goes after some years."""
    about = apps.get_model(message.about_kind)
    if message.state in ARRIVED and hasattr(about, "reached_at"):
        about._default_manager.filter(public_id=message.about_public_id, reached_at=None).update(reached_at=message.settled_at)


def _hand_to_worker(task: str, *arguments: Any) -> None:
    """Give the worker a task of this room after the commit; by its name, since tasks stand above actions."""
    transaction.on_commit(partial(import_string(f"cyfran.domain.correspondence.tasks.{task}").enqueue, *arguments))
