import pytest
from django.contrib.auth.models import AnonymousUser

from cyfran.domain.organisations.rules import can_coordinate
from tests.factories.base import make_administrator, make_user
from tests.factories.organisations import make_coordinator, make_organisation

pytestmark = pytest.mark.django_db


def test_a_coordinator_and_an_administrator_can_coordinate_and_a_stranger_cannot():
    organisation, other = make_organisation(), make_organisation()
    coordinator, left = make_coordinator(organisation), make_coordinator(organisation, is_active=False)
    stranger = make_coordinator(other)

    may = {
        "coordinator": can_coordinate(coordinator, organisation),
        "coordinator elsewhere": can_coordinate(coordinator, other),
        "administrator": can_coordinate(make_administrator(), organisation),
        "stranger": can_coordinate(stranger, organisation),
        "nobody's staff": can_coordinate(make_user(), organisation),
        "not signed in": can_coordinate(AnonymousUser(), organisation),
        "left": can_coordinate(left, organisation),
    }

    assert [who for who, can in may.items() if can] == ["coordinator", "administrator"]
