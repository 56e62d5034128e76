"""Why pairs were chosen, why carers were not asked, and why places stay empty."""

import numpy as np

from cyfran.engine.matching.choose import choose
from cyfran.engine.matching.results import Shortfall
from tests.engine.matching.making import problem


def chosen_of(answer):
    chosen = answer.chosen
    return list(zip(chosen.pairs.tolist(), chosen.codes, chosen.rank.tolist(), chosen.of.tolist(), strict=True))


def not_asked_of(answer):
    return {code: carers.tolist() for code, carers in answer.not_asked.items()}


def test_among_the_best_is_who_was_chosen_where_others_were_turned_away():
    asked = problem(carers=[(1, 4, 0)] * 3, opportunities=[(2, 2, [0])], pairs=[(0, 0, 300), (1, 0, 310), (2, 0, 310)])

    answer = choose(asked)

    assert chosen_of(answer) == [(1, "among_the_best", 1, 3), (2, "among_the_best", 1, 3)]
    assert not_asked_of(answer) == {"places_taken": [0]}


def test_room_is_left_where_nobody_was_turned_away_for_lack_of_places():
    # The place of the first is the last one, but the second would have no hours for it.
    asked = problem(
        carers=[(1, 4, 0), (2, 2, 0)],
        opportunities=[(2, 1, [0]), (2, 1, [0])],
        pairs=[(0, 0, 300), (1, 0, 290), (1, 1, 300)],
    )

    answer = choose(asked)

    assert chosen_of(answer) == [(0, "room_left", 1, 2), (2, "room_left", 1, 1)]
    assert not_asked_of(answer) == {}


def test_sought_are_those_of_a_stratum_of_which_there_are_no_more_than_are_sought():
    asked = problem(
        carers=[(1, 4, 0), (1, 4, 1), (1, 4, 1)],
        opportunities=[(2, 3, [1, 1])],
        pairs=[(0, 0, 300), (1, 0, 200), (2, 0, 210)],
    )

    assert chosen_of(choose(asked)) == [(0, "sought", 1, 3), (1, "room_left", 3, 3), (2, "room_left", 2, 3)]


def test_ranks_count_within_an_opportunity_and_equals_alike():
    asked = problem(
        carers=[(2, 8, 0)] * 3,
        opportunities=[(1, 3, [0]), (1, 3, [0])],
        pairs=[(0, 1, 50), (0, 0, 10), (1, 0, 30), (1, 1, 50), (2, 0, 30), (2, 1, 40)],
    )

    ranks = choose(asked).chosen

    assert (ranks.rank.tolist(), ranks.of.tolist()) == ([1, 3, 1, 1, 1, 3], [3] * 6)


def test_everybody_not_asked_is_told_what_kept_them_out():
    asked = problem(
        carers=[(1, 4, 0), (0, 4, 0), (1, 1, 0), (1, 4, 0), (1, 4, 0), (1, 4, 0)],
        opportunities=[(2, 1, [0]), (1.5, 1, [0])],
        pairs=[(0, 0, 300), (1, 0, 310), (2, 0, 320), (2, 1, 320), (3, 0, 200), (5, 1, -5)],
    )

    assert not_asked_of(choose(asked)) == {
        "no_invitations_left": [1],
        "no_match": [4],
        "not_worth_it": [5],
        "places_taken": [3],
        "too_few_hours": [2],
    }


def test_shortfalls_say_why_nobody_fills_the_place():
    asked = problem(
        carers=[(1, 4, 0), (1, 4, 0), (1, 4, 1), (1, 4, 2)],
        opportunities=[(2, 1, [2, 0, 0]), (2, 1, [1, 1, 0]), (2, 4, [0, 0, 2]), (2, 4, [0, 1, 0])],
        pairs=[(0, 0, 300), (1, 1, 300), (2, 1, 100), (3, 2, 300), (2, 3, -900), (1, 0, 100)],
        penalty=400,
    )

    answer = choose(asked)

    assert answer.shortfalls == (
        Shortfall(0, 0, missing=1, because="all_at_limits", matching=2, chosen=1, at_limits=1),
        Shortfall(1, 1, missing=1, because="places_taken", matching=1, chosen=0, at_limits=0),
        Shortfall(2, 2, missing=1, because="all_chosen", matching=1, chosen=1, at_limits=0),
        Shortfall(3, 1, missing=1, because="not_worth_it", matching=1, chosen=0, at_limits=0),
    )


def test_reasons_are_empty_where_nobody_is_there():
    answer = choose(problem(carers=[], opportunities=[], pairs=[]))

    assert (chosen_of(answer), answer.shortfalls, not_asked_of(answer)) == ([], (), {})
    assert np.array_equal(answer.chosen.pairs, np.array([], int))


def test_nobody_is_turned_away_from_a_full_opportunity_to_which_they_would_add_nothing():
    asked = problem(carers=[(1, 4, 0)] * 2, opportunities=[(2, 1, [0])], pairs=[(0, 0, 300), (1, 0, -5)])

    answer = choose(asked)

    assert (chosen_of(answer), not_asked_of(answer)) == ([(0, "room_left", 1, 2)], {"not_worth_it": [1]})
