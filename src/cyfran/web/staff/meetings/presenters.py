"""A meeting as staff see it: when it was, who was there, and what was said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from cyfran.domain.base.models import User
from cyfran.domain.contributions.models import Contribution
from cyfran.domain.contributions.queries import contributions_open_to
from cyfran.domain.meetings.choices import Standing
from cyfran.domain.meetings.models import Attendance, Meeting
from cyfran.domain.meetings.queries import people_to_hear
from cyfran.domain.opportunities.choices import Answer
from cyfran.domain.opportunities.models import Opportunity
from cyfran.domain.organisations.choices import Act
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import search_people
from cyfran.web.ui.parts import Row
from cyfran.web.ui.templatetags.ui import duration, moment

_MOST_FOUND = 10


@dataclass(frozen=True)
class MeetingOnPage:
    public_id: str
    title: str
    project_public_id: str
    project_title: str
    opportunity: Opportunity | None
    rows: list[Row]
    attendances: list[Attendance]
    said: list[Contribution]
    has_started: bool

    @classmethod
    def of(cls, meeting: Meeting, *, reader: User, now: datetime) -> Self:
        attendances = list(meeting.attendances.select_related("person"))
        return cls(
            public_id=meeting.public_id,
            title=meeting.title,
            project_public_id=meeting.stage.project.public_id,
            project_title=meeting.stage.project.title,
            opportunity=meeting.opportunity,
            rows=_rows(meeting, attendances),
            attendances=attendances,
            said=list(contributions_open_to(reader, Act.HOLD_MEETINGS).filter(meeting=meeting)),
            has_started=now >= meeting.starts_at,
        )

    @property
    def people(self) -> list[Person]:
        """Return all who are named: those who were there and those who said something."""
        return [*(one.person for one in self.attendances), *(one.person for one in self.said)]


def _rows(meeting: Meeting, attendances: Sequence[Attendance]) -> list[Row]:
    members = sum(attendance.standing == Standing.CARER_MEMBER for attendance in attendances)
    return [
        Row(_("Stage"), meeting.stage.get_kind_display()),
        Row(_("When"), moment(meeting.starts_at)),
        Row(_("Length"), duration(meeting.minutes)),
        Row(_("Carers, as members"), members),
        Row(_("Carers, taking part"), len(attendances) - members),
        Row(_("Staff"), meeting.staff_present),
        Row(_("Others"), meeting.others_present),
    ]


def people_to_find(meeting: Meeting, reader: User) -> QuerySet[Person]:
    return people_to_hear(reader, Act.HOLD_MEETINGS).filter(is_example=meeting.stage.project.is_example)


def people_who_may_have_come(meeting: Meeting, reader: User, *, also: Iterable[str], text: str) -> list[Person]:
    """Return those on record as there, those who said yes, those found before, and those found by the text."""
    people = people_to_find(meeting, reader)
    found = search_people(people, text) if text.strip() else people.none()
    here = Q(pk__in=meeting.attendances.values("person")) | Q(public_id__in=[one for one in also if one.isalnum()])
    if meeting.opportunity:
        here |= Q(pk__in=meeting.opportunity.invitations.filter(answer=Answer.YES).values("person"))
    return [*people.filter(here), *found.exclude(here)[:_MOST_FOUND]]
