"""Lotteries of real panels."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from cyfran.engine.errors import EngineError
from cyfran.engine.selection import lottery as lotteries
from cyfran.engine.selection.ideals import Fairness, ideal_of
from cyfran.engine.selection.lottery import fair_lottery
from cyfran.engine.selection.panels import PanelFinder
from cyfran.engine.selection.problem import DEFAULT_LOAD_BANDS, Rules
from cyfran.engine.selection.space import space_of
from tests.engine.selection.making import EXPECTED, alike, from_files, person, problem, target, two_triangles

FEASIBLE = [name for name, known in EXPECTED.items() if known["feasible"]]


def of_units(space, numbers):
    return {units[0][0]: round(float(number), 6) for units, number in zip(space.units(), numbers, strict=True)}


@pytest.mark.parametrize("fairness", list(Fairness))
@pytest.mark.parametrize("name", FEASIBLE)
def test_the_lottery_reaches_its_ideal_with_panels_that_keep_every_row(name, fairness):
    space = space_of(from_files(name))

    found = fair_lottery(space, fairness)

    panels, sums = found.lottery.panels, np.array([space.table.over_columns(panel) for panel in found.lottery.panels])
    assert found.lottery.shares.sum() == pytest.approx(1.0)
    assert (panels == np.round(panels)).all()
    assert ((panels >= 0) & (panels <= space.copies)).all()
    assert ((sums >= space.least) & (sums <= space.most)).all()
    assert found.ideal.least(space) - 1e-5 <= (found.lottery.numbers() / space.copies)[found.ideal.numbers > 1e-6].min()


@pytest.mark.parametrize("name", FEASIBLE)
def test_leximin_gives_everybody_the_ideal_chance(name):
    space = space_of(from_files(name))

    found = fair_lottery(space, Fairness.LEXIMIN)

    assert np.abs(found.lottery.numbers() - found.ideal.numbers).max() < 2e-6


def test_there_is_no_lottery_where_there_is_no_panel():
    assert fair_lottery(space_of(two_triangles(3)), Fairness.LEXIMIN) is None


def test_kinds_that_only_fractions_of_people_could_seat_have_no_chance():
    # Beside "z", whom both "w" and "x" are kept apart from, three would have to come from triangles where two fit.
    kept_apart = {"w": ("one",), "x": ("other",), "z": ("one", "other")}
    base = two_triangles(4, others=kept_apart)
    pool = [replace(each, apart=frozenset(kept_apart.get(each.id, ()))) for each in base.pool]
    space = space_of(problem(pool, base.targets, 4))
    first = ideal_of(space, Fairness.LEXIMIN)

    found = fair_lottery(space, Fairness.LEXIMIN)

    assert of_units(space, first.numbers)["z"] > 0.1
    assert of_units(space, found.lottery.numbers()) == triangles_evenly() | {"w": 1.0, "x": 1.0, "z": 0.0}
    assert found.ideal.least(found.space) == pytest.approx(1 / 3, abs=1e-6)


def triangles_evenly():
    return {f"t{three}{out}": 0.333333 for three in range(2) for out in range(3)}


def test_a_row_is_learned_where_the_first_ideal_cannot_be_reached():
    asked = two_triangles(2, others=["w"])
    # One of the three seats may stay with the triangles only by halves: the ideal asks for more of them than fit.
    space = space_of(problem(asked.pool, asked.targets, 3))
    first = ideal_of(space, Fairness.LEXIMIN)

    found = fair_lottery(space, Fairness.LEXIMIN)

    assert first.least(space) > 0.4
    assert found.ideal.least(found.space) == pytest.approx(1 / 3, abs=1e-6)
    assert found.space.rows[-1].what == "learned"
    assert of_units(found.space, found.lottery.numbers()) == triangles_evenly() | {"w": 1.0}


def test_progress_rises_to_the_whole():
    told = []

    fair_lottery(space_of(from_files("syn_200_12_6")), Fairness.LEXIMIN, progress=told.append)

    assert told == sorted(told)
    assert told[0] > 0
    assert told[-1] == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize("fairness", list(Fairness))
def test_when_time_is_up_there_is_a_lottery_of_real_panels(fairness):
    space = space_of(from_files("syn_200_30_5"))

    found = fair_lottery(space, fairness, time_is_up=lambda: True)

    sums = np.array([space.table.over_columns(panel) for panel in found.lottery.panels])
    assert ((sums >= space.least) & (sums <= space.most)).all()
    assert found.lottery.shares.sum() == pytest.approx(1.0)


def test_time_that_runs_out_on_the_way_leaves_the_best_so_far():
    space, asked = space_of(from_files("syn_200_30_5")), iter([False] * 30)

    found = fair_lottery(space, Fairness.MAXIMIN, time_is_up=lambda: next(asked, True))

    assert 1 < len(found.lottery.shares) < 40


def test_mixing_alone_reaches_the_ideal_too(monkeypatch):
    monkeypatch.setattr(lotteries, "_walk", lambda *given: ([], []))
    space = space_of(from_files("syn_200_12_6"))

    found = fair_lottery(space, Fairness.LEXIMIN)

    assert np.abs(found.lottery.numbers() - found.ideal.numbers).max() < 1e-6


@pytest.mark.parametrize(("fairness", "within"), [(Fairness.MAXIMIN, 1e-4), (Fairness.LEXIMIN, 1e-6)])
def test_mixing_keeps_small_chances_as_closely_as_large_ones(fairness, within, monkeypatch):
    monkeypatch.setattr(lotteries, "_walk", lambda *given: ([], []))
    few = from_files("syn_200_12_6")
    people = tuple(replace(person, id=f"{person.id} {copy}") for person in few.pool for copy in range(30))
    space = space_of(replace(few, pool=people))

    found = fair_lottery(space, fairness)

    bound = found.ideal.least(space)
    assert bound < 0.002
    assert (found.lottery.numbers() / space.copies).min() >= (1 - within) * bound


def test_mixing_for_maximin_asks_for_the_least_chance_by_weight_and_for_nothing_where_there_is_no_chance(monkeypatch):
    monkeypatch.setattr(lotteries, "_walk", lambda *given: ([], []))
    pool = [person("a", sex="f"), person("b", sex="f", hours_asked=4), person("c", sex="f", hours_asked=10), person("d", sex="m")]
    targets = [target("sex", "f", 1, 1), target("sex", "m", 0, 0)]
    space = space_of(problem(pool, targets, 1, rules=Rules(load_bands=DEFAULT_LOAD_BANDS)))

    found = fair_lottery(space, Fairness.MAXIMIN)

    # Weights are 1, 1/2 and 1/4.
    assert of_units(space, found.lottery.numbers()) == pytest.approx({"a": 4 / 7, "b": 2 / 7, "c": 1 / 7, "d": 0.0}, abs=1e-5)
    assert found.space is space


def test_a_search_that_meets_no_panel_on_an_edge_is_tried_again_with_other_wishes(monkeypatch):
    space, wished, find = space_of(from_files("syn_200_30_5")), [], PanelFinder.find

    def find_but_once(finder, prices, *ends):
        wished.append(prices)
        return None if len(wished) == 2 else find(finder, prices, *ends)

    monkeypatch.setattr(PanelFinder, "find", find_but_once)
    monkeypatch.setattr(lotteries, "_mix", lambda *given: pytest.fail("the walk should have come to its end"))

    found = fair_lottery(space, Fairness.LEXIMIN)

    assert np.abs(found.lottery.numbers() - found.ideal.numbers).max() < 1e-6
    assert np.abs(wished[1] - wished[2]).max() > 0.0


@pytest.mark.parametrize(("reached", "attempts"), [(0.5, [0]), (0.95, [0, 1, 2]), (0.995, [0])])
def test_a_walk_is_tried_another_way_only_where_it_came_nearly_to_its_end(reached, attempts, monkeypatch):
    tried, walk = [], lotteries._walk

    def walk_part_of_the_way(finder, ideal, enough, attempt, *asked):
        tried.append(attempt)
        panels, shares = walk(finder, ideal, enough, attempt, *asked)
        return panels, [share * reached for share in shares]

    monkeypatch.setattr(lotteries, "_walk", walk_part_of_the_way)

    found = fair_lottery(space_of(from_files("syn_200_12_6")), Fairness.LEXIMIN)

    assert tried == attempts
    assert np.abs(found.lottery.numbers() - found.ideal.numbers).max() < 1e-6


def test_another_attempt_goes_another_way_to_the_same_ideal():
    space = space_of(from_files("syn_200_30_5"))
    finder, ideal = PanelFinder(space), ideal_of(space, Fairness.LEXIMIN).numbers

    one, other = (lotteries._walk(finder, ideal, 1e-6, attempt, lambda share: None, lambda: False) for attempt in (0, 1))

    assert np.unique(one[0], axis=0).tolist() != np.unique(other[0], axis=0).tolist()
    for panels, shares in (one, other):
        assert sum(shares) == pytest.approx(1.0, abs=2e-6)
        assert np.abs(np.array(shares) @ np.array(panels) - ideal).max() < 1e-4


def test_the_other_wishes_of_a_search_are_the_same_each_time(monkeypatch):
    space, wished = space_of(from_files("syn_200_30_5")), []
    monkeypatch.setattr(PanelFinder, "find", lambda finder, prices, *ends: wished.append(prices.tolist()))
    ends = space.kinds + len(space.rows)

    for _ in range(2):
        lotteries._panel_on_edge(PanelFinder(space), np.ones(ends), np.zeros(ends), np.ones(ends))

    assert len(wished) > 2
    assert wished[: len(wished) // 2] == wished[len(wished) // 2 :]


def test_where_the_mixture_has_no_answer_the_solver_gave_up(monkeypatch):
    monkeypatch.setattr(lotteries, "_walk", lambda *given: ([], []))
    monkeypatch.setattr(lotteries, "_mixture", lambda *given: SimpleNamespace(solve=lambda: None))

    with pytest.raises(EngineError) as refused:
        fair_lottery(space_of(problem(alike(4), [], 2)), Fairness.LEXIMIN)

    assert refused.value == EngineError("solver_gave_up")


def test_rounds_of_mixing_come_to_an_end(monkeypatch):
    monkeypatch.setattr(lotteries, "_walk", lambda *given: ([], []))
    monkeypatch.setattr(lotteries, "_MOST_ROUNDS", 3)

    found = fair_lottery(space_of(from_files("syn_200_12_6")), Fairness.LEXIMIN)

    assert 1 <= len(found.lottery.shares) <= 5


def test_lessons_come_to_an_end(monkeypatch):
    monkeypatch.setattr(lotteries, "_MOST_LESSONS", 1)

    found = fair_lottery(space_of(two_triangles(3, others=["w"])), Fairness.LEXIMIN)

    assert found.ideal.least(found.space) > 0.4
    assert of_units(found.space, found.lottery.numbers())["w"] == 1.0


def test_a_panel_of_everybody_is_certain():
    found = fair_lottery(space_of(problem(alike(4), [], 4)), Fairness.LEXIMIN)

    assert found.lottery.panels.tolist() == [[4.0]]
    assert found.lottery.shares.tolist() == [1.0]
