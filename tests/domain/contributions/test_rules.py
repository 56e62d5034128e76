import pytest

from cyfran.domain.contributions.rules import can_handle
from tests.factories.base import make_administrator
from tests.factories.contributions import make_contribution
from tests.factories.organisations import make_coordinator, make_organisation

pytestmark = pytest.mark.django_db


def test_can_handle_is_for_those_who_work_on_the_project():
    contribution = make_contribution()
    organisation = contribution.stage.project.organisation
    alice, bob, charlie = (make_coordinator(body) for body in (organisation, organisation, make_organisation()))

    assert [can_handle(user, contribution) for user in (alice, bob, charlie, make_administrator())] == [True, True, False, True]
