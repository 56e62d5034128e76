import pytest
from django.core.exceptions import ValidationError

from cyfran.domain.opportunities.choices import Beacon
from cyfran.domain.opportunities.rules import number_announced

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("beacon", "typed", "published"),
    [
        (Beacon.LOTTO, "04, 8,15 16  23\t42", "4 8 15 16 23 42"),
        (Beacon.LOTTO, "1 2 3 4 5 59", "1 2 3 4 5 59"),
        (Beacon.DICE, "6 5 4 3 2 1 1 2 3 4 5 6", "6 5 4 3 2 1 1 2 3 4 5 6"),
        (Beacon.DRAND, f" {'AB' * 32} ", "ab" * 32),
    ],
)
def test_a_number_announced_is_published_in_one_spelling(beacon, typed, published):
    assert number_announced(beacon, typed) == published


@pytest.mark.parametrize(
    ("beacon", "typed"),
    [
        (Beacon.LOTTO, "0 1 2 3 4 5"),
        (Beacon.LOTTO, "1 2 3 4 5 60"),
        (Beacon.LOTTO, "1 2 3 4 5 5"),
        (Beacon.LOTTO, "1 2 3 5 4 6"),
        (Beacon.LOTTO, "1 2 3 4 5 6 7"),
        (Beacon.LOTTO, "1 2 3 4 5 6 x"),
        (Beacon.DICE, "6 5 4 3 2 1 1 2 3 4 5 7"),
        (Beacon.DICE, "6 5 4 3 2 1 1 2 3 4 5 0"),
        (Beacon.DICE, "6 5 4 3 2 1"),
        (Beacon.DRAND, "ab"),
        (Beacon.DRAND, f"{'ab' * 32} 1"),
        (Beacon.DRAND, "xy" * 32),
        *((beacon, "") for beacon in Beacon),
    ],
)
def test_a_number_of_another_kind_settles_nothing(beacon, typed):
    with pytest.raises(ValidationError) as refusal:
        number_announced(beacon, typed)

    assert list(refusal.value.message_dict) == ["seed"]
