"""Who may work on a project, and who may answer a request."""

import pytest

from cyfran.domain.projects.rules import can_answer, can_work_on
from tests.factories.base import make_administrator, make_user
from tests.factories.organisations import make_coordinator, make_organisation
from tests.factories.projects import make_project, make_proposal

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("may", "make_thing"), [(can_work_on, make_project), (can_answer, make_proposal)])
def test_only_coordinators_of_the_organisation_and_administrators_may(may, make_thing):
    thing = make_thing()
    owner = make_coordinator(thing.organisation)
    teammate = make_coordinator(thing.organisation)
    stranger = make_coordinator(make_organisation())

    assert [may(user, thing) for user in (owner, teammate, make_administrator())] == [True, True, True]
    assert [may(user, thing) for user in (stranger, make_user())] == [False, False]
