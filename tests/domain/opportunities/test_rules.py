import pytest

from cyfran.domain.opportunities.rules import can_run
from tests.factories.base import make_administrator
from tests.factories.opportunities import make_opportunity
from tests.factories.organisations import make_coordinator, make_organisation

pytestmark = pytest.mark.django_db


def test_can_run_is_for_the_organisation_that_offers_it():
    opportunity = make_opportunity()
    alice, bob = make_coordinator(opportunity.organisation), make_coordinator(opportunity.organisation)
    charlie = make_coordinator(make_organisation())

    assert [can_run(user, opportunity) for user in (alice, bob, charlie, make_administrator())] == [True, True, False, True]
