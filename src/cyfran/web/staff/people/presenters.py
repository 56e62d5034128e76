"""Somebody as staff see her: how to reach her, what she permits, what she was asked, gave and said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from cyfran.domain.base.choices import Channel
from cyfran.domain.base.fields import BilingualText
from cyfran.domain.base.models import User
from cyfran.domain.contributions.models import Contribution
from cyfran.domain.contributions.queries import contributions_open_to
from cyfran.domain.correspondence.choices import UNSENT, Purpose
from cyfran.domain.correspondence.models import Message
from cyfran.domain.correspondence.queries import messages_to_read, not_sent_open_to
from cyfran.domain.decisions.models import Response
from cyfran.domain.decisions.queries import current_responses
from cyfran.domain.groups.models import Seat
from cyfran.domain.involvement.queries import preference_of, spread
from cyfran.domain.opportunities.models import Invitation
from cyfran.domain.opportunities.queries import invitations_of
from cyfran.domain.organisations.choices import Act
from cyfran.domain.people.choices import Use
from cyfran.domain.people.models import Permission, Person
from cyfran.domain.people.queries import is_left_in_peace, my_link
from cyfran.domain.people.rules import may_say_what_suits, uses_asked_of
from cyfran.domain.projects.models import Proposal
from cyfran.domain.projects.queries import proposals_open_to
from cyfran.web.staff.messages.not_sent import NotSentOnPage, on_page
from cyfran.web.ui.caring import how_it_is
from cyfran.web.ui.load import LoadOnPage
from cyfran.web.ui.parts import Row, Text
from cyfran.web.ui.preference import rows_of
from cyfran.web.ui.reach import IN_BOTH, language_wished
from cyfran.web.ui.templatetags.ui import day

_MESSAGES_SHOWN = 10
_ASKS_UNSENT = Message.objects.filter(purpose=Purpose.INVITATION, state__in=UNSENT, about_public_id=OuterRef("public_id"))
_HOW_IT_GOES = {
    Channel.EMAIL: _("The link to their own page is on its way by e-mail."),
    Channel.TEXT: _("The link to their own page waits under Messages for you to text it."),
    Channel.PHONE: _("The words to say about their own page wait under Messages for you to ring."),
    Channel.LETTER: _("The letter with the link to their own page waits under Messages for you to print and post."),
}


def how_it_goes(person: Person) -> str:
    """Say how the link to her own page reaches her, and whose move that is."""
    return str(_HOW_IT_GOES[Channel(person.channel)])


@dataclass(frozen=True)
class PersonInList:
    """What is enough to find somebody. Where she is reached stands on her page, where each look is written down."""

    public_id: str
    name: str
    area: BilingualText
    channel: Text
    language: Text
    is_example: bool

    @classmethod
    def of(cls, person: Person) -> Self:
        return cls(
            public_id=person.public_id,
            name=person.name,
            area=person.area.name,
            channel=person.get_channel_display(),
            language=language_of(person),
            is_example=person.is_example,
        )


@dataclass(frozen=True)
class SpreadOnPage:
    """How the work is shared out: the part that the busiest tenth carry, beside what it would be were all asked alike."""

    busiest: int
    people: int
    share: int
    even_share: int

    @classmethod
    def of(cls, people: QuerySet[Person], *, today: date) -> Self | None:
        """Return nothing where the people are too few, or none of them was asked for anything."""
        found = spread(people, on=today)
        if found is None:
            return None
        even_share = round(100 * found.busiest / found.people)
        return cls(found.busiest, found.people, round(100 * found.busiest_share), even_share)


@dataclass(frozen=True)
class PermissionOnPage:
    """One use, and what she says to it now."""

    code: str
    label: Text
    is_standing: bool
    granted_on: date | None
    withdrawn_on: date | None

    @classmethod
    def of(cls, use: Use, permissions: Sequence[Permission]) -> Self:
        given = [permission for permission in permissions if permission.use == use]
        latest = given[-1] if given else None
        return cls(
            code=use.lower(),
            label=use.label,
            is_standing=bool(latest and not latest.withdrawn_at),
            granted_on=timezone.localdate(latest.granted_at) if latest else None,
            withdrawn_on=timezone.localdate(latest.withdrawn_at) if latest and latest.withdrawn_at else None,
        )


@dataclass(frozen=True)
class SaidOnPage:
    """Something she said, and the answer that stands."""

    contribution: Contribution
    response: Response | None

    @property
    def words(self) -> str:
        """Return her words; nothing where she took them back."""
        return "" if self.contribution.withdrawn_at else self.contribution.words


@dataclass(frozen=True)
class ReachOnPage:
    """How somebody is reached, of a child through whom, and the address of her own page: all open the way to her."""

    adult: str
    rows: list[Row]
    my_page: str

    @classmethod
    def of(cls, person: Person) -> Self:
        rows = [
            Row(_("Reached by"), person.get_channel_display()),
            Row(_("E-mail address"), person.email),
            Row(_("Telephone"), person.telephone),
            Row(_("Postal address"), person.address),
            Row(_("Language"), language_of(person)),
        ]
        return cls(person.adult, [row for row in rows if row.value], _address_of_her_page(person))


@dataclass(frozen=True)
class PersonOnPage:
    """Everything on a person's page that the reader may see."""

    public_id: str
    name: str
    organisation: BilingualText
    registered_on: date
    is_left_in_peace: bool
    may_say_what_suits: bool
    rows: list[Row]
    permissions: list[PermissionOnPage]
    load: LoadOnPage
    invitations: list[Invitation]
    said: list[SaidOnPage]
    proposals: list[Proposal]
    seats: list[Seat]
    messages: list[Message]
    not_sent: list[NotSentOnPage]

    @classmethod
    def of(cls, person: Person, *, reader: User, today: date) -> Self:
        prefetch_related_objects([person], "caring_roles")
        return cls(
            public_id=person.public_id,
            name=person.name,
            organisation=person.organisation.name,
            registered_on=timezone.localdate(person.registered_at),
            is_left_in_peace=is_left_in_peace(person),
            may_say_what_suits=may_say_what_suits(person),
            rows=[*_rows(person), *(rows_of(preference_of(person)) if may_say_what_suits(person) else [])],
            permissions=_permissions(person),
            load=LoadOnPage.of(person, today=today),
            invitations=list(invitations_of(person).annotate(is_unsent=Exists(_ASKS_UNSENT))),
            said=_said(person, reader),
            proposals=list(proposals_open_to(reader, Act.ANSWER).filter(person=person)),
            seats=list(Seat.objects.filter(Q(holder=person) | Q(deputy=person)).select_related("group")),
            messages=list(messages_to_read(reader, Act.SEND).filter(person=person)[:_MESSAGES_SHOWN]),
            not_sent=on_page(list(not_sent_open_to(reader, Act.SEND).filter(person=person)[:_MESSAGES_SHOWN])),
        )


def _rows(person: Person) -> list[Row]:
    caring = [f"{role.get_relation_display()}: {how_it_is(role)}" for role in person.caring_roles.all()]
    rows = [
        Row(_("Reached by"), person.get_channel_display()),
        Row(_("Language"), language_of(person)),
        Row(_("Form"), person.get_format_display()),
        Row(_("Area"), person.area.name),
        Row(_("Age"), person.get_age_band_display()),
        Row(_("Looks after"), "\n".join(caring)),
        Row(_("How long they have cared"), _how_long(person)),
        Row(_("Wishes to stay"), person.get_stays_display()),
    ]
    return [row for row in rows if row.value]


def _how_long(person: Person) -> str:
    if not person.how_long_said_on:
        return ""
    return _("%(time)s (said on %(day)s)") % {"time": person.get_how_long_display(), "day": day(person.how_long_said_on)}


def _permissions(person: Person) -> list[PermissionOnPage]:
    given = list(person.permissions.all())
    return [PermissionOnPage.of(use, given) for use in uses_asked_of(person.age_band)]


def _said(person: Person, reader: User) -> list[SaidOnPage]:
    """Return what she said in projects the reader works on: what she told another body is for that body."""
    contributions = list(contributions_open_to(reader, Act.KEEP_WORDS).filter(person=person).prefetch_related(None))
    responses = current_responses(contributions)
    return [SaidOnPage(contribution, responses.get(contribution.pk)) for contribution in contributions]


def language_of(person: Person) -> Text:
    """Name the language in which she is written to. None chosen is a choice too: both."""
    return IN_BOTH.get(language_wished(person)) or person.get_language_display()


def _address_of_her_page(person: Person) -> str:
    """Return the address to read out or write down, in the language she chose."""
    with override(person.language.lower() or "cy"):
        return settings.PUBLIC_ADDRESS.rstrip("/") + reverse("carer:my:show", args=[my_link(person)])
