"""What a draw is asked to do: who is in the pool, what the group should look like, and which rules hold."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from cyfran.engine.errors import EngineError

# A rule, "household" or "apart", and a label that people share.
Tie = tuple[str, str]


class Fairness(StrEnum):
    """What counts as the fairest lottery; all but maximin settle every person's chance."""

    LEXIMIN = "leximin"
    MAXIMIN = "maximin"
    NASH = "nash"
    GOLDILOCKS = "goldilocks"


class LoadBand(NamedTuple):
    """People asked for at most `up_to` hours in the window have this `weight`, over 0 and at most 1."""

    up_to: float
    weight: float


# Who was asked for more than the last band allows cannot be chosen until some of those hours are past.
DEFAULT_LOAD_BANDS = (LoadBand(2, 1.0), LoadBand(6, 0.5), LoadBand(12, 0.25))


@dataclass(frozen=True, kw_only=True)
class Target:
    """How many people of one value the whole group shall have, and how far both ends may be moved if they must.

    Range: 0 <= least_flex <= least <= most <= most_flex.
    Raises: EngineError `target_out_of_order`, `target_flex_inside`.
    """

    feature: str
    value: str
    least: int
    most: int
    least_flex: int = 0
    most_flex: int = 10**9

    def __post_init__(self) -> None:
        feature, value, least, most = self.feature, self.value, self.least, self.most
        if not 0 <= least <= most:
            raise EngineError("target_out_of_order", feature=feature, value=value, least=least, most=most)
        if not 0 <= self.least_flex <= least <= most <= self.most_flex:
            raise EngineError("target_flex_inside", feature=feature, value=value, least=least, most=most)


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """One person of the pool, or one who has a seat already.

    `values` holds the person's values of each feature: one as a rule, several where a feature allows it (whom one
    cares for). `hours_asked` and `cover_hours` are hours, 0 or more. Of people who share a label in `households` or
    in `apart` at most one is chosen, those seated counted; people of the pool with the same `together` are chosen all
    or not at all, and then they count as one of their household.
    """

    id: str
    values: Mapping[str, frozenset[str]]
    hours_asked: float = 0.0
    cover_hours: float = 0.0
    households: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()
    together: str = ""

    @property
    def ties(self) -> frozenset[Tie]:
        """Return both kinds of labels, each with its rule; of those who share one at most one is chosen."""
        return frozenset({*(("household", label) for label in self.households), *(("apart", label) for label in self.apart)})


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What holds besides the targets.

    `load_bands` in rising order, or none where load plays no part; `cover_hours` is the budget of replacement care,
    None where there is no limit. Raises: EngineError `load_bands_out_of_order`, also for a weight out of range.
    """

    load_bands: tuple[LoadBand, ...] = ()
    cover_hours: float | None = None

    def __post_init__(self) -> None:
        limits = [band.up_to for band in self.load_bands]
        if limits != sorted(set(limits)) or any(not 0 < band.weight <= 1 for band in self.load_bands):
            raise EngineError("load_bands_out_of_order")

    def weight(self, candidate: Candidate) -> float | None:
        """Return the share of a full chance that fits the hours a person was asked for; None when it is too many."""
        if not self.load_bands:
            return 1.0
        return next((band.weight for band in self.load_bands if candidate.hours_asked <= band.up_to), None)


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One draw: `size` people, those `seated` among them, so that the whole group meets the targets.

    Raises: EngineError `id_twice`, `target_twice`, `no_pool`, `size_too_small`, `value_without_target` (each with
    the facts), so that a problem that exists can be worked on.
    """

    pool: tuple[Candidate, ...]
    targets: tuple[Target, ...]
    size: int
    seated: tuple[Candidate, ...] = ()
    rules: Rules = Rules()

    def __post_init__(self) -> None:
        _refuse_repeats("id_twice", (person.id for person in (*self.pool, *self.seated)))
        _refuse_repeats("target_twice", (f"{target.feature}: {target.value}" for target in self.targets))
        if not self.pool:
            raise EngineError("no_pool")
        if self.size <= len(self.seated):
            raise EngineError("size_too_small", size=self.size, seated=len(self.seated))
        self._refuse_unknown_values()

    @property
    def features(self) -> tuple[str, ...]:
        """Name each feature once, in the order of the targets."""
        return tuple(dict.fromkeys(target.feature for target in self.targets))

    @property
    def targets_in_order(self) -> list[Target]:
        """Return the targets in an order that is not that of a file; capitals decide it only where nothing else does."""
        return sorted(self.targets, key=lambda each: (each.feature.casefold(), each.value.casefold(), each.feature, each.value))

    def _refuse_unknown_values(self) -> None:
        known = {feature: {target.value for target in self.targets if target.feature == feature} for feature in self.features}
        for person in (*self.pool, *self.seated):
            for feature, values in known.items():
                given = person.values.get(feature, frozenset())
                if not given or not given <= values:
                    unknown = ", ".join(sorted(given - values))
                    raise EngineError("value_without_target", id=person.id, feature=feature, value=unknown)


def _refuse_repeats(code: str, names: Iterable[str]) -> None:
    name, times = max(Counter(names).items(), key=lambda item: item[1], default=("", 0))
    if times > 1:
        raise EngineError(code, name=name)
