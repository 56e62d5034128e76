"""Who took part, how they say it was, and the link by which each says so."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from cyfran.domain.base.choices import Level
from cyfran.domain.base.models import AuditEvent, User
from cyfran.domain.base.queries import read_link, sign_link
from cyfran.domain.contributions.models import Contribution
from cyfran.domain.contributions.queries import participants_of
from cyfran.domain.correspondence.choices import Purpose
from cyfran.domain.correspondence.models import Message
from cyfran.domain.decisions.models import Response
from cyfran.domain.evaluation.choices import Rating
from cyfran.domain.evaluation.models import Evaluation
from cyfran.domain.meetings.models import Attendance
from cyfran.domain.organisations.choices import Act, Role
from cyfran.domain.organisations.queries import organisations_of
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import cares_as_a_job, who_may_be_asked, whose_page
from cyfran.domain.projects.models import Project, Proposal
from cyfran.domain.projects.queries import projects_open_to
from cyfran.engine.redaction.counts import SMALLEST_PUBLISHABLE, publishable

_LINK = "evaluation"


@dataclass(frozen=True)
class Ratings:
    """How those who took part say it was: people by answer. None stands for a count that is not shown."""

    people: int | None
    listened_to: dict[Rating, int | None]
    able_to_take_part: dict[Rating, int | None]
    told_what_came: dict[Rating, int | None]
    level_felt: Level | None


def requests_about(project: Project) -> QuerySet[Message]:
    """Return the messages by which people were asked how a project was."""
    return Message.objects.filter(purpose=Purpose.EVALUATION, about_public_id=project.public_id)


def carers_of(project: Project) -> QuerySet[Person]:
    """Return those who took part and can say how it was: for whoever looks after people as a job, it is not."""
    return participants_of(project).filter(~cares_as_a_job())


def people_to_ask(project: Project) -> QuerySet[Person]:
    """Return those who took part, permit being asked, have not said and were not asked yet."""
    may_be_asked = participants_of(project).filter(pk__in=who_may_be_asked())
    return may_be_asked.exclude(evaluations__project=project).exclude(pk__in=requests_about(project).values("person"))


def projects_evaluated_by(user: User) -> QuerySet[Project]:
    """Return the projects whose evaluation somebody may see to.

    A role as evaluator opens none that is her own: that she leads or has facilitated, has answered in, or took part in herself.
    """
    given = AuditEvent.objects.filter(verb="role.given", facts__user=user.public_id, facts__role=Role.FACILITATOR)
    facilitated = given.filter(subject_kind=Project._meta.label_lower, subject_public_id=OuterRef("public_id"))
    answered = Response.objects.filter(answered_by=user, contribution__stage__project=OuterRef("pk"))
    herself = _as_a_carer(user)
    said = Contribution.objects.filter(person__in=herself, stage__project=OuterRef("pk"))
    came = Attendance.objects.filter(person__in=herself, meeting__stage__project=OuterRef("pk"))
    asked = Proposal.objects.filter(person__in=herself, project=OuterRef("pk"))
    is_hers = Q(owner=user) | Exists(facilitated) | Exists(answered) | Exists(said) | Exists(came) | Exists(asked)
    for_the_organisation = Q(organisation__in=organisations_of(user, Act.EVALUATE))
    return projects_open_to(user, Act.EVALUATE).filter(for_the_organisation | ~is_hers)


def _as_a_carer(user: User) -> QuerySet[Person]:
    """Return who somebody of staff is as a carer, also where she has taken back since that she is: she took part all the same."""
    declared = AuditEvent.objects.filter(verb="carer.declared", actor_kind=user.actor_kind, actor_public_id=user.public_id)
    said = declared.values("subject_public_id")
    return Person.objects.filter(Q(user=user) | Q(public_id__in=said) | Q(merged__public_id__in=said))


def projects_to_evaluate(person: Person) -> QuerySet[Project]:
    """Return the projects a person was asked about, how it was for her, and has not said yet."""
    asked = person.messages.filter(purpose=Purpose.EVALUATION).values("about_public_id")
    return Project.objects.filter(public_id__in=asked, closed_on__isnull=True).exclude(evaluations__person=person)


def ratings_of(project: Project, *, on: date | None = None) -> Ratings | None:
    """Count the answers to the three questions, without the counts by which somebody could be known.

    None until the project is closed, or where it was not yet closed `on` a day. From then on nobody can add an answer: of
    two counts, of which the later has one answer more, whoever watches could tell what that one person said.
    """
    if not project.closed_on or (on and on < project.closed_on):
        return None
    evaluations = list(project.evaluations.all())
    return Ratings(
        people=publishable(len(evaluations)),
        listened_to=_counts(evaluation.listened_to for evaluation in evaluations),
        able_to_take_part=_counts(evaluation.able_to_take_part for evaluation in evaluations),
        told_what_came=_counts(evaluation.told_what_came for evaluation in evaluations),
        level_felt=_middle_level(evaluations),
    )


def said_by_carers() -> QuerySet[Evaluation]:
    """Return what people said of projects, but for those whose job it is to look after people: they are no carers."""
    paid = Person.objects.filter(cares_as_a_job(), pk=OuterRef("person"))
    return Evaluation.objects.filter(~Exists(paid))


def evaluation_link(project: Project, person: Person) -> str:
    """Return the part of an address that opens the three questions on a project for one person."""
    return sign_link(_LINK, f"{project.public_id}.{person.public_id}", person.link_version)


def evaluation_by_link(link: str) -> tuple[Project, Person] | None:
    """Return the project and the person a link was made for; None where it is not ours, or her links were renewed since."""
    read = read_link(_LINK, link)
    if read is None:
        return None
    ids, version = read
    project_id, _dot, person_id = ids.partition(".")
    project = Project.objects.select_related("organisation").filter(public_id=project_id).first()
    person = whose_page(Person.objects.filter(public_id=person_id, link_version=version))
    return (project, person) if project and person else None


def _counts(answers: Iterable[str]) -> dict[Rating, int | None]:
    """Count people by answer, hiding small counts, and one more where the others would give the hidden ones away.

    The number of people is shown beside these counts, so that whoever adds up what is shown knows the sum of what is
    hidden: it must leave open how the hidden ones share it.
    """
    given = Counter(answers)
    counts = {rating: publishable(given[rating]) for rating in Rating}
    hidden = [given[rating] for rating, count in counts.items() if count is None]
    most = (SMALLEST_PUBLISHABLE - 1) * len(hidden)
    if hidden and not SMALLEST_PUBLISHABLE <= sum(hidden) < most:
        shown = {rating: count for rating, count in counts.items() if count is not None}
        if shown:
            counts[min(shown, key=lambda rating: shown[rating])] = None
    return counts


def _middle_level(evaluations: list[Evaluation]) -> Level | None:
    """Return the middle one of the levels that people felt, the lower one of two; None where fewer than five have said."""
    if publishable(len(evaluations)) is None:
        return None
    ladder = list(Level)
    felt = sorted(ladder.index(Level(evaluation.level_felt)) for evaluation in evaluations)
    return ladder[felt[(len(felt) - 1) // 2]]
