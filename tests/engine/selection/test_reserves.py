"""Who stands in."""

import pytest

from cyfran.engine.selection.draw import draw, prepare
from cyfran.engine.selection.problem import DEFAULT_LOAD_BANDS, Rules
from cyfran.engine.selection.reserves import Reserves, first_who_fits, reserves_for
from cyfran.engine.selection.space import space_of
from tests.engine.selection.making import alike, from_files, keeps_every_rule, person, problem, target

SEXES = [target("sex", "f", 1, 1), target("sex", "m", 1, 1)]
FOUR = [person("f1", sex="f"), person("f2", sex="f"), person("m1", sex="m"), person("m2", sex="m")]


def reserves(asked, panel, number, seed="x"):
    return reserves_for(asked, space_of(asked), panel, number, seed=seed)


def test_each_gap_has_somebody_who_keeps_the_targets():
    assert reserves(problem(FOUR, SEXES, 2), ("f1", "m1"), 2).for_gap == {"f1": ("f2",), "m1": ("m2",)}


def test_nobody_asked_for_is_nobody():
    assert reserves(problem(FOUR, SEXES, 2), ("f1", "m1"), 0) == Reserves((), {})


def test_fewer_stand_in_where_nobody_else_could():
    assert set(reserves(problem(FOUR, SEXES, 2), ("f1", "m1"), 10).people) == {"f2", "m2"}


def test_where_nobody_fits_nobody_stands_in():
    asked = problem([person("f1", sex="f"), person("m1", sex="m"), person("m2", sex="m", households=["h"])], SEXES, 2)

    assert reserves(asked, ("m1", "f1"), 5) == Reserves(("m2",), {"m1": ("m2",), "f1": ()})
    assert reserves(problem(alike(2), [], 2), ("a1", "a2"), 5) == Reserves((), {"a1": (), "a2": ()})


def test_a_seat_that_nobody_stands_in_for_yet_comes_before_one_that_somebody_does():
    men = [person(f"m{index}", sex="m", hours_asked=9) for index in (1, 2)]
    pool = [person(f"f{index}", sex="f") for index in range(9)] + men
    asked = problem(pool, [target("sex", "f", 2, 2), target("sex", "m", 1, 1)], 3, rules=Rules(load_bands=DEFAULT_LOAD_BANDS))

    found = reserves(asked, ("f0", "f1", "m1"), 2)

    assert {each[0] for each in found.people} == {"f", "m"}


def test_who_was_asked_for_less_stands_in_first():
    pool = [person("a"), *(person(f"b{index}", hours_asked=5) for index in range(9)), person("c", hours_asked=1)]
    asked = problem(pool, [], 1, rules=Rules(load_bands=DEFAULT_LOAD_BANDS))

    for seed in "xyz":
        assert reserves(asked, ("a",), 3, seed=seed).people[0] == "c"


def test_the_seed_settles_the_order_of_those_who_serve_equally():
    asked = problem(alike(30), [], 1)

    assert reserves(asked, ("a1",), 5) == reserves(asked, ("a1",), 5)
    assert reserves(asked, ("a1",), 5) != reserves(asked, ("a1",), 5, seed="y")


@pytest.mark.parametrize("tie", ["households", "apart"])
def test_nobody_stands_in_beside_somebody_they_are_tied_to(tie):
    pool = [person("a", **{tie: ["t"]}), person("b"), person("c", **{tie: ["t"]})]

    assert reserves(problem(pool, [], 2), ("a", "b"), 1).for_gap == {"a": ("c",), "b": ()}


def test_a_household_and_people_kept_apart_with_the_same_label_are_not_tied():
    pool = [person("a", households=["t"]), person("b"), person("c", apart=["t"])]

    assert reserves(problem(pool, [], 2), ("a", "b"), 1).for_gap == {"a": ("c",), "b": ("c",)}


def test_nobody_stands_in_beyond_the_budget_of_replacement_care():
    pool = [person("a", cover_hours=2), person("b"), person("c", cover_hours=2)]
    asked = problem(pool, [], 2, rules=Rules(cover_hours=2))

    assert reserves(asked, ("a", "b"), 1).for_gap == {"a": ("c",), "b": ()}


def test_who_is_barred_or_comes_only_with_others_does_not_stand_in():
    pool = [person("a"), person("b", hours_asked=99), person("c", together="t"), person("d", together="t")]

    assert reserves(problem(pool, [], 1, rules=Rules(load_bands=DEFAULT_LOAD_BANDS)), ("a",), 5).people == ()


def test_people_with_seats_count_towards_the_targets():
    asked = problem(FOUR, SEXES, 2, seated=(person("s", sex="m"),))

    assert reserves(asked, ("f1",), 2) == Reserves(("f2",), {"f1": ("f2",)})


def test_everybody_who_stands_in_for_a_gap_keeps_every_rule():
    asked = from_files("syn_200_30_5", households=("address", "postcode"), load="hours_asked_12m")

    drawn = draw(prepare(asked), seed="x", reserves=15)

    assert len(drawn.reserves.people) == 15
    assert not set(drawn.reserves.people) & set(drawn.panel)
    assert sum(bool(people) for people in drawn.reserves.for_gap.values()) >= 15
    for gap, people in drawn.reserves.for_gap.items():
        for each in people:
            assert keeps_every_rule(asked, [*(member for member in drawn.panel if member != gap), each])


def test_the_first_of_an_order_who_keeps_the_targets_takes_a_place():
    asked = problem(
        [person("m2", sex="m"), person("f2", sex="f"), person("f3", sex="f")], SEXES, 2, seated=(person("m1", sex="m"),)
    )

    assert first_who_fits(asked, ["m2", "f3", "f2"]) == "f3"
    assert first_who_fits(asked, ["m2", "f2", "f3"]) == "f2"
    assert first_who_fits(asked, ["m2"]) is None


def test_where_two_places_are_free_the_first_is_somebody_beside_whom_the_second_can_be_filled():
    pool = [person("a", sex="f", area="n"), person("b", sex="f", area="s"), person("c", sex="m", area="n")]
    asked = problem(pool, [*SEXES, target("area", "n", 1, 1), target("area", "s", 1, 1)], 2)

    assert [first_who_fits(asked, order) for order in ("abc", "acb", "cab")] == ["b", "c", "c"]


def test_nobody_takes_a_place_beside_somebody_of_their_household():
    asked = problem(
        [person("f2", sex="f", households=["h"]), person("f3", sex="f")],
        SEXES,
        2,
        seated=(person("m1", sex="m", households=["h"]),),
    )

    assert first_who_fits(asked, ["f2", "f3"]) == "f3"
