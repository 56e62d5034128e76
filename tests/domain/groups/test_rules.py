import pytest
from django.contrib.auth.models import AnonymousUser

from cyfran.domain.groups.choices import Reach
from cyfran.domain.groups.rules import can_change_group
from tests.factories.base import make_administrator
from tests.factories.groups import make_group
from tests.factories.organisations import make_coordinator, make_organisation

pytestmark = pytest.mark.django_db


def test_a_coordinator_of_its_organisation_and_an_administrator_can_change_a_group_and_a_stranger_cannot():
    group = make_group()

    may = {
        "coordinator": can_change_group(make_coordinator(group.organisation), group),
        "administrator": can_change_group(make_administrator(), group),
        "stranger": can_change_group(make_coordinator(make_organisation()), group),
        "not signed in": can_change_group(AnonymousUser(), group),
    }

    assert [who for who, can in may.items() if can] == ["coordinator", "administrator"]


def test_only_an_administrator_can_change_a_group_that_is_no_organisations():
    group = make_group(organisation=None, reach=Reach.NATIONAL)

    assert can_change_group(make_administrator(), group)
    assert not can_change_group(make_coordinator(make_organisation()), group)
