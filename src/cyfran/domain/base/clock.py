"""What time it is. Actions are handed the time; the doors of the product read it here."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    return timezone.now()


def today() -> date:
    """Return today's date in Wales."""
    return timezone.localdate()
