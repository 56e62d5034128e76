"""What was answered, what still waits for an answer, and what the public may read of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from cyfran.domain.base.fields import BilingualText
from cyfran.domain.base.models import ANSWER_DAYS, User
from cyfran.domain.contributions.models import Contribution, Theme
from cyfran.domain.contributions.queries import contributions_open_to, participants_of, publishable_words
from cyfran.domain.decisions.choices import STILL_OPEN, ResponseState
from cyfran.domain.decisions.models import Decision, Response
from cyfran.domain.organisations.choices import Act
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.projects.models import Project
from cyfran.domain.projects.queries import projects_open_to
from cyfran.engine.redaction.counts import publishable


@dataclass(frozen=True)
class AnswerCount:
    """How many answers a project owed by some day, how many of them it gave, and how many in time."""

    due: int
    given: int
    in_time: int


@dataclass(frozen=True)
class ThemeHeard:
    """A theme, and how many people spoke of it; None where they are fewer than five."""

    name: BilingualText
    voices: int | None


@dataclass(frozen=True)
class SaidAndDone:
    """One row for everyone to read: what was said, and what came of it. There is no field for who said it.

    `due_on` is the day by which more will be said, where the answer is still open.
    """

    reference: str
    project: str
    project_title: BilingualText
    words: str
    language: str
    themes: tuple[ThemeHeard, ...]
    state: ResponseState
    reason: BilingualText
    answered_on: date
    due_on: date | None
    decided_on: date | None


def decisions_open_to(user: User, act: Act) -> QuerySet[Decision]:
    """Return the decisions of the projects in which somebody may do this."""
    return Decision.objects.filter(stage__project__in=projects_open_to(user, act)).select_related("stage__project")


def current_responses(contributions: Iterable[Contribution], *, on: date | None = None) -> dict[int, Response]:
    """Return the answer that stands for each contribution, by its id; with `on`, the one that stood at the end of that day."""
    responses = Response.objects.filter(contribution__in=contributions).select_related("decision")
    if on:
        responses = responses.filter(answered_at__date__lte=on)
    return {response.contribution_id: response for response in responses.order_by("answered_at", "id")}


def unanswered(of: User | Project, today: date) -> QuerySet[Contribution]:
    """Return what waits for an answer, in a project or with a user: never answered, or promised more by a day that has come."""
    contributions = (
        Contribution.objects.filter(stage__project=of) if isinstance(of, Project) else contributions_open_to(of, Act.ANSWER)
    )
    latest = Response.objects.filter(contribution=OuterRef("pk")).order_by("-answered_at", "-id").values("state")[:1]
    return (
        contributions.annotate(last_state=Subquery(latest))
        .filter(Q(last_state__isnull=True) | Q(last_state__in=STILL_OPEN, due_on__lte=today), person__erased_at__isnull=True)
        .select_related("person", "owner", "stage__project")
        .order_by("due_on", "given_at", "id")
    )


def in_two_minds(project: Project) -> QuerySet[User]:
    """Return who works on a project, leading it, by a role in it or by an answer, and has taken part in it as a carer too."""
    answered = Response.objects.filter(contribution__stage__project=project).values("answered_by")
    works_on_it = Q(pk=project.owner_id) | Q(projectroles__project=project) | Q(pk__in=answered)
    took_part = participants_of(project).filter(user__isnull=False)
    return User.objects.filter(works_on_it, person__in=took_part).distinct().order_by("name")


def without_last_answer(theme: Theme) -> list[Contribution]:
    """Return what was said of a theme and never answered, or answered only for the time being."""
    beside = ("stage__project__organisation", "person", "owner")
    contributions = list(theme.contributions.filter(person__erased_at__isnull=True).select_related(*beside))
    answers = current_responses(contributions)
    return [one for one in contributions if one.pk not in answers or answers[one.pk].state in STILL_OPEN]


def answers_to_theme(theme: Theme) -> QuerySet[Response]:
    """Return every answer given to what was said of a theme, the latest first."""
    return Response.objects.filter(contribution__themes=theme).order_by("-answered_at", "-id")


def first_answer(*, on: date) -> Subquery:
    """Give a query of contributions the time of the first answer to each, if it came by the end of a day."""
    answers = Response.objects.filter(contribution=OuterRef("pk"), answered_at__date__lte=on)
    return Subquery(answers.order_by("answered_at").values("answered_at")[:1])


def count_answers(said: Iterable[tuple[datetime, datetime | None]], *, on: date) -> AnswerCount:
    """Count answers from when each thing was said and first answered. One that came early was owed; one not yet due was not.

    In time means within the time first promised, whatever later date an answer gave. Words taken back are owed theirs too.
    """
    due = given = in_time = 0
    for given_at, first_answer in said:
        owed_by = timezone.localdate(given_at) + timedelta(days=ANSWER_DAYS)
        if first_answer:
            given += 1
            in_time += timezone.localdate(first_answer) <= owed_by
        due += bool(first_answer) or owed_by < on
    return AnswerCount(due, given, in_time)


def answered_words(
    *, project: Project | None = None, organisation: Organisation | None = None, example: bool = False
) -> QuerySet[Contribution]:
    """Return what may be shown of what was said and has been answered, the latest answer first, to be narrowed and cut to pages.

    Of one project, or of all that are real, or of all examples. `answer` is the state of the answer that stands.
    """
    latest = Response.objects.filter(contribution=OuterRef("pk")).order_by("-answered_at", "-id")
    words = publishable_words().annotate(
        answer=Subquery(latest.values("state")[:1]), answered_at=Subquery(latest.values("answered_at")[:1])
    )
    words = words.filter(stage__project=project) if project else words.filter(stage__project__is_example=example)
    if organisation:
        words = words.filter(stage__project__organisation=organisation)
    words = words.filter(answer__isnull=False).order_by("-answered_at", "-public_id")
    return words.select_related("stage__project").prefetch_related("themes")


def said_and_done(
    *,
    project: Project | None = None,
    organisation: Organisation | None = None,
    example: bool = False,
    most: int | None = None,
) -> list[SaidAndDone]:
    """Return all `answered_words`, or the first few of them, each with the answer that stands."""
    return rows_of(answered_words(project=project, organisation=organisation, example=example)[:most])


def rows_of(answered: Iterable[Contribution]) -> list[SaidAndDone]:
    """Put some of `answered_words` beside the answer that stands for each."""
    answered = list(answered)
    answers = current_responses(answered)
    voices = _voices({theme.pk for contribution in answered for theme in contribution.themes.all()})
    return [_row(contribution, answers[contribution.pk], voices) for contribution in answered]


def _row(contribution: Contribution, answer: Response, voices: dict[int, int | None]) -> SaidAndDone:
    project = contribution.stage.project
    return SaidAndDone(
        reference=contribution.public_id,
        project=project.public_id,
        project_title=project.title,
        words=contribution.public_words,
        language=contribution.words_language.lower(),
        themes=tuple(ThemeHeard(theme.name, voices[theme.pk]) for theme in contribution.themes.all()),
        state=ResponseState(answer.state),
        reason=answer.reason,
        answered_on=timezone.localdate(answer.answered_at),
        due_on=answer.due_on,
        decided_on=answer.decision.decided_on if answer.decision else None,
    )


def _voices(themes: set[int]) -> dict[int, int | None]:
    """Count the people who spoke of each theme, also those whose words are not shown; small counts are hidden."""
    people = defaultdict(set)
    spoken = Theme.contributions.through.objects.filter(theme__in=themes, contribution__withdrawn_at__isnull=True)
    for theme, person in spoken.values_list("theme_id", "contribution__person_id"):
        people[theme].add(person)
    return {theme: publishable(len(people[theme])) for theme in themes}
