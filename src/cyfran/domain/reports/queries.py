"""Frozen editions as the public reads them: no field for a name, no count of few people, and words only while permitted."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.timezone import localdate

from cyfran.domain.base.choices import DecisionRight, Level
from cyfran.domain.base.fields import BilingualText
from cyfran.domain.contributions.queries import publishable_words
from cyfran.domain.decisions.choices import Outcome, ResponseState
from cyfran.domain.evaluation.choices import QUESTIONS, Rating
from cyfran.domain.evaluation.queries import Ratings
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.people.choices import Relation
from cyfran.domain.people.models import CaringRole, EqualityAnswer, Person
from cyfran.domain.people.queries import GOES_ON
from cyfran.domain.projects.choices import StageKind, StageState
from cyfran.domain.reports.choices import AGE, CARING, EQUALITY, Caring, Definition
from cyfran.domain.reports.files import (
    REGISTER_CODES,
    Document,
    Words,
    as_csv,
    condition_of,
    digest_of_words,
    gap,
)
from cyfran.domain.reports.models import Edition, EqualityTally
from cyfran.engine.levels.finding import Condition
from cyfran.engine.redaction.counts import SMALLEST_PUBLISHABLE, publishable


@dataclass(frozen=True)
class EqualityCount:
    """One answer about equality and how many people gave it; None where they are fewer than five."""

    label: object
    people: int | None


@dataclass(frozen=True)
class EqualityQuestion:
    """A question and how many gave each answer, as it was counted on a day; never yet where too few have answered."""

    label: object
    counts: tuple[EqualityCount, ...]
    counted_on: date | None


@dataclass(frozen=True)
class Tally:
    """A code of the register and how many groups bear it."""

    label: object
    groups: int


@dataclass(frozen=True)
class StageOnPage:
    """One stage; `carers` is None where they are fewer than five, or the stage is not done."""

    kind: StageKind
    state: StageState
    happened_on: date | None
    right: DecisionRight
    carers_took_part: bool
    carers: int | None


@dataclass(frozen=True)
class DecisionOnPage:
    stage: StageKind
    right: DecisionRight
    outcome: Outcome
    decided_on: date
    question: BilingualText
    decided_by: BilingualText
    reason: BilingualText
    dissent: BilingualText


@dataclass(frozen=True)
class SaidOnPage:
    """What was said and what came of it. `words` is None where they were withdrawn or changed since: show the gap."""

    reference: str
    words: str | None
    language: str
    themes: tuple[BilingualText, ...]
    state: ResponseState
    reason: BilingualText
    answered_on: date
    decided_on: date | None

    @property
    def gap(self) -> str:
        return gap() if self.words is None else ""


@dataclass(frozen=True)
class ProjectOnPage:
    """One project: the level found, the level claimed and the level felt side by side, and what came of it."""

    reference: str
    title: BilingualText
    question: BilingualText
    started_on: date
    closed_on: date | None
    level: Level
    planned_level: Level
    claimed_level: Level | None
    conditions: tuple[Condition, ...]
    stages: tuple[StageOnPage, ...]
    decisions: tuple[DecisionOnPage, ...]
    answers: Mapping[str, int | None]
    ratings: Ratings | None  # None where the project was not closed on the day of the report
    said_and_done: tuple[SaidOnPage, ...]


@dataclass(frozen=True)
class EditionOnPage:
    """A whole edition. `digest` is that of the document it was read from."""

    public_id: str
    name: BilingualText
    year: int
    first_day: date
    last_day: date
    as_of: date
    frozen_at: datetime
    digest: str
    is_example: bool
    definitions: tuple[Definition, ...]
    groups: int
    register: Mapping[str, tuple[Tally, ...]]
    proposals: Mapping[str, int]
    projects: tuple[ProjectOnPage, ...]


def editions(*, example: bool = False) -> QuerySet[Edition]:
    """Return the frozen editions without their documents: the real ones, or those of examples."""
    return Edition.objects.filter(is_example=example).select_related("organisation", "region").defer("document")


def edition_on_page(edition: Edition) -> EditionOnPage:
    """Read an edition as it was frozen, with the words that may still be shown today."""
    document = edition.document
    words = words_in(document)
    return EditionOnPage(
        public_id=edition.public_id,
        name=_text(document["of"]["name"]),
        year=document["year"],
        first_day=_day(document["from"]),
        last_day=_day(document["to"]),
        as_of=_day(document["as_of"]),
        frozen_at=edition.frozen_at,
        digest=edition.digest,
        is_example=document["is_example"],
        definitions=tuple(Definition(code.upper()) for code in document["definitions"]),
        groups=document["register"]["groups"],
        register={name: _tallies(document, name) for name in REGISTER_CODES},
        proposals=document["proposals"],
        projects=tuple(_project(project, words) for project in document["projects"]),
    )


def edition_csv(edition: Edition) -> str:
    """Write an edition as a table, the same each time but for words withdrawn since, which leave their gap."""
    return as_csv(edition.document, words_in(edition.document))


def equality_of(organisation: Organisation, *, example: bool = False) -> tuple[EqualityQuestion, ...]:
    """Return what was counted last about equality, and not how many there are in all: that would tell hidden numbers."""
    counted = {tally.question: tally for tally in EqualityTally.objects.filter(organisation=organisation, is_example=example)}
    return tuple(_question(label, codes, counted.get(code)) for code, (label, codes) in EQUALITY.items())


def _question(label: object, codes: Iterable[Any], tally: EqualityTally | None) -> EqualityQuestion:
    counts = tuple(EqualityCount(code.label, publishable(tally.people.get(code, 0) if tally else 0)) for code in codes)
    return EqualityQuestion(label, counts, localdate(tally.counted_at) if tally else None)


def equality_now(organisation: Organisation, *, example: bool) -> dict[str, Counter[str]]:
    """Count who says what about equality at this moment. These counts are shown to nobody: see `enough_have_changed`."""
    people = Person.objects.filter(organisation=organisation, is_example=example, erased_at=None, merged_into=None)
    roles = CaringRole.objects.exclude(relation=Relation.JOB).order_by().values("person")
    now = people.filter(pk__in=roles.filter(state__in=GOES_ON))
    counts: dict[str, Counter[str]] = {question: Counter() for question in EQUALITY}
    counts[AGE].update(people.exclude(age_band="").values_list("age_band", flat=True))
    before = people.filter(pk__in=roles).exclude(pk__in=now)
    counts[CARING].update({Caring.NOW.value: now.count(), Caring.BEFORE.value: before.count()})
    said = EqualityAnswer.objects.filter(organisation=organisation, is_example=example).order_by()
    for question, answer, number in said.values_list("dimension", "answer").annotate(Count("pk")):
        counts[question][answer] = number
    return counts


def enough_have_changed(before: Mapping[str, int], now: Mapping[str, int]) -> bool:
    """Tell whether at least so many people answer otherwise than before that no one of them can be told by the difference."""
    more, fewer = Counter(now) - Counter(before), Counter(before) - Counter(now)
    return max(more.total(), fewer.total()) >= SMALLEST_PUBLISHABLE


def words_in(document: Document) -> Words:
    """Find the words an account refers to, by reference: those that may be shown today and are still what they were."""
    said = {row["reference"]: row["sha256"] for project in document["projects"] for row in project["said_and_done"]}
    projects = [project["reference"] for project in document["projects"]]
    shown = publishable_words().filter(stage__project__public_id__in=projects).values_list("public_id", "public_words")
    return {reference: words for reference, words in shown if said.get(reference) == digest_of_words(words)}


def _tallies(document: Document, name: str) -> tuple[Tally, ...]:
    counts = document["register"][name]
    return tuple(Tally(code.label, counts[code.lower()]) for code in REGISTER_CODES[name] if counts[code.lower()])


def _project(project: Mapping[str, Any], words: Words) -> ProjectOnPage:
    return ProjectOnPage(
        reference=project["reference"],
        title=_text(project["title"]),
        question=_text(project["question"]),
        started_on=_day(project["started_on"]),
        closed_on=_day_or_none(project["closed_on"]),
        level=Level(project["level"].upper()),
        planned_level=Level(project["planned_level"].upper()),
        claimed_level=_level_or_none(project["claimed_level"]),
        conditions=tuple(condition_of(entry) for entry in project["conditions"]),
        stages=tuple(_stage(stage) for stage in project["stages"]),
        decisions=tuple(_decision(decision) for decision in project["decisions"]),
        answers=project["answers"],
        ratings=_ratings(project),
        said_and_done=tuple(_said(row, words) for row in project["said_and_done"]),
    )


def _stage(stage: Mapping[str, Any]) -> StageOnPage:
    return StageOnPage(
        kind=StageKind(stage["stage"].upper()),
        state=StageState(stage["state"].upper()),
        happened_on=_day_or_none(stage["happened_on"]),
        right=DecisionRight(stage["right"].upper()),
        carers_took_part=stage["carers_took_part"],
        carers=stage["carers"],
    )


def _decision(decision: Mapping[str, Any]) -> DecisionOnPage:
    return DecisionOnPage(
        stage=StageKind(decision["stage"].upper()),
        right=DecisionRight(decision["right"].upper()),
        outcome=Outcome(decision["outcome"].upper()),
        decided_on=_day(decision["decided_on"]),
        question=_text(decision["question"]),
        decided_by=_text(decision["decided_by"]),
        reason=_text(decision["reason"]),
        dissent=_text(decision["dissent"]),
    )


def _said(row: Mapping[str, Any], words: Words) -> SaidOnPage:
    return SaidOnPage(
        reference=row["reference"],
        words=words.get(row["reference"]),
        language=row["language"],
        themes=tuple(_text(theme) for theme in row["themes"]),
        state=ResponseState(row["state"].upper()),
        reason=_text(row["reason"]),
        answered_on=_day(row["answered_on"]),
        decided_on=_day_or_none(row["decided_on"]),
    )


def _ratings(project: Mapping[str, Any]) -> Ratings | None:
    evaluation = project["evaluation"]
    if not evaluation:
        return None
    counts = {question: {rating: evaluation[question][rating.lower()] for rating in Rating} for question in QUESTIONS}
    return Ratings(people=evaluation["people"], level_felt=_level_or_none(project["level_felt"]), **counts)


def _text(text: Mapping[str, str]) -> BilingualText:
    return BilingualText(cy=text["cy"], en=text["en"])


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _day_or_none(text: str | None) -> date | None:
    return _day(text) if text else None


def _level_or_none(code: str | None) -> Level | None:
    return Level(code.upper()) if code else None
