"""Who may work on a project."""

import pytest

from cyfran.domain.projects.rules import can_work_on
from tests.factories.base import make_administrator, make_user
from tests.factories.organisations import make_coordinator, make_organisation
from tests.factories.projects import make_project

pytestmark = pytest.mark.django_db


def test_only_coordinators_of_the_organisation_and_administrators_may():
    project = make_project()
    owner, teammate = make_coordinator(project.organisation), make_coordinator(project.organisation)
    stranger = make_coordinator(make_organisation())

    assert [can_work_on(user, project) for user in (owner, teammate, make_administrator())] == [True, True, True]
    assert [can_work_on(user, project) for user in (stranger, make_user())] == [False, False]
