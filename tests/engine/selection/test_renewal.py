"""Who leaves when part of a standing group is renewed."""

from datetime import date
from fractions import Fraction

import pytest

from cyfran.engine.errors import EngineError
from cyfran.engine.selection.renewal import Leaver, Seat, who_leaves

THIRD = Fraction(1, 3)


def seats(number, **given):
    return [Seat(f"s{index}", **given) for index in range(number)]


def test_whose_term_ends_first_leaves_first():
    group = [Seat("late", ends_on=date(2028, 1, 1)), Seat("soon", ends_on=date(2027, 1, 1)), Seat("never")]

    assert who_leaves(group, THIRD, seed="x") == (Leaver("soon", "term_ends"),)


def test_then_who_has_served_longest():
    end = date(2027, 1, 1)
    group = [
        Seat("new", end, date(2025, 1, 1)),
        Seat("old", end, date(2020, 1, 1), willing=False),
        Seat("unknown", end, willing=True),
    ]

    assert who_leaves(group, THIRD, seed="x") == (Leaver("old", "longest_serving"),)


def test_then_who_is_willing():
    group = [Seat("a"), Seat("b", willing=True), Seat("c")]

    assert who_leaves(group, THIRD, seed="x") == (Leaver("b", "willing"),)


def test_then_the_lot_which_the_seed_settles_whatever_the_order():
    first = who_leaves(seats(9), THIRD, seed="x")

    assert first == who_leaves(seats(9)[::-1], THIRD, seed="x")
    assert first != who_leaves(seats(9), THIRD, seed="y")
    assert [leaver.because for leaver in first] == ["by_lot"] * 3


def test_each_leaver_is_told_what_set_them_apart_from_the_next_who_stays():
    group = [Seat("a", ends_on=date(2027, 1, 1)), Seat("b", willing=True), Seat("c"), Seat("d")]

    assert who_leaves(group, Fraction(1, 2), seed="x") == (Leaver("a", "term_ends"), Leaver("b", "willing"))


def test_the_reason_is_what_sets_a_leaver_apart_from_the_very_next_who_stays():
    group = [Seat("a"), Seat("b"), *(Seat(f"c{index}", ends_on=date(2028, 1, 1)) for index in range(2))]

    assert [leaver.because for leaver in who_leaves(group, Fraction(3, 4), seed="x")] == ["term_ends", "term_ends", "by_lot"]


@pytest.mark.parametrize(
    ("number", "share", "leave"),
    [(30, THIRD, 10), (10, THIRD, 3), (11, THIRD, 4), (5, Fraction(1, 2), 3), (1, THIRD, 0), (3, Fraction(1), 3), (0, THIRD, 0)],
)
def test_halves_of_a_seat_are_rounded_up(number, share, leave):
    assert len(who_leaves(seats(number), share, seed="x")) == leave


def test_when_all_leave_the_end_of_the_term_or_the_lot_is_the_reason():
    group = [Seat("a", ends_on=date(2027, 1, 1)), Seat("b")]

    assert who_leaves(group, Fraction(1), seed="x") == (Leaver("a", "term_ends"), Leaver("b", "by_lot"))


@pytest.mark.parametrize("share", [Fraction(0), Fraction(-1, 3), Fraction(4, 3)])
def test_a_share_that_is_no_share_is_refused(share):
    with pytest.raises(EngineError) as refused:
        who_leaves(seats(3), share, seed="x")

    assert refused.value == EngineError("share_out_of_range", share=str(share))
