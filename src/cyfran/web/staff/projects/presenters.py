"""A project as staff see it: its stages and their plan, the level the record shows, and what belongs to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Self

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from cyfran.domain.base import words
from cyfran.domain.base.choices import DecisionRight
from cyfran.domain.base.fields import BilingualText
from cyfran.domain.base.models import User
from cyfran.domain.contributions.models import Theme
from cyfran.domain.contributions.queries import contributions_open_to, unchecked
from cyfran.domain.decisions.models import Decision
from cyfran.domain.decisions.queries import decisions_open_to, unanswered
from cyfran.domain.evaluation.bridge import evidence_of, evidence_of_all
from cyfran.domain.evaluation.queries import ratings_of
from cyfran.domain.meetings.models import Meeting
from cyfran.domain.meetings.queries import meetings_open_to
from cyfran.domain.opportunities.choices import Answer
from cyfran.domain.opportunities.models import Opportunity
from cyfran.domain.opportunities.queries import opportunities_open_to
from cyfran.domain.projects.choices import StageKind, StageState
from cyfran.domain.projects.models import Project, Proposal, Stage
from cyfran.engine.levels.finding import Condition, Finding, find_level, what_would_raise
from cyfran.engine.levels.record import Record, StageRecord
from cyfran.web.ui.parts import Ladder, Row, StageOnStrip, Text, ladder


@dataclass(frozen=True)
class ProjectInList:
    public_id: str
    title: BilingualText
    organisation: BilingualText
    started_on: date
    closed_on: date | None
    is_published: bool
    is_example: bool
    level: str
    level_name: str
    strip: list[StageOnStrip]

    @classmethod
    def of(cls, project: Project, record: Record) -> Self:
        level = find_level(record).level.code
        return cls(
            public_id=project.public_id,
            title=project.title,
            organisation=project.organisation.name,
            started_on=project.started_on,
            closed_on=project.closed_on,
            is_published=project.published_at is not None,
            is_example=project.is_example,
            level=level,
            level_name=words.level_name(level),
            strip=strip_of(project.stages.all(), record),
        )


def in_list(projects: Sequence[Project], today: date) -> list[ProjectInList]:
    records = evidence_of_all(projects, on=today)
    return [ProjectInList.of(project, records[project.pk]) for project in projects]


def strip_of(stages: Iterable[Stage], record: Record) -> list[StageOnStrip]:
    """Return the stages for the strip; staff see whether carers are there however few they are."""
    seen = _by_kind(record)
    return [
        StageOnStrip(
            name=stage.get_kind_display(),
            state=stage.state,
            state_name=stage.get_state_display(),
            carers=_has_carers(seen[stage.kind]),
            right=stage.get_carer_right_display(),
            happened_on=stage.happened_on,
        )
        for stage in stages
    ]


# --- The stages ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class StageOnPage:
    """One stage: its plan, what is on record of it, and what may be done with it now."""

    kind: str
    name: Text
    state: str
    state_name: Text
    rows: list[Row]
    may_be_planned: bool
    may_be_left_out: bool
    may_be_finished: bool
    may_vote: bool

    @property
    def has_actions(self) -> bool:
        return self.may_be_planned or self.may_be_finished or self.may_vote

    @classmethod
    def of(cls, stage: Stage, seen: StageRecord, *, is_open: bool) -> Self:
        return cls(
            kind=stage.kind.lower(),
            name=stage.get_kind_display(),
            state=stage.state,
            state_name=stage.get_state_display(),
            rows=_stage_rows(stage, seen),
            may_be_planned=is_open and stage.state != StageState.DONE,
            may_be_left_out=is_open and stage.state == StageState.PLANNED and stage.kind != StageKind.IDEA,
            may_be_finished=is_open and stage.state != StageState.SKIPPED,
            may_vote=is_open and stage.carer_right != DecisionRight.NOT_STATED,
        )


def _stage_rows(stage: Stage, seen: StageRecord) -> list[Row]:
    if stage.state == StageState.SKIPPED:
        return []
    right = stage.get_carer_right_display()
    rows = [
        Row(_("Carers' right"), _("%(right)s (fixed since voting opened)") % {"right": right} if stage.frozen_right else right),
        Row(_("Options still open"), _yes_or_no(stage.options_open)),
    ]
    return [*rows, *(_done_rows(seen) if stage.state == StageState.DONE else _plan_rows(stage))]


def _done_rows(seen: StageRecord) -> list[Row]:
    return [
        Row(_("Carers were asked"), _yes_or_no(seen.asked)),
        Row(_("Assistance was offered"), _yes_or_no(seen.assistance_offered)),
        Row(_("Carers on record"), _carers(max(seen.carers, seen.carer_members), seen.carer_members)),
        Row(_("Things said"), seen.contributions),
    ]


def _plan_rows(stage: Stage) -> list[Row]:
    return [
        Row(_("Carers will be asked"), _yes_or_no(stage.will_ask)),
        Row(_("Assistance will be offered"), _yes_or_no(stage.will_assist)),
        Row(_("Carers planned"), _carers(stage.planned_carers, stage.planned_members)),
    ]


def _carers(carers: int, members: int) -> str:
    return _("%(carers)s, of them as members: %(members)s") % {"carers": carers, "members": members}


def _yes_or_no(is_so: bool) -> str:
    return _("Yes") if is_so else _("No")


def _by_kind(record: Record) -> dict[str, StageRecord]:
    return {entry.stage.value.upper(): entry for entry in record.stages}


def _has_carers(seen: StageRecord) -> bool:
    return max(seen.carers, seen.carer_members) > 0


# --- The level -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ConditionOnPage:
    words: str
    state: str  # DONE, PLANNED or WAITING, which colours the tag
    state_name: Text

    @classmethod
    def of(cls, condition: Condition) -> Self:
        if condition.met:
            return cls(words.condition_words(condition), "DONE", _("Met"))
        if condition.planned:
            return cls(words.condition_words(condition), "PLANNED", _("In the plan"))
        return cls(words.condition_words(condition), "WAITING", _("Not yet"))


@dataclass(frozen=True)
class LevelOnPage:
    """The level found, beside the claim and what participants felt, with every condition."""

    name: str
    ladder: Ladder
    next_steps: list[ConditionOnPage]
    conditions: list[tuple[str, list[ConditionOnPage]]]  # by the name of their level, the lowest first

    @classmethod
    def of(cls, project: Project, finding: Finding) -> Self:
        levels, ratings = groupby(finding.conditions, key=lambda condition: condition.level.code), ratings_of(project)
        return cls(
            name=words.level_name(finding.level.code),
            ladder=ladder(
                record=finding.level.code,
                plan=finding.planned_level.code,
                claim=project.claimed_level,
                felt=(ratings.level_felt or "") if ratings else None,
            ),
            next_steps=[ConditionOnPage.of(condition) for condition in what_would_raise(finding)],
            conditions=[(words.level_name(level), [ConditionOnPage.of(one) for one in group]) for level, group in levels],
        )


# --- The whole page --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SaidInProject:
    """How much was said, and what of it waits for somebody."""

    total: int
    unanswered: int
    unchecked: int
    unsorted: int
    themes: Sequence[Theme]


@dataclass(frozen=True)
class ProjectOnPage:
    public_id: str
    title: BilingualText
    question: BilingualText
    open: BilingualText
    fixed: BilingualText
    rows: list[Row]
    is_open: bool
    closed_on: date | None
    is_published: bool
    proposal: Proposal | None
    strip: list[StageOnStrip]
    stages: list[StageOnPage]
    level: LevelOnPage
    opportunities: list[Opportunity]
    meetings: list[Meeting]
    said: SaidInProject
    decisions: list[Decision]
    evaluations: int

    @classmethod
    def of(cls, project: Project, *, reader: User, today: date) -> Self:
        record, is_open, stages = evidence_of(project, on=today), project.closed_on is None, list(project.stages.all())
        seen = _by_kind(record)
        return cls(
            public_id=project.public_id,
            title=project.title,
            question=project.question,
            open=project.open,
            fixed=project.fixed,
            rows=_project_rows(project),
            is_open=is_open,
            closed_on=project.closed_on,
            is_published=project.published_at is not None,
            proposal=getattr(project, "proposal", None),
            strip=strip_of(stages, record),
            stages=[StageOnPage.of(stage, seen[stage.kind], is_open=is_open) for stage in stages],
            level=LevelOnPage.of(project, find_level(record)),
            opportunities=list(_opportunities(project, reader)),
            meetings=list(_meetings(project, reader)),
            said=_said(project, reader, today),
            decisions=list(decisions_open_to(reader).filter(stage__project=project)),
            evaluations=len(project.evaluations.all()),
        )


def _project_rows(project: Project) -> list[Row]:
    return [
        Row(_("Led by"), project.owner),
        Row(_("Organisation"), project.organisation.name),
        Row(_("Area"), project.area.name if project.area else _("Everywhere we work")),
    ]


def _opportunities(project: Project, reader: User) -> QuerySet[Opportunity]:
    said_yes = Count("invitations", filter=Q(invitations__answer=Answer.YES))
    opportunities = opportunities_open_to(reader).filter(stage__project=project).order_by("-starts_at", "-id")
    return opportunities.annotate(asked=Count("invitations"), said_yes=said_yes)


def _meetings(project: Project, reader: User) -> QuerySet[Meeting]:
    meetings = meetings_open_to(reader).filter(stage__project=project).order_by("-starts_at", "-id")
    return meetings.annotate(carers=Count("attendances"))


def _said(project: Project, reader: User, today: date) -> SaidInProject:
    contributions = contributions_open_to(reader).filter(stage__project=project).order_by()
    to_answer, to_check = unanswered(project, today).order_by(), unchecked(contributions)
    counts = contributions.aggregate(
        total=Count("id", distinct=True),
        unanswered=Count("id", filter=Q(pk__in=to_answer.values("pk")), distinct=True),
        unchecked=Count("id", filter=Q(pk__in=to_check.values("pk")), distinct=True),
        unsorted=Count("id", filter=Q(themes=None), distinct=True),
    )
    return SaidInProject(themes=list(project.themes.annotate(said=Count("contributions")).order_by("id")), **counts)
