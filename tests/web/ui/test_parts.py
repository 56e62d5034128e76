import csv

import pytest
from django.conf import settings

from cyfran.domain.groups.choices import MapStanding
from cyfran.web.ui.parts import Bar, StageOnStrip, Tile, key_of, ladder


def make_tile(**given):
    fields = {"name": "Powys", "short": "POW", "href": "/", "row": 3, "column": 3, "standing": MapStanding.MEMBERS}
    return Tile(**fields | {"groups": 4, "with_members": 2, "right_stated": 1} | given)


@pytest.mark.parametrize(
    ("state", "carers", "expected"),
    [
        ("DONE", True, "Carers took part"),
        ("DONE", False, "No carers on record"),
        ("DONE", None, "Carers: not shown"),
        ("PLANNED", True, "Carers will take part"),
        ("PLANNED", False, "No carers planned"),
        ("PLANNED", None, ""),
        ("SKIPPED", True, ""),
    ],
)
def test_a_stage_says_whether_carers_are_there(state, carers, expected):
    stage = StageOnStrip("Idea", state, "State", carers)

    assert str(stage.carers_words) == expected
    assert stage.has_carers is (carers is True and state != "SKIPPED")


@pytest.mark.parametrize(
    ("figure", "whole", "share"), [(5, 20, 25), (20, 20, 100), (0, 20, 0), (None, 20, None), (5, None, None), (5, 0, None)]
)
def test_a_bar_is_as_long_as_its_share_of_the_whole(figure, whole, share):
    assert Bar("Yes", figure, whole).share == share


def views_of(found):
    return [(view.kind, str(view.level_name)) for view in found.views]


def test_the_ladder_sets_four_views_side_by_side():
    found = ladder(record="engagement", plan="CO_DESIGN", claim="CO_PRODUCTION", felt="CONSULTATION")

    assert views_of(found) == [
        ("record", "Engagement"),
        ("plan", "Co-design"),
        ("claim", "Co-production"),
        ("felt", "Consultation"),
    ]
    assert [(rung.number, rung.reach, [view.kind for view in rung.views]) for rung in found.rungs] == [
        (7, "", ["claim"]),
        (6, "planned", ["plan"]),
        (5, "reached", ["record"]),
        (4, "reached", ["felt"]),
        (3, "reached", []),
        (2, "", []),
        (1, "", []),
    ]


def test_a_plan_that_changes_nothing_is_not_shown():
    found = ladder(record="ENGAGEMENT", plan="ENGAGEMENT", claim="ENGAGEMENT", felt="ENGAGEMENT")

    assert [kind for kind, _name in views_of(found)] == ["record", "claim", "felt"]
    assert [rung.reach for rung in found.rungs] == ["", "", *["reached"] * 3, "", ""]


def test_what_participants_felt_is_not_shown_before_the_project_is_closed():
    assert views_of(ladder(record="ENGAGEMENT", felt=None))[-1] == ("felt", "Shown once the project is closed")


def test_the_ladder_says_what_is_missing():
    assert views_of(ladder(record="NONE_RECORDED", plan="INFORMING")) == [
        ("record", "None recorded"),
        ("plan", "Informing"),
        ("claim", "Not stated"),
        ("felt", "Fewer than five people have answered"),
    ]


@pytest.mark.parametrize(("level", "number"), [("COERCION", 1), ("EDUCATING", 2)])
def test_a_step_that_nobody_should_take_is_filled_only_where_the_record_shows_it(level, number):
    assert [rung.number for rung in ladder(record=level).rungs if rung.reach] == [number]


def test_with_nothing_recorded_no_rung_is_reached():
    assert {rung.reach for rung in ladder(record="NONE_RECORDED").rungs} == {""}


def test_the_key_counts_the_areas_of_every_standing():
    key = key_of([make_tile(), make_tile(), make_tile(standing=MapStanding.NO_GROUP)])

    assert [(str(line.name), line.areas) for line in key] == [
        ("A group states what carers may decide", 0),
        ("Carers are members of a group", 2),
        ("Carers take part, but are not members", 0),
        ("No group is said to include carers", 0),
        ("No group named", 1),
    ]


def test_every_standing_has_a_sign_of_its_own_besides_its_colour():
    assert len({make_tile(standing=code).sign for code in MapStanding}) == len(MapStanding)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Carmarthenshire", "Carmar|then|shire"),
        ("Sir Gaerfyrddin", "Sir Gaer|fyrddin"),
        ("Bro Morgannwg", "Bro Mor|gannwg"),
        ("Casnewydd", "Cas|newydd"),
        ("Powys", "Powys"),
    ],
)
def test_a_long_name_may_break_to_fit_its_tile(name, expected):
    assert make_tile(name=name).breakable_name.replace("\u00ad", "|") == expected


def test_the_22_councils_each_have_their_own_place_on_the_map():
    with (settings.PROJECT / "data" / "wales" / "tiles.csv").open(encoding="utf-8") as file:
        tiles = list(csv.DictReader(file))

    assert len({tile["ons_code"] for tile in tiles}) == 22
    assert len({(tile["row"], tile["column"]) for tile in tiles}) == 22
    assert {tile[side] for tile in tiles for side in ("row", "column")} == set("123456")
    assert {len(tile[name]) for tile in tiles for name in ("short_cy", "short_en")} == {3}
