"""What selection answers with, in plain values: whoever only reads an answer need not load a solver."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class NamedPanel:
    """One panel by the ids of its people, in the order of the alphabet, and its share of the lottery."""

    share: float
    people: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """One end of a target, and from where to where it must be moved; `bound` is `min` or `max`."""

    feature: str
    value: str
    bound: str
    before: int
    after: int


@dataclass(frozen=True)
class Recruits:
    """How many people of these values, one per feature, would be enough if nothing else changed."""

    number: int
    values: Mapping[str, str]


@dataclass(frozen=True)
class Impossible:
    """What no choice of people can meet, and the numbers; feature and value are empty where it is about the whole group.

    `pool_too_small`: more people are needed. `no_seat_free`: those staying fill the group. `too_few_of_value`: a target asks
    for more than there are. `minimums_exceed_size`, `maximums_below_size`: what the targets of a feature sum up to.
    `solver_gave_up`: whether a group meets the targets could not be told.
    """

    code: str
    feature: str
    value: str
    have: int
    need: int


@dataclass(frozen=True)
class Repair:
    """What would make a panel possible; `changes` is empty where no change within flex does."""

    changes: tuple[Change, ...]
    recruits: tuple[Recruits, ...]
    impossible: tuple[Impossible, ...]


@dataclass(frozen=True)
class Reason:
    """What holds a chance where it is.

    `most_reached`: the target's places are fewer than the people who share them. `others_needed`: at least so many
    places are kept for people of this other value. `cover_budget`, `one_of_household`, `kept_apart`: a rule. Otherwise
    the rule that bars the person altogether (see `Space.barred`) or `no_panel`.
    """

    code: str
    feature: str = ""
    value: str = ""


@dataclass(frozen=True)
class WhatIf:
    """The chance a person would have if one end of a target, `min` or `max`, were moved by one, to `to`."""

    feature: str
    value: str
    bound: str
    to: int
    chance: float


@dataclass(frozen=True)
class Explanation:
    """A person's chance (0 to 1), the reasons, strongest first, and what would change it most."""

    id: str
    chance: float
    reasons: tuple[Reason, ...]
    what_if: tuple[WhatIf, ...]
