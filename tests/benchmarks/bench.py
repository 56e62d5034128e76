"""What all measures share: where instances and the peer live, how often a run is repeated, how figures are shown."""

import argparse
import csv
import json
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.benchmarks import runs
from tests.benchmarks.pools import write_pool

# Pool, panel, features: of each size the first seeds whose targets can be met.
SIZES = ((20, 6, 3), (60, 12, 5), (100, 20, 5), (200, 20, 6), (200, 30, 7))
FIRST_SEED, LAST_SEED = 100, 200


def say(words: str) -> None:
    """Tell on standard error how far the bench has come."""
    print(f"{time.strftime('%H:%M:%S')} {words}", file=sys.stderr, flush=True)


class Bench:
    """Where instances and the peer live, and how patient the bench is."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.quick, self.limit, self.patience = options.quick, options.limit, options.patience
        self.repeats, self.new = (1, 1) if options.quick else (3, options.new)
        self.folder = runs.ROOT / "var" / "bench"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.given = Path(options.instances) if options.instances else None
        say("Making the peer's environment, if it is not there yet")
        self.peer = runs.peer_environment(self.folder / "peer")
        runs.compile_ours()

    def cost(self, command: Sequence[str | Path]) -> runs.Cost:
        """Run a command so often as is asked for; one that takes longer than the bench's patience once only."""
        costs = [runs.measured(command, limit=self.limit)]
        while len(costs) < self.repeats and costs[0].whole < self.patience:
            costs.append(runs.measured(command, limit=self.limit))
        return runs.middle(costs)

    def pools(self, pool: int, panel: int, features: int, *, number: int = 1, rules: Sequence[str] = ()) -> list[Path]:
        """Write the first pools of this size whose targets can be met, with these rules too."""
        found: list[Path] = []
        for seed in range(FIRST_SEED, LAST_SEED):
            folder = self.folder / f"{pool}_{panel}_{features}_{seed}"
            write_pool(folder, pool=pool, panel=panel, features=features, seed=seed)
            if runs.measured(runs.ours(folder, *rules, size=panel), limit=self.limit).code == 0:
                found.append(folder)
            if len(found) == number:
                return found
        raise SystemExit(f"No pool of {pool} can be met.")

    def instances(self) -> Iterator[Path]:
        """Yield the instances handed over that can be met, then new ones."""
        for file in sorted(self.given.glob("*/panel.json")) if self.given else ():
            if runs.measured(runs.ours(file.parent, size=size_of(file.parent)), limit=self.limit).code == 0:
                yield file.parent
        for pool, panel, features in SIZES[:2] if self.quick else SIZES:
            yield from self.pools(pool, panel, features, number=self.new)


def size_of(folder: Path) -> int:
    """Return how many people an instance draws."""
    return int(json.loads((folder / "panel.json").read_text(encoding="utf-8"))["panel_size"])


def name_of(folder: Path) -> str:
    return folder.name.replace("_", "/") if folder.name[0].isdigit() else folder.name


def middle_of(numbers: Sequence[float]) -> float:
    ordered = sorted(numbers)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


def seconds(cpu: float) -> str:
    return f"{cpu:.3f}" if cpu < 1 else f"{cpu:.1f}"


def limited(cost: runs.Cost, cpu: float) -> str:
    """Show seconds, or that a run was stopped at the limit or failed."""
    if cost.code is None:
        return f"stopped at {seconds(cost.whole)}"
    return seconds(cpu) if cost.code == 0 else f"failed after {seconds(cost.whole)}"


def verdict(met: bool) -> str:
    return "met" if met else "**not met**"


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))
