"""Messages as staff see them, as a person reads them, and as they are printed."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext, override

from cyfran.domain.base import clock
from cyfran.domain.base.choices import Channel, Language
from cyfran.domain.base.fields import bare_email, bare_telephone
from cyfran.domain.base.models import AuditEvent, User
from cyfran.domain.correspondence.choices import (
    ARRIVED,
    ASKING,
    NO_WAY_THERE,
    TIME_TO_ANSWER,
    TOLD_FOR,
    UNSENT,
    CallOutcome,
    Failure,
    Meaning,
    Purpose,
    ReceivedState,
    State,
    Why,
)
from cyfran.domain.correspondence.models import Forward, Message, NotSent, Received, Visit
from cyfran.domain.involvement.choices import Rhythm
from cyfran.domain.organisations.choices import Act
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.organisations.queries import organisations_of
from cyfran.domain.people.choices import Format
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import people_reached_at, silent_people, who_may_be_asked

# A link stands alone on its line, and is stored without the address under which Cyfran is found: that may change.
_LINKS = re.compile(r"^/(?:cy|en)/\S+$", re.MULTILINE)
_MOBILE = "07"
_LOOKED_AT_FOR = timedelta(days=3)


@dataclass(frozen=True)
class Part:
    """A message in one language: cy or en."""

    language: str
    subject: str
    body: str


@dataclass(frozen=True)
class Call:
    """A call in which somebody could not be told."""

    outcome: CallOutcome
    made_at: datetime


@dataclass(frozen=True)
class Letter:
    """What a printable page needs of a message. The address is empty where none is known."""

    name: str
    address_lines: tuple[str, ...]
    written_on: date
    organisation: Organisation
    parts: tuple[Part, ...]
    is_large_print: bool


def messages_open_to(user: User | AnonymousUser, act: Act) -> QuerySet[Message]:
    """Return the messages of the organisations in which somebody may do this, the latest first; none that is held back."""
    return _messages_of(user, act).filter(~held_back())


def messages_to_read(user: User | AnonymousUser, act: Act) -> QuerySet[Message]:
    """Return these, and what waits only for the end of somebody's rest: it can be read, and nothing be done about it yet."""
    only_rests = Exists(_who_would_be_asked().filter(limit__rests_until__gt=clock.today()))
    return _messages_of(user, act).filter(~held_back() | Q(only_rests))


def _messages_of(user: User | AnonymousUser, act: Act) -> QuerySet[Message]:
    messages = Message.objects.filter(organisation__in=organisations_of(user, act))
    return messages.select_related("person__limit", "organisation", "settled_by", "together")


def held_back() -> Q:
    """Choose what would ask somebody who may not be asked now: she grieves, say, or rests. Once she may be, it is there again."""
    may_be_asked = _who_would_be_asked().exclude(limit__rests_until__gt=clock.today())
    return Q(~Exists(may_be_asked), purpose__in=ASKING, state__in=UNSENT)


def _who_would_be_asked() -> QuerySet[Person]:
    """Return whom a message is to, if she may be asked; she may rest."""
    return who_may_be_asked().filter(pk=OuterRef("person")).exclude(limit__rhythm=Rhythm.OFF)


def due_in_rounds(*, at: datetime) -> QuerySet[Message]:
    """Return what waited for the day on which somebody wishes to be asked all together, and has waited long enough."""
    return Message.objects.filter(state=State.QUEUED, reason=Why.RHYTHM, waits_until__lte=at)


def not_gone_about(things: QuerySet[Any]) -> QuerySet[Any]:
    """Return those of the things of which a message has not gone yet, since it waits for its hour or was held back."""
    not_gone = Message.objects.filter(
        Q(state=State.QUEUED) | Q(failure=Failure.HELD_BACK), about_kind=things.model._meta.label_lower
    )
    return things.filter(public_id__in=not_gone.values("about_public_id"))


def not_sent_open_to(user: User | AnonymousUser, act: Act) -> QuerySet[NotSent]:
    """Return what the organisations in which somebody may do this did not send, to whom and why, the latest first."""
    return NotSent.objects.filter(organisation__in=organisations_of(user, act)).select_related("person")


def not_sent_about(thing: Model) -> QuerySet[NotSent]:
    """Return to whom nothing was sent about a thing, and why, the latest first."""
    about = {"about_kind": thing._meta.label_lower, "about_public_id": thing.serializable_value("public_id")}
    return NotSent.objects.filter(**about).select_related("person")


def held_back_about(things: QuerySet[Any]) -> QuerySet[NotSent]:
    """Return to whom a message about one of these things was written and not sent after all, and why, the latest first."""
    about = {"about_kind": things.model._meta.label_lower, "about_public_id__in": things.values("public_id")}
    return NotSent.objects.filter(**about).select_related("person")


def who_texts(number: str) -> Person | None:
    """Return whose telephone number this is, if one person's alone; of several, the one a text went to last."""
    people = [person.merged_into or person for person in people_reached_at(number).select_related("merged_into")]
    if len({person.pk for person in people}) <= 1:
        return people[0] if people else None
    texted = Message.objects.filter(person__in=people, channel=Channel.TEXT, state__in=ARRIVED)
    last = texted.select_related("person").order_by("-settled_at", "-pk").first()
    return last.person if last else None


def received_open_to(user: User | AnonymousUser, act: Act) -> QuerySet[Received]:
    """Return the texts of the people of her organisations; who looks after the installation sees those of unknown numbers too.

    A cry for help of which somebody was told is not among them: whose it is, and its words, are for whoever sees to it alone.
    """
    of_people = Q(person__organisation__in=organisations_of(user, act))
    unknown = Q(person=None) if getattr(user, "is_administrator", False) else Q(pk__in=())
    seen_to = Q(meaning=Meaning.HELP, state=ReceivedState.DONE)
    return Received.objects.filter(of_people | unknown).exclude(seen_to).select_related("person__organisation", "settled_by")


def forwards_open_to(user: User | AnonymousUser, act: Act) -> QuerySet[Forward]:
    """Return what the organisations in which somebody may do this have others pass on, or pass on themselves."""
    ours = organisations_of(user, act)
    forwards = Forward.objects.filter(Q(organisation__in=ours) | Q(partner__in=ours))
    return forwards.select_related("organisation", "partner")


def forwards_about(thing: Model) -> QuerySet[Forward]:
    """Return through whom a thing is passed on."""
    about = {"about_kind": thing._meta.label_lower, "about_public_id": thing.serializable_value("public_id")}
    return Forward.objects.filter(**about).select_related("partner")


def visits_open_to(user: User | AnonymousUser, act: Act) -> QuerySet[Visit]:
    """Return the visits of the organisations in which somebody may do this."""
    return Visit.objects.filter(organisation__in=organisations_of(user, act)).select_related("organisation", "owner")


def lost_messages(*, at: datetime, waiting_for: timedelta = timedelta()) -> QuerySet[Message]:
    """Return what a worker took in hand and said no more of, though whoever sends it would have answered long since."""
    long_ago = at - timedelta(seconds=settings.WORKER_SILENCE_SECONDS / 2)
    unknown_since = Q(claimed_at__isnull=True, queued_at__lte=at - waiting_for)
    return Message.objects.filter(Q(claimed_at__lte=long_ago) | unknown_since, state=State.SENDING).select_related("person")


def letters_handed_over(*, at: datetime) -> QuerySet[Message]:
    """Return the letters of the last days that a service took to print and post."""
    lately = Message.objects.filter(channel=Channel.LETTER, state=State.SENT, settled_at__gt=at - _LOOKED_AT_FOR)
    return lately.select_related("person")


def old_messages(*, at: datetime) -> QuerySet[Message]:
    """Return the messages that have been kept since they were settled for as long as the settings say."""
    return Message.objects.filter(settled_at__lt=at - timedelta(days=365 * settings.MESSAGE_YEARS)).order_by("pk")


def people_to_tell(*, at: datetime) -> QuerySet[Person]:
    """Return those of whom nothing has been heard for years, and who have not been told lately that they are removed."""
    told = Message.objects.filter(purpose=Purpose.LEAVING, queued_at__gt=at - TOLD_FOR)
    return silent_people(on=timezone.localdate(at)).exclude(pk__in=told.values("person"))


def people_to_remove(*, at: datetime) -> QuerySet[Person]:
    """Return those whose day to leave has come. It waits until she was told, or no message reaches her, and for her answer."""
    told = Message.objects.filter(purpose=Purpose.LEAVING, queued_at__gt=at - TOLD_FOR, settled_at__lte=at - TIME_TO_ANSWER)
    in_time = told.filter(Q(state__in=ARRIVED) | Q(state=State.FAILED, failure__in=NO_WAY_THERE))
    today = timezone.localdate(at)
    return silent_people(on=today).filter(leaves_on__lte=today, pk__in=in_time.values("person"))


def parts_of(message: Message) -> tuple[Part, ...]:
    """Return a message in the language its reader chose; where she chose none, in Welsh and English, in her order."""
    welsh, english = _part(message, "cy"), _part(message, "en")
    both = (english, welsh) if message.person.english_first else (welsh, english)
    return {Language.WELSH.value: (welsh,), Language.ENGLISH.value: (english,)}.get(message.language, both)


def calls_about(message: Message) -> list[Call]:
    """Return the calls in which somebody rang about a message and could not say it, the first first."""
    events = AuditEvent.objects.filter(verb="message.rung", subject_kind=message._meta.label_lower)
    rung = events.filter(subject_public_id=message.public_id).order_by("at", "id")
    return [Call(CallOutcome(event.facts["outcome"]), event.at) for event in rung]


def letter_of(message: Message) -> Letter:
    """Return a message as it is printed and posted, to the address its reader has now."""
    person = message.person
    address = message.sent_to or person.address
    return Letter(
        name=person.name,
        address_lines=tuple(line.strip() for line in address.splitlines() if line.strip()),
        written_on=timezone.localdate(message.queued_at),
        organisation=message.organisation,
        parts=parts_of(message),
        is_large_print=person.format == Format.LARGE_PRINT,
    )


def ways_left(before: Person, now: Person) -> list[tuple[Channel, str]]:
    """Return where somebody was reached and no longer is. Her address for letters counts where letters went."""
    is_texted, is_posted = before.channel == Channel.TEXT, before.channel == Channel.LETTER
    ways = {
        Channel.EMAIL: (before.email, bare_email(before.email) == bare_email(now.email)),
        Channel.TEXT if is_texted else Channel.PHONE: (
            before.telephone,
            bare_telephone(before.telephone) == bare_telephone(now.telephone),
        ),
        Channel.LETTER: (before.address if is_posted else "", before.address == now.address),
    }
    return [(way, contact) for way, (contact, stays) in ways.items() if contact and not stays]


def code_goes_by(person: Person) -> Channel | None:
    """Return by which way a code reaches somebody at once: by e-mail, or by text to a mobile telephone; None by neither."""
    if person.email:
        return Channel.EMAIL
    is_mobile = bare_telephone(person.telephone).startswith(_MOBILE)
    return Channel.TEXT if is_mobile and (settings.TEXTS_ARE_SENT or person.is_example) else None


def code_of(nonce: str) -> str:
    """Return the six figures that prove an address or a number to be somebody's. Nothing that is stored tells them."""
    return f"{int(salted_hmac('carer-code', nonce, algorithm='sha256').hexdigest(), 16) % 10**6:06d}"


def with_address(body: str) -> str:
    """Return words with the links in them as they are opened, under the address of this installation."""
    return _LINKS.sub(rf"{settings.PUBLIC_ADDRESS}\g<0>", body)


def _part(message: Message, language: str) -> Part:
    """Return it in one language. Over the telephone nobody can read a signed link out, or take it down."""
    body = getattr(message, f"body_{language}")
    if message.channel == Channel.PHONE:
        with override(language):
            instead = gettext(
                "(The address of the page is too long to read out. Offer to do it together now, or to send the address by "
                "letter, e-mail or text.)"
            )
        body = _LINKS.sub(instead, body)
    return Part(language, getattr(message, f"subject_{language}"), with_address(body))
