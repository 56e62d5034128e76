"""What the tests of the staff pages share."""

from datetime import UTC, datetime

import pytest

from cyfran.domain.base import clock

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
def noon(monkeypatch):
    """Stop the clock at noon on 20 November 2026."""
    monkeypatch.setattr(clock, "now", lambda: NOON)
    monkeypatch.setattr(clock, "today", lambda: NOON.date())
    return NOON
