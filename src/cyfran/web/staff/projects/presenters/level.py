"""The level the record of a project shows, with every condition of it."""

from dataclasses import dataclass
from itertools import groupby
from typing import Self

from django.utils.translation import gettext as _

from cyfran.domain.base import words
from cyfran.domain.evaluation.queries import ratings_of
from cyfran.domain.projects.models import Project
from cyfran.engine.levels.finding import Condition, Finding, what_would_raise
from cyfran.web.ui.parts import Ladder, Text, ladder


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
