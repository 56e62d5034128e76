"""The fairest chances that targets leave room for."""

import numpy as np
import pytest

from cyfran.engine.selection.ideals import Fairness, ideal_of
from cyfran.engine.selection.problem import DEFAULT_LOAD_BANDS, Rules
from cyfran.engine.selection.space import space_of
from tests.engine.selection.making import EXPECTED, alike, from_files, person, problem, target


def chances(asked, fairness=Fairness.LEXIMIN, **given):
    """Everybody's ideal chance by id, to nine places."""
    space = space_of(asked)
    numbers = ideal_of(space, fairness, **given).numbers
    return {
        each: round(float(number / copies), 9)
        for units, number, copies in zip(space.units(), numbers, space.copies, strict=True)
        for unit in units
        for each in unit
    }


def women_and_men(women, men, *, seats, for_men):
    pool = [person(f"f{index}", sex="f") for index in range(women)] + [person(f"m{index}", sex="m") for index in range(men)]
    return problem(pool, [target("sex", "f", 0, seats), target("sex", "m", for_men, seats)], seats)


@pytest.mark.parametrize("fairness", list(Fairness))
def test_who_is_alike_has_the_same_chance(fairness):
    assert chances(problem(alike(8), [], 2), fairness) == {f"a{index}": 0.25 for index in range(1, 9)}


@pytest.mark.parametrize("fairness", list(Fairness))
def test_a_kept_place_raises_the_chance_of_those_it_is_kept_for(fairness):
    found = chances(women_and_men(8, 2, seats=4, for_men=2), fairness)

    assert found == {f"f{index}": 0.25 for index in range(8)} | {"m0": 1.0, "m1": 1.0}


@pytest.mark.parametrize("fairness", list(Fairness))
def test_everybody_is_certain_where_there_are_seats_for_all(fairness):
    assert set(chances(women_and_men(2, 2, seats=4, for_men=1), fairness).values()) == {1.0}


def test_leximin_goes_on_after_the_least_chance():
    pool = [person(f"{area}{index}", area=area) for area, number in (("a", 8), ("b", 4), ("c", 4)) for index in range(number)]
    asked = problem(pool, [target("area", "a", 1, 1), target("area", "b", 0, 9), target("area", "c", 0, 9)], 5)

    space = space_of(asked)
    steps = ideal_of(space, Fairness.LEXIMIN).steps

    assert [round(step.level, 9) for step in steps] == [0.125, 0.5]
    assert set(chances(asked).values()) == {0.125, 0.5}


def test_half_the_weight_is_half_the_chance():
    pool = [person("a", hours_asked=0), person("b", hours_asked=4), person("c", hours_asked=10), person("d", hours_asked=20)]

    found = chances(problem(pool, [], 1, rules=Rules(load_bands=DEFAULT_LOAD_BANDS)))

    assert found == {"a": round(4 / 7, 9), "b": round(2 / 7, 9), "c": round(1 / 7, 9)}


def test_who_is_full_leaves_the_rest_to_others_of_less_weight():
    pool = [person("a"), person("b"), person("c", hours_asked=4)]

    found = chances(problem(pool, [], 3, rules=Rules(load_bands=DEFAULT_LOAD_BANDS)))

    assert found == {"a": 1.0, "b": 1.0, "c": 1.0}


@pytest.mark.parametrize(
    ("name", "least"), [(name, known["maximin_optimum"]) for name, known in EXPECTED.items() if known["feasible"]]
)
def test_the_least_chance_is_the_known_optimum(name, least):
    space = space_of(from_files(name))

    assert ideal_of(space, Fairness.MAXIMIN).least(space) == pytest.approx(least, abs=1e-6)


def test_where_targets_cannot_be_met_there_is_no_ideal():
    assert ideal_of(space_of(women_and_men(8, 1, seats=4, for_men=2)), Fairness.LEXIMIN) is None


def test_people_whom_the_targets_shut_out_have_no_chance_and_do_not_count_as_the_least():
    pool = [person("a", sex="f"), person("b", sex="m"), person("c", sex="m")]
    space = space_of(problem(pool, [target("sex", "f", 0, 0), target("sex", "m", 0, 2)], 1))

    ideal = ideal_of(space, Fairness.LEXIMIN)

    assert sorted((ideal.numbers / space.copies).round(9).tolist()) == [0.0, 0.5]
    assert ideal.least(space) == pytest.approx(0.5)


def test_nash_makes_the_product_of_chances_as_large_as_it_can_be():
    asked = from_files("syn_200_12_6")
    space = space_of(asked)

    def product(fairness):
        numbers = ideal_of(space, fairness).numbers
        return float(space.copies @ np.log(numbers / space.copies))

    best = product(Fairness.NASH)
    assert best > product(Fairness.LEXIMIN) + 1e-3
    assert best > product(Fairness.GOLDILOCKS)


def test_goldilocks_keeps_highest_and_least_nearer_to_the_equal_chance():
    space = space_of(from_files("syn_200_12_6"))

    def spread(fairness):
        found, equal = ideal_of(space, fairness).numbers / space.copies, 12 / 200
        return found.max() / equal + equal / found.min()

    best = spread(Fairness.GOLDILOCKS)
    assert best < spread(Fairness.LEXIMIN) - 1e-3
    assert best < spread(Fairness.NASH)


@pytest.mark.parametrize("fairness", [Fairness.NASH, Fairness.GOLDILOCKS])
def test_ideals_keep_every_target(fairness):
    space = space_of(from_files("syn_200_30_5"))

    sums = space.table.over_columns(ideal_of(space, fairness).numbers)

    assert (sums >= space.least - 1e-6).all()
    assert (sums <= space.most + 1e-6).all()


@pytest.mark.parametrize("fairness", list(Fairness))
def test_when_time_is_up_the_least_chance_is_still_the_largest(fairness):
    space = space_of(from_files("syn_200_12_6"))

    ideal = ideal_of(space, fairness, lambda: True)

    sums = space.table.over_columns(ideal.numbers)
    assert len(ideal.steps) == 1
    assert ideal.steps[0].level == pytest.approx(EXPECTED["syn_200_12_6"]["maximin_optimum"], abs=1e-6)
    assert ((sums >= space.least - 1e-6) & (sums <= space.most + 1e-6)).all()
