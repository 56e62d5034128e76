"""The levels in words, with what the engine asks for each of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from cyfran.domain.base.words import level_name, level_words
from cyfran.engine.levels.ladder import Level
from cyfran.web.ui.levels import conditions_of


@dataclass(frozen=True)
class LevelOnPage:
    """One level: its name, what it means for carers, and what must be on record to reach it."""

    code: str
    name: str
    meaning: str
    conditions: Sequence[str]


def levels() -> list[LevelOnPage]:
    """Return every level, the lowest first. The lowest ask for nothing: they are where nothing better is on record."""
    return [LevelOnPage(level.code, level_name(level.code), level_words(level.code), conditions_of(level)) for level in Level]
