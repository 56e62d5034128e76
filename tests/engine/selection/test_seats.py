"""From kinds to people."""

from collections import Counter

import numpy as np
import pytest

from cyfran.engine.selection.lottery import Lottery
from cyfran.engine.selection.results import NamedPanel
from cyfran.engine.selection.seats import ListedLottery, NamedLottery, _Turn
from cyfran.engine.selection.space import Cluster, space_of
from tests.engine.selection.making import alike, person, problem, target


def named(asked, panels, shares):
    return NamedLottery(space_of(asked), Lottery(np.array(panels, dtype=float), np.array(shares)))


def chances_of(panels):
    chances = Counter()
    for panel in panels:
        for each in panel.people:
            chances[each] += panel.share
    return {each: pytest.approx(share, abs=1e-12) for each, share in chances.items()}


@pytest.mark.parametrize(("people", "seats"), [(1, 1), (5, 1), (5, 2), (5, 3), (5, 5), (7, 4), (12, 8)])
def test_people_of_one_kind_have_exactly_the_same_chance(people, seats):
    panels = named(problem(alike(people), [], seats), [[seats]], [1.0]).panels()

    assert chances_of(panels) == {f"a{index}": seats / people for index in range(1, people + 1)}
    assert all(len(set(panel.people)) == seats for panel in panels)


def test_chances_are_the_same_over_panels_of_different_numbers():
    panels = named(problem(alike(7), [], 3), [[3], [2], [3]], [0.2, 0.3, 0.5]).panels()

    assert chances_of(panels) == {f"a{index}": (0.7 * 3 + 0.3 * 2) / 7 for index in range(1, 8)}


def test_a_few_panels_are_enough_for_a_whole_kind():
    assert len(named(problem(alike(10), [], 5), [[5]], [1.0])) == 2


def test_at_most_one_of_a_household_sits_in_any_panel_and_all_have_the_same_chance():
    pool = [person(f"{sex}{home}", sex=sex, households=[str(home)]) for home in range(5) for sex in "fm"]
    space = space_of(problem(pool, [], 3))

    panels = NamedLottery(space, Lottery(np.array([[2.0, 1.0], [1.0, 2.0]]), np.array([0.5, 0.5]))).panels()

    assert all(len({each[1] for each in panel.people}) == 3 for panel in panels)
    assert chances_of(panels) == {each.id: 0.3 for each in pool}


def test_people_chosen_together_are_named_together():
    pool = [person(f"{letter}{pair}", together=str(pair)) for pair in range(3) for letter in "ab"]

    panels = named(problem(pool, [], 2), [[1]], [1.0]).panels()

    assert sorted(panel.people for panel in panels) == [("a0", "b0"), ("a1", "b1"), ("a2", "b2")]
    assert [round(panel.share, 12) for panel in panels] == [round(1 / 3, 12)] * 3


def test_seats_of_several_kinds_go_to_people_of_those_kinds():
    pool = [person(f"{kind}{index}", kind=kind) for kind in "abc" for index in range(2)]
    asked = problem(pool, [target("kind", kind, 0, 2) for kind in "abc"], 3)

    panels = named(asked, [[1, 0, 2]], [1.0]).panels()

    assert sorted(panel.people for panel in panels) == [("a0", "c0", "c1"), ("a1", "c0", "c1")]
    assert chances_of(panels) == {"a0": 0.5, "a1": 0.5, "c0": 1.0, "c1": 1.0}


def test_panels_are_counted_without_naming_them():
    lottery = named(problem(alike(7), [], 3), [[3], [2]], [0.4, 0.6])

    assert len(lottery) == len(lottery.panels())


def test_a_point_falls_into_the_panel_whose_stretch_holds_it():
    lottery = named(problem(alike(7), [], 3), [[3], [2]], [0.4, 0.6])
    panels = lottery.panels()
    ends = np.cumsum([panel.share for panel in panels])
    middles = ends - np.array([panel.share for panel in panels]) / 2

    assert [lottery.at(point) for point in middles.tolist()] == panels
    assert lottery.at(0.0) == panels[0]
    assert lottery.at(1 - 2**-53) == panels[-1]


def test_a_panel_nobody_sits_in_has_no_people():
    assert named(problem(alike(2), [], 1), [[0]], [1.0]).panels() == [NamedPanel(1.0, ())]


def test_listed_panels_are_found_by_point():
    panels = [NamedPanel(0.25, ("a",)), NamedPanel(0.75, ("b",))]
    lottery = ListedLottery(panels)

    assert (len(lottery), lottery.panels()) == (2, panels)
    assert [lottery.at(point).people for point in (0.0, 0.2499, 0.25, 0.9999999999999999)] == [("a",), ("a",), ("b",), ("b",)]


def test_listed_panels_may_begin_further_on_and_end_short_by_a_rounding():
    lottery = ListedLottery([NamedPanel(0.1, ("a",)), NamedPanel(0.1, ("b",))], begin=0.8)

    assert [lottery.at(point).people for point in (0.8, 0.91, 1.1)] == [("a",), ("b",), ("b",)]


@pytest.mark.parametrize("copies", [3, 6])
def test_two_seats_never_meet_in_one_person_where_all_pass_on_at_once(copies):
    cluster = Cluster(tuple(((str(number),),) for number in range(copies)))
    nearly_one = 1 - 2**-53

    reached = _Turn(cluster, (0, 0, 0), begin=nearly_one, length=0.0).copies_at(np.array([0.0]))

    assert len(set(reached[0].tolist())) == 3
