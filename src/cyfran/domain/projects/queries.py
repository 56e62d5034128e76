"""Projects and requests: for those who work on them, and for everyone."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from cyfran.domain.base import clock
from cyfran.domain.base.models import User
from cyfran.domain.organisations.models import Area, Organisation
from cyfran.domain.organisations.queries import organisations_of
from cyfran.domain.projects.choices import ProposalState, StageKind, StageState
from cyfran.domain.projects.models import Project, Proposal, Stage


@dataclass(frozen=True)
class PublicProposal:
    """A request as everyone sees it: whom it waits for and how long, not who asked nor in what words."""

    organisation: Organisation
    received_on: date
    due_on: date
    state: ProposalState
    days: int  # from the day it arrived to its answer, or to today
    overdue: int  # days past the date of the answer, 0 if in time


@dataclass(frozen=True)
class RequestCount:
    """How many requests a body has had, and how it keeps its time."""

    waiting: int
    overdue: int  # of those that wait
    answered: int

    @property
    def all(self) -> int:
        return self.waiting + self.answered


def projects_open_to(user: User | AnonymousUser) -> QuerySet[Project]:
    """Return the projects of the organisations a member of staff coordinates for, with their stages."""
    return _with_stages(Project.objects.filter(organisation__in=organisations_of(user)))


def published_projects(*, example: bool = False) -> QuerySet[Project]:
    """Return the projects that everyone may read: the real ones, or the invented examples."""
    return _with_stages(Project.objects.filter(published_at__isnull=False, is_example=example))


def in_area(projects: QuerySet[Project], area: Area) -> QuerySet[Project]:
    """Return those of the projects that are about an area; one that names none is about its organisation's."""
    return projects.filter(Q(area=area) | Q(area=None, organisation__area=area))


def current_stage(project: Project) -> Stage:
    """Return the stage that is being worked on: the first still planned, else the last that was done.

    What somebody says between two stages is for the one ahead, where it can still change something.
    """
    stages = list(project.stages.all())
    planned = [stage for stage in stages if stage.state == StageState.PLANNED]
    done = [stage for stage in stages if stage.state == StageState.DONE]
    return (planned[:1] or done[-1:] or stages[-1:])[0]


def start_may_be_corrected(project: Project) -> bool:
    """Tell whether nothing rests on the day a project began: no stage after the idea is done, and no vote in one has opened."""
    after_the_idea = project.stages.exclude(kind=StageKind.IDEA)
    return not after_the_idea.filter(Q(state=StageState.DONE) | ~Q(frozen_right="")).exists()


def proposals_open_to(user: User | AnonymousUser) -> QuerySet[Proposal]:
    """Return the requests to the organisations a member of staff coordinates for, the first due first."""
    proposals = Proposal.objects.filter(organisation__in=organisations_of(user))
    return proposals.select_related("organisation", "owner", "person", "project")


def public_proposals(
    *, organisation: Organisation | None = None, example: bool = False, today: date | None = None
) -> list[PublicProposal]:
    """Return every request, or those to one body, and how long each has waited, the latest first: silence is public."""
    today = today or clock.today()
    proposals = Proposal.objects.filter(is_example=example).select_related("organisation").order_by("-received_at", "-id")
    if organisation:
        proposals = proposals.filter(organisation=organisation)
    return [_for_everyone(proposal, today) for proposal in proposals]


def requests_counted(organisation: Organisation, *, today: date | None = None) -> RequestCount:
    """Count the real requests to one body by how it keeps its time."""
    waiting = Q(state=ProposalState.WAITING)
    return RequestCount(
        **Proposal.objects.filter(organisation=organisation, is_example=False).aggregate(
            waiting=Count("pk", filter=waiting),
            overdue=Count("pk", filter=waiting & Q(due_on__lt=today or clock.today())),
            answered=Count("pk", filter=~waiting),
        )
    )


def _for_everyone(proposal: Proposal, today: date) -> PublicProposal:
    received_on = timezone.localdate(proposal.received_at)
    until = timezone.localdate(proposal.answered_at) if proposal.answered_at else today
    return PublicProposal(
        organisation=proposal.organisation,
        received_on=received_on,
        due_on=proposal.due_on,
        state=ProposalState(proposal.state),
        days=(until - received_on).days,
        overdue=max(0, (until - proposal.due_on).days),
    )


def _with_stages(projects: QuerySet[Project]) -> QuerySet[Project]:
    return projects.select_related("organisation", "area", "owner").prefetch_related("stages")
