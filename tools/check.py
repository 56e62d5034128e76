"""Run every check that is not a test, one after the other, and show all that they find.

    .venv/bin/python tools/check.py

What each of them asks for stands in pyproject.toml.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

CHECKS = {
    "Python: common mistakes": [str(BIN / "ruff"), "check"],
    "Python: layout": [str(BIN / "ruff"), "format", "--check"],
    "Python: types": [str(BIN / "mypy")],
    "Templates: layout": [str(BIN / "djlint"), "--check", "src"],
    "Templates: common mistakes": [str(BIN / "djlint"), "--lint", "--quiet", "src"],
    "Imports: the order of the house": [str(BIN / "lint-imports")],
    "Models: every change has its migration": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
    "Welsh: complete and well formed": [sys.executable, "tools/messages.py", "check"],
}
# The models are read with the settings of the tests, so that no database and no secret is needed.
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": str(ROOT),
    "DJANGO_SETTINGS_MODULE": "tests.settings",
    "DATABASE_URL": "sqlite://:memory:",
}


def passes(name: str, command: list[str]) -> bool:
    """Run one check, say how it went, and show what it printed if it found something."""
    begin = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    outcome = "failed" if done.returncode else "ok"
    print(f"{name}: {outcome} ({time.monotonic() - begin:.1f} s)", flush=True)
    if done.returncode:
        print(f"{done.stdout}{done.stderr}".strip(), end="\n\n", flush=True)
    return done.returncode == 0


def main() -> int:
    """Run all checks and name those that found something."""
    failed = [name for name, command in CHECKS.items() if not passes(name, command)]
    if failed:
        print(f"{len(failed)} of {len(CHECKS)} checks failed: {'; '.join(failed)}.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
