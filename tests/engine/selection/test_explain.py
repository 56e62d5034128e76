"""Why somebody has the chance they have."""

from dataclasses import replace

import pytest

from cyfran.engine.errors import EngineError
from cyfran.engine.selection.draw import prepare
from cyfran.engine.selection.explain import explain
from cyfran.engine.selection.problem import DEFAULT_LOAD_BANDS, Fairness, Rules
from cyfran.engine.selection.results import Explanation, Reason, WhatIf
from cyfran.engine.selection.space import space_of
from tests.engine.selection.making import alike, from_files, person, problem, target, two_triangles


def women_and_men(women, men, *, seats, most_women, least_men=0):
    pool = [person(f"f{index}", sex="f") for index in range(women)] + [person(f"m{index}", sex="m") for index in range(men)]
    return problem(pool, [target("sex", "f", 0, most_women), target("sex", "m", least_men, seats)], seats)


def near(chance):
    return pytest.approx(chance, abs=1e-7)


def test_places_of_a_target_that_are_fewer_than_who_shares_them_are_the_reason():
    explained = explain(women_and_men(10, 4, seats=4, most_women=2), "f3")

    assert explained == Explanation(
        "f3", near(0.2), (Reason("most_reached", "sex", "f"),), (WhatIf("sex", "f", "max", 3, near(4 / 14)),)
    )


def test_places_kept_for_others_are_the_reason():
    explained = explain(women_and_men(10, 4, seats=4, most_women=4, least_men=2), "f3")

    assert explained == Explanation(
        "f3", near(0.2), (Reason("others_needed", "sex", "m"),), (WhatIf("sex", "m", "min", 1, near(4 / 14)),)
    )


def test_who_is_barred_is_told_by_which_rule():
    asked = problem([person("a", hours_asked=99), person("b")], [], 1, rules=Rules(load_bands=DEFAULT_LOAD_BANDS))

    assert explain(asked, "a") == Explanation("a", 0.0, (Reason("asked_too_much"),), ())


def test_a_budget_of_replacement_care_can_be_the_reason():
    pool = [person("a", cover_hours=4), person("b", cover_hours=4), person("c")]

    explained = explain(problem(pool, [], 2, rules=Rules(cover_hours=4)), "a")

    assert explained == Explanation("a", near(0.5), (Reason("cover_budget"),), ())


def test_a_household_can_be_the_reason():
    pool = [person("a", households=["h"]), person("b", households=["h"]), person("c")]

    assert explain(problem(pool, [], 2), "a") == Explanation("a", near(0.5), (Reason("one_of_household"),), ())


def test_being_kept_apart_can_be_the_reason():
    pool = [person("a", apart=["x"]), person("b", apart=["x"]), person("c"), person("d", households=["h"])]

    assert explain(problem(pool, [], 3), "a") == Explanation("a", near(0.5), (Reason("kept_apart"),), ())


def test_of_two_pairs_that_look_alike_each_is_told_its_own_tie():
    apart, household = ([person(f"{tie}{index}", **{tie: ["x"]}) for index in (1, 2)] for tie in ("apart", "households"))
    asked = problem([*apart, *household, person("a")], [], 3)

    told = {each: explain(asked, each).reasons for each in ("apart1", "households2")}

    assert told == {"apart1": (Reason("kept_apart"),), "households2": (Reason("one_of_household"),)}


def test_who_is_as_likely_as_everybody_needs_no_reason_but_the_size():
    assert explain(problem(alike(4), [], 1), "a1") == Explanation("a1", near(0.25), (), ())


def test_who_is_in_no_panel_is_told_what_shuts_them_out():
    asked = problem(
        [person("a", sex="f"), *(person(f"m{index}", sex="m") for index in range(3))],
        [target("sex", "f", 0, 0), target("sex", "m", 0, 3)],
        1,
    )

    explained = explain(asked, "a")

    assert explained.chance == 0
    assert explained.reasons == (Reason("most_reached", "sex", "f"),)
    assert explained.what_if == (WhatIf("sex", "f", "max", 1, near(0.25)),)


@pytest.mark.parametrize("fairness", list(Fairness))
def test_every_fairness_can_be_explained(fairness):
    explained = explain(women_and_men(10, 4, seats=4, most_women=2), "f3", fairness=fairness)

    assert explained.chance == pytest.approx(0.2, abs=1e-5)
    assert explained.reasons == (Reason("most_reached", "sex", "f"),)


def test_the_space_of_a_prepared_draw_makes_the_chance_exactly_as_stated():
    asked = two_triangles(3, others=["w"])
    prepared = prepare(asked)

    assert explain(asked, "t00", space=prepared.space).chance == pytest.approx(prepared.chances["t00"], abs=1e-6)


@pytest.mark.parametrize(("tied", "what_if"), [(False, (WhatIf("sex", "f", "max", 2, near(0.5)),)), (True, ())])
def test_what_would_change_a_chance_knows_of_ties_only_if_the_chance_does(tied, what_if):
    women = [person(f"f{index}", sex="f", households=["h"]) for index in range(4)]
    men = [person(f"m{index}", sex="m") for index in range(4)]
    asked = problem([*women, *men], [target("sex", "f", 0, 1), target("sex", "m", 0, 4)], 4)

    explained = explain(asked, "f0", space=space_of(asked, tied=tied))

    assert (explained.chance, explained.what_if) == (near(0.25), what_if)


def test_chances_explained_are_those_of_the_draw():
    asked = from_files("syn_200_12_6", households=("address", "postcode"))
    prepared = prepare(asked)

    for each in asked.pool[::40]:
        explained = explain(asked, each.id)
        assert explained.chance == pytest.approx(prepared.chances[each.id], abs=2e-6)
        assert len(explained.reasons) <= 3
        assert list(explained.what_if) == sorted(explained.what_if, key=lambda change: -change.chance)


def test_most_who_cannot_replace_those_who_left_are_told_why():
    asked = from_files("replace_200_30_5", targets="categories_full.csv", seated="already_selected.csv")
    nobody = [each for each, chance in prepare(asked).chances.items() if chance == 0]

    explained = [explain(asked, each) for each in nobody[::20]]

    assert len(nobody) == 158
    assert all(each.chance == 0 and each.reasons for each in explained)


def test_somebody_who_is_not_in_the_pool_is_refused():
    with pytest.raises(EngineError) as refused:
        explain(problem(alike(2), [], 1), "z")

    assert refused.value == EngineError("not_in_pool", id="z")


def test_nothing_is_explained_where_no_panel_is_possible():
    with pytest.raises(EngineError) as refused:
        explain(women_and_men(4, 1, seats=3, most_women=1), "f0")

    assert refused.value == EngineError("targets_cannot_be_met")


def test_who_fits_only_by_fractions_is_told_that_no_panel_holds_them():
    kept_apart = {"w": ("one",), "x": ("other",), "z": ("one", "other")}
    base = two_triangles(4, others=kept_apart)
    asked = replace(base, pool=tuple(replace(each, apart=frozenset(kept_apart.get(each.id, ()))) for each in base.pool))

    explained = explain(asked, "z", space=prepare(asked).space)

    assert explained == Explanation("z", near(0.0), (Reason("no_panel"),), ())


def test_what_would_change_a_chance_is_worked_out_beyond_the_flex():
    targets = [target("sex", "f", 0, 2, most_flex=2), target("sex", "m", 0, 4)]
    asked = replace(women_and_men(10, 4, seats=4, most_women=2), targets=tuple(targets))

    (change,) = explain(asked, "f3", fairness=Fairness.NASH).what_if

    assert change == WhatIf("sex", "f", "max", 3, pytest.approx(4 / 14, abs=1e-4))


@pytest.mark.parametrize(
    ("fairness", "now", "eased"), [(Fairness.LEXIMIN, 1 / 2, (1 + 1 / 2) / 2), (Fairness.NASH, 3 / 5, (1 + 0.2**0.5) / 2)]
)
def test_what_would_change_a_chance_is_worked_out_for_the_same_fairness(fairness, now, eased):
    # "x" shares a value with each of "p", "q" and "r", of whom only one may have it; "z" is free. So p = q = r = 1 - x and
    # z = 2x; where "p" is free of "x", p = z = (1 + x) / 2. Nash makes the product of all five as large as it can be.
    has = {"x": "pqr", "p": "p", "q": "q", "r": "r", "z": ""}
    pool = [person(name, **{value: ("no", "yes")[value in values] for value in "pqr"}) for name, values in has.items()]
    targets = [target(value, answer, 0, most) for value in "pqr" for answer, most in (("yes", 1), ("no", 3))]

    explained = explain(problem(pool, targets, 3), "p", fairness=fairness)

    assert explained.chance == pytest.approx(now, abs=1e-3)
    assert explained.what_if == (WhatIf("p", "yes", "max", 2, pytest.approx(eased, abs=1e-3)),)


def test_what_would_change_nothing_by_itself_is_not_told():
    pool = [person(f"f{index}", sex="f", tall="yes") for index in range(10)] + [
        person(f"m{index}", sex="m", tall="no") for index in range(4)
    ]
    both = [
        target(feature, value, 0, most)
        for feature, value, most in [("sex", "f", 2), ("sex", "m", 4), ("tall", "yes", 2), ("tall", "no", 4)]
    ]

    explained = explain(problem(pool, both, 4), "f3")

    assert (explained.chance, len(explained.reasons), explained.what_if) == (near(0.2), 1, ())


def test_a_place_kept_for_one_may_be_given_up():
    targets = [target("sex", "f", 0, 4), target("sex", "m", 1, 4, least_flex=1)]
    asked = replace(women_and_men(10, 1, seats=4, most_women=4), targets=tuple(targets))

    assert explain(asked, "f3").what_if == (WhatIf("sex", "m", "min", 0, near(4 / 11)),)
