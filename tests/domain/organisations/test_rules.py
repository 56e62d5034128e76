import pytest
from django.contrib.auth.models import AnonymousUser

from cyfran.domain.organisations.choices import Act
from cyfran.domain.organisations.rules import can_be_reached, may
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


@pytest.mark.parametrize(
    ("contact", "can"),
    [
        ("dpo@example.org", True),
        ("Officer <dpo@example.org>, County Hall", True),
        ("Swyddog diogelu data (01632 960199)", True),
        ("Ring +44 1632 960 199, weekdays", True),
        ("01632 960199 (029 2018 0123)", True),
        ("01632 960199 - 01632 960200", True),
        ("xx", False),
        ("County Hall, 12 Pretend Street, ZZ99 9ZZ", False),
        ("Officer @example.org, extension 1234", False),
    ],
)
def test_somebody_can_be_reached_where_an_e_mail_address_or_a_telephone_number_stands(contact, can):
    assert can_be_reached(contact) is can
