"""What was said: for those who work on it, for her who said it, and, through one narrow door, for everyone."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from cyfran.domain.base.models import User
from cyfran.domain.contributions.choices import Audience
from cyfran.domain.contributions.models import Contribution
from cyfran.domain.correspondence.choices import Way
from cyfran.domain.groups.models import GroupRole
from cyfran.domain.meetings.models import Attendance
from cyfran.domain.organisations.choices import ACTS_OF, Act
from cyfran.domain.organisations.models import Membership, Organisation
from cyfran.domain.organisations.queries import not_over
from cyfran.domain.people.choices import UNDER_16, FlagState
from cyfran.domain.people.models import Flag, Person
from cyfran.domain.people.queries import quotable_people
from cyfran.domain.projects.models import Project, ProjectRole, Proposal
from cyfran.domain.projects.queries import projects_open_to
from cyfran.engine.redaction.counts import publishable, publishable_parts

# Everything that has an owner, the way from there to the organisation, and what the owner has to be allowed.
_WORK: tuple[tuple[QuerySet[Any], str, Act], ...] = (
    (Project.objects.all(), "organisation", Act.KEEP_PROJECTS),
    (Proposal.objects.all(), "organisation", Act.ANSWER),
    (Contribution.objects.all(), "stage__project__organisation", Act.ANSWER),
)
# A worry that is closed stays with who saw to it.
_OPEN_WORRIES = Flag.objects.exclude(state=FlagState.CLOSED)
_OWNED = (*_WORK, (_OPEN_WORRIES, "person__organisation", Act.KEEP_PEOPLE))
_HELD: tuple[tuple[QuerySet[Any], str], ...] = (
    (Membership.objects.all(), "organisation"),
    (ProjectRole.objects.all(), "project__organisation"),
    (GroupRole.objects.all(), "group__organisation"),
)
# Whom people are told to turn to in an organisation, and what each of them has to be allowed.
TURNED_TO = {
    **dict.fromkeys(["named_contact", "contact_stand_in"], Act.ANSWER),
    **dict.fromkeys(["young_carer_lead", "safeguarding_lead"], Act.KEEP_PEOPLE),
}


@dataclass(frozen=True)
class Routes:
    """How those who took part had come, through nobody by which way, or through whom. What is too small to show is not there."""

    people: int | None
    by_way: dict[Way, int]
    by_partner: dict[str, int]


def work_of(owner: User, organisation: Organisation) -> list[QuerySet[Any]]:
    """Return everything somebody has to see to in an organisation, kind by kind. Worries are apart."""
    return [things.filter(owner=owner, **{where: organisation}) for things, where, _act in _WORK]


def open_worries_of(owner: User, organisation: Organisation) -> QuerySet[Flag]:
    """Return the worries that somebody has to see to in an organisation."""
    return _OPEN_WORRIES.filter(owner=owner, person__organisation=organisation)


def acts_taken_on(leaver: User, organisation: Organisation) -> set[Act]:
    """Return what has to be allowed to whoever takes on all that somebody has to see to in an organisation."""
    owned = {act for things, where, act in _OWNED if things.filter(owner=leaver, **{where: organisation}).exists()}
    return owned | {act for name, act in TURNED_TO.items() if getattr(organisation, f"{name}_id") == leaver.pk}


def who_may_take_on(organisations: QuerySet[Organisation]) -> QuerySet[User]:
    """Return those with a role in these organisations that lets them see to some of the work there."""
    acts = {act for _things, _where, act in _OWNED}
    roles = [role for role, allowed in ACTS_OF.items() if acts & allowed]
    held = not_over(Membership.objects.filter(organisation__in=organisations, role__in=roles))
    return User.objects.filter(pk__in=held.order_by().values("user"), is_active=True)


def who_holds_work(organisations: QuerySet[Organisation]) -> dict[int, set[int]]:
    """Return who has something to hand over, by organisation: work, a role, or that people turn to them. Also who has left."""
    held: list[QuerySet[Any, Any]] = [
        *(things.filter(**{f"{where}__in": organisations}).values_list(where, "owner") for things, where, _act in _OWNED),
        *(organisations.filter(**{f"{name}__isnull": False}).values_list("pk", name) for name in TURNED_TO),
        *(not_over(roles.filter(**{f"{where}__in": organisations})).values_list(where, "user") for roles, where in _HELD),
    ]
    found: dict[int, set[int]] = defaultdict(set)
    for organisation, user in chain.from_iterable(pairs.order_by().distinct() for pairs in held):
        found[organisation].add(user)
    return found


def publishable_words() -> QuerySet[Contribution]:
    """Return what may be shown to anyone: nothing anybody said goes out by another way.

    The person permitted it for these words and for her words in general, permits it still and took nothing back; a person
    checked that the words do not tell who said them; and the project is published. Show `public_words`, never `words`.
    """
    return Contribution.objects.filter(
        audience=Audience.PUBLIC,
        checked_at__isnull=False,
        withdrawn_at__isnull=True,
        person__in=quotable_people(),
        stage__project__published_at__isnull=False,
    ).exclude(public_words="")


def contributions_open_to(user: User, act: Act) -> QuerySet[Contribution]:
    """Return what was said in the projects in which somebody may do this."""
    return (
        Contribution.objects.filter(stage__project__in=projects_open_to(user, act))
        .select_related("person", "owner", "stage__project")
        .prefetch_related("themes")
    )


def contributions_of(person: Person) -> QuerySet[Contribution]:
    """Return everything a person said, what she took back included, the newest first."""
    return person.contributions.select_related("stage__project__organisation")


def open_projects_of(person: Person) -> QuerySet[Project]:
    """Return the projects in which a person can say something: not closed, and she asked for it, was asked, came or spoke."""
    asked_for = person.proposals.filter(project__isnull=False).values("project")
    invited = person.invitations.exclude(person__age_band__in=UNDER_16).values("opportunity__stage__project")
    came = person.attendances.values("meeting__stage__project")
    spoke = person.contributions.values("stage__project")
    hers = Q(pk__in=asked_for) | Q(pk__in=invited) | Q(pk__in=came) | Q(pk__in=spoke)
    return Project.objects.filter(hers, closed_on__isnull=True).select_related("organisation", "owner")


def unchecked(contributions: QuerySet[Contribution]) -> QuerySet[Contribution]:
    """Return those that may be shown as far as the person is concerned, but that nobody has checked yet."""
    to_check = contributions.filter(audience=Audience.PUBLIC, checked_at__isnull=True, withdrawn_at__isnull=True)
    return to_check.filter(person__in=quotable_people())


def overdue(contributions: QuerySet[Contribution], *, today: date) -> QuerySet[Contribution]:
    """Return those whose day has passed. Whether an answer was given is for `decisions` to say."""
    return contributions.filter(due_on__lt=today)


def participants_of(project: Project) -> QuerySet[Person]:
    """Return the people who took part: asked for it, came to a meeting, or said something."""
    proposed = Proposal.objects.filter(project=project, person=OuterRef("pk"))
    came = Attendance.objects.filter(meeting__stage__project=project, person=OuterRef("pk"))
    said = Contribution.objects.filter(stage__project=project, person=OuterRef("pk"))
    return Person.objects.filter(Q(Exists(proposed)) | Q(Exists(came)) | Q(Exists(said)))


def routes_into(project: Project) -> Routes:
    """Count by which ways those who took part in a project had come to register, and who had passed it on to them."""
    there = participants_of(project).filter(erased_at=None).order_by()
    rows = there.values_list("arrival__forward__partner", "arrival__way").annotate(Count("pk"))
    counts = Counter(dict.fromkeys(Way.values, 0))
    for partner, way, people in rows:
        counts[f"{partner}" if partner else way or ""] += people
    shown = {route: people for route, people in publishable_parts(counts).items() if people is not None}
    partners = Organisation.objects.in_bulk([int(route) for route in shown if route.isdecimal()])
    return Routes(
        people=publishable(counts.total()),
        by_way={Way(route): people for route, people in shown.items() if route in Way},
        by_partner={partners[int(route)].name: people for route, people in shown.items() if route.isdecimal()},
    )
