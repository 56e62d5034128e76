"""What the tests of the carer's pages share."""

from datetime import UTC, datetime

import pytest

from cyfran.domain.base import clock
from tests.factories.base import make_user
from tests.factories.organisations import make_area, make_organisation
from tests.factories.people import make_person

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
def noon(monkeypatch):
    """Stop the clock at noon on 20 November 2026."""
    monkeypatch.setattr(clock, "now", lambda: NOON)
    monkeypatch.setattr(clock, "today", NOON.date)
    return NOON


@pytest.fixture
def council():
    """Make a council with somebody to ring."""
    mari = make_user(name="Mari Enghraifft", email="mari.enghraifft@example.org", telephone="029 2018 0123")
    area = make_area(slug="abermorfa", name_en="Abermorfa", name_cy="Abermorfa")
    return make_organisation(name_en="Abermorfa Council", name_cy="Cyngor Abermorfa", area=area, named_contact=mari)


@pytest.fixture
def gwenllian(council):
    return make_person(organisation=council, name="Gwenllian Enghraifft", email="gwenllian@example.org")
