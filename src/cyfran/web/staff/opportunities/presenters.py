"""A way to take part as staff see it: what it asks of people, who was asked, and what they answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cyfran.domain.base.choices import Channel
from cyfran.domain.involvement.queries import asked_elsewhere, who_can_be_asked, who_cannot_be_asked
from cyfran.domain.opportunities.bridge.people import mix_of
from cyfran.domain.opportunities.bridge.scores import Scores
from cyfran.domain.opportunities.choices import Feature, OpportunityState
from cyfran.domain.opportunities.fields import NOTICE_DAYS
from cyfran.domain.opportunities.models import Change, Invitation, Opportunity
from cyfran.domain.opportunities.queries import (
    RepliesSummary,
    has_been_asked,
    is_open,
    may_be_invited_to,
    replies_summary,
    still_owed,
)
from cyfran.domain.opportunities.rules import can_be_answered, can_still_change, unsaid
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import is_left_in_peace
from cyfran.web.ui.draws import ValueNames
from cyfran.web.ui.offers import beforehand, lines
from cyfran.web.ui.parts import Row, Text
from cyfran.web.ui.templatetags.ui import day, duration, moment

_MOST_NOT_TO_ASK = 25
# So many of those passed over are named on the page of an opportunity, the latest first.
MOST_NOT_ASKED = 50


@dataclass(frozen=True)
class Notice:
    """How many days people have between being told and the day itself."""

    days: int
    is_of_a_move: bool = False

    @classmethod
    def of(cls, opportunity: Opportunity, today: date, changes: Iterable[Change] = ()) -> Self:
        """Return the notice given, of changes of its time the last; before publication, what it would be today."""
        for change in changes:
            if change.was_at != opportunity.starts_at:
                return cls((localdate(opportunity.starts_at) - localdate(change.changed_at)).days, is_of_a_move=True)
        counted = (localdate(opportunity.starts_at) - today).days
        return cls(counted if opportunity.notice_days is None else opportunity.notice_days)

    @property
    def is_short(self) -> bool:
        return self.days < NOTICE_DAYS


@dataclass(frozen=True)
class OpportunityOnPage:
    public_id: str
    title: str
    project_public_id: str
    project_title: str
    state: str
    state_name: Text
    rows: list[Row]
    minutes_asked: int
    notice: Notice
    replies: RepliesSummary
    may_be_changed: bool
    may_be_published: bool
    may_invite: bool
    may_reply: bool
    may_be_closed: bool
    may_be_moved: bool
    changes: list[str]
    mix: list[Row]
    meeting_public_id: str
    may_be_met: bool

    @classmethod
    def of(cls, opportunity: Opportunity, now: datetime) -> Self:
        replies = replies_summary(opportunity)
        meeting = getattr(opportunity, "meeting", None)
        changes = list(opportunity.changes.all())
        runs = opportunity.stage.project.closed_on is None
        return cls(
            public_id=opportunity.public_id,
            title=opportunity.title,
            project_public_id=opportunity.stage.project.public_id,
            project_title=opportunity.stage.project.title,
            state=opportunity.state,
            state_name=opportunity.get_state_display(),
            rows=_rows(opportunity),
            minutes_asked=opportunity.minutes_asked,
            notice=Notice.of(opportunity, localdate(now), changes),
            replies=replies,
            may_be_changed=opportunity.state in (OpportunityState.DRAFT, OpportunityState.OPEN)
            and not (replies.asked or has_been_asked(opportunity)),
            may_be_published=opportunity.state == OpportunityState.DRAFT and runs,
            may_invite=is_open(opportunity, now),
            may_reply=can_be_answered(opportunity, now),
            may_be_closed=opportunity.state == OpportunityState.OPEN,
            may_be_moved=can_still_change(opportunity, now),
            mix=_mix(opportunity, localdate(now)) if opportunity.places and replies.yes else [],
            changes=[said_change(change) for change in changes],
            meeting_public_id=meeting.public_id if meeting else "",
            may_be_met=opportunity.state in (OpportunityState.OPEN, OpportunityState.CLOSED),
        )


def _mix(opportunity: Opportunity, today: date) -> list[Row]:
    """Say of those who have a place how many bear each value of each feature."""
    names = ValueNames()
    return [
        Row(Feature(feature).label, "\n".join(f"{names.of(feature, value)}: {count}" for value, count in sorted(counts.items())))
        for feature, counts in mix_of(opportunity, on=today).items()
    ]


def said_change(change: Change) -> str:
    """Say what was changed, when, and why."""
    facts = {"day": day(change.changed_at), "what": change.get_kind_display(), "cause": change.get_cause_display()}
    facts |= {"reason": change.reason, "was": moment(change.was_at)}
    if change.is_late:
        return _("%(day)s, late: %(what)s; it was to be on %(was)s. %(cause)s: %(reason)s") % facts
    return _("%(day)s: %(what)s; it was to be on %(was)s. %(cause)s: %(reason)s") % facts


@dataclass(frozen=True)
class Checklist:
    """What carers want to know before they say yes, as it stands, and what is still missing."""

    rows: list[Row]
    unsaid: list[Text]

    @classmethod
    def of(cls, opportunity: Opportunity) -> Self:
        rows = _rows(opportunity)
        return cls(rows=rows, unsaid=[what.label for what in unsaid(opportunity)])


def _rows(opportunity: Opportunity) -> list[Row]:
    parts = (
        (_("taking part"), opportunity.minutes_there),
        (_("reading"), opportunity.minutes_reading),
        (_("travel"), opportunity.minutes_travel),
    )
    time = "\n".join(f"{duration(minutes)}: {part}" for part, minutes in parts if minutes)
    rows = [
        Row(_("Stage"), opportunity.stage.get_kind_display()),
        Row(_("Kind"), opportunity.get_kind_display()),
        Row(_("Part of"), opportunity.get_work_display()),
        Row(_("Topic"), opportunity.get_topic_display()),
        Row(_("What it is about"), opportunity.about),
        Row(_("When") if opportunity.has_its_time else _("Open until"), moment(opportunity.starts_at)),
        Row(_("Answers by"), date_format(opportunity.reply_by, "j F Y", use_l10n=False)),
        Row(_("Place"), opportunity.place),
        Row(_("Places"), opportunity.places),
        Row(_("Time, piece by piece"), time),
        Row(_("How to take part"), lines(opportunity.forms)),
        *beforehand(opportunity),
        Row(_("What carers may do about the decision"), opportunity.stage.get_carer_right_display()),
        Row(_("Why carers cannot do more"), opportunity.why_not_more),
        Row(_("Offered"), lines(opportunity.offers) or _("Nothing. Without assistance the level stays below engagement.")),
        Row(_("Reason for short notice"), opportunity.short_notice),
    ]
    return [row for row in rows if row.value]


@dataclass(frozen=True)
class InvitationOnPage:
    """One person asked, and what she answered. The one-press answers go by the way she is usually reached."""

    public_id: str
    person: Person
    name: str
    channel: str
    channel_name: Text
    answer: str
    answer_name: Text
    words: str
    answered_at: datetime | None
    is_left_in_peace: bool
    owed: str
    waits: bool

    @classmethod
    def of(cls, invitation: Invitation) -> Self:
        return cls(
            public_id=invitation.public_id,
            person=invitation.person,
            name=invitation.person.name,
            channel=invitation.person.channel,
            channel_name=invitation.person.get_channel_display(),
            answer=invitation.answer,
            answer_name=invitation.get_answer_display(),
            words=invitation.answer_words,
            answered_at=invitation.answered_at,
            is_left_in_peace=not invitation.answer and is_left_in_peace(invitation.person),
            waits=invitation.waits_since is not None,
            owed=", ".join(str(label) for label in still_owed(invitation)),
        )


@dataclass(frozen=True)
class PersonToAsk:
    """Somebody who may be asked, with the minutes all bodies together asked of her in the last twelve months."""

    public_id: str
    name: str
    minutes_asked: int
    channel: str
    asked_elsewhere: bool
    unsuited: Text = ""

    @property
    def about(self) -> str:
        return f"{self._so_far} {self.unsuited}." if self.unsuited else self._so_far

    @property
    def _so_far(self) -> str:
        facts = {"time": duration(self.minutes_asked), "channel": Channel(self.channel).label}
        if self.minutes_asked == 0:
            return _("Asked for nothing in the last 12 months. %(channel)s.") % facts
        if self.asked_elsewhere:
            return _("Asked for %(time)s in the last 12 months, this month by another organisation too. %(channel)s.") % facts
        return _("Asked for %(time)s in the last 12 months. %(channel)s.") % facts

    @classmethod
    def of(cls, person: Any, scores: Scores) -> Self:
        unsuited = scores.why_not(person)
        about = unsuited.label if unsuited else ""
        return cls(person.public_id, person.name, person.minutes_asked, person.channel, person.asked_elsewhere, about)


@dataclass(frozen=True)
class PersonNotToAsk:
    """Somebody found who permits being asked, and cannot be now: she is at a limit of hers, rests or wishes not to be."""

    public_id: str
    name: str
    because: str

    @classmethod
    def of(cls, person: Any) -> Self:
        if person.is_resting:
            because = _("Resting: to be asked again from %(day)s.") % {"day": day(person.limit.rests_until)}
        elif person.is_off:
            because = _("They said that they wish not to be asked. Only they can change that.")
        elif person.asks_limit is not None and person.asks_so_far >= person.asks_limit:
            because = _("Asked as often in the last 30 days as they wish. Only they can change that.")
        else:
            facts = {"asked": duration(person.minutes_asked), "limit": duration(person.minutes_limit)}
            because = _("Asked for %(asked)s in the last 12 months, of a limit of %(limit)s. Only they can lift it.") % facts
        return cls(person.public_id, person.name, because)


def people_to_ask(opportunity: Opportunity, found: QuerySet[Person], today: date) -> QuerySet[Any]:
    """Return those found who may be asked now and are within their limits, the least asked first."""
    people = who_can_be_asked(_found(opportunity, found), minutes=opportunity.minutes_asked, on=today)
    elsewhere = asked_elsewhere(organisation=opportunity.organisation, on=today)
    beside = people.annotate(asked_elsewhere=elsewhere).select_related("area", "preference")
    return beside.order_by("minutes_asked", "name", "id")


def people_not_to_ask(opportunity: Opportunity, found: QuerySet[Person], today: date) -> QuerySet[Any]:
    """Return the first of those found whom only their own word on how much and how often keeps from being asked."""
    return who_cannot_be_asked(_found(opportunity, found), minutes=opportunity.minutes_asked, on=today)[:_MOST_NOT_TO_ASK]


def _found(opportunity: Opportunity, found: QuerySet[Person]) -> QuerySet[Person]:
    return may_be_invited_to(opportunity).filter(pk__in=found.order_by().values("pk"))
