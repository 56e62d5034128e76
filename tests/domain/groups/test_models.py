from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from cyfran.domain.groups.choices import GroupClass, Reach
from cyfran.domain.groups.models import Group, Seat
from tests.factories.groups import make_group, make_seat
from tests.factories.organisations import make_area, make_region
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


def a_group(**given) -> Group:
    return Group(**{"name_en": "Example", "reach": Reach.NATIONAL, "group_class": GroupClass.PANEL, **given})


def a_seat(**given) -> Seat:
    return Seat(**{"group": make_group(), **given})


def assert_refused(thing: Group | Seat, message: str) -> None:
    """See that both the form's door and the database refuse a record."""
    with pytest.raises(ValidationError) as caught:
        thing.full_clean()
    assert caught.value.messages == [message]
    with pytest.raises(IntegrityError):
        type(thing).objects.bulk_create([thing])


def test_a_group_of_the_source_is_loaded_once():
    make_group(source_id="M01")

    assert_refused(a_group(source_id="M01"), "This group is already in the register.")


def test_many_groups_may_be_of_no_source():
    make_group(source_id="")

    a_group(source_id="").full_clean()


def test_a_group_has_a_name():
    assert_refused(a_group(name_en=""), "Give the group a name in Welsh or in English.")


@pytest.mark.parametrize(
    ("reach", "place"),
    [
        (Reach.COUNTY, ()),
        (Reach.COUNTY, ("region",)),
        (Reach.COUNTY, ("area",)),
        (Reach.REGIONAL, ()),
        (Reach.REGIONAL, ("region", "area")),
        (Reach.NATIONAL, ("region",)),
        (Reach.NATIONAL, ("area",)),
    ],
)
def test_a_groups_place_fits_its_reach(reach, place):
    makers = {"region": make_region, "area": make_area}
    group = a_group(reach=reach, **{name: makers[name]() for name in place})

    assert_refused(group, "Say which county or which region the group is for; one for all of Wales has neither.")


@pytest.mark.parametrize(
    ("reach", "place"), [(Reach.COUNTY, ("region", "area")), (Reach.REGIONAL, ("region",)), (Reach.NATIONAL, ())]
)
def test_a_group_with_the_place_its_reach_asks_for_is_sound(reach, place):
    makers = {"region": make_region, "area": make_area}

    a_group(reach=reach, **{name: makers[name]() for name in place}).full_clean()


def test_nobody_is_their_own_deputy():
    person = make_person()

    assert_refused(
        a_seat(holder=person, deputy=person, starts_on=date(2026, 1, 1)),
        "The deputy must be somebody other than the holder of the seat.",
    )


@pytest.mark.parametrize("last", [date(2025, 12, 31), date(2026, 1, 1)])
def test_a_term_ends_after_it_starts(last):
    assert_refused(a_seat(starts_on=date(2026, 1, 1), ends_on=last), "The term must end after it starts.")


def test_a_held_seat_has_a_term():
    assert_refused(a_seat(holder=make_person()), "Say when the term of the holder starts.")


@pytest.mark.parametrize(
    ("group_class", "meets"), [(GroupClass.BOARD, True), (GroupClass.TASK_GROUP, True), (GroupClass.SURVEY, False)]
)
def test_only_some_classes_meet(group_class, meets):
    assert a_group(group_class=group_class).meets is meets


def test_each_record_is_called_by_what_tells_it_apart():
    group = make_group(name_en="Hills Carers Forum")
    seat = make_seat(group=group)

    assert [str(group), str(seat)] == ["Hills Carers Forum", f"CARER {seat.public_id}"]
