"""Lotteries of real panels."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from cyfran.engine.errors import EngineError
from cyfran.engine.selection import lottery as lotteries
from cyfran.engine.selection.ideals import Ideal, ideal_of
from cyfran.engine.selection.lottery import fair_lottery
from cyfran.engine.selection.panels import PanelFinder
from cyfran.engine.selection.problem import DEFAULT_LOAD_BANDS, Fairness, Rules
from cyfran.engine.selection.space import space_of
from tests.engine.selection.making import EXPECTED, alike, every_panel, from_files, person, problem, target, two_triangles

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


def one_of_three():
    """Three kinds of one person each, of whom one is chosen: the rows are the size and one for each."""
    people = [person(each, who=each) for each in "abc"]
    return space_of(problem(people, [target("who", each, 0, 1) for each in "abc"], 1))


def walk(space, ideal, *, enough=1e-6, attempt=0, progress=lambda share: None, time_is_up=lambda: False):
    panels, shares = lotteries._walk(PanelFinder(space), np.array(ideal), enough, attempt, progress, time_is_up)
    return [(panel.tolist(), pytest.approx(share)) for panel, share in zip(panels, shares, strict=True)]


def note_edges(monkeypatch):
    """Note what a walk asks for at each step: its wishes, and the ends within which the panel must lie."""
    asked, on_edge = [], lotteries._panel_on_edge

    def noted(finder, *given):
        asked.append(tuple(pytest.approx(each.tolist()) for each in given))
        return on_edge(finder, *given)

    monkeypatch.setattr(lotteries, "_panel_on_edge", noted)
    return asked


def test_each_step_of_a_walk_ends_where_one_more_end_is_reached_and_stays_there(monkeypatch):
    asked, told = note_edges(monkeypatch), []

    walked = walk(one_of_three(), [0.5, 0.3, 0.2], progress=told.append)

    # Of the half that "a" leaves, "b" has 0.6.
    nearer_b, nearer_c, to_b = 1 / 0.7 - 1 / 0.3, 1 / 0.8 - 1 / 0.2, 1 / 0.4 - 1 / 0.6
    assert walked == [([1, 0, 0], 0.5), ([0, 1, 0], 0.3), ([0, 0, 1], 0.2)]
    assert told == pytest.approx([0.5, 0.8, 1.0])
    assert asked == [
        ([0, nearer_b, nearer_c, 0, 0, nearer_b, nearer_c], [0, 0, 0, 1, 0, 0, 0], [1] * 7),
        ([0, to_b, -to_b, 0, 0, to_b, -to_b], [0, 0, 0, 1, 0, 0, 0], [0, 1, 1, 1, 0, 1, 1]),
        ([0] * 7, [0, 0, 1, 1, 0, 0, 1], [0, 0, 1, 1, 0, 0, 1]),
    ]


def test_a_walk_stays_between_the_whole_numbers_round_the_ideal_and_within_the_rows(monkeypatch):
    people = [person(f"{sex}{each}", sex=sex) for sex, number in (("f", 3), ("m", 2)) for each in range(number)]
    asked = note_edges(monkeypatch)

    walked = walk(space_of(problem(people, [target("sex", "f", 1, 2), target("sex", "m", 0, 2)], 2)), [1.2, 0.8])

    off, on = 1 / 0.8 - 1 / 0.2, 1 / 1.2 - 1 / 0.8
    assert walked == [([1, 1], 0.8), ([2, 0], 0.2)]
    assert asked[0] == ([off, -off, 0, off, on], [1, 0, 2, 1, 0], [2, 1, 2, 2, 2])
    assert asked[1] == ([0] * 5, [2, 0, 2, 2, 0], [2, 0, 2, 2, 0])


def test_hours_of_which_only_the_most_is_set_draw_a_walk_to_their_most(monkeypatch):
    people, asked = [person("b", cover_hours=1), person("c", cover_hours=2), person("a", cover_hours=3)], note_edges(monkeypatch)

    walked = walk(space_of(problem(people, [], 1, rules=Rules(cover_hours=3))), [0.5, 0.3, 0.2])

    # Of the hours 1.7 are used at first, 2.4 of what "b" leaves.
    assert walked == [([1, 0, 0], 0.5), ([0, 0, 1], 0.2), ([0, 1, 0], 0.3)]
    assert [step[0].expected[4] for step in asked] == pytest.approx([1 / 1.3, 1 / 0.6, 1.0])
    assert {(step[1].expected[4], step[2].expected[4]) for step in asked} == {(-np.inf, 3.0)}


@pytest.mark.parametrize(("least_women", "most_men"), [(1, 3), (0, 2)])
def test_a_step_ends_where_a_row_comes_to_its_end_before_any_kind_does(least_women, most_men):
    pool = [person(f"{sex}{each}", sex=sex, who=f"{sex}{each}") for sex in "fm" for each in range(3)]
    targets = [target("sex", "f", least_women, 3), target("sex", "m", 0, most_men)]
    space = space_of(problem(pool, [*targets, *(target("who", each.id, 0, 1) for each in pool)], 3))
    women = [0.6 if units[0][0].startswith("f") else 0.4 for units in space.units()]

    walked = walk(space, women)

    # All three are women until, of the rest, two of three are men; a woman's own chance would be used up by 0.6.
    three_women = [float(each == 0.6) for each in women]
    assert walked[0] == (three_women, 0.4)
    assert sum(share.expected for _, share in walked) == pytest.approx(1.0, abs=1e-6)
    assert all(np.dot(panel, three_women) == 1 for panel, _ in walked[1:])


def test_a_walk_stops_where_enough_is_done_where_time_is_up_and_where_an_edge_holds_no_panel(monkeypatch):
    space, ideal, asked = one_of_three(), [0.5, 0.25, 0.25], iter([False, True])

    done = walk(space, ideal, enough=0.25)
    in_time = walk(space, ideal, time_is_up=lambda: next(asked))
    monkeypatch.setattr(lotteries, "_panel_on_edge", lambda *given: None)
    nowhere = walk(space, ideal)

    assert (len(done), len(in_time), nowhere) == (2, 1, [])


@pytest.mark.parametrize("attempt", [1, 2])
def test_each_further_attempt_weighs_the_wishes_of_a_walk_more_unevenly_and_the_same_each_time(attempt, monkeypatch):
    asked, space = note_edges(monkeypatch), one_of_three()

    for number in (0, attempt, attempt):
        walk(space, [0.5, 0.3, 0.2], attempt=number)

    first, tried, again = (np.array(step[0].expected)[[1, 2, 5, 6]] for step in asked if step[2].expected[0] == 1.0)
    weights = tried / first
    assert tried.tolist() == again.tolist()
    assert len(set(weights)) == 4
    assert ((weights > 1) & (weights < 1 + attempt)).all()


def test_a_search_for_a_panel_on_an_edge_is_turned_a_few_times_and_looks_within_the_same_ends(monkeypatch):
    space, asked = one_of_three(), []
    monkeypatch.setattr(PanelFinder, "find", lambda finder, *given: asked.append([each.tolist() for each in given]))
    wishes, low, high = np.array([1.0, 2, 4, 8, 16, 32, 64]), np.arange(7.0), np.arange(7.0) + 1

    found = lotteries._panel_on_edge(PanelFinder(space), wishes, low, high)

    # A kind is wished for by itself, for the size (8) and for its own row.
    assert found is None
    assert [each[1:] for each in asked] == [[[0, 1, 2], [1, 2, 3], [3, 4, 5, 6], [4, 5, 6, 7]]] * 4
    assert asked[0][0] == [1 + 8 + 16, 2 + 8 + 32, 4 + 8 + 64]
    turned = np.array([each[0] for each in asked[1:]]) / asked[0][0]
    assert len(np.unique(turned)) == 9
    assert ((turned > 0) & (turned < 2)).all()
    assert (turned < 1).any()


def test_equal_panels_of_a_lottery_are_gathered_and_the_shares_sum_to_one():
    panels = [np.array(each, dtype=float) for each in ([0, 2], [1, 1], [0, 2], [2, 0])]

    gathered = lotteries._lottery(panels, [0.1, 0.2, 0.2, 0.0])

    assert gathered.panels.tolist() == [[0.0, 2.0], [1.0, 1.0]]
    assert gathered.shares.tolist() == pytest.approx([0.6, 0.4])


def test_a_mixture_leaves_all_equally_short_of_their_goal_by_weight():
    space = space_of(problem([person("b", hours_asked=4), person("a")], [], 1, rules=Rules(load_bands=DEFAULT_LOAD_BANDS)))
    programme = lotteries._mixture(space, np.array([0.6, 0.6]), [np.array([1.0, 0.0]), np.array([0.0, 1.0])])

    short = programme.solve()
    prices = programme.prices()
    programme.add_column(np.array([0.8, 0.8, 1.0]))
    no_longer = programme.solve()

    assert space.weights.tolist() == [0.5, 1.0]
    assert short.tolist() == pytest.approx([0.4 / 3, 1.6 / 3, 1.4 / 3])
    assert prices.tolist() == pytest.approx([-2 / 3, -2 / 3, 2 / 3])
    assert no_longer[0] == 0.0


def test_where_only_the_least_counts_it_is_that_of_chances_by_weight_and_that_of_chances():
    space = space_of(problem([person("b", hours_asked=4), person("a")], [], 1, rules=Rules(load_bands=DEFAULT_LOAD_BANDS)))
    ideal = Ideal(np.array([0.4, 0.6]), ())

    assert lotteries._at_least(0.6, space, ideal).tolist() == pytest.approx([0.4, 0.6])
    assert lotteries._at_least(0.9, space, ideal).tolist() == pytest.approx([0.45, 0.9])


def mix(space, goal, *, known=((1, 0, 0),), close=1e-6, time_is_up=lambda: False):
    return lotteries._mix(PanelFinder(space), np.array(goal), [np.array(each, float) for each in known], close, time_is_up)


def test_mixing_needs_no_proof_while_quick_searches_find_better_panels(monkeypatch):
    monkeypatch.setattr(PanelFinder, "prove", lambda *given: pytest.fail("dives should have been enough"))

    mixed = mix(one_of_three(), [0.5, 0.3, 0.2])

    assert mixed.lottery.numbers().tolist() == pytest.approx([0.5, 0.3, 0.2])
    assert mixed.learned is None


def test_where_quick_searches_find_nothing_mixing_goes_on_with_the_best_panel_there_is(monkeypatch):
    monkeypatch.setattr(PanelFinder, "find", lambda *given: None)

    mixed = mix(one_of_three(), [0.5, 0.3, 0.2])

    assert mixed.lottery.numbers().tolist() == pytest.approx([0.5, 0.3, 0.2])
    assert mixed.learned is None


def test_where_the_best_panel_is_not_proven_in_time_the_mixture_so_far_stands(monkeypatch):
    monkeypatch.setattr(PanelFinder, "find", lambda *given: None)
    monkeypatch.setattr(PanelFinder, "prove", lambda *given: (_ for _ in ()).throw(EngineError("solver_gave_up")))

    mixed = mix(one_of_three(), [0.5, 0.3, 0.2])

    assert mixed.lottery.numbers().tolist() == [1.0, 0.0, 0.0]
    assert mixed.learned is None


def test_where_only_noise_hides_all_panels_the_row_learned_is_kept_by_those_known(monkeypatch):
    monkeypatch.setattr(PanelFinder, "find", lambda *given: None)
    monkeypatch.setattr(PanelFinder, "prove", lambda *given: None)

    mixed = mix(one_of_three(), [0.5, 0.3, 0.2])

    # "a" alone leaves "b" shortest.
    assert (mixed.learned[0].tolist(), mixed.learned[1]) == ([0.0, 1.0, 0.0], 0.0)


def test_the_row_learned_says_what_the_best_panel_is_worth_which_is_less_than_the_goal(monkeypatch):
    monkeypatch.setattr(lotteries, "_MOST_ROUNDS", 40)
    asked = problem(two_triangles(2, others=["w"]).pool, two_triangles(2).targets, 3)
    space = space_of(asked)

    mixed = mix(space, [3 / 7] * 7, known=[PanelFinder(space).any_panel()])

    prices, most = mixed.learned
    worth = dict(zip((unit[0][0] for unit in space.units()), prices.tolist(), strict=True))
    assert most == pytest.approx(max(sum(worth[each] for each in panel) for panel in every_panel(asked)))
    assert (prices >= 0).all()
    assert prices.sum() * 3 / 7 > most + 0.05
    assert (mixed.lottery.numbers()[1:] > 1 / 3 - 1e-6).sum() >= 3


@pytest.mark.parametrize(("more", "learned"), [(0.7, 1.7 / 3), (0.8, None)])
def test_mixing_ends_where_the_best_panel_betters_it_by_less_than_half_of_what_may_be_missing(more, learned, monkeypatch):
    monkeypatch.setattr(PanelFinder, "find", lambda *given: None)
    monkeypatch.setattr(PanelFinder, "prove", lambda *given: np.array([1 + more, 0.0, 0.0]))
    monkeypatch.setattr(lotteries, "_MOST_ROUNDS", 2)

    # All are 2/3 short, at prices of 1/3 each.
    mixed = mix(one_of_three(), [1.0, 1.0, 1.0], known=np.eye(3), close=0.5)

    assert (mixed.learned and mixed.learned[1]) == (learned and pytest.approx(learned))


def test_mixing_looks_for_panels_near_the_average_of_late_prices_too(monkeypatch):
    wished, find = [], PanelFinder.find
    monkeypatch.setattr(PanelFinder, "find", lambda finder, prices, *ends: wished.append(prices) or find(finder, prices, *ends))
    space = space_of(from_files("syn_200_12_6"))

    mix(space, ideal_of(space, Fairness.LEXIMIN).numbers, known=[PanelFinder(space).any_panel()], close=1e-2)

    calm = np.zeros(space.kinds)
    for late, prices in zip(wished[1::2], wished[2::2], strict=True):
        calm = 0.8 * calm + 0.2 * prices
        assert late.tolist() == pytest.approx(calm.tolist())


def note_goals(monkeypatch):
    asked = []
    monkeypatch.setattr(lotteries, "_walk", lambda finder, ideal, enough, *given: asked.append(enough) or ([], []))
    mixing = lotteries._mix
    monkeypatch.setattr(lotteries, "_mix", lambda *given: asked.append(given[3]) or mixing(*given))
    return asked


@pytest.mark.parametrize(
    ("people", "fairness", "open_and_close"),
    [
        (2, Fairness.LEXIMIN, [1e-6, 5e-7]),
        (2, Fairness.MAXIMIN, [1e-6, 4e-5]),
        (1000, Fairness.LEXIMIN, [3e-8, 1e-8]),
        (1000, Fairness.MAXIMIN, [3e-8, 8e-8]),
        (5000, Fairness.LEXIMIN, [1e-8, 1e-8]),
    ],
)
def test_a_walk_leaves_open_and_a_mixture_short_a_share_of_the_least_chance(people, fairness, open_and_close, monkeypatch):
    asked = note_goals(monkeypatch)

    fair_lottery(space_of(problem(alike(people), [], 1)), fairness)

    assert asked == pytest.approx(open_and_close)


def test_all_searches_ask_the_same_clock(monkeypatch):
    asked = []
    monkeypatch.setattr(lotteries, "PanelFinder", lambda space, clock: asked.append(clock) or PanelFinder(space, clock))
    monkeypatch.setattr(lotteries, "ideal_of", lambda *given: asked.append(given[2]) or ideal_of(*given))

    def clock():
        return False

    fair_lottery(one_of_three(), Fairness.LEXIMIN, time_is_up=clock)

    assert asked == [clock] * 3


def test_where_a_panel_is_found_but_no_ideal_the_solver_gave_up(monkeypatch):
    monkeypatch.setattr(lotteries, "ideal_of", lambda *given: None)

    with pytest.raises(EngineError) as refused:
        fair_lottery(one_of_three(), Fairness.LEXIMIN)

    assert refused.value == EngineError("solver_gave_up")
