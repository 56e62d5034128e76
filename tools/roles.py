"""Write docs/operations/roles.md from the table that every page goes by: `python tools/roles.py`."""

import os
from pathlib import Path

import django

PAGE = Path(__file__).parents[1] / "docs" / "operations" / "roles.md"
_BEGINNING = """# Roles

Written by `tools/roles.py` from `ACTS_OF` in `src/cyfran/domain/organisations/choices.py`; a test compares the two. Change that
table, not this page.

A role is held in a whole organisation, in one project (facilitator, evaluator) or in one group (board secretary, carer
representative), and counts there alone; one in a group reaches the projects of its organisation. It may have a last day; a
person from outside must have one. Whoever looks after the installation (`is_administrator` of an account) may do all, everywhere.
"""


def page() -> str:
    """Return what the page says."""
    from cyfran.domain.organisations.choices import ACTS_OF, Act, Role  # noqa: PLC0415 -- Django must be set up first

    head = ["| |", *(f" {role.label} |" for role in Role)]
    lines = ["".join(head), "| --- |" + " :-: |" * len(Role)]
    for act in Act:
        cells = (" yes |" if act in ACTS_OF[role] else "  |" for role in Role)
        lines.append(f"| {act.label} |" + "".join(cells))
    return "\n".join([_BEGINNING, *lines, ""])


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cyfran.config.settings")
    django.setup()
    PAGE.write_text(page(), encoding="utf-8")
