"""Lotteries of numbered panels."""

from collections import Counter

import numpy as np
import pytest

from cyfran.engine.selection import public as publics
from cyfran.engine.selection.draw import prepare
from cyfran.engine.selection.lottery import Lottery
from cyfran.engine.selection.problem import Fairness
from cyfran.engine.selection.public import public_lottery
from cyfran.engine.selection.space import space_of
from tests.engine.selection.making import EXPECTED, alike, from_files, keeps_every_rule, person, problem, target

FEASIBLE = [name for name, known in EXPECTED.items() if known["feasible"]]


@pytest.fixture
def so_many(monkeypatch):
    """Make so many panels, however badly the least chance rounds."""

    def make(total):
        monkeypatch.setattr(publics, "PANELS", total)
        monkeypatch.setattr(publics, "_PANELS_OF_LEAST", 0.01)

    return make


@pytest.mark.parametrize("name", FEASIBLE)
def test_a_thousand_panels_give_nearly_the_ideal_chances(name):
    asked = from_files(name)

    prepared, public = prepare(asked).public_lottery()

    chances = dict.fromkeys(prepared.chances, 0.0) | dict(public.chances())
    assert len(public.panels) == 1000
    assert all(keeps_every_rule(asked, panel.people) for panel in public.panels)
    assert max(abs(chances[each] - chance) for each, chance in prepared.chances.items()) <= 0.005
    assert min(chances[each] for each, chance in prepared.chances.items() if chance) >= 0.95 * prepared.min_chance
    assert {each for each, chance in chances.items() if chance} == {each for each, chance in prepared.chances.items() if chance}


def test_every_rule_holds_in_every_public_panel():
    asked = from_files("syn_200_12_6", households=("address", "postcode"), load="hours_asked_12m")

    _, public = prepare(asked).public_lottery()

    assert all(keeps_every_rule(asked, panel.people) for panel in public.panels)


def test_more_panels_are_made_where_the_least_chance_would_round_badly():
    _, public = prepare(problem(alike(150), [], 1)).public_lottery()

    assert [panel.share for panel in public.panels] == [1 / 3000] * 3000
    assert set(public.chances().values()) == {20 / 3000}


@pytest.mark.parametrize(
    ("shares", "total", "times"),
    [
        ({"ab": 0.5, "cd": 0.5}, 10, {"ab": 5, "cd": 5}),
        # 0.9, 0.7 and 0.4 of a panel are due: the largest parts are rounded up.
        ({"ab": 0.45, "bc": 0.35, "cd": 0.2}, 2, {"ab": 1, "bc": 1}),
        # One of four panels is too much for "a", whom 0.4 are due; one more of "bd" takes others less far from theirs.
        ({"ac": 0.1, "bd": 0.35, "cd": 0.3, "bc": 0.25}, 4, {"bd": 2, "cd": 1, "bc": 1}),
        # "a" is due 1.6 of eight panels, so two are nearer than one.
        ({"bd": 0.45, "ac": 0.2, "bc": 0.35}, 8, {"bd": 3, "ac": 2, "bc": 3}),
        # "b" is due 2.4 and "c" also; "bc", "cd", "ad" and "ab" come nearer to all four than the four largest parts do.
        (
            {"cd": 0.1, "bc": 0.35, "ad": 0.15, "ac": 0.15, "ab": 0.15, "bd": 0.1},
            4,
            {"cd": 1, "bc": 1, "ad": 1, "ab": 1},
        ),
        # Of equal parts the first is rounded up.
        ({"cd": 0.65, "ab": 0.35}, 10, {"cd": 7, "ab": 3}),
        # Whom no panel has is due nothing.
        ({"ab": 0.3, "bc": 0.7}, 10, {"ab": 3, "bc": 7}),
    ],
)
def test_each_panel_is_repeated_as_its_share_says_and_chances_stay_as_near_as_whole_panels_allow(shares, total, times, so_many):
    so_many(total)
    pool = [person(each, area=each) for each in "abcd"]
    space = space_of(problem(pool, [target("area", each, 0, 1) for each in "abcd"], 2))
    panels = np.array([[float(each in pair) for each in "abcd"] for pair in shares])

    public = public_lottery(space, Lottery(panels, np.array(list(shares.values()))), shuffled_by="x")

    assert Counter("".join(panel.people) for panel in public.panels) == times


def test_people_of_one_kind_take_turns_from_the_first(so_many):
    so_many(4)
    space = space_of(problem(alike(3), [], 1), shuffled_by="x")

    public = public_lottery(space, Lottery(np.array([[1.0]]), np.array([1.0])), shuffled_by="x")

    first, second, third = space.units()[0]
    assert [panel.people for panel in public.panels] == [first, second, third, first]


def test_turns_are_taken_in_a_household_too(so_many):
    so_many(100)
    pool = [person(f"{sex}{home}", sex=sex, households=[str(home)]) for home in range(5) for sex in "fm"]
    targets = [target("sex", "f", 1, 2), target("sex", "m", 1, 2)]

    _, public = prepare(problem(pool, targets, 3)).public_lottery()

    times = Counter(each for panel in public.panels for each in panel.people)
    assert sum(times.values()) == 300
    assert max(times.values()) - min(times.values()) <= 2
    assert all(len({each[1] for each in panel.people}) == 3 for panel in public.panels)


def test_the_number_of_a_panel_says_nothing_about_it():
    pool = [person(f"a{index}", area=str(index)) for index in range(4)]

    _, public = prepare(problem(pool, [target("area", str(index), 0, 1) for index in range(4)], 1)).public_lottery()

    first, second = public.panels[:500], public.panels[500:]
    for half in (first, second):
        assert all(90 <= times <= 160 for times in Counter(panel.people for panel in half).values())


def test_maximin_can_be_made_public_too():
    asked = from_files("syn_200_30_5")

    prepared, public = prepare(asked, fairness=Fairness.MAXIMIN).public_lottery()

    chances = public.chances()
    assert min(chances[each] for each in prepared.chances) >= 0.95 * prepared.bound
