"""The days of a journey: the clock of the product, which goes on only when the story says so."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone


class Calendar:
    """What `domain.base.clock` asks for the time, in all journeys together, so that time never goes back.

    Each look at it takes a second, so that whatever is done later is later.
    """

    def __init__(self, begin: datetime) -> None:
        self._now = begin

    def now(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now

    def localdate(self, moment: datetime | None = None) -> date:
        return timezone.localdate(moment or self._now)

    def days_pass(self, days: int) -> None:
        self._now += timedelta(days=days)

    def in_days(self, days: int, hour: int | None = None) -> date:
        """Return a day still to come, or a moment of it."""
        day = self.localdate() + timedelta(days=days)
        return day if hour is None else timezone.make_aware(datetime.combine(day, time(hour)))
