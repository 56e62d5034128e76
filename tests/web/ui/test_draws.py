"""A chance as people say it across a table."""

import pytest

from cyfran.web.ui.draws import chance_in_words


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (0.0, "none"),
        (0.001, "about 1 in 1000"),
        (0.00233, "about 1 in 430"),
        (0.11, "about 1 in 9"),
        (0.2, "about 1 in 5"),
        (0.34, "about 1 in 3"),
        (0.4, "about 4 in 10"),
        (0.364, "about 7 in 20"),
        (0.445, "about 9 in 20"),
        (0.48, "about 1 in 2"),
        (0.52, "about 1 in 2"),
        (0.6, "about 6 in 10"),
        (0.91, "about 9 in 10"),
        (1.0, "certain, or nearly so"),
    ],
)
def test_a_chance_is_said_in_small_numbers(chance, words):
    assert chance_in_words(chance) == words
