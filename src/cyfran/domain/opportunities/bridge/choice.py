"""Who is sought for something, and who was chosen to be asked to it: what goes into the choice and what comes out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cyfran.domain.opportunities.bridge.scores import Score
from cyfran.domain.people.models import Person


@dataclass(frozen=True)
class Sought:
    """People of whom there should be at least so many: those with all of these values, by feature."""

    values: tuple[tuple[str, str], ...]
    least: int

    def fits(self, said: dict[str, list[str]]) -> bool:
        return all(value in said[feature] for feature, value in self.values)


@dataclass(frozen=True)
class ChosenPerson:
    person: Any
    score: Score
    is_sought: bool


@dataclass(frozen=True)
class Missing:
    """How many more of those sought there should be, and what keeps them away: `because` is the engine's code."""

    sought: Sought
    missing: int
    because: str
    at_limits: int


@dataclass(frozen=True)
class Choice:
    """Whom to ask, the best first; who is missing; whom one could ask at all, and why the others are not asked."""

    chosen: Sequence[ChosenPerson]
    missing: Sequence[Missing]
    everybody: Sequence[Person]
    unsuited: Mapping[str, int]
