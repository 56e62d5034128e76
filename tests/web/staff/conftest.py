"""What the tests of the staff pages share."""

from datetime import UTC, datetime

import pytest

from cyfran.domain.base import clock
from tests.factories.organisations import make_coordinator, make_organisation

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
def noon(monkeypatch):
    """Stop the clock at noon on 20 November 2026."""
    monkeypatch.setattr(clock, "now", lambda: NOON)
    monkeypatch.setattr(clock, "today", NOON.date)
    return NOON


@pytest.fixture
def council():
    return make_organisation(name_en="Abermorfa Council", name_cy="Cyngor Abermorfa")


@pytest.fixture
def mari(client, council):
    """Sign in a coordinator of the council."""
    mari = make_coordinator(council, name="Mari Enghraifft")
    client.force_login(mari)
    return mari
