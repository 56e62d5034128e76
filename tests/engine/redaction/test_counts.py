"""Small counts of people are never shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyfran.engine.errors import EngineError
from cyfran.engine.redaction.counts import SMALLEST_PUBLISHABLE, publishable


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
