"""The numbers to ring that ship with the product, read once."""

import csv
from functools import cache

from django.conf import settings


@cache
def help_lines() -> tuple[dict[str, str], ...]:
    """Return whom anybody can ring at once, in the order in which they are shown, each with where its number was read."""
    with (settings.PROJECT / "data" / "wales" / "help_lines.csv").open(encoding="utf-8") as file:
        return tuple(csv.DictReader(file))
