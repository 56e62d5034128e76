"""Choosing: limits always hold, small problems are solved exactly, large ones to within their bound."""

import json
import os
import subprocess
import sys
from dataclasses import asdict

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from cyfran.engine.errors import EngineError
from cyfran.engine.matching import choose as engine
from cyfran.engine.matching.choose import choose
from cyfran.engine.matching.reader import read_problem
from tests.benchmarks.invitations import invitations
from tests.engine.matching.making import best_value, problem, problems, value_of

any_problem = settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def chosen_of(asked):
    return choose(asked).chosen.pairs.tolist()


def everything(answer):
    """Put all of an answer into values that can be compared."""
    chosen = answer.chosen
    return (
        *(chosen.pairs.tolist(), chosen.codes, chosen.rank.tolist(), chosen.of.tolist()),
        *(answer.objective, answer.bound, [asdict(each) for each in answer.shortfalls]),
        {code: carers.tolist() for code, carers in answer.not_asked.items()},
    )


@pytest.fixture
def by_prices(monkeypatch):
    """Let nothing be small enough for the whole-number programme."""
    monkeypatch.setattr(engine, "EXACT_PAIRS", -1)


# --- By hand ---------------------------------------------------------------------------------------------------------


def test_choose_takes_the_best_scores_that_the_places_allow():
    asked = problem(
        carers=[(1, 4, 0), (1, 4, 0), (1, 4, 0)], opportunities=[(2, 2, [0])], pairs=[(0, 0, 300), (1, 0, 310), (2, 0, 305)]
    )

    answer = choose(asked)

    assert (answer.chosen.pairs.tolist(), answer.objective, answer.bound, answer.optimal) == ([1, 2], 615.0, 615.0, True)


def test_choose_takes_the_first_of_equals():
    asked = problem(carers=[(1, 4, 0)] * 3, opportunities=[(2, 2, [0])], pairs=[(2, 0, 300), (0, 0, 300), (1, 0, 300)])

    assert chosen_of(asked) == [0, 1]


def test_choose_prefers_whom_an_opportunity_seeks_as_far_as_it_seeks_them():
    asked = problem(
        carers=[(1, 4, 0), (1, 4, 1), (1, 4, 1)],
        opportunities=[(2, 2, [0, 1])],
        pairs=[(0, 0, 500), (1, 0, 200), (2, 0, 210)],
        penalty=400,
    )

    assert chosen_of(asked) == [0, 2]


def test_choose_asks_for_nothing_worth_less_than_nothing_unless_they_are_sought():
    asked = problem(
        carers=[(2, 4, 0), (2, 4, 1)],
        opportunities=[(1, 5, [1, 0])],
        pairs=[(0, 0, -100), (1, 0, -100)],
        penalty=400,
    )

    answer = choose(asked)

    assert (answer.chosen.pairs.tolist(), answer.objective) == ([0], -100.0)


def test_choose_keeps_hours_to_the_letter():
    # Three times 0.1 is a little more than 0.3 to a computer, and just 0.3 to a person.
    asked = problem(
        carers=[(3, 0.3, 0), (3, 0.29, 0)],
        opportunities=[(0.1, 2, [0])] * 3,
        pairs=[(carer, opp, 100) for carer in (0, 1) for opp in (0, 1, 2)],
    )

    assert chosen_of(asked) == [0, 1, 2, 3, 4]


def test_choose_finds_two_that_fit_rather_than_one_that_is_best():
    asked = problem(
        carers=[(2, 4, 0)],
        opportunities=[(3, 1, [0]), (2, 1, [0]), (2, 1, [0])],
        pairs=[(0, 0, 400), (0, 1, 300), (0, 2, 290)],
    )

    assert chosen_of(asked) == [1, 2]


@pytest.mark.parametrize(
    ("carers", "opportunities", "objective"),
    [([], [], 0.0), ([(1, 2, 0)], [], 0.0), ([], [(2, 3, [1, 2])], -1200.0), ([(0, 2, 1)], [(2, 3, [0, 1])], -400.0)],
)
def test_choose_answers_where_nobody_can_be_asked(carers, opportunities, objective):
    answer = choose(problem(carers=carers, opportunities=opportunities, pairs=[]))

    assert (answer.chosen.pairs.tolist(), answer.objective, answer.bound) == ([], objective, objective)


# --- Whatever the problem --------------------------------------------------------------------------------------------


@any_problem
@given(problems())
def test_choose_is_exact_and_keeps_every_limit_where_it_is_small(asked):
    answer = choose(asked)

    assert value_of(asked, answer.chosen.pairs) == pytest.approx(answer.objective)
    assert answer.objective == pytest.approx(best_value(asked))
    assert answer.optimal


@any_problem
@given(asked=problems())
def test_choose_by_prices_keeps_every_limit_and_its_bound(asked):
    exact, engine.EXACT_PAIRS = engine.EXACT_PAIRS, -1
    try:
        answer = choose(asked)
    finally:
        engine.EXACT_PAIRS = exact

    assert value_of(asked, answer.chosen.pairs) == pytest.approx(answer.objective)
    assert answer.objective <= best_value(asked) + 1e-6
    assert answer.bound >= best_value(asked) - 1e-6


@any_problem
@given(problems())
def test_choose_names_every_shortfall(asked):
    answer = choose(asked)

    chosen = answer.chosen.pairs
    there = np.zeros_like(asked.opportunities.min_by_stratum)
    np.add.at(there, (asked.pairs.opp[chosen], asked.carers.stratum[asked.pairs.carer[chosen]]), 1)
    missing = asked.opportunities.min_by_stratum - there
    assert [(each.opportunity, each.stratum, each.missing) for each in answer.shortfalls] == [
        (opportunity, stratum, missing[opportunity, stratum]) for opportunity, stratum in np.argwhere(missing > 0).tolist()
    ]


@any_problem
@given(problems())
def test_choose_accounts_for_every_carer_once(asked):
    answer = choose(asked)

    invited = set(asked.pairs.carer[answer.chosen.pairs].tolist())
    others = [carer for carers in answer.not_asked.values() for carer in carers.tolist()]
    assert sorted([*invited, *others]) == list(range(len(asked.carers.stratum)))


@settings(any_problem, max_examples=40)
@given(problems())
def test_choose_gives_the_same_answer_again(asked):
    assert everything(choose(asked)) == everything(choose(asked))


# --- As large as it gets here ----------------------------------------------------------------------------------------


def test_choose_proves_the_best_of_a_thousand_carers():
    asked = read_problem(invitations(carers=1000, opportunities=50, seed=1))

    answer = choose(asked)

    assert (answer.objective, answer.bound, answer.optimal) == (311809.0, 311809.0, True)
    assert value_of(asked, answer.chosen.pairs) == answer.objective


@pytest.mark.usefixtures("by_prices")
def test_choose_by_prices_comes_near_the_best_of_a_thousand_carers():
    asked = read_problem(invitations(carers=1000, opportunities=50, seed=1))

    answer = choose(asked)

    assert value_of(asked, answer.chosen.pairs) == answer.objective
    assert 0.99 * 311809 < answer.objective <= 311809 <= answer.bound < 1.002 * 311809
    assert not answer.optimal


def test_choose_comes_near_its_bound_with_five_thousand_carers():
    asked = read_problem(invitations(carers=5000, opportunities=150, seed=2))

    answer = choose(asked)

    assert value_of(asked, answer.chosen.pairs) == answer.objective
    assert answer.objective >= 0.995 * answer.bound


def test_choose_tells_how_far_it_has_come():
    told = []

    choose(problem(carers=[(1, 4, 0)], opportunities=[(2, 2, [0])], pairs=[(0, 0, 300)]), progress=told.append)

    assert told == sorted(told)
    assert (told[0] > 0, told[-1]) == (True, 1.0)


def test_choose_says_the_same_in_every_process():
    script = (
        "from tests.engine.matching.test_choose import *\n"
        "print(json.dumps(everything(choose(read_problem(invitations(carers=1500, opportunities=60, seed=3))))))"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
        )
        for seed in ("1", "2")
    ]

    assert runs[0].stdout == runs[1].stdout
    assert len(json.loads(runs[0].stdout)[0]) > 500


@pytest.mark.parametrize(
    ("carers", "opportunities"),
    [
        ([(1, 4, 0), (1, 4, 0)], [(2, 2, [0]), (2, 2, [0])]),  # one invitation, and two are made
        ([(2, 3, 0), (2, 3, 0)], [(2, 2, [0]), (2, 2, [0])]),  # three hours, and four are asked
        ([(2, 4, 0), (2, 4, 0)], [(2, 1, [0]), (2, 2, [0])]),  # one place, and two are asked
    ],
)
def test_choose_refuses_to_answer_with_a_broken_limit(carers, opportunities, monkeypatch):
    every = [(carer, opp, 100) for carer in (0, 1) for opp in (0, 1)]
    asked = problem(carers=carers, opportunities=opportunities, pairs=every)

    def all_of_them(room, order):
        room.taken[order] = True

    monkeypatch.setattr(engine.Room, "take", all_of_them)

    with pytest.raises(EngineError) as refused:
        choose(asked)

    assert refused.value == EngineError("limit_broken")


@pytest.mark.usefixtures("by_prices")
@pytest.mark.parametrize(("score", "bound"), [(300, 615.0), (300.5, 615.9)])
def test_choose_rounds_its_bound_down_where_all_that_counts_is_whole(score, bound, monkeypatch):
    asked = problem(carers=[(1, 4, 0)], opportunities=[(2, 2, [0])], pairs=[(0, 0, score)])
    monkeypatch.setattr(engine, "bound_of", lambda *_: 615.9)

    assert choose(asked).bound == bound


@any_problem
@given(asked=problems())
def test_choose_leaves_out_nobody_who_fits_and_would_add_to_the_value(asked):
    exact, engine.EXACT_PAIRS = engine.EXACT_PAIRS, -1
    try:
        answer = choose(asked)
    finally:
        engine.EXACT_PAIRS = exact

    room = engine.Room(asked)
    room.take(answer.chosen.pairs[np.argsort(-room.gains()[answer.chosen.pairs])])
    assert room.value == pytest.approx(answer.objective)
    assert not (room.fits() & (room.gains() > 0)).any()


@pytest.mark.usefixtures("by_prices")
def test_choose_by_prices_tells_pairs_apart_where_all_scores_are_equal():
    data = invitations(carers=2000, opportunities=80, seed=4)
    data["pairs"]["score"] = [100] * len(data["pairs"]["score"])
    asked = read_problem(data)

    answer = choose(asked)

    assert value_of(asked, answer.chosen.pairs) == answer.objective
    assert answer.objective >= 0.97 * answer.bound


@pytest.mark.usefixtures("by_prices")
def test_choose_by_prices_comes_back_to_those_who_seemed_too_far_off(monkeypatch):
    asked = problem(carers=[(1, 4, 0)] * 3, opportunities=[(2, 2, [0])], pairs=[(0, 0, 300), (1, 0, 310), (2, 0, 305)])
    monkeypatch.setattr(engine.Market, "contenders", lambda market, *_: market.pairs[:1])

    assert chosen_of(asked) == [1, 2]
