import pytest
from django.contrib.auth.models import AnonymousUser

from cyfran.domain.organisations.choices import Act
from cyfran.domain.organisations.rules import may
from tests.factories.base import make_administrator, make_user
from tests.factories.organisations import make_coordinator, make_organisation

pytestmark = pytest.mark.django_db


def test_a_coordinator_and_an_administrator_can_coordinate_and_a_stranger_cannot():
    organisation, other = make_organisation(), make_organisation()
    coordinator, left = make_coordinator(organisation), make_coordinator(organisation, is_active=False)
    stranger = make_coordinator(other)

    allowed = {
        "coordinator": may(coordinator, Act.ANSWER, organisation),
        "coordinator elsewhere": may(coordinator, Act.ANSWER, other),
        "administrator": may(make_administrator(), Act.ANSWER, organisation),
        "stranger": may(stranger, Act.ANSWER, organisation),
        "nobody's staff": may(make_user(), Act.ANSWER, organisation),
        "not signed in": may(AnonymousUser(), Act.ANSWER, organisation),
        "left": may(left, Act.ANSWER, organisation),
    }

    assert [who for who, can in allowed.items() if can] == ["coordinator", "administrator"]
