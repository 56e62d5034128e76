"""Exchanging whoever adds least for whoever would add more."""

import numpy as np
import pytest
from hypothesis import given

from cyfran.engine.matching import choose as engine
from cyfran.engine.matching.exchange import exchange
from cyfran.engine.matching.reasons import only_places_are_missing
from cyfran.engine.matching.room import Room
from tests.engine.matching.making import problem, problems, value_of
from tests.engine.matching.test_choose import any_problem


def exchanged(asked, taken):
    """Return what is chosen once the pairs that are taken have been exchanged."""
    room = Room(asked)
    room.take(np.array(taken))
    exchange(asked, room)
    return np.flatnonzero(room.taken).tolist()


def test_exchange_gives_a_place_to_whoever_would_add_more():
    asked = problem(carers=[(1, 4, 0)] * 3, opportunities=[(2, 2, [0])], pairs=[(0, 0, 300), (1, 0, 320), (2, 0, 310)])

    assert exchanged(asked, [0, 2]) == [1, 2]


def test_exchange_goes_on_where_whoever_lost_a_place_would_add_more_elsewhere():
    asked = problem(
        carers=[(1, 4, 0)] * 3,
        opportunities=[(2, 1, [0]), (2, 1, [0])],
        pairs=[(0, 0, 400), (1, 0, 350), (1, 1, 340), (2, 1, 200)],
    )

    assert exchanged(asked, [1, 3]) == [0, 2]


@pytest.mark.parametrize(("score", "chosen"), [(690, [0]), (710, [1])])
def test_exchange_counts_what_it_costs_to_miss_somebody_who_is_sought(score, chosen):
    asked = problem(
        carers=[(1, 4, 0), (1, 4, 1)], opportunities=[(2, 1, [1, 0])], pairs=[(0, 0, 300), (1, 0, score)], penalty=400
    )

    assert exchanged(asked, [0]) == chosen


def test_exchange_finds_the_better_of_two_who_are_sought_alike():
    asked = problem(carers=[(1, 4, 0)] * 2, opportunities=[(2, 1, [1])], pairs=[(0, 0, 300), (1, 0, 310)], penalty=400)

    assert exchanged(asked, [0]) == [1]


def test_exchange_gives_nothing_to_whoever_has_no_hours_or_invitations_left():
    asked = problem(
        carers=[(1, 4, 0), (2, 3, 0), (1, 4, 0)],
        opportunities=[(2, 1, [0]), (2, 9, [0])],
        pairs=[(0, 0, 200), (1, 0, 400), (2, 0, 400), (1, 1, 300), (2, 1, 300)],
    )

    assert exchanged(asked, [0, 3, 4]) == [0, 3, 4]


@any_problem
@given(asked=problems())
def test_nobody_who_was_turned_away_would_add_more_than_one_who_was_chosen(asked):
    room, _bound = engine._by_prices(asked, engine._askable(asked), lambda share: None)

    chosen, away = np.flatnonzero(room.taken), np.flatnonzero(only_places_are_missing(asked, room))
    gains, losses, opp, score = room.gains(), room.losses(), asked.pairs.opp, asked.pairs.score
    alike = [(into, out) for into in away for out in chosen if opp[into] == opp[out]]
    better = [(into, out) for into, out in alike if asked.place[into] != asked.place[out] and gains[into] > losses[out]]
    better += [(into, out) for into, out in alike if asked.place[into] == asked.place[out] and score[into] > score[out]]
    assert better == []
    assert value_of(asked, chosen) == pytest.approx(room.value)
