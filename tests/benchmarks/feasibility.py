"""How soon it is known whether any group meets the targets: pools whose targets are shut to one number each."""

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from statistics import median

from cyfran.cli.files import read_table
from cyfran.engine.selection.panels import PanelFinder
from cyfran.engine.selection.problem import Problem, Target
from cyfran.engine.selection.reader import Columns, read_people, read_targets
from cyfran.engine.selection.space import space_of

_TRIES = 12


def answers(folder: Path, size: int) -> Iterator[tuple[bool, float]]:
    """Yield for some targets near those of an instance whether they can be met, and the processor seconds, median of three."""
    targets = read_targets(read_table(str(folder / "categories.csv")))
    pool = read_people(read_table(str(folder / "respondents.csv")), targets, Columns()).candidates
    for number in range(_TRIES):
        asked = Problem(pool=pool, targets=tuple(_shut(targets, pool, size, number)), size=size)
        (answer, first), *others = (_answer(asked) for _ in range(3))
        yield answer, median([first, *(cpu for _, cpu in others)])


def _answer(asked: Problem) -> tuple[bool, float]:
    before = time.process_time()
    panel = PanelFinder(space_of(asked)).any_panel()
    return panel is not None, time.process_time() - before


def _shut(targets: tuple[Target, ...], pool: tuple, size: int, number: int) -> Iterator[Target]:
    """Ask for so many of each value and no more; the higher the number, the more people of a rare value."""
    random = Random(number)
    for feature in dict.fromkeys(target.feature for target in targets):
        own = [target for target in targets if target.feature == feature]
        have = Counter(value for person in pool for value in person.values[feature])
        seats = Counter({target.value: target.least for target in own})
        seats.update(random.choice(own).value for _ in range(size - seats.total()))
        rare, common = min(have, key=have.__getitem__), max(seats, key=seats.__getitem__)
        moved = min(number // 2, have[rare] - seats[rare], seats[common])
        seats.update({rare: moved, common: -moved})
        yield from (replace(target, least=seats[target.value], most=seats[target.value], least_flex=0) for target in own)
