"""Targets as they are asked for, and as they would be kept."""

from collections.abc import Iterable
from dataclasses import dataclass

from cyfran.domain.opportunities.models import Draw, DrawTarget


@dataclass(frozen=True)
class Wanted:
    """How many people of one value a group should have, and how far advice may move both ends; None leaves that as it was."""

    feature: str
    value: str
    least: int
    most: int
    least_flex: int | None = None
    most_flex: int | None = None


def drafted_targets(draw: Draw, targets: Iterable[Wanted]) -> list[DrawTarget]:
    """Return targets as they would be kept, what advice may move among them; nothing is stored."""
    before = {(target.feature, target.value): target for target in draw.targets.all()}
    return [_drafted(draw, wanted, before.get((wanted.feature, wanted.value), DrawTarget())) for wanted in targets]


def scaled_targets(targets: Iterable[DrawTarget], before: int, now: int) -> list[Wanted]:
    """Return targets for a group of another size, so that they ask for the same part of it: at least no more, at most no less."""

    def up(number: int) -> int:
        return min(DrawTarget.ANY, -(-number * now // before))

    return [
        Wanted(one.feature, one.value, one.least * now // before, up(one.most), one.least_flex * now // before, up(one.most_flex))
        for one in targets
    ]


def _drafted(draw: Draw, wanted: Wanted, before: DrawTarget) -> DrawTarget:
    most = min(wanted.most, draw.size)
    least_flex = before.least_flex if wanted.least_flex is None else wanted.least_flex
    most_flex = before.most_flex if wanted.most_flex is None else wanted.most_flex
    target = DrawTarget(draw=draw, feature=wanted.feature, value=wanted.value, least=wanted.least, most=most)
    target.least_flex, target.most_flex = min(least_flex, wanted.least), max(most_flex, most)
    return target
