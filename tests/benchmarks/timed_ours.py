"""Run `cyfran draw` as it is, and note what the lottery alone cost: reading, imports and writing left out.

python -m tests.benchmarks.timed_ours NOTE ARGUMENTS…
"""

import json
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is imported here, as the command itself does

from cyfran.cli.main import main
from cyfran.engine.selection import draw as engine


def run(note: Path, arguments: list[str]) -> int:
    """Draw with the engine's `prepare` watched."""
    prepare = engine.prepare

    def watched(*given, **named):
        before = time.process_time()
        prepared = prepare(*given, **named)
        cpu = time.process_time() - before
        note.write_text(json.dumps({"cpu": cpu, "least": prepared.min_chance, "bound": prepared.bound}), encoding="utf-8")
        return prepared

    engine.prepare = watched
    return main(["draw", *arguments])


if __name__ == "__main__":
    sys.exit(run(Path(sys.argv[1]), sys.argv[2:]))
