"""Who can be chosen by the rules alone, and whose wish goes before a rule."""

import pytest

from cyfran.engine.selection.barring import together_of_a_household, who_can_be_chosen
from cyfran.engine.selection.problem import DEFAULT_LOAD_BANDS, Rules
from tests.engine.selection.making import person, problem


def couple(first, second, label, **more):
    return [person(each, together=label, households=["h"], **more) for each in (first, second)]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"hours_asked": 13}, "asked_too_much"),
        ({"households": ["h"]}, "household_has_a_seat"),
        ({"apart": ["x"]}, "kept_apart_from_a_seat"),
    ],
)
def test_who_cannot_be_chosen_is_told_by_which_rule(given, reason):
    pool = [person("a", **given), person("b", households=["i"], apart=["y"], hours_asked=3)]
    seated = (person("s", households=["h"], apart=["x"]), person("r", households=["j"], apart=["z"]))

    found = who_can_be_chosen(problem(pool, [], 3, seated=seated, rules=Rules(load_bands=DEFAULT_LOAD_BANDS)))

    assert found == ({"b": 0.5}, {"a": reason})


def test_who_comes_only_with_somebody_barred_is_barred():
    pool = [person("a", together="t", hours_asked=99), person("b", together="t"), person("c")]

    found = who_can_be_chosen(problem(pool, [], 1, rules=Rules(load_bands=DEFAULT_LOAD_BANDS)))

    assert found == ({"c": 1.0}, {"a": "asked_too_much", "b": "only_with_somebody_barred"})


def test_who_is_to_be_together_with_and_kept_apart_from_the_same_people_cannot_be_chosen():
    pool = [
        *(person(name, together="t", apart=["x"]) for name in "ab"),
        person("c", together="t"),
        *(person(name, together="u", apart=["y"]) for name in "de"),
        *(person(name, together="v", apart=[name]) for name in "fg"),
    ]

    found = who_can_be_chosen(problem(pool, [], 2))

    assert found == ({"f": 1.0, "g": 1.0}, dict.fromkeys("abcde", "together_and_kept_apart"))


def test_who_shares_a_household_and_is_drawn_together_is_named():
    pool = [*couple("b", "a", "x"), person("c", households=["h"]), person("d", together="x", households=["other"])]

    assert together_of_a_household(problem(pool, [], 2), {}) == (("a", "b"),)


def test_nobody_is_named_who_is_alone_in_a_household_or_drawn_alone():
    pool = [
        person("a", together="x", households=["h"]),
        person("b", together="x", households=["i"]),
        person("c", households=["h"]),
    ]

    assert together_of_a_household(problem(pool, [], 2), {}) == ()


def test_nobody_is_named_who_cannot_be_chosen():
    pool = [*couple("a", "b", "x", hours_asked=99), *couple("c", "d", "y")]
    asked = problem(pool, [], 2, rules=Rules(load_bands=DEFAULT_LOAD_BANDS))

    weights, barred = who_can_be_chosen(asked)

    assert (weights, barred) == ({"c": 1.0, "d": 1.0}, {"a": "asked_too_much", "b": "asked_too_much"})
    assert together_of_a_household(asked, barred) == (("c", "d"),)
