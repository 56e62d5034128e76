"""Measure how good, how fast and how large matching is, beside two plain ways, and write it into the description of the method.

    .venv/bin/python -m tests.benchmarks.matching [--instances DIR] [--out FILE] [--quick]

Instances are written by invitations.py; those of a folder (invite_*.json) are measured besides. All costs are processor seconds,
user and system, of the whole command and of the choice in it, the median of three runs.
"""

import argparse
import json
import os
import platform
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isnan
from pathlib import Path

import numpy as np

from cyfran.engine.matching.problem import Problem
from cyfran.engine.matching.reader import read_problem
from cyfran.engine.matching.room import Room
from tests.benchmarks import runs
from tests.benchmarks.bench import say, seconds, verdict
from tests.benchmarks.invitations import write_invitations
from tests.benchmarks.linear import linear_bound
from tests.benchmarks.report import Table, growth_plot, write_between
from tests.benchmarks.selection import processor

DOCUMENT = runs.ROOT / "docs" / "methods" / "matching.md"
PLOT = "matching-growth.svg"
PLOT_TITLE = "Processor seconds by number of carers"
SEED = 20


@dataclass(frozen=True)
class Size:
    """Carers, opportunities, the least share, the most seconds and megabytes, and whether it is a share of the linear programme.

    Else it is one of the bound.
    """

    carers: int
    opportunities: int
    share: float
    cpu: float
    megabytes: float = float("inf")
    of_linear: bool = False


ASKED = (
    Size(1000, 50, 1.0, 2),
    Size(5000, 150, 0.98, 3, of_linear=True),
    Size(100_000, 500, 0.99, 6, of_linear=True),
    Size(310_000, 2000, 0.98, 60, 1500),
)
# The linear programme of more pairs than this takes longer to solve than it tells.
MOST_LINEAR = 1_000_000
GROWTH = ((1000, 50), (2000, 80), (5000, 150), (10_000, 200), (20_000, 250), (50_000, 400), (100_000, 500), (310_000, 2000))


def plain_values(problem: Problem) -> tuple[float, float]:
    """Return what two plain ways are worth, both within all limits: whoever matches, the newest first; the best score first."""
    pairs = problem.pairs
    return tuple(
        _taken(problem, order) for order in (np.lexsort((-pairs.carer, pairs.opp)), np.argsort(-pairs.score, kind="stable"))
    )


def _taken(problem: Problem, order: np.ndarray) -> float:
    room = Room(problem)
    room.take(order)
    return room.value


def measured(file: Path, repeats: int, limit: float) -> runs.Cost:
    """Run the command so often; one that fails shows what it complained of."""
    command = [sys.executable, "-m", "tests.benchmarks.timed_match", "NOTE", file, "--json"]
    costs = [runs.measured(command, limit=limit) for _ in range(repeats)]
    if any(cost.code for cost in costs):
        raise SystemExit(costs[0].complained)
    return runs.middle(costs)


def row_of(file: Path, asked: Size | None, options: argparse.Namespace) -> list[str]:
    """Measure one instance beside the plain ways."""
    say(f"Matching, {file.stem}")
    cost = measured(file, options.repeats, options.limit)
    problem = read_problem(json.loads(file.read_text(encoding="utf-8")))
    newest, by_score = plain_values(problem)
    linear = linear_bound(problem) if len(problem.pairs.carer) <= MOST_LINEAR else float("nan")
    least = cost.least
    cells = [
        *(file.stem.removeprefix("invitations_"), f"{len(problem.pairs.carer):,}", f"{least:,.0f}", f"{cost.bound:,.0f}"),
        *(f"{least / cost.bound:.2%}", "" if isnan(linear) else f"{least / linear:.2%}"),
        *(f"{newest / cost.bound:.2%}", f"{by_score / cost.bound:.2%}"),
        *(seconds(cost.whole), seconds(cost.lottery), f"{cost.megabytes:.0f}"),
        *(asked_and_met(asked, cost, linear) if asked else ("", "")),
    ]
    say("  " + " | ".join(cells))
    return cells


def asked_and_met(asked: Size, cost: runs.Cost, linear: float) -> tuple[str, str]:
    """Say what is asked of a size and whether it is so."""
    bound, of = (linear, " of LP") if asked.of_linear else (cost.bound, "")
    met = cost.least >= asked.share * bound - 1e-6 and cost.whole <= asked.cpu and cost.megabytes <= asked.megabytes
    size = f", {asked.megabytes:.0f} MB" if asked.megabytes < float("inf") else ""
    return f"{asked.share:.0%}{of}, {asked.cpu:g} s{size}", verdict(met)


def written(carers: int, opportunities: int) -> Path:
    """Write the instance of this size, if it is not there yet."""
    file = runs.ROOT / "var" / "bench" / f"invitations_{carers}x{opportunities}_{SEED}.json"
    return file if file.exists() else write_invitations(file, carers=carers, opportunities=opportunities, seed=SEED)


def compared(options: argparse.Namespace) -> Table:
    """Measure the sizes that are asked for, and the instances handed over."""
    given = sorted(Path(options.instances).glob("invite_*.json")) if options.instances else []
    files: list[tuple[Path, Size | None]] = [(file, _like(file)) for file in given if "expected" not in file.stem]
    files += [(written(size.carers, size.opportunities), size) for size in (ASKED[:2] if options.quick else ASKED)]
    head = [
        *("carers × opportunities, seed", "pairs", "value", "bound", "of the bound", "of the LP", "newest first"),
        *("best score first", "whole s", "choice s", "MB", "asked", ""),
    ]
    return Table("Value, bound and cost", head, [row_of(file, size, options) for file, size in files])


def _like(file: Path) -> Size | None:
    return next((size for size in ASKED if f"{size.carers}x{size.opportunities}_" in file.stem), None)


def growth(options: argparse.Namespace) -> dict[str, list[tuple[int, float]]]:
    """Measure the whole command and the choice alone as the numbers grow."""
    series: dict[str, list[tuple[int, float]]] = {"whole command": [], "the choice": []}
    for carers, opportunities in GROWTH[:3] if options.quick else GROWTH:
        cost = measured(written(carers, opportunities), 1, options.limit)
        series["whole command"].append((carers, cost.whole))
        series["the choice"].append((carers, cost.lottery))
        say(f"Growth, {carers} × {opportunities}: {seconds(cost.whole)} s, {seconds(cost.lottery)} s")
    return series


def main() -> int:
    """Measure everything and write it down."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--instances", metavar="DIR", help="a folder of instances (invite_*.json) to measure besides")
    parser.add_argument("--out", metavar="FILE", type=Path, default=DOCUMENT, help="the document with the two marks")
    parser.add_argument("--quick", action="store_true", help="the two smaller sizes, one run each")
    parser.add_argument("--limit", metavar="SECONDS", type=float, default=300.0, help="stop a run after so long (300)")
    options = parser.parse_args()
    options.repeats = 1 if options.quick else 3
    runs.compile_ours()
    told = [
        f"Taken on {datetime.now(UTC):%Y-%m-%d} on {processor()}, {os.cpu_count()} processors, {platform.system()}, "
        f"Python {platform.python_version()}, with {runs.versions(Path(sys.executable), 'highspy', 'numpy')}.",
        f"Other work on the machine just before: {os.getloadavg()[0]:.1f} processors' worth (0 is none).",
        f"Processor seconds, user and system, {'one run' if options.quick else 'median of three runs'}; most megabytes held.",
    ]
    tables = [compared(options)]
    write_between(options.out, told, tables, PLOT, PLOT_TITLE)
    (options.out.parent / PLOT).write_text(growth_plot(growth(options), PLOT_TITLE, "carers"), encoding="utf-8")
    say(f"Written: {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
