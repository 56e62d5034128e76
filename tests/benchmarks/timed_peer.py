"""Run the peer's own command, and note what its lottery alone cost: reading, imports and writing left out.

    PEERS-PYTHON timed_peer.py NOTE ARGUMENTS…

Runs in the peer's environment, so it imports nothing of ours.
"""

import importlib
import json
import sys
import time
from collections import defaultdict
from pathlib import Path

from sortition_algorithms import core
from sortition_algorithms.__main__ import cli

SOLVERS = {"highspy": ("numpy", "highspy"), "mip-cbc": ("numpy", "mip")}


def watch(note: Path) -> None:
    """Put a stop watch around the call that finds the lottery."""
    find = core.find_distribution_maximin

    def watched(features, people, number, same_address, backend, **named):
        for module in SOLVERS[backend]:
            importlib.import_module(module)
        before = time.process_time()
        committees, probabilities, report = find(features, people, number, same_address, backend, **named)
        cpu = time.process_time() - before
        chances = defaultdict(float)
        for committee, probability in zip(committees, probabilities, strict=True):
            for person in committee:
                chances[person] += probability
        note.write_text(json.dumps({"cpu": cpu, "least": min(chances.values())}), encoding="utf-8")
        return committees, probabilities, report

    core.find_distribution_maximin = watched


if __name__ == "__main__":
    watch(Path(sys.argv[1]))
    cli(sys.argv[2:])
