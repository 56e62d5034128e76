from datetime import UTC, date, datetime

from django.utils import timezone

from cyfran.domain.base.clock import now, today


def test_now_knows_its_time_zone():
    assert now().tzinfo is UTC


def test_today_is_the_day_in_wales(monkeypatch):
    past_midnight_in_welsh_summer = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: past_midnight_in_welsh_summer)

    assert today() == date(2026, 7, 1)
