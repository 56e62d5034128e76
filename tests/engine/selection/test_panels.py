"""Real panels at given prices."""

import numpy as np
import pytest

from cyfran.engine.errors import EngineError
from cyfran.engine.selection.panels import PanelFinder
from cyfran.engine.selection.problem import Rules
from cyfran.engine.selection.space import space_of
from tests.engine.selection.making import alike, from_files, person, problem, target, two_triangles


def ends_of(space):
    return np.zeros(space.kinds), space.copies, space.least, space.most


def test_a_panel_keeps_every_row_and_is_of_whole_people():
    space = space_of(from_files("syn_200_12_6"))

    panel = PanelFinder(space).find(np.linspace(-1, 1, space.kinds), *ends_of(space))

    sums = space.table.over_columns(panel)
    assert (panel == np.round(panel)).all()
    assert ((sums >= space.least) & (sums <= space.most) & (panel.sum() == 12)).all()


def test_a_proven_panel_is_worth_at_least_what_was_found():
    space = space_of(from_files("syn_200_12_6"))
    finder, prices = PanelFinder(space), np.sin(np.arange(space.kinds))

    found, proven = finder.find(prices, *ends_of(space)), finder.prove(prices, *ends_of(space))

    assert proven @ prices >= found @ prices - 1e-9


def test_narrower_ends_are_kept():
    space = space_of(
        problem([person("a", sex="f"), person("b", sex="m")], [target("sex", "f", 0, 1), target("sex", "m", 0, 1)], 1)
    )
    finder = PanelFinder(space)

    found = finder.find(np.array([5.0, 0.0]), np.zeros(2), np.array([0.0, 1.0]), space.least, space.most)

    assert found.tolist() == [0.0, 1.0]


@pytest.mark.parametrize(("size", "possible"), [(2, True), (3, False)])
def test_fractions_of_people_do_not_make_a_panel(size, possible):
    panel = PanelFinder(space_of(two_triangles(size))).any_panel()

    assert (panel is not None) == possible


def test_a_pool_without_a_panel_has_none():
    space = space_of(from_files("syn_200_30_5_infeas"))

    assert PanelFinder(space).any_panel() is None


def test_a_panel_in_the_pool_is_found_where_dives_lead_nowhere():
    sizes = {"a": 3, "b": 3, "c": 6, "d": 7, "e": 7}
    pool = [person(f"{group}{index}", together=group) for group, size in sizes.items() for index in range(size)]
    space = space_of(problem(pool, [], 17))
    finder = PanelFinder(space)

    dived, found = finder.find(np.zeros(3), *ends_of(space)), finder.any_panel()

    assert space.people.tolist() == [3.0, 6.0, 7.0]
    assert (dived, found.tolist()) == (None, [1.0, 0.0, 2.0])


def test_a_dive_that_finds_a_panel_spares_the_search():
    space, asked = space_of(from_files("syn_200_12_6")), []

    panel = PanelFinder(space, lambda: asked.append("time") is not None).any_panel()

    assert (panel.sum(), asked) == (12.0, [])


def test_a_search_is_ended_when_time_is_up():
    # Numbers that shall be halved in four ways at once: nearly every branch must be looked at.
    random = np.random.default_rng(1)
    pool = [person(f"a{index:02}", cover_hours=float(index)) for index in range(1, 31)]
    space = space_of(problem(pool, [], 15, rules=Rules(cover_hours=999.0)))
    for _ in range(4):
        space = space.with_row(random.integers(0, 100, 30).astype(float), np.inf)
    half = space.table.over_columns(np.full(30, 0.5)) // 2

    with pytest.raises(EngineError) as refused:
        PanelFinder(space, lambda: True).prove(np.zeros(30), np.zeros(30), space.copies, half, half)

    assert refused.value.code == "solver_gave_up"


def with_hours(hours, size):
    """A space of people who are told apart by their hours alone, in that order."""
    return space_of(problem([person(f"a{each}", cover_hours=each) for each in hours], [], size, rules=Rules(cover_hours=2.0)))


def test_a_dive_rounds_up_who_is_nearly_whole():
    space = with_hours([0.0, 1.5, 1.6], 2)

    # All of the third, a quarter of the second and three quarters of the first would fit.
    panel = PanelFinder(space).find(np.array([0.0, 4.0, 5.0]), *ends_of(space))

    assert panel.tolist() == [1.0, 0.0, 1.0]


def test_a_dive_turns_back_where_it_leads_nowhere():
    space = with_hours([0.0, 2.5, 3.0], 1)

    # Two thirds of the third would fit, and all of her does not.
    panel = PanelFinder(space).find(np.array([1.0, 0.0, 5.0]), *ends_of(space))

    assert panel.tolist() == [1.0, 0.0, 0.0]


@pytest.mark.parametrize(("pairs", "expected"), [(8, [0.0] * 8 + [1.0] * 8), (9, None)])
def test_a_dive_turns_back_eight_times_and_no_more(pairs, expected):
    pool = [person(f"{letter}{pair}", letter=letter, pair=str(pair)) for letter in "ab" for pair in range(pairs)]
    one_of_each_pair = [target("pair", str(pair), 1, 1) for pair in range(pairs)]
    space = space_of(problem(pool, [target("letter", "a", 0, 9), target("letter", "b", 0, 9), *one_of_each_pair], pairs))
    # Of each pair the first is worth more, two thirds of her would fit, and all of her does not.
    for first in range(pairs):
        space = space.with_row(3.0 * np.eye(2 * pairs)[first], 2.0)

    panel = PanelFinder(space).find(np.repeat([1.0, 0.0], pairs), *ends_of(space))

    assert (panel if panel is None else panel.tolist()) == expected


@pytest.mark.parametrize(
    ("prices", "least", "most", "expected"),
    [([0.0, 1.0], -np.inf, 999.9995, [1.0, 0.0]), ([1.0, 0.0], 0.0005, np.inf, [0.0, 1.0])],
)
def test_a_panel_that_keeps_a_row_only_before_rounding_is_none(prices, least, most, expected):
    space = with_hours([0.0, 1000.0], 1)
    asked = (np.array(prices), np.zeros(2), space.copies, np.array([1.0, least]), np.array([1.0, most]))
    finder = PanelFinder(space)

    dived, proven = finder.find(*asked), finder.prove(*asked)

    assert (dived, proven.tolist()) == (None, expected)


def test_hours_a_little_over_the_budget_are_over_it():
    pool = [person(f"a{index}", cover_hours=1.0 + index * 1e-6) for index in range(4)]
    space = space_of(problem(pool, [], 2, rules=Rules(cover_hours=2.0 + 0.5e-6)))

    assert PanelFinder(space).any_panel() is None


def test_a_panel_with_somebody_of_a_kind_has_one_of_them_at_least():
    space = space_of(problem([person("a", sex="f"), *alike(2, sex="m")], [target("sex", "f", 0, 1), target("sex", "m", 0, 2)], 2))
    finder = PanelFinder(space)

    assert [finder.any_panel(of_kind=kind)[kind] >= 1 for kind in range(2)] == [True, True]
    assert finder.any_panel(of_kind=0).tolist() == [1.0, 1.0]


def test_everybody_alike_is_one_kind():
    space = space_of(problem(alike(50), [], 7))

    assert PanelFinder(space).any_panel().tolist() == [7.0]
