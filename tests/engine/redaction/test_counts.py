"""Small counts of people are never shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyfran.engine.errors import EngineError
from cyfran.engine.redaction.counts import SMALLEST_PUBLISHABLE, publishable, publishable_parts


def test_the_smallest_count_ever_shown_is_five():
    assert SMALLEST_PUBLISHABLE == 5


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4])
def test_publishable_hides_zero_to_four(count):
    assert publishable(count) is None


@pytest.mark.parametrize("count", [5, 6, 310_788])
def test_publishable_shows_five_and_more_as_they_are(count):
    assert publishable(count) == count


@pytest.mark.parametrize(("count", "shown"), [(0, None), (9, None), (10, 10)])
def test_publishable_follows_a_stricter_threshold(count, shown):
    assert publishable(count, smallest=10) == shown


def test_publishable_refuses_a_negative_count():
    with pytest.raises(EngineError) as caught:
        publishable(-1)

    assert caught.value == EngineError("negative_count", key="count")


@given(count=st.integers(min_value=0), smallest=st.integers(min_value=1, max_value=100))
def test_publishable_never_shows_less_than_the_threshold_and_never_changes_a_count(count, smallest):
    shown = publishable(count, smallest=smallest)

    assert shown == (None if count < smallest else count)


# --- Parts of one whole -----------------------------------------------------------------------------------------------


def test_parts_show_what_is_large_enough_where_the_hidden_cannot_be_worked_out():
    assert publishable_parts({"a": 20, "b": 4, "c": 3}) == {"a": 20, "b": None, "c": None}


def test_a_part_hidden_alone_takes_the_least_of_the_others_with_it():
    assert publishable_parts({"a": 20, "b": 7, "c": 3}) == {"a": 20, "b": None, "c": None}


def test_parts_that_are_all_large_enough_are_shown():
    assert publishable_parts({"a": 5, "b": 9}) == {"a": 5, "b": 9}


def test_a_stricter_threshold_holds_for_parts_too():
    assert publishable_parts({"a": 30, "b": 12, "c": 9}, smallest=10) == {"a": 30, "b": None, "c": None}


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 40), max_size=8))
def test_no_small_count_follows_from_the_whole_and_what_is_shown(counts):
    shown = publishable_parts(counts)

    hidden = sum(counts[name] for name, count in shown.items() if count is None)
    assert {name: count for name, count in shown.items() if count is not None}.items() <= counts.items()
    assert all(count is None or count >= SMALLEST_PUBLISHABLE for count in shown.values())
    assert None not in shown.values() or hidden >= SMALLEST_PUBLISHABLE or set(shown.values()) == {None}
