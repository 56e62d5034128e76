"""What a level asks for, in words, wherever it is explained or chosen."""

from collections.abc import Sequence

from cyfran.domain.base.words import condition_words
from cyfran.engine.levels.conditions import CONDITIONS, PERCENT_IN_TIME_NEEDED
from cyfran.engine.levels.finding import Condition
from cyfran.engine.levels.ladder import Level


def conditions_of(level: Level) -> Sequence[str]:
    """Say what must be on record to reach a level, beside what those below it ask for."""
    facts = {"percent": PERCENT_IN_TIME_NEEDED}
    unmet = (Condition(level, code, met=False, planned=False, params=facts) for code in CONDITIONS.get(level, ()))
    return [condition_words(condition) for condition in unmet]
