import pytest

from cyfran.domain.decisions.rules import can_respond
from tests.factories.base import make_administrator
from tests.factories.contributions import make_contribution
from tests.factories.organisations import make_coordinator, make_organisation

pytestmark = pytest.mark.django_db


def test_can_respond_is_for_those_who_work_on_the_project():
    contribution = make_contribution()
    organisation = contribution.stage.project.organisation
    owner, teammate = make_coordinator(organisation), make_coordinator(organisation)
    stranger = make_coordinator(make_organisation())

    allowed = [can_respond(user, contribution) for user in (owner, teammate, make_administrator(), stranger)]

    assert allowed == [True, True, True, False]
