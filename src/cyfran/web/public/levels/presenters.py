"""The levels in words, with what the engine asks for each of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from cyfran.domain.base.words import condition_words, level_name, level_words
from cyfran.engine.levels.conditions import CONDITIONS, PERCENT_IN_TIME_NEEDED
from cyfran.engine.levels.finding import Condition
from cyfran.engine.levels.ladder import Level


@dataclass(frozen=True)
class LevelOnPage:
    """One level: its name, what it means for carers, and what must be on record to reach it."""

    code: str
    name: str
    meaning: str
    conditions: Sequence[str]


def levels() -> list[LevelOnPage]:
    """Return every level, the lowest first. The lowest ask for nothing: they are where nothing better is on record."""
    return [LevelOnPage(level.code, level_name(level.code), level_words(level.code), _conditions(level)) for level in Level]


def _conditions(level: Level) -> list[str]:
    facts = {"percent": PERCENT_IN_TIME_NEEDED}
    unmet = (Condition(level, code, met=False, planned=False, params=facts) for code in CONDITIONS.get(level, ()))
    return [condition_words(condition) for condition in unmet]
