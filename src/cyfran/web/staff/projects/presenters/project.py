"""The workbench of one project: its stages, its level, and what belongs to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from cyfran.domain.base.fields import BilingualText
from cyfran.domain.base.models import User
from cyfran.domain.contributions.models import Theme
from cyfran.domain.contributions.queries import contributions_open_to, unchecked
from cyfran.domain.decisions.models import Decision
from cyfran.domain.decisions.queries import decisions_open_to, in_two_minds, unanswered
from cyfran.domain.evaluation.bridge import evidence_of
from cyfran.domain.meetings.models import Meeting
from cyfran.domain.meetings.queries import meetings_open_to
from cyfran.domain.opportunities.choices import Answer, OpportunityKind
from cyfran.domain.opportunities.models import Opportunity
from cyfran.domain.opportunities.queries import opportunities_open_to
from cyfran.domain.organisations.choices import Act
from cyfran.domain.projects.models import Project, Proposal
from cyfran.engine.levels.finding import find_level
from cyfran.web.staff.projects.presenters.level import LevelOnPage
from cyfran.web.staff.projects.presenters.stages import StageOnPage, by_kind, strip_of
from cyfran.web.ui.parts import Row, StageOnStrip


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
    in_two_minds: list[User]

    @property
    def asks_five_minutes(self) -> bool:
        """Tell whether whoever has five minutes and no more is offered something."""
        return any(opportunity.kind == OpportunityKind.SHORT_TASK for opportunity in self.opportunities)

    @classmethod
    def of(cls, project: Project, *, reader: User, today: date) -> Self:
        record, is_open, stages = evidence_of(project, on=today), project.closed_on is None, list(project.stages.all())
        seen = by_kind(record)
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
            decisions=list(decisions_open_to(reader, Act.SEE_PROJECTS).filter(stage__project=project)),
            evaluations=len(project.evaluations.all()),
            in_two_minds=list(in_two_minds(project)),
        )


def _project_rows(project: Project) -> list[Row]:
    return [
        Row(_("Led by"), project.owner),
        Row(_("Organisation"), project.organisation.name),
        Row(_("Area"), project.area.name if project.area else _("Everywhere we work")),
    ]


def _opportunities(project: Project, reader: User) -> QuerySet[Opportunity]:
    said_yes = Count("invitations", filter=Q(invitations__answer=Answer.YES))
    opportunities = opportunities_open_to(reader, Act.SEE_PROJECTS).filter(stage__project=project).order_by("-starts_at", "-id")
    return opportunities.annotate(asked=Count("invitations"), said_yes=said_yes)


def _meetings(project: Project, reader: User) -> QuerySet[Meeting]:
    meetings = meetings_open_to(reader, Act.SEE_PROJECTS).filter(stage__project=project).order_by("-starts_at", "-id")
    return meetings.annotate(carers=Count("attendances"))


def _said(project: Project, reader: User, today: date) -> SaidInProject:
    contributions = contributions_open_to(reader, Act.SEE_PROJECTS).filter(stage__project=project).order_by()
    to_answer, to_check = unanswered(project, today).order_by(), unchecked(contributions)
    counts = contributions.aggregate(
        total=Count("id", distinct=True),
        unanswered=Count("id", filter=Q(pk__in=to_answer.values("pk")), distinct=True),
        unchecked=Count("id", filter=Q(pk__in=to_check.values("pk")), distinct=True),
        unsorted=Count("id", filter=Q(themes=None), distinct=True),
    )
    return SaidInProject(themes=list(project.themes.annotate(said=Count("contributions")).order_by("id")), **counts)
