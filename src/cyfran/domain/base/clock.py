"""What time it is, how far ahead anything is promised, and how long ago anything can have been.

Actions are handed the time; the doors of the product read it here.
"""

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

FIRST_YEAR = 2000  # before this, somebody left out part of the year
_FARTHEST = timedelta(days=2 * 365)


def now() -> datetime:
    return timezone.now()


def today() -> date:
    """Return today's date in Wales."""
    return timezone.localdate()


def refuse_far_off(day: date, *, at: datetime, field: str) -> None:
    """Raise ValidationError for the field where a day is so far ahead that it was written by mistake."""
    if day - timezone.localdate(at) > _FARTHEST:
        raise ValidationError({field: ValidationError(_("Give a day within the next two years."), code="far_off")})


def refuse_long_past(day: date, *, field: str) -> None:
    """Raise ValidationError for the field where a day is so long ago that it was written by mistake."""
    if day.year < FIRST_YEAR:
        raise ValidationError({field: ValidationError(_("Give a day that is not before the year 2000."), code="long_past")})
