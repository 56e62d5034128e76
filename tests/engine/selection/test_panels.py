"""Real panels at given prices."""

import numpy as np
import pytest

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


def test_a_panel_in_the_pool_is_found_where_dives_lead_nowhere():
    space = space_of(from_files("syn_200_30_5_infeas"))

    assert PanelFinder(space).any_panel() is None


def test_hours_a_little_over_the_budget_are_over_it():
    pool = [person(f"a{index}", cover_hours=1.0 + index * 1e-6) for index in range(4)]
    space = space_of(problem(pool, [], 2, rules=Rules(cover_hours=2.0 + 0.5e-6)))

    assert PanelFinder(space).any_panel() is None


def test_everybody_alike_is_one_kind():
    space = space_of(problem(alike(50), [], 7))

    assert PanelFinder(space).any_panel().tolist() == [7.0]
