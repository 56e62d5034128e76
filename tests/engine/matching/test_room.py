"""What is left of limits while pairs are taken."""

import numpy as np

from cyfran.engine.matching.room import Room
from tests.engine.matching.making import problem

ASKED = problem(
    carers=[(2, 4.0, 0), (1, 4.0, 1)],
    opportunities=[(2, 1, [0, 0]), (2.5, 2, [1, 1])],
    pairs=[(0, 0, 300), (0, 1, 200), (1, 1, -100), (1, 0, 250)],
    penalty=150,
)


def test_room_begins_with_all_limits_and_everything_missing():
    room = Room(ASKED)

    assert room.value == -300.0
    assert room.gains().tolist() == [300.0, 350.0, 50.0, 250.0]
    assert room.fits().tolist() == [True, True, True, True]


def test_room_counts_what_is_taken():
    room = Room(ASKED)

    room.take(np.array([1, 2]))

    assert room.taken.tolist() == [False, True, True, False]
    assert (room.invites.tolist(), room.hours.tolist()) == ([1, 0], [1_500_000, 1_500_000])
    assert (room.places.tolist(), room.missing.tolist()) == ([1, 0], [0, 0, 0, 0])
    assert room.value == 100.0


def test_room_takes_nothing_beyond_hours_invitations_or_places():
    room = Room(ASKED)

    room.take(np.array([0, 1, 3, 2]))

    # The second would be 4.5 hours of 4; the place of the third is taken.
    assert room.taken.tolist() == [True, False, True, False]
    assert room.fits().tolist() == [False, False, False, False]


def test_room_takes_nothing_twice():
    room = Room(ASKED)

    room.take(np.array([1]))
    room.take(np.array([1]))

    assert (room.value, room.invites.tolist()) == (50.0, [1, 1])


def test_room_takes_what_is_worth_less_than_nothing_only_while_it_is_sought():
    asked = problem(carers=[(1, 4, 0)] * 3, opportunities=[(1, 5, [1])], pairs=[(0, 0, -10), (1, 0, -20), (2, 0, 0)], penalty=15)
    room = Room(asked)

    room.take(np.array([1, 0, 2]))

    assert room.taken.tolist() == [True, False, False]
    assert room.gains().tolist() == [-10.0, -20.0, 0.0]


def test_room_exchanges_one_for_another_and_gives_back_what_the_first_had():
    room = Room(ASKED)
    room.take(np.array([3]))

    done = room.exchange(3, 0)

    assert (done, room.taken.tolist(), room.value) == (True, [True, False, False, False], 0.0)
    assert (room.invites.tolist(), room.hours.tolist()) == ([1, 1], [2_000_000, 4_000_000])
    assert (room.places.tolist(), room.missing.tolist()) == ([0, 2], [-1, 0, 1, 1])


def test_room_exchanges_nothing_for_what_does_not_fit():
    room = Room(ASKED)
    room.take(np.array([0, 2]))

    # No invitation is left for the first, no hours for the second; the third is not there to be given up.
    assert [room.exchange(0, 3), room.exchange(2, 1), room.exchange(3, 0)] == [False, False, False]
    assert room.taken.tolist() == [True, False, True, False]


def test_room_tells_what_would_be_lost_with_each_that_is_taken():
    room = Room(ASKED)
    room.take(np.array([0, 2]))

    assert room.losses()[[0, 2]].tolist() == [300.0, 50.0]
