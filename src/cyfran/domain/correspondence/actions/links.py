"""The link to somebody's own page, the code that proves who asks for it, and where she is reached."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate

from cyfran.domain.base.actions import Actor, record_event
from cyfran.domain.base.choices import Channel
from cyfran.domain.base.fields import bare_telephone
from cyfran.domain.base.queries import email_of
from cyfran.domain.base.tasks import hand_to_worker
from cyfran.domain.correspondence.actions.writing import queue_message
from cyfran.domain.correspondence.bridge.emails import gone_wrong, headers
from cyfran.domain.correspondence.bridge.notify import send_text_by_notify
from cyfran.domain.correspondence.bridge.words import written
from cyfran.domain.correspondence.choices import UNDER_WAY, Purpose
from cyfran.domain.correspondence.models import Arrival, Message
from cyfran.domain.correspondence.queries import code_goes_by, code_of, ways_left
from cyfran.domain.correspondence.rules import goes_by_itself
from cyfran.domain.people.actions.people import change_contact_wishes, register
from cyfran.domain.people.choices import DETAIL_OF
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import my_link, people_reached_at


class CannotSendError(Exception):
    """A code did not go. It says why by one of `Failure`: a task keeps what is raised, and that names nobody."""


@transaction.atomic
def register_and_welcome(*, at: datetime, came: Arrival, **given: Any) -> Person:
    """Register somebody, write down how she `came` and send her the link to her own page.

    Takes, beside that, what `people.actions.people.register` takes.
    """
    person = register(at=at, **given)
    came.person, came.arrived_at = person, at
    came.full_clean()
    came.save()
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
    hand_to_worker(
        "cyfran.domain.correspondence.tasks.send_links",
        list(people_reached_at(contact).values_list("pk", flat=True)),
        at.isoformat(),
    )


def ask_code(*, contact: str, nonce: str, at: datetime) -> list[str]:
    """Have a code sent to an e-mail address or telephone number, if anybody is reached there; return who.

    One look and one job for the worker, whether anybody was found or not: neither the answer nor its time tells.
    """
    found = list(people_reached_at(contact).order_by("name", "pk").values_list("pk", "public_id"))
    hand_to_worker(
        "cyfran.domain.correspondence.tasks.send_code",
        [pk for pk, _public_id in found[:1]],
        "@" not in contact,
        nonce,
        at.isoformat(),
    )
    return [public_id for _pk, public_id in found]


def ask_code_of(*, person: Person, nonce: str, at: datetime) -> None:
    """Have a code sent to somebody whose page is open, to see that it is she who has it open."""
    hand_to_worker(
        "cyfran.domain.correspondence.tasks.send_code", [person.pk], code_goes_by(person) == Channel.TEXT, nonce, at.isoformat()
    )


def send_code(*, person: Person, by_text: bool, nonce: str, at: datetime) -> None:
    """Send the code in Welsh and in English, by e-mail or by text. It is no message of record: it is gone in ten minutes."""
    person.refresh_from_db()
    name, to = ("code_by_text", bare_telephone(person.telephone)) if by_text else ("code", person.email)
    if person.erased_at or (by_text and not (settings.TEXTS_ARE_SENT or person.is_example)):
        return
    parts = [written(language, name, {"code": code_of(nonce)}) for language in ("cy", "en")]
    record_event("person.code_sent", subject=person, by=None, at=at, by_text=by_text)
    if by_text and goes_by_itself(Channel.TEXT, person):
        failure = send_text_by_notify("\n".join(body for _subject, body in parts), to=to)
    else:
        how: dict[str, Any] = {"to_outbox": by_text or person.is_example, "headers": headers(person, "cy, en")}
        failure = gone_wrong(email_of(parts, to=to, **how))
    if failure:
        raise CannotSendError(failure)


@transaction.atomic
def send_link(*, person: Person, at: datetime) -> Message | None:
    """Send the link to her own page, also to where a record is reached that went into hers. One still under way will do."""
    her, purpose = person.merged_into or person, Purpose.MY_PAGE
    sent_to = "" if her == person else getattr(person, DETAIL_OF[Channel(person.channel)])
    way: dict[str, Any] = {"channel": person.channel, "sent_to": sent_to}
    for message in Message.objects.filter(person=her, purpose=purpose, state__in=UNDER_WAY):
        holds_it = message.channel == Channel.PHONE or my_link(her) in message.body_en
        if holds_it and message.sent_to == sent_to:
            return message
    return queue_message(person=her, organisation=her.organisation, purpose=purpose, about=her, at=at, **way)
