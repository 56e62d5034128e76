"""Run `cyfran match` as it is, and note what the choice alone cost: reading, imports and writing left out.

python -m tests.benchmarks.timed_match NOTE ARGUMENTS…
"""

import json
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is imported here, as the command itself does

from cyfran.cli.main import main
from cyfran.engine.matching import choose as engine


def run(note: Path, arguments: list[str]) -> int:
    """Choose with the engine's `choose` watched."""
    choose = engine.choose

    def watched(*given, **named):
        before = time.process_time()
        invitations = choose(*given, **named)
        told = {"cpu": time.process_time() - before, "least": invitations.objective, "bound": invitations.bound}
        note.write_text(json.dumps(told), encoding="utf-8")
        return invitations

    engine.choose = watched
    return main(["match", *arguments])


if __name__ == "__main__":
    sys.exit(run(Path(sys.argv[1]), sys.argv[2:]))
