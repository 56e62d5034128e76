"""A frozen report in pictures and words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from cyfran.domain.base.words import condition_words
from cyfran.domain.decisions.queries import ThemeHeard
from cyfran.domain.projects.choices import StageState
from cyfran.domain.reports.queries import EditionOnPage, ProjectOnPage, StageOnPage
from cyfran.domain.reports.queries import SaidOnPage as SaidInReport
from cyfran.engine.levels.ladder import Level
from cyfran.web.public.projects.presenters import (
    AnswerOnPage,
    LevelOnPage,
    QuestionOnPage,
    SaidOnPage,
    ThemeOnPage,
    by_theme,
    levels_of,
    questions_of,
)
from cyfran.web.ui.parts import Bar, Ladder, StageOnStrip, Text, ladder


@dataclass(frozen=True)
class Tallies:
    """How the groups of the register divide: one picture."""

    caption: Text
    label: Text
    bars: Sequence[Bar]


@dataclass(frozen=True)
class ProjectInReport:
    """One project as it was on the day of the report."""

    account: ProjectOnPage

    @property
    def strip(self) -> list[StageOnStrip]:
        return [_on_strip(stage) for stage in self.account.stages]

    @property
    def ladder(self) -> Ladder:
        account = self.account
        return ladder(
            record=account.level,
            plan=account.planned_level,
            claim=account.claimed_level or "",
            felt=(account.ratings.level_felt or "") if account.ratings else None,
        )

    @property
    def themes(self) -> list[ThemeOnPage]:
        return by_theme(map(_said_and_answered, self.account.said_and_done))

    @property
    def missing(self) -> list[str]:
        """Say what the next level up still asked for."""
        unmet = [condition for condition in self.account.conditions if not condition.met]
        return [condition_words(condition) for condition in unmet if condition.level == unmet[0].level]

    @property
    def levels(self) -> list[LevelOnPage]:
        return levels_of(self.account.conditions, Level[self.account.level])

    @property
    def questions(self) -> list[QuestionOnPage]:
        return questions_of(self.account.ratings)


@dataclass(frozen=True)
class ReportOnPage:
    edition: EditionOnPage

    @cached_property
    def projects(self) -> list[ProjectInReport]:
        return [ProjectInReport(project) for project in self.edition.projects]

    @property
    def register(self) -> list[Tallies]:
        headings = {
            "classes": (_("What kind of groups they are"), _("Kind")),
            "carers": (_("Whether carers are in them"), _("Carers")),
            "decision_rights": (_("What carers may do about decisions"), _("Decision right")),
        }
        return [Tallies(caption, label, self._bars(name)) for name, (caption, label) in headings.items()]

    def _bars(self, name: str) -> list[Bar]:
        return [Bar(str(tally.label), tally.groups, self.edition.groups) for tally in self.edition.register[name]]


def _said_and_answered(row: SaidInReport) -> tuple[SaidOnPage, AnswerOnPage]:
    """An edition names the themes, and counts nobody in them."""
    themes = tuple(ThemeHeard(name, None) for name in row.themes)
    answer = AnswerOnPage(row.state, row.reason, row.answered_on, None, row.decided_on)
    return SaidOnPage(row.words or "", row.language, themes, row.gap), answer


def _on_strip(stage: StageOnPage) -> StageOnStrip:
    """Of a stage that was only planned a report says nothing about carers: it is no figure of what happened."""
    return StageOnStrip(
        name=stage.kind.label,
        state=stage.state,
        state_name=stage.state.label,
        carers=stage.carers_took_part if stage.state == StageState.DONE else None,
        right="" if stage.state == StageState.SKIPPED else stage.right.label,
        happened_on=stage.happened_on,
    )
