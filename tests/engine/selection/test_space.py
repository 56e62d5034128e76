"""The space of panels: who is counted with whom, and what every panel keeps."""

import numpy as np

from cyfran.engine.selection.problem import DEFAULT_LOAD_BANDS, Rules
from cyfran.engine.selection.space import COVER, ONE_OF, SIZE, TARGET, Row, Table, space_of
from tests.engine.selection.making import alike, from_files, person, problem, target

SEXES = [target("sex", "f", 1, 2), target("sex", "m", 0, 2)]


def test_a_table_multiplies_from_both_sides():
    table = Table([(1, 0, 2.0), (0, 1, 3.0), (0, 0, 1.0)], rows=2, columns=2)

    assert table.over_columns(np.array([10.0, 100.0])).tolist() == [310.0, 20.0]
    assert table.over_rows(np.array([10.0, 100.0])).tolist() == [210.0, 30.0]
    assert table.entries() == [(0, 0, 1.0), (1, 0, 2.0), (0, 1, 3.0)]


def test_a_table_is_listed_column_by_column_whatever_its_numbers():
    table = Table([(0, 1, 1.0), (1, 0, 3.0), (0, 0, 2.0)], rows=2, columns=2)

    assert table.entries() == [(0, 0, 2.0), (1, 0, 3.0), (0, 1, 1.0)]


def test_rows_and_columns_without_entries_count_as_nothing():
    table, empty = Table([(0, 0, 2.0)], rows=2, columns=3), Table([], rows=2, columns=3)
    numbers = np.array([5.0, 6.0, 7.0])

    assert (table.over_columns(numbers).tolist(), empty.over_columns(numbers).tolist()) == ([10.0, 0.0], [0.0, 0.0])
    assert (table.over_rows(numbers[:2]).tolist(), empty.over_rows(numbers[:2]).tolist()) == ([10.0, 0.0, 0.0], [0.0, 0.0, 0.0])


def test_people_who_are_alike_are_counted_as_one_kind():
    pool = [person("a", sex="f"), person("b", sex="m"), person("c", sex="f")]

    space = space_of(problem(pool, SEXES, 2))

    assert {frozenset(units): copies for units, copies in zip(space.units(), space.copies, strict=True)} == {
        frozenset({("a",), ("c",)}): 2.0,
        frozenset({("b",)}): 1.0,
    }
    assert space.rows == (Row(SIZE), Row(TARGET, 0), Row(TARGET, 1))
    assert (space.least.tolist(), space.most.tolist()) == ([2.0, 1.0, 0.0], [2.0, 2.0, 2.0])


def test_people_of_different_load_are_of_different_kinds_only_where_load_counts():
    pool = [person("a", hours_asked=1), person("b", hours_asked=9), person("c", hours_asked=10)]

    assert space_of(problem(pool, [], 1)).kinds == 1
    assert sorted(space_of(problem(pool, [], 1, rules=Rules(load_bands=DEFAULT_LOAD_BANDS))).weights.tolist()) == [0.25, 1.0]


def test_who_has_several_values_counts_for_each():
    space = space_of(
        problem([person("a", cares="child;parent")], [target("cares", "child", 0, 1), target("cares", "parent", 0, 1)], 1)
    )

    assert space.table.entries() == [(0, 0, 1.0), (1, 0, 1.0), (2, 0, 1.0)]


def test_people_chosen_together_take_as_many_seats_as_they_are():
    pool = [person("a", together="t", sex="f"), person("b", together="t", sex="m"), person("c", sex="f")]

    space = space_of(problem(pool, SEXES, 2))

    kinds = sorted((units[0], people) for units, people in zip(space.units(), space.people.tolist(), strict=True))
    assert kinds == [(("a", "b"), 2.0), (("c",), 1.0)]


def test_people_chosen_together_count_for_a_target_as_often_as_they_are():
    pool = [person("a", together="t", sex="f"), person("b", together="t", sex="f")]

    space = space_of(problem(pool, [target("sex", "f", 0, 2)], 2))

    assert space.table.entries() == [(0, 0, 2.0), (1, 0, 2.0)]


def test_who_is_named_like_a_tie_is_not_tied():
    pool = [person("t"), person("a", together="t"), person("b", together="t")]

    assert sorted(space_of(problem(pool, [], 2)).units()) == [(("a", "b"),), (("t",),)]


def test_hours_of_cover_are_a_row_only_where_there_is_a_budget():
    pool = [
        person("a", sex="f", cover_hours=2.0, together="t"),
        person("b", sex="m", cover_hours=1.5, together="t"),
        person("c", sex="f"),
    ]

    free, bound = space_of(problem(pool, SEXES, 2)), space_of(problem(pool, SEXES, 2, rules=Rules(cover_hours=4.0)))

    without = [(0, 0, 1.0), (1, 0, 1.0), (0, 1, 2.0), (1, 1, 1.0), (2, 1, 1.0)]
    assert free.table.entries() == without
    assert bound.table.entries() == [*without, (3, 1, 3.5)]
    assert (bound.rows[3], bound.least[3], bound.most[3]) == (Row(COVER), -np.inf, 4.0)


def test_people_of_different_hours_of_cover_are_of_different_kinds_only_where_there_is_a_budget():
    pool = [person("a", cover_hours=1.0), person("b", cover_hours=2.0)]

    assert space_of(problem(pool, [], 1)).kinds == 1
    assert space_of(problem(pool, [], 1, rules=Rules(cover_hours=4.0))).kinds == 2


def test_households_of_equal_make_up_are_counted_together():
    homes = [("a", "f", "1"), ("b", "m", "1"), ("c", "f", "2"), ("d", "m", "2"), ("e", "f", "3")]
    space = space_of(problem([person(each, sex=sex, households=[home]) for each, sex, home in homes], SEXES, 2))

    assert [set(cluster.copies) for cluster in space.clusters if cluster.places == 2] == [{(("a",), ("b",)), (("c",), ("d",))}]
    assert space.rows == (Row(SIZE), Row(TARGET, 0), Row(TARGET, 1), Row(ONE_OF))
    of_f, of_m = [(0, 0, 1.0), (1, 0, 1.0)], [(0, 2, 1.0), (2, 2, 1.0), (3, 2, 1.0)]
    assert space.table.entries() == [*of_f, (0, 1, 1.0), (1, 1, 1.0), (3, 1, 1.0), *of_m]
    assert (space.least.tolist(), space.most.tolist()) == ([2.0, 1.0, 0.0, -np.inf], [2.0, 2.0, 2.0, 2.0])


def test_a_chain_of_ties_is_a_row_for_each_tie():
    labels = {"a": "x", "b": "xy", "c": "y", "d": "u", "e": "uv", "f": "v"}
    pool = [person(name, apart=list(apart), households=[f"alone {name}"]) for name, apart in labels.items()]

    space = space_of(problem(pool, [], 2))

    assert space.units() == [((name,),) for name in labels]
    assert space.rows == (Row(SIZE), *[Row(ONE_OF)] * 4)
    assert (space.table.rows, space.table.columns) == (5, 6)
    tied = [[column for at, column, _ in space.table.entries() if at == row] for row in range(1, 5)]
    assert tied == [[0, 1], [1, 2], [3, 4], [4, 5]]
    assert (space.least.tolist(), space.most.tolist()) == ([2.0, *[-np.inf] * 4], [2.0, *[1.0] * 4])


def test_a_tie_of_everybody_makes_smaller_ties_needless():
    pool = [person("a", apart=["x"], households=["h"]), person("b", apart=["x"], households=["h"]), person("c", apart=["x"])]

    space = space_of(problem(pool, [], 1))

    assert [row.what for row in space.rows] == [SIZE, ONE_OF]


def test_ties_can_be_left_out():
    pool = [person("a", households=["h"]), person("b", households=["h"]), person("c", together="t"), person("d", together="t")]

    space = space_of(problem(pool, [], 1), tied=False)

    assert [row.what for row in space.rows] == [SIZE]
    assert sorted(space.people.tolist()) == [1.0, 2.0]


def test_those_seated_leave_less_of_the_targets_and_of_the_budget():
    pool, seated = alike(3, sex="f"), (person("s", sex="f", cover_hours=2.5), person("r", sex="f"), person("q", sex="m"))
    asked = problem(pool, [target("sex", "f", 1, 4), target("sex", "m", 2, 2)], 4, seated=seated, rules=Rules(cover_hours=4.0))

    space = space_of(asked)

    assert space.rows == (Row(SIZE), Row(TARGET, 0), Row(TARGET, 1), Row(COVER))
    assert space.least.tolist() == [1.0, 0.0, 1.0, -np.inf]
    assert space.most.tolist() == [1.0, 2.0, 1.0, 1.5]


def test_who_cannot_be_chosen_is_of_no_kind():
    pool = [person("a", hours_asked=99), person("b")]

    space = space_of(problem(pool, [], 1, rules=Rules(load_bands=DEFAULT_LOAD_BANDS)))

    assert (space.barred, space.units()) == ({"a": "asked_too_much"}, [(("b",),)])


def test_two_of_a_household_who_wish_to_be_together_are_one_unit_and_exclude_the_others_of_it():
    couple = [person("a", together="t", households=["h"]), person("b", together="t", households=["h"])]

    space = space_of(problem([*couple, person("c", households=["h"]), person("d")], [], 2))

    assert space.barred == {}
    assert sorted(space.units()) == [(("a", "b"),), (("c",),), (("d",),)]
    assert space.rows == (Row(SIZE), Row(ONE_OF))
    excluded = [
        units[0] for units, times in zip(space.units(), space.table.over_rows(np.array([0.0, 1.0])), strict=True) if times
    ]
    assert sorted(excluded) == [("a", "b"), ("c",)]


def test_the_order_of_people_and_targets_plays_no_part():
    asked = from_files("syn_200_12_6", households=("address", "postcode"), load="hours_asked_12m")
    turned = problem(asked.pool[::-1], asked.targets[::-1], asked.size)

    one, other = space_of(asked, shuffled_by="x"), space_of(turned, shuffled_by="x")

    assert one.units() == other.units()
    assert one.table.entries() == other.table.entries()
    assert one.most.tolist() == other.most.tolist()


def test_who_takes_turns_first_is_settled_by_what_they_are_shuffled_by():
    asked = problem(alike(20), [], 1)

    assert space_of(asked, shuffled_by="x").units() != space_of(asked, shuffled_by="y").units()
    assert sorted(space_of(asked, shuffled_by="x").units()[0]) == sorted(space_of(asked, shuffled_by="y").units()[0])


def test_a_learned_row_is_one_more_that_every_panel_keeps():
    space = space_of(problem([person("a", sex="f"), person("b", sex="m")], SEXES, 1))

    learned = space.with_row(np.array([0.0, 2.0]), 1.0)

    assert learned.rows == (*space.rows, Row("learned"))
    assert learned.table.entries() == [*space.table.entries(), (3, 1, 2.0)]
    assert (learned.table.rows, learned.table.columns, space.table.rows) == (4, 2, 3)
    assert learned.least.tolist() == [*space.least.tolist(), -np.inf]
    assert learned.most.tolist() == [*space.most.tolist(), 1.0]
    assert learned.units() == space.units()
