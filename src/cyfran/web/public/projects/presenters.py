"""A project as everyone sees it: its stages and its level from the record, and what came of what was said."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from cyfran.domain.base.choices import DecisionRight
from cyfran.domain.base.fields import BilingualText
from cyfran.domain.base.words import condition_words, level_name
from cyfran.domain.contributions.models import Contribution
from cyfran.domain.decisions.choices import Outcome, ResponseState
from cyfran.domain.decisions.models import Decision
from cyfran.domain.decisions.queries import SaidAndDone, ThemeHeard
from cyfran.domain.evaluation.choices import QUESTIONS, Rating
from cyfran.domain.evaluation.models import Evaluation
from cyfran.domain.evaluation.queries import Ratings
from cyfran.domain.opportunities.models import Draw, Opportunity
from cyfran.domain.projects.choices import StageKind, StageState
from cyfran.domain.projects.models import Project
from cyfran.domain.reports.queries import DecisionOnPage
from cyfran.engine.levels.finding import Condition, Finding, find_level, what_would_raise
from cyfran.engine.levels.record import Record, StageRecord
from cyfran.web.ui.parts import Bar, Ladder, StageOnStrip, ladder


def strip_of(project: Project, record: Record) -> list[StageOnStrip]:
    """Return the six stages as they stand on record: whether carers are there, never how many."""
    happened_on = {stage.kind: stage.happened_on for stage in project.stages.all()}
    stages = [_on_strip(entry, happened_on[StageKind(entry.stage.upper())]) for entry in record.stages]
    return [_never_came(stage) for stage in stages] if project.closed_on else stages


def _never_came(stage: StageOnStrip) -> StageOnStrip:
    """Say of a plan that nobody will carry out any more what became of it."""
    if stage.state != StageState.PLANNED:
        return stage
    return replace(stage, state=StageState.SKIPPED, state_name=_("Did not take place"), right="")


def _on_strip(entry: StageRecord, happened_on: date | None) -> StageOnStrip:
    state = StageState(entry.state.upper())
    return StageOnStrip(
        name=StageKind(entry.stage.upper()).label,
        state=state,
        state_name=state.label,
        carers=entry.carers > 0,
        right="" if state == StageState.SKIPPED else DecisionRight(entry.carer_right.upper()).label,
        happened_on=happened_on if state == StageState.DONE else None,
    )


@dataclass(frozen=True)
class ProjectInList:
    """One project of the list, with its level as it is on record today."""

    project: Project
    record: Record

    @property
    def stages(self) -> list[StageOnStrip]:
        return strip_of(self.project, self.record)

    @property
    def level(self) -> str:
        return find_level(self.record).level.code

    @property
    def level_name(self) -> str:
        return level_name(self.level)


@dataclass(frozen=True)
class ConditionOnPage:
    """One condition in words. `planned`: it is not met yet, but would be if the plan were kept."""

    words: str
    met: bool
    planned: bool


@dataclass(frozen=True)
class LevelOnPage:
    """What one level asks for."""

    name: str
    reached: bool
    conditions: Sequence[ConditionOnPage]


def levels_of(conditions: Iterable[Condition], reached: int) -> list[LevelOnPage]:
    """Sort the conditions by level, the lowest first."""
    return [
        LevelOnPage(level_name(level.code), level <= reached, [_condition(condition) for condition in of_level])
        for level, of_level in groupby(conditions, key=lambda condition: condition.level)
    ]


def _condition(condition: Condition) -> ConditionOnPage:
    return ConditionOnPage(condition_words(condition), condition.met, condition.planned and not condition.met)


@dataclass(frozen=True)
class QuestionOnPage:
    """One of the three questions, with the answers as bars."""

    text: str
    bars: Sequence[Bar]

    @property
    def is_shown(self) -> bool:
        """Tell whether any number is left to show: of few people each would give the others away."""
        return any(bar.figure is not None for bar in self.bars)


def questions_of(ratings: Ratings | None) -> list[QuestionOnPage]:
    if ratings is None:
        return []
    return [QuestionOnPage(_question(name), _bars(getattr(ratings, name), ratings.people)) for name in QUESTIONS]


def _question(name: str) -> str:
    return str(getattr(Evaluation, name).field.verbose_name)


def _bars(counts: dict[Rating, int | None], people: int | None) -> list[Bar]:
    return [Bar(rating.label, count, people) for rating, count in counts.items()]


@dataclass(frozen=True)
class SaidOnPage:
    """Something said that was answered. `gap` says why its words are not there; of `themes`, it stands under the first."""

    words: str
    language: str
    themes: tuple[ThemeHeard, ...]
    gap: str = ""

    @property
    def note(self) -> str:
        """Name the other themes it is about."""
        others = ", ".join(str(theme.name) for theme in self.themes[1:])
        return _("Also about: %(themes)s") % {"themes": others} if others else ""


@dataclass(frozen=True)
class AnswerOnPage:
    """What came of something said; several people may have been told the same."""

    state: ResponseState
    reason: BilingualText
    answered_on: date
    due_on: date | None
    decided_on: date | None


@dataclass(frozen=True)
class ThemeOnPage:
    """One theme, and what was said about it by the answer it had; None where something was sorted into no theme."""

    theme: ThemeHeard | None
    answered: dict[AnswerOnPage, list[SaidOnPage]]


def by_theme(said: Iterable[tuple[SaidOnPage, AnswerOnPage]]) -> list[ThemeOnPage]:
    """Sort what was said by theme and by answer, so that each stands once; what belongs to no theme comes at the end."""
    sorted_out: dict[ThemeHeard | None, dict[AnswerOnPage, list[SaidOnPage]]] = {}
    for one, answer in said:
        for theme in one.themes or (None,):
            sorted_out.setdefault(theme, {})
        sorted_out[one.themes[0] if one.themes else None].setdefault(answer, []).append(one)
    themes = [ThemeOnPage(theme, answered) for theme, answered in sorted_out.items()]
    return sorted(themes, key=lambda found: found.theme is None)


def _said_and_answered(row: SaidAndDone) -> tuple[SaidOnPage, AnswerOnPage]:
    answer = AnswerOnPage(row.state, row.reason, row.answered_on, row.due_on, row.decided_on)
    return SaidOnPage(row.words, row.language, row.themes), answer


@dataclass(frozen=True)
class WaitingOnPage:
    """Something said that has no answer yet."""

    words: str
    language: str
    due_on: date
    is_late: bool

    @property
    def state(self) -> str:
        """Return the code that colours the tag."""
        return "overdue" if self.is_late else "waiting"


@dataclass(frozen=True)
class ProjectOnPage:
    """One project, put together from its record on one day."""

    project: Project
    record: Record
    ratings: Ratings | None
    said: Sequence[SaidAndDone]
    unanswered: Iterable[Contribution]
    draws: Collection[Draw]
    today: date

    @cached_property
    def finding(self) -> Finding:
        return find_level(self.record)

    @property
    def strip(self) -> list[StageOnStrip]:
        return strip_of(self.project, self.record)

    @property
    def ladder(self) -> Ladder:
        return ladder(
            record=self.finding.level.code,
            plan=self.finding.planned_level.code,
            claim=self.project.claimed_level,
            felt=(self.ratings.level_felt or "") if self.ratings else None,
        )

    @property
    def levels(self) -> list[LevelOnPage]:
        return levels_of(self.finding.conditions, self.finding.level)

    @cached_property
    def missing(self) -> list[str]:
        """Say what must happen for the next level up."""
        return [condition_words(condition) for condition in what_would_raise(self.finding)]

    @property
    def next_level(self) -> str:
        return level_name(what_would_raise(self.finding)[0].level.code)

    @cached_property
    def opportunities(self) -> list[Opportunity]:
        return [opportunity for stage in self.project.stages.all() for opportunity in stage.opportunities.all()]

    @property
    def themes(self) -> list[ThemeOnPage]:
        return by_theme(map(_said_and_answered, self.said))

    @property
    def waiting(self) -> list[WaitingOnPage]:
        return [
            WaitingOnPage(row.public_words, row.words_language, row.due_on, row.due_on < self.today) for row in self.unanswered
        ]

    @cached_property
    def votes(self) -> list[Decision]:
        """Return the questions that are still open."""
        return [decision for decision in self._decisions if not decision.decided_on]

    @cached_property
    def decisions(self) -> list[DecisionOnPage]:
        return [_decision(decision, day) for decision in self._decisions if (day := decision.decided_on)]

    @property
    def questions(self) -> list[QuestionOnPage]:
        return questions_of(self.ratings)

    @property
    def _decisions(self) -> list[Decision]:
        return [decision for stage in self.project.stages.all() for decision in stage.decisions.all()]


def _decision(decision: Decision, decided_on: date) -> DecisionOnPage:
    return DecisionOnPage(
        stage=StageKind(decision.stage.kind),
        right=DecisionRight(decision.carer_right),
        outcome=Outcome(decision.outcome),
        decided_on=decided_on,
        question=decision.question,
        decided_by=decision.decided_by,
        reason=decision.reason,
        dissent=decision.dissent,
    )
