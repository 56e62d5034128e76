"""A message as staff see it and act on it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cyfran.domain.base.choices import Channel
from cyfran.domain.base.fields import BilingualText
from cyfran.domain.base.models import User
from cyfran.domain.correspondence.bridge.texts import size_of
from cyfran.domain.correspondence.choices import ARRIVED, ASKING, UNSENT, Purpose, State
from cyfran.domain.correspondence.models import Message
from cyfran.domain.correspondence.queries import Part, parts_of
from cyfran.domain.correspondence.rules import goes_by_itself
from cyfran.domain.organisations.choices import Act
from cyfran.domain.people.models import Person
from cyfran.domain.projects.queries import proposals_open_to
from cyfran.web.ui.parts import Text

# An e-mail under way for longer than this was cut off.
_LONGEST_ON_ITS_WAY = timedelta(hours=1)
_UNDER_WAY = (State.QUEUED, State.SENDING)
_WHAT_TO_DO = {
    Channel.EMAIL: _("Ring or write in another way, then say so here."),
    Channel.TEXT: _("Text these words to the number, then say so here."),
    Channel.PHONE: _("Ring, say these words in your own way, then say so here."),
    Channel.LETTER: _("Print the letter and post it, then say so here."),
}
_IT_IS_DONE = {
    Channel.EMAIL: _("I have told them in another way"),
    Channel.TEXT: _("I have texted it"),
    Channel.PHONE: _("I have rung and told them"),
    Channel.LETTER: _("I have posted it"),
}
_FEWER_FIT = _("It has letters such as ŵ, of which fewer fit into one.")
_REQUEST = "staff:proposals:show"
_OFFER = ("staff:opportunities:show", _("What it is about, and who was asked"))
# Where what people answer is written down, or where the thing itself can be seen.
_ANSWER = ("staff:opportunities:reply", _("Write down what they answer"))
_LEADS_TO = {
    Purpose.INVITATION: _ANSWER,
    Purpose.REMINDER: _ANSWER,
    Purpose.PLACE_FREE: _ANSWER,
    Purpose.MOVED: _OFFER,
    Purpose.CALLED_OFF: _OFFER,
    Purpose.EVALUATION: ("staff:evaluation:add", _("Write down how it was for them")),
    Purpose.PROPOSAL_RECEIVED: (_REQUEST, _("The request it is about")),
    Purpose.PROPOSAL_ANSWERED: (_REQUEST, _("The request it is about")),
}


@dataclass(frozen=True)
class PartOnPage:
    """A message in one language; what goes by text says how long it is."""

    language: str
    subject: str
    body: str
    size: str

    @classmethod
    def of(cls, part: Part, channel: str) -> Self:
        return cls(part.language, part.subject, part.body, said_size(part.body) if channel == Channel.TEXT else "")


def said_size(text: str) -> str:
    """Say how many letters a text message has, in how many it goes, and why in so many."""
    size = size_of(text)
    words = ngettext(
        "%(letters)s letters: it goes as one text message.",
        "%(letters)s letters: it goes as %(count)s text messages, put together on arrival.",
        size.parts,
    ) % {"letters": size.letters, "count": size.parts}
    return words if size.is_of_gsm else f"{words} {_FEWER_FIT}"


@dataclass(frozen=True)
class MessageOnPage:
    public_id: str
    person: Person
    organisation: BilingualText
    purpose: Text
    channel: str
    channel_name: Text
    telephone: str
    email: str
    parts: tuple[PartOnPage, ...]
    state: str
    state_name: Text
    failure: Text
    reason: Text
    together: Message | None
    waits_until: datetime | None
    # Until when she rests, where it waits for that.
    rests_until: date | None
    queued_at: datetime
    settled_at: datetime | None
    settled_by: User | None
    waits_for_us: bool
    may_be_tried_again: bool
    may_have_come_back: bool

    @classmethod
    def of(cls, message: Message, *, now: datetime) -> Self:
        began = message.waits_until or message.queued_at
        rests_until = _rests_until(message, now)
        is_stuck = message.state in _UNDER_WAY and began < now - _LONGEST_ON_ITS_WAY
        return cls(
            public_id=message.public_id,
            person=message.person,
            organisation=message.organisation.name,
            purpose=message.get_purpose_display(),
            channel=message.channel,
            channel_name=message.get_channel_display(),
            telephone=_telephone(message),
            email=(message.sent_to or message.person.email) if message.channel == Channel.EMAIL else "",
            parts=tuple(PartOnPage.of(part, message.channel) for part in parts_of(message)),
            state=message.state,
            state_name=message.state_name,
            failure=message.get_failure_display(),
            reason=message.get_reason_display(),
            together=message.together,
            waits_until=message.waits_until if message.state == State.QUEUED else None,
            rests_until=rests_until,
            queued_at=message.queued_at,
            settled_at=message.settled_at,
            settled_by=message.settled_by,
            waits_for_us=message.state in (State.TO_DO, State.FAILED) and rests_until is None,
            may_be_tried_again=goes_by_itself(message.channel, message.person)
            and (message.state == State.FAILED or is_stuck)
            and rests_until is None,
            may_have_come_back=message.channel in (Channel.LETTER, Channel.EMAIL) and message.state in ARRIVED,
        )

    @property
    def is_letter(self) -> bool:
        return self.channel == Channel.LETTER

    @property
    def is_spoken(self) -> bool:
        return self.channel == Channel.PHONE

    @property
    def telephone_link(self) -> str:
        """Return the number as a telephone dials it."""
        return "".join(sign for sign in self.telephone if sign.isdecimal() or sign == "+")

    @property
    def shows_contact(self) -> bool:
        """Tell whether it is shown how to reach her: only while somebody has to ring, text or find out what is wrong."""
        return self.waits_for_us and bool(self.telephone or self.email) and not self.is_letter

    @property
    def what_to_do(self) -> Text:
        return _WHAT_TO_DO[Channel(self.channel)]

    @property
    def it_is_done(self) -> Text:
        return _IT_IS_DONE[Channel(self.channel)]


def _rests_until(message: Message, now: datetime) -> date | None:
    limit = getattr(message.person, "limit", None)
    if limit is None or message.purpose not in ASKING or message.state not in UNSENT:
        return None
    return limit.rests_until if limit.rests_until and limit.rests_until > localdate(now) else None


def _telephone(message: Message) -> str:
    """Return the number to ring or text; where an e-mail failed too, unless it was for another address than hers of today."""
    if message.channel == Channel.EMAIL:
        return "" if message.sent_to else message.person.telephone
    return message.sent_to or message.person.telephone


@dataclass(frozen=True)
class NextStep:
    """Where staff go on from a message."""

    text: Text
    href: str

    @classmethod
    def after(cls, message: Message, reader: User) -> Self | None:
        """Return the next step; none from a request that was passed on for another body, which alone may read it."""
        name, text = _LEADS_TO.get(Purpose(message.purpose), ("", ""))
        if not name or (
            name == _REQUEST and not proposals_open_to(reader, Act.ANSWER).filter(public_id=message.about_public_id).exists()
        ):
            return None
        return cls(text, f"{reverse(name, args=[message.about_public_id])}?person={message.person.public_id}")
