"""Every check runs, whatever the others find."""

import sys

import pytest
from tools import check

GOOD = [sys.executable, "-c", "print('nothing to see')"]
BAD = [sys.executable, "-c", "import sys; print('a mistake'); sys.exit(3)"]


def test_every_check_runs_and_each_failure_is_shown(monkeypatch, capsys):
    monkeypatch.setattr(check, "CHECKS", {"first": BAD, "second": GOOD, "third": BAD})

    assert check.main() == 1

    printed = capsys.readouterr().out
    assert [line.partition(" (")[0] for line in printed.splitlines() if " s)" in line] == [
        "first: failed",
        "second: ok",
        "third: failed",
    ]
    assert printed.count("a mistake") == 2
    assert "nothing to see" not in printed
    assert printed.endswith("2 of 3 checks failed: first; third.\n")


def test_all_is_well_when_nothing_was_found(monkeypatch):
    monkeypatch.setattr(check, "CHECKS", {"only": GOOD})

    assert check.main() == 0


@pytest.mark.parametrize("command", check.CHECKS.values(), ids=check.CHECKS)
def test_each_check_can_be_started(command):
    assert (check.ROOT / command[0]).exists()
