import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from cyfran.domain.base.choices import DecisionRight
from cyfran.domain.groups.choices import Carers, GroupClass, MapStanding, Reach
from cyfran.domain.groups.models import Group
from cyfran.domain.groups.queries import TileOnMap, filtered, groups_open_to, map_of_wales, places_on_map, register, seats_of
from cyfran.domain.organisations.choices import Act
from tests.factories.base import make_administrator, make_user
from tests.factories.groups import make_group, make_seat
from tests.factories.organisations import make_area, make_coordinator, make_organisation, make_region
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


def test_register_leaves_invented_groups_out_unless_they_are_asked_for():
    real, invented = make_group(), make_group(is_example=True)

    assert list(register()) == [real]
    assert list(register(example=True)) == [real, invented]


@pytest.mark.parametrize("count", [1, 3])
def test_register_costs_one_query_for_any_number_of_groups(count, django_assert_num_queries):
    for _ in range(count):
        make_group()

    with django_assert_num_queries(1):
        assert len([(group.organisation.slug, group.region.slug, group.area.slug) for group in register()]) == count


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("forum", ["Hills Forum", "Valley Forum"]),
        ("  FORUM hills ", ["Hills Forum"]),
        ("bryniau", ["Hills Forum"]),
        ("PAVS", ["Valley Forum"]),
        ("dyffryn", ["Valley Forum"]),
        ("nothing of the kind", []),
        ("\0", ["Hills Forum", "Valley Forum"]),
        ("", ["Hills Forum", "Valley Forum"]),
    ],
)
def test_filtered_finds_every_word_somewhere(text, found):
    valley = make_organisation(area=make_area(name_cy="Y Dyffryn", name_en="The Valley"))
    make_group(name_en="Hills Forum", name_cy="Fforwm y Bryniau", organisation=make_organisation())
    make_group(name_en="Valley Forum", name_cy="", aliases="PAVS", organisation=valley)

    assert [group.name.en for group in filtered(register(), text=text)] == found


@pytest.mark.parametrize("text", ["carers'", "carers\u2019", "CARERS\u02bc"])
def test_filtered_finds_either_apostrophe_by_either(text):
    make_group(name_en="Carers' Forum")
    make_group(name_en="Carers\u2019 Voice")
    make_group(name_en="Carers Together")

    assert {group.name.en for group in filtered(register(), text=text)} == {"Carers' Forum", "Carers\u2019 Voice"}


def test_filtered_bears_any_length_of_text():
    make_group(name_en="Hills Forum")

    assert filtered(register(), text="hills " * 2000).count() == 1


@given(text=st.text())
def test_filtered_bears_any_text_whatever(text):
    assert filtered(register(), text=text).count() == 0


def test_filtered_by_area_keeps_the_groups_of_that_county_alone_and_by_region_all_within():
    hills = make_region(slug="hills")
    near, far = make_organisation(area=make_area(slug="near", region=hills)), make_organisation(area=make_area(region=hills))
    of_near, of_far = make_group(organisation=near), make_group(organisation=far)
    of_hills = make_group(reach=Reach.REGIONAL, region=hills, organisation=near)
    make_group()
    make_group(reach=Reach.NATIONAL, organisation=None)

    assert list(filtered(register(), area="near")) == [of_near]
    assert list(filtered(register(), region="hills")) == [of_near, of_far, of_hills]
    assert list(filtered(register(), region="hills", area="near")) == [of_near]
    assert list(filtered(register(), region="no such region")) == []


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        ("MEMBERS", ["MEMBERS"]),
        ("PARTICIPANTS", ["PARTICIPANTS"]),
        ("NONE", ["NONE"]),
        ("NOT_STATED", ["NOT_STATED"]),
        ("NO_MEMBERS", ["PARTICIPANTS", "NONE"]),
        ("no such code", []),
    ],
)
def test_filtered_by_the_standing_of_carers_knows_no_members_and_not_stated_apart(wish, found):
    for carers in Carers:
        make_group(carers=carers)

    assert [group.carers for group in filtered(register(), carers=wish)] == found


def test_filtered_by_class_and_decision_right():
    board = make_group(group_class=GroupClass.BOARD)
    panel = make_group(group_class=GroupClass.PANEL, decision_right=DecisionRight.ADVISE)

    assert list(filtered(register(), group_class="BOARD")) == [board]
    assert list(filtered(register(), decision_right="ADVISE")) == [panel]
    assert list(filtered(register(), decision_right="NOT_STATED")) == [board]
    assert list(filtered(register(), group_class="BOARD", decision_right="ADVISE")) == []


def test_groups_open_to_staff_are_those_of_their_organisations():
    mine, _other = make_group(), make_group()
    nobodys = make_group(reach=Reach.NATIONAL, organisation=None)
    coordinator = make_coordinator(mine.organisation)

    assert list(groups_open_to(coordinator, Act.SEE_GROUPS)) == [mine]
    assert list(groups_open_to(make_administrator(), Act.SEE_GROUPS)) == [mine, _other, nobodys]
    for stranger in (make_user(), AnonymousUser(), make_administrator(is_active=False)):
        assert list(groups_open_to(stranger, Act.SEE_GROUPS)) == []


def test_seats_of_a_group_come_with_their_people(django_assert_num_queries):
    group = make_group()
    seats = [make_seat(group=group), make_seat(group=group)]
    Group.objects.get(pk=group.pk).seats.update(
        holder=make_person(name="Nia"), deputy=make_person(name="Mair"), starts_on="2026-01-01"
    )
    make_seat()

    with django_assert_num_queries(1):
        assert [(seat, seat.holder.name, seat.deputy.name) for seat in seats_of(group)] == [
            (seat, "Nia", "Mair") for seat in seats
        ]


@pytest.fixture
def small_map(settings, tmp_path):
    """A map of three places, of which the second lies in the north-west."""
    settings.PROJECT = tmp_path
    (tmp_path / "data" / "wales").mkdir(parents=True)
    tiles = "ons_code,row,column,short_cy,short_en\nT1,1,3,Bryn,Hill\nT2,1,2,Ynys,Isle\nT3,6,5,Bro,Vale\n"
    (tmp_path / "data" / "wales" / "tiles.csv").write_text(tiles)
    places_on_map.cache_clear()
    yield
    places_on_map.cache_clear()


@pytest.mark.usefixtures("small_map")
def test_map_shows_what_the_register_says_of_a_county():
    hill = make_area(ons_code="T1")
    council = make_organisation(area=hill)
    make_group(organisation=council, carers=Carers.MEMBERS)
    make_group(organisation=council, decision_right=DecisionRight.ADVISE)

    [tile] = map_of_wales()

    assert tile == TileOnMap(
        area=hill,
        short="Hill",
        row=1,
        column=3,
        standing=MapStanding.RIGHT_STATED,
        groups=2,
        with_carer_members=1,
        right_stated=1,
    )


@pytest.mark.usefixtures("small_map")
@pytest.mark.parametrize(
    ("groups", "standing"),
    [
        ([], MapStanding.NO_GROUP),
        ([{"carers": Carers.NONE}], MapStanding.NOT_STATED),
        ([{"carers": Carers.NOT_STATED}], MapStanding.NOT_STATED),
        ([{"carers": Carers.NOT_STATED}, {"carers": Carers.PARTICIPANTS}], MapStanding.PARTICIPANTS),
        ([{"carers": Carers.MEMBERS}, {"carers": Carers.PARTICIPANTS}], MapStanding.MEMBERS),
        ([{"carers": Carers.MEMBERS}, {"decision_right": DecisionRight.INFORM}], MapStanding.RIGHT_STATED),
        ([{"is_example": True, "decision_right": DecisionRight.VETO}], MapStanding.NO_GROUP),
    ],
)
def test_map_takes_the_best_that_is_said_of_any_group_there(groups, standing):
    council = make_organisation(area=make_area(ons_code="T1"))
    for group in groups:
        make_group(organisation=council, **group)

    assert [tile.standing for tile in map_of_wales()] == [standing]


@pytest.mark.usefixtures("small_map")
def test_map_gives_no_county_the_credit_of_a_regional_or_national_group():
    council = make_organisation(area=make_area(ons_code="T1"))
    make_group(organisation=council, reach=Reach.REGIONAL, region=council.region, decision_right=DecisionRight.DECIDE)
    make_group(organisation=council, reach=Reach.NATIONAL, decision_right=DecisionRight.DECIDE)

    assert [(tile.standing, tile.groups) for tile in map_of_wales()] == [(MapStanding.NO_GROUP, 0)]


@pytest.mark.usefixtures("small_map")
def test_map_leaves_out_an_area_that_has_no_place_on_it():
    make_area(ons_code="T4")

    assert map_of_wales() == []


@pytest.mark.usefixtures("small_map")
def test_map_speaks_the_readers_language_and_goes_from_north_to_south(django_assert_num_queries):
    for code in ("T3", "T1", "T2"):
        make_area(ons_code=code)

    with translation.override("cy"), django_assert_num_queries(2):
        assert [(tile.short, tile.row, tile.column) for tile in map_of_wales()] == [
            ("Ynys", 1, 2),
            ("Bryn", 1, 3),
            ("Bro", 6, 5),
        ]
