"""What would make a panel possible."""

import time
from dataclasses import replace

import pytest

from cyfran.engine.selection.draw import prepare
from cyfran.engine.selection.panels import PanelFinder
from cyfran.engine.selection.problem import DEFAULT_LOAD_BANDS, Rules
from cyfran.engine.selection.repair import repair_of
from cyfran.engine.selection.results import Change, Impossible, Recruits, Repair
from cyfran.engine.selection.space import space_of
from tests.engine.selection.making import alike, from_files, person, problem, target, two_triangles


def repaired(asked, changes):
    """The problem with the changes made."""
    ends = {(change.feature, change.value, change.bound): change.after for change in changes}
    return replace(
        asked,
        targets=tuple(
            replace(
                each,
                least=ends.get((each.feature, each.value, "min"), each.least),
                most=ends.get((each.feature, each.value, "max"), each.most),
            )
            for each in asked.targets
        ),
    )


def test_the_known_pool_is_repaired_by_its_single_step():
    asked = from_files("syn_200_30_5_infeas")

    repair = repair_of(asked)

    assert repair.changes == (Change("area", "E", "max", 2, 3),)
    assert repair.impossible == ()
    assert prepare(repaired(asked, repair.changes)).optimal


def test_the_advice_for_the_known_pool_is_enough():
    asked = from_files("syn_200_30_5_infeas")

    recruits = repair_of(asked).recruits

    new = [person(f"new{index}{number}", **each.values) for index, each in enumerate(recruits) for number in range(each.number)]
    assert sum(each.number for each in recruits) == 1
    assert recruits[0].values["age"] == "16-24"
    assert recruits[0].values["area"] != "E"
    assert PanelFinder(space_of(replace(asked, pool=(*asked.pool, *new)))).any_panel() is not None


def test_letting_more_in_comes_before_promising_fewer_their_place():
    asked = problem(
        [person("a", sex="f"), person("b", sex="f"), person("c", sex="m")],
        [target("sex", "f", 0, 1), target("sex", "m", 0, 1)],
        3,
    )

    assert repair_of(asked).changes == (Change("sex", "f", "max", 1, 2),)


def test_fewer_are_promised_a_place_where_there_are_too_few():
    asked = problem(alike(4, sex="f"), [target("sex", "f", 0, 3), target("sex", "m", 1, 3)], 3)

    assert repair_of(asked) == Repair(
        changes=(Change("sex", "m", "min", 1, 0),),
        recruits=(Recruits(1, {"sex": "m"}),),
        impossible=(Impossible("too_few_of_value", "sex", "m", 0, 1),),
    )


def test_no_change_is_proposed_beyond_the_flex():
    asked = problem(alike(4, sex="f"), [target("sex", "f", 0, 3), target("sex", "m", 1, 3, least_flex=1)], 3)

    assert repair_of(asked).changes == ()


def test_of_two_steps_of_equal_size_the_first_by_name_is_taken():
    targets = [target("b", "x", 0, 1), target("b", "y", 0, 2), target("a", "x", 0, 2), target("a", "y", 0, 1)]
    pool = [person("p", a="x", b="x"), person("q", a="y", b="x"), person("r", a="y", b="y")]

    assert repair_of(problem(pool, targets, 3)).changes == (Change("a", "y", "max", 1, 2), Change("b", "x", "max", 1, 2))


def test_a_pool_that_is_too_small_needs_people():
    repair = repair_of(problem(alike(2, sex="f"), [target("sex", "f", 0, 5)], 4))

    assert repair == Repair((), (Recruits(2, {"sex": "f"}),), (Impossible("pool_too_small", "", "", 2, 4),))


def test_people_who_cannot_be_chosen_are_not_counted_on():
    pool = [person("a", sex="f"), person("b", sex="f", hours_asked=99)]
    asked = problem(pool, [target("sex", "f", 0, 2)], 2, rules=Rules(load_bands=DEFAULT_LOAD_BANDS))

    assert repair_of(asked) == Repair((), (Recruits(1, {"sex": "f"}),), (Impossible("pool_too_small", "", "", 1, 2),))


def test_where_everybody_was_asked_too_much_new_people_are_the_only_way():
    asked = problem(
        [person("a", sex="f", hours_asked=99)], [target("sex", "f", 0, 2)], 1, rules=Rules(load_bands=DEFAULT_LOAD_BANDS)
    )

    assert repair_of(asked).recruits == (Recruits(1, {"sex": "f"}),)


def test_people_with_seats_count_in_the_repair():
    asked = problem(alike(3, sex="f"), [target("sex", "f", 0, 2), target("sex", "m", 1, 2)], 3, seated=(person("s", sex="f"),))

    assert repair_of(asked).changes == (Change("sex", "f", "max", 2, 3), Change("sex", "m", "min", 1, 0))


def test_minimums_and_maximums_that_do_not_add_up_are_named():
    low = problem(alike(5, sex="f"), [target("sex", "f", 2, 3), target("sex", "m", 2, 3)], 3)
    high = problem(alike(5, sex="f"), [target("sex", "f", 0, 1), target("sex", "m", 0, 1)], 3)

    assert Impossible("minimums_exceed_size", "sex", "", 4, 3) in repair_of(low).impossible
    assert Impossible("maximums_below_size", "sex", "", 2, 3) in repair_of(high).impossible


def test_features_of_several_values_need_not_add_up():
    pool = [person("a", cares="child;parent"), person("b", cares="child;parent")]
    asked = problem(pool, [target("cares", "child", 2, 2), target("cares", "parent", 2, 2)], 3)

    assert [each.code for each in repair_of(asked).impossible] == ["pool_too_small"]


def test_ties_hold_in_the_repair():
    pool = [person("a", sex="f", households=["h"]), person("b", sex="f", households=["h"]), person("c", sex="m")]
    asked = problem(pool, [target("sex", "f", 2, 2), target("sex", "m", 0, 2)], 2)

    repair = repair_of(asked)

    assert repair.changes == (Change("sex", "f", "min", 2, 1),)
    assert prepare(repaired(asked, repair.changes)).chances == pytest.approx({"a": 0.5, "b": 0.5, "c": 1.0})


def test_yes_or_no_is_known_at_once():
    asked = from_files("syn_200_30_5_infeas")
    begin = time.process_time()

    found = PanelFinder(space_of(asked)).any_panel()

    assert found is None
    # 0.02 seconds as a rule; a machine that is busy gets some more.
    assert time.process_time() - begin < 0.2


def test_a_repair_is_for_whole_people():
    repair = repair_of(two_triangles(3))

    assert repair.changes == (Change("side00", "on", "max", 1, 2),)
    assert [each.number for each in repair.recruits] == [1]


@pytest.mark.parametrize(
    ("flex", "changes"),
    [({}, (Change("sex", "f", "max", 1, 3),)), ({"most_flex": 3}, (Change("sex", "f", "max", 1, 3),)), ({"most_flex": 2}, ())],
)
def test_a_maximum_is_raised_as_far_as_it_must_and_its_flex_allows(flex, changes):
    assert repair_of(problem(alike(3, sex="f"), [target("sex", "f", 0, 1, **flex)], 3)).changes == changes


def test_a_minimum_is_lowered_as_far_as_it_must_be():
    asked = problem(alike(3, sex="f"), [target("sex", "f", 0, 3), target("sex", "m", 3, 3)], 3)

    assert repair_of(asked).changes == (Change("sex", "m", "min", 3, 0),)


def test_numbers_that_just_suffice_are_not_called_impossible():
    just_enough = problem(alike(2, sex="f"), [target("sex", "f", 0, 1), target("sex", "m", 0, 1)], 2)
    just_adding_up = problem(alike(2, sex="f"), [target("sex", "f", 1, 1), target("sex", "m", 1, 1)], 2)

    assert repair_of(just_enough).impossible == ()
    assert repair_of(just_adding_up).impossible == (Impossible("too_few_of_value", "sex", "m", 0, 1),)


def test_a_feature_of_several_values_does_not_hide_the_next():
    pool = [person(f"a{index}", cares="child;parent", sex="f") for index in range(3)]
    targets = [
        target("cares", "child", 0, 3),
        target("cares", "parent", 0, 3),
        target("sex", "f", 0, 1),
        target("sex", "m", 0, 1),
    ]

    assert Impossible("maximums_below_size", "sex", "", 2, 3) in repair_of(problem(pool, targets, 3)).impossible
