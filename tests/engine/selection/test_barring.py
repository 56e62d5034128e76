"""Who can be chosen by the rules alone, and whose wish goes before a rule."""

from cyfran.engine.selection.barring import together_of_a_household, who_can_be_chosen
from cyfran.engine.selection.problem import DEFAULT_LOAD_BANDS, Rules
from tests.engine.selection.making import person, problem


def couple(first, second, label, **more):
    return [person(each, together=label, households=["h"], **more) for each in (first, second)]


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
