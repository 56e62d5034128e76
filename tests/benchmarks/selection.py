"""Measure how fast and how exact selection is, beside the peer, and write it into the description of the method.

    .venv/bin/python -m tests.benchmarks.selection [--instances DIR] [--new N] [--out FILE] [--quick]

Each instance is a folder with respondents.csv, categories.csv and panel.json. More are written by pools.py, with seeds of
100 and more. All costs are processor seconds, user and system, the median of three runs, ours and the peer's in turn.
"""

import argparse
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks import runs
from tests.benchmarks.bench import Bench, say
from tests.benchmarks.measures import compared, growth, leximin, others
from tests.benchmarks.report import growth_plot, write_between

DOCUMENT = runs.ROOT / "docs" / "methods" / "selection.md"
PLOT = "selection-growth.svg"
PLOT_TITLE = "Processor seconds of our lottery by size of the pool"


def processor() -> str:
    """Name the processor."""
    known = Path("/proc/cpuinfo")
    lines = known.read_text(encoding="utf-8").splitlines() if known.exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.processor())


def circumstances(bench: Bench) -> list[str]:
    """Say when, where and with what the figures were taken."""
    own = runs.versions(Path(sys.executable), "highspy", "numpy")
    peer = runs.versions(bench.peer, "sortition-algorithms", "highspy", "mip")
    often = "one run" if bench.quick else f"median of three runs; what takes over {bench.patience:g} seconds is run once"
    return [
        f"Taken on {datetime.now(UTC):%Y-%m-%d} on {processor()}, {os.cpu_count()} processors, {platform.system()}, "
        f"Python {platform.python_version()}; ours with {own}; the peer's {peer}.",
        f"Other work on the machine just before: {os.getloadavg()[0]:.1f} processors' worth (0 is none).",
        f"Processor seconds, user and system, {often}; a run is stopped after {bench.limit:g} seconds.",
    ]


def main() -> int:
    """Measure everything and write it down."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--instances", metavar="DIR", help="a folder of instances to compare besides the new ones")
    parser.add_argument("--out", metavar="FILE", type=Path, default=DOCUMENT, help="the document with the two marks")
    parser.add_argument("--new", metavar="N", type=int, default=2, help="how many new instances of each size to compare (2)")
    parser.add_argument("--quick", action="store_true", help="fewer and smaller instances, one run each")
    parser.add_argument("--limit", metavar="SECONDS", type=float, default=300.0, help="stop a run after so long (300)")
    patience = "what takes longer is run once instead of three times (60)"
    parser.add_argument("--patience", metavar="SECONDS", type=float, default=60.0, help=patience)
    options = parser.parse_args()
    bench = Bench(options)
    told, tables = circumstances(bench), []
    options.out.parent.mkdir(parents=True, exist_ok=True)
    for measure in (compared, leximin, others):
        tables.append(measure(bench))
        write_between(options.out, told, tables, PLOT, PLOT_TITLE)
    (options.out.parent / PLOT).write_text(growth_plot(growth(bench), PLOT_TITLE, "people in the pool"), encoding="utf-8")
    say(f"Written: {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
