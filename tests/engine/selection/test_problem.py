"""What a draw is asked to do, and what is refused before any work begins."""

import pytest

from cyfran.engine.errors import EngineError
from cyfran.engine.selection.problem import DEFAULT_LOAD_BANDS, LoadBand, Rules
from tests.engine.selection.making import alike, person, problem, target


def test_a_target_tells_which_of_its_ends_are_out_of_order():
    with pytest.raises(EngineError) as refused:
        target("age", "16-24", 3, 2, least_flex=1, most_flex=5)

    assert refused.value == EngineError("target_out_of_order", feature="age", value="16-24", least=3, most=2)


@pytest.mark.parametrize(
    ("least", "most", "flex"),
    [(0, 2, {"least_flex": -1}), (1, 2, {"least_flex": 2}), (1, 2, {"most_flex": 1}), (1, 2, {"least_flex": -1})],
)
def test_a_target_outside_its_flex_is_refused(least, most, flex):
    with pytest.raises(EngineError) as refused:
        target("age", "16-24", least, most, **flex)

    assert refused.value == EngineError("target_flex_inside", feature="age", value="16-24", least=least, most=most)


def test_a_target_below_zero_is_refused():
    with pytest.raises(EngineError, match="target_out_of_order"):
        target("age", "16-24", -1, 2, least_flex=-1)


def test_a_target_may_have_all_its_ends_at_one_number():
    assert target("age", "16-24", 0, 0, least_flex=0, most_flex=0).most == 0


@pytest.mark.parametrize(
    ("hours", "weight"), [(0, 1.0), (2, 1.0), (2.5, 0.5), (6, 0.5), (6.01, 0.25), (12, 0.25), (12.01, None), (1000, None)]
)
def test_who_was_asked_for_more_weighs_less_until_it_is_too_much(hours, weight):
    rules = Rules(load_bands=DEFAULT_LOAD_BANDS)

    assert rules.weight(person("a", hours_asked=hours)) == weight


def test_hours_do_not_count_where_there_are_no_bands():
    assert Rules().weight(person("a", hours_asked=1000)) == 1.0


@pytest.mark.parametrize(
    "bands",
    [
        (LoadBand(6, 1.0), LoadBand(2, 0.5)),
        (LoadBand(2, 1.0), LoadBand(2, 0.5)),
        (LoadBand(2, 0.0),),
        (LoadBand(2, 1.5),),
        (LoadBand(2, float("nan")),),
    ],
)
def test_bands_that_do_not_rise_or_weigh_nothing_or_too_much_are_refused(bands):
    with pytest.raises(EngineError) as refused:
        Rules(load_bands=bands)

    assert refused.value == EngineError("load_bands_out_of_order")


def test_the_same_id_in_the_pool_and_among_those_seated_is_refused():
    with pytest.raises(EngineError) as refused:
        problem(alike(3), [], 2, seated=(person("a2"),))

    assert refused.value == EngineError("id_twice", name="a2")


def test_the_same_target_twice_is_refused():
    with pytest.raises(EngineError) as refused:
        problem(alike(2, sex="f"), [target("sex", "f", 0, 1), target("sex", "f", 1, 1)], 1)

    assert refused.value == EngineError("target_twice", name="sex: f")


def test_an_empty_pool_is_refused():
    with pytest.raises(EngineError) as refused:
        problem([], [], 1)

    assert refused.value == EngineError("no_pool")


@pytest.mark.parametrize(("size", "seated"), [(0, 0), (-1, 0), (1, 1), (1, 2)])
def test_a_size_that_leaves_no_seat_is_refused(size, seated):
    with pytest.raises(EngineError) as refused:
        problem(alike(3), [], size, seated=tuple(person(f"s{index}") for index in range(seated)))

    assert refused.value == EngineError("size_too_small", size=size, seated=seated)


@pytest.mark.parametrize(("values", "unknown"), [({"sex": "x"}, "x"), ({}, ""), ({"sex": "f;y;x"}, "x, y")])
def test_a_value_that_no_target_names_is_refused_with_the_person(values, unknown):
    with pytest.raises(EngineError) as refused:
        problem([person("a", **values)], [target("sex", "f", 0, 1)], 1)

    assert refused.value == EngineError("value_without_target", id="a", feature="sex", value=unknown)


def test_values_of_seated_people_are_looked_at_too():
    with pytest.raises(EngineError, match="value_without_target"):
        problem(alike(2, sex="f"), [target("sex", "f", 0, 2)], 2, seated=(person("s", sex="m"),))


def test_features_are_named_once_in_the_order_of_the_targets():
    targets = [target("sex", "f", 0, 1), target("age", "old", 0, 1), target("sex", "m", 0, 1)]

    assert problem([person("a", sex="f", age="old")], targets, 1).features == ("sex", "age")
