"""Projects and requests: for those who work on them, and for everyone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet, Value
from django.utils import timezone

from cyfran.domain.base import clock
from cyfran.domain.base.models import User
from cyfran.domain.groups.models import Group, GroupRole
from cyfran.domain.groups.queries import group_roles
from cyfran.domain.organisations.choices import ACTS_OF, Act, Role
from cyfran.domain.organisations.models import Area, Membership, Organisation, RoleHeld
from cyfran.domain.organisations.queries import in_force, organisations_of, that_allow
from cyfran.domain.projects.choices import ProposalState, StageKind, StageState
from cyfran.domain.projects.models import Project, ProjectRole, Proposal, Stage


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


class RoleSomewhere(NamedTuple):
    """A role, the kind of place it is held in, the key of the place, and of its organisation the key, the id and the term."""

    place: str
    key: int
    organisation: int | None
    body: str | None
    role: Role
    term: str | None


@dataclass(frozen=True)
class ActsHeld:
    """What somebody may do, and where."""

    roles: tuple[RoleSomewhere, ...] = ()
    is_everywhere: bool = False

    @property
    def anywhere(self) -> frozenset[Act]:
        return self._of(self.roles)

    @property
    def in_organisations(self) -> frozenset[Act]:
        """Return what she may do in the whole of at least one organisation."""
        return self._of(held for held in self.roles if held.place == Membership.place)

    @property
    def term(self) -> str:
        """Return what carers are called where she works; blank, as for the installation, where it is not one word."""
        terms = {held.term or "" for held in self.roles}
        return terms.pop() if len(terms) == 1 else ""

    @property
    def to_write_down(self) -> list[tuple[str, str]]:
        """Return each role and the id of its organisation. Who looks after the installation does it by no role, everywhere."""
        if self.is_everywhere:
            return [("", "")]
        return list(dict.fromkeys((str(held.role), held.body or "") for held in self.roles))

    def on(self, thing: Any) -> frozenset[Act]:
        """Return what she may do with a project, a group, or anything else that belongs to an organisation."""
        place = {Project: ProjectRole.place, Group: GroupRole.place}.get(type(thing))
        hers = []
        for held in self.roles:
            is_here = held.place == place and held.key == thing.pk
            reaches_here = held.place == Membership.place or (held.place == GroupRole.place and place == ProjectRole.place)
            if is_here or (reaches_here and held.organisation == thing.organisation_id):
                hers.append(held)
        return self._of(hers)

    def _of(self, roles: Iterable[RoleSomewhere]) -> frozenset[Act]:
        return frozenset(Act) if self.is_everywhere else frozenset().union(*(ACTS_OF[Role(held.role)] for held in roles))


def projects_open_to(user: User | AnonymousUser, act: Act) -> QuerySet[Project]:
    """Return the projects in which somebody may do this, with their stages.

    By a role in their organisation, in the project itself, or in a group of their organisation.
    """
    by_role = Q(pk__in=project_roles(user, act).values("project"))
    by_group = Q(organisation__in=group_roles(user, act).values("group__organisation"))
    return _with_stages(Project.objects.filter(Q(organisation__in=organisations_of(user, act)) | by_role | by_group))


def acts_held(user: User) -> ActsHeld:
    """Return everything somebody may do today, read at once."""
    if user.is_administrator and user.is_active:
        return ActsHeld(is_everywhere=True)
    kinds = [
        (Membership.objects, "organisation", "organisation"),
        (ProjectRole.objects, "project", "project__organisation"),
        (GroupRole.objects, "group", "group__organisation"),
    ]
    roles, *more = [
        in_force(held.order_by(), user).values_list(
            Value(place), place, organisation, f"{organisation}__public_id", "role", f"{organisation}__term"
        )
        for held, place, organisation in kinds
    ]
    return ActsHeld(tuple(RoleSomewhere(*role) for role in roles.union(*more)))


def roles_in(organisations: QuerySet[Organisation]) -> list[RoleHeld]:
    """Return every role in some organisations, their projects and their groups, by the names of those who hold them."""
    roles: list[RoleHeld] = [
        *Membership.objects.filter(organisation__in=organisations).select_related("user", "organisation"),
        *ProjectRole.objects.filter(project__organisation__in=organisations).select_related("user", "project"),
        *GroupRole.objects.filter(group__organisation__in=organisations).select_related("user", "group"),
    ]
    return sorted(roles, key=lambda held: (held.user.name.casefold(), held.user_id, held.joined_on))


def project_roles(user: User | AnonymousUser, act: Act) -> QuerySet[ProjectRole]:
    """Return the roles in single projects by which somebody may do this."""
    return that_allow(in_force(ProjectRole.objects.order_by(), user), act)


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


def proposals_open_to(user: User | AnonymousUser, act: Act) -> QuerySet[Proposal]:
    """Return the requests to the organisations in which somebody may do this, the first due first."""
    proposals = Proposal.objects.filter(organisation__in=organisations_of(user, act))
    return proposals.select_related("organisation", "owner", "person", "project")


def still_to_answer(proposals: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """Return those that wait for an answer. Where whoever asked was removed, the words went too, and nothing waits."""
    return proposals.filter(state=ProposalState.WAITING, person__erased_at__isnull=True)


def public_proposals(
    *, organisation: Organisation | None = None, example: bool = False, today: date | None = None
) -> list[PublicProposal]:
    """Return every request, or those to one body, and how long each has waited, the latest first: silence is public."""
    today = today or clock.today()
    removed = Q(state=ProposalState.WAITING, person__erased_at__isnull=False)
    proposals = Proposal.objects.filter(is_example=example).exclude(removed).select_related("organisation")
    if organisation:
        proposals = proposals.filter(organisation=organisation)
    return [_for_everyone(proposal, today) for proposal in proposals.order_by("-received_at", "-id")]


def requests_counted(organisation: Organisation, *, today: date | None = None) -> RequestCount:
    """Count the real requests to one body by how it keeps its time."""
    waiting = Q(state=ProposalState.WAITING, person__erased_at__isnull=True)
    return RequestCount(
        **Proposal.objects.filter(organisation=organisation, is_example=False).aggregate(
            waiting=Count("pk", filter=waiting),
            overdue=Count("pk", filter=waiting & Q(due_on__lt=today or clock.today())),
            answered=Count("pk", filter=~Q(state=ProposalState.WAITING)),
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
