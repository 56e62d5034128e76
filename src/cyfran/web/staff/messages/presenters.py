"""A message as staff see it and act on it, and as it is printed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from cyfran.domain.base.choices import Channel
from cyfran.domain.base.fields import BilingualText
from cyfran.domain.base.models import User
from cyfran.domain.correspondence.choices import Purpose, State
from cyfran.domain.correspondence.models import Message
from cyfran.domain.correspondence.queries import Part, letter_of, parts_of
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
_REQUEST = "staff:proposals:show"
# Where what people answer is written down, or where the thing itself can be seen.
_LEADS_TO = {
    Purpose.INVITATION: ("staff:opportunities:reply", _("Write down what they answer")),
    Purpose.EVALUATION: ("staff:evaluation:add", _("Write down how it was for them")),
    Purpose.PROPOSAL_RECEIVED: (_REQUEST, _("The request it is about")),
    Purpose.PROPOSAL_ANSWERED: (_REQUEST, _("The request it is about")),
}


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
    parts: tuple[Part, ...]
    state: str
    state_name: Text
    failure: Text
    queued_at: datetime
    settled_at: datetime | None
    settled_by: User | None
    waits_for_us: bool
    may_be_tried_again: bool

    @classmethod
    def of(cls, message: Message, *, now: datetime) -> Self:
        is_stuck = message.state in _UNDER_WAY and message.queued_at < now - _LONGEST_ON_ITS_WAY
        return cls(
            public_id=message.public_id,
            person=message.person,
            organisation=message.organisation.name,
            purpose=message.get_purpose_display(),
            channel=message.channel,
            channel_name=message.get_channel_display(),
            telephone=_telephone(message),
            email=(message.sent_to or message.person.email) if message.channel == Channel.EMAIL else "",
            parts=parts_of(message),
            state=message.state,
            state_name=message.state_name,
            failure=message.get_failure_display(),
            queued_at=message.queued_at,
            settled_at=message.settled_at,
            settled_by=message.settled_by,
            waits_for_us=message.state in (State.TO_DO, State.FAILED),
            may_be_tried_again=message.channel == Channel.EMAIL and (message.state == State.FAILED or is_stuck),
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


@dataclass(frozen=True)
class PartOnPaper:
    """A letter in one language, with its sender and date in that language."""

    language: str
    sender: str
    written_on: str
    subject: str
    body: str


@dataclass(frozen=True)
class LetterOnPaper:
    public_id: str
    name: str
    adult: str
    address_lines: tuple[str, ...]
    parts: tuple[PartOnPaper, ...]
    is_large_print: bool

    @classmethod
    def of(cls, message: Message) -> Self:
        letter = letter_of(message)
        return cls(
            public_id=message.public_id,
            name=letter.name,
            adult=message.person.adult,
            address_lines=letter.address_lines,
            parts=tuple(_on_paper(part, letter.organisation.name, letter.written_on) for part in letter.parts),
            is_large_print=letter.is_large_print,
        )


def _on_paper(part: Part, sender: BilingualText, written_on: date) -> PartOnPaper:
    with override(part.language):
        return PartOnPaper(
            language=part.language,
            sender=getattr(sender, part.language) or sender,
            written_on=formats.date_format(written_on, "j F Y", use_l10n=False),
            subject=part.subject,
            body=part.body,
        )
