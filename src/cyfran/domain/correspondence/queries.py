"""Messages as staff see them, as a person reads them, and as they are printed."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext, override

from cyfran.domain.base.choices import Channel, Language
from cyfran.domain.base.fields import bare_email, bare_telephone
from cyfran.domain.base.models import User
from cyfran.domain.correspondence.choices import (
    ARRIVED,
    ASKING,
    NO_WAY_THERE,
    TIME_TO_ANSWER,
    TOLD_FOR,
    UNSENT,
    Purpose,
    State,
)
from cyfran.domain.correspondence.models import Message
from cyfran.domain.organisations.choices import Act
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.organisations.queries import organisations_of
from cyfran.domain.people.choices import Format
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import silent_people, who_may_be_asked

# A link stands alone on its line, and is stored without the address under which Cyfran is found: that may change.
_LINKS = re.compile(r"^/(?:cy|en)/\S+$", re.MULTILINE)
_MOBILE = "07"


@dataclass(frozen=True)
class Part:
    """A message in one language: cy or en."""

    language: str
    subject: str
    body: str


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
    messages = Message.objects.filter(~held_back(), organisation__in=organisations_of(user, act))
    return messages.select_related("person", "organisation", "settled_by")


def held_back() -> Q:
    """Choose what would ask somebody who may not be asked now, as one who grieves. Once she may be, it is there again."""
    may_be_asked = Exists(who_may_be_asked().filter(pk=OuterRef("person")))
    return Q(~may_be_asked, purpose__in=ASKING, state__in=UNSENT)


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
    """Return a message in the language its reader chose; where she chose none, in Welsh and then in English."""
    welsh, english = _part(message, "cy"), _part(message, "en")
    return {Language.WELSH.value: (welsh,), Language.ENGLISH.value: (english,)}.get(message.language, (welsh, english))


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


def _part(message: Message, language: str) -> Part:
    """Return it in one language. Over the telephone nobody can read a signed link out, or take it down."""
    link = rf"{settings.PUBLIC_ADDRESS}\g<0>"
    if message.channel == Channel.PHONE:
        with override(language):
            link = gettext(
                "(The address of the page is too long to read out. Offer to do it together now, or to send the address by "
                "letter, e-mail or text.)"
            )
    body = _LINKS.sub(link, getattr(message, f"body_{language}"))
    return Part(language, getattr(message, f"subject_{language}"), body)
