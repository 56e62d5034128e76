"""The fairest chances that targets leave room for."""

from random import Random

import numpy as np
import pytest

from cyfran.engine.errors import EngineError
from cyfran.engine.selection.ideals import ideal_of
from cyfran.engine.selection.problem import DEFAULT_LOAD_BANDS, Fairness, Rules
from cyfran.engine.selection.programme import Programme
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


def few_seats_for_many():
    """Four seats for ten of "low", four of "both", "high" and "none"; of x of "low", x are "high", 2 - x "both" and "none"."""
    pool = [
        person(f"{name}{index}", one=("no", "yes")[name in ("low", "both")], two=("no", "yes")[name in ("high", "both")])
        for name, number in (("low", 10), ("both", 4), ("high", 4), ("none", 4))
        for index in range(number)
    ]
    targets = [target(feature, *ends) for feature in ("one", "two") for ends in (("yes", 2, 2), ("no", 0, 9))]
    return problem(pool, targets, 4)


@pytest.fixture
def solved(monkeypatch):
    """Count how often a programme is solved; from `given_up_at` on, nothing is found."""

    class Solved:
        times, given_up_at = 0, 10**9

    solve = Programme.solve

    def counted(programme):
        Solved.times += 1
        return solve(programme) if Solved.times < Solved.given_up_at else None

    monkeypatch.setattr(Programme, "solve", counted)
    return Solved


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


@pytest.mark.parametrize(
    ("fairness", "low"),
    [
        # The least chance, x / 10 or (2 - x) / 4, is largest where the two are equal.
        (Fairness.LEXIMIN, 10 / 7),
        (Fairness.MAXIMIN, 10 / 7),
        # 14 log x + 8 log(2 - x) is largest here,
        (Fairness.NASH, 14 / 11),
        # and here (x / 4) / (4 / 22) + (4 / 22) / (x / 10) is smallest.
        (Fairness.GOLDILOCKS, 640**0.5 / 22),
    ],
)
def test_each_fairness_is_what_is_found_by_hand(fairness, low, solved):
    found = chances(few_seats_for_many(), fairness)

    by_hand = {"low": low / 10, "both": (2 - low) / 4, "high": low / 4, "none": (2 - low) / 4}
    assert found == {each: pytest.approx(by_hand[each.rstrip("0123456789")], abs=5e-5) for each in found}
    assert solved.times <= 20


def test_leximin_tells_who_is_held_back_by_what():
    space = space_of(few_seats_for_many())

    steps = ideal_of(space, Fairness.LEXIMIN).steps

    names = [units[0][0].rstrip("0123456789") for units in space.units()]
    # Rows: seats, no and yes of "one", no and yes of "two".
    assert [(pytest.approx(step.level, abs=1e-8), {names[kind] for kind in step.kinds}) for step in steps] == [
        (1 / 7, {"low", "none"}),
        (1 / 7, {"both"}),
        (5 / 14, {"high"}),
    ]
    assert steps[0].prices == pytest.approx([1 / 14, 0, 0, 0, -1 / 14])


def test_all_who_are_certain_are_settled_in_one_step():
    space = space_of(problem([person("a", area="a"), person("b", area="b")], [target("area", each, 0, 1) for each in "ab"], 2))

    steps = ideal_of(space, Fairness.LEXIMIN).steps

    assert [(step.level, step.kinds) for step in steps] == [(1.0, (0, 1))]


def test_where_many_steps_add_their_roundings_up_leximin_still_comes_to_its_end():
    random = Random(9561)
    pool = [
        person(f"p{index}", households=[str(index % 22)], **{feature: str(int(4 * random.random() ** 2)) for feature in "abcd"})
        for index in range(30)
    ]
    shares = [
        (feature, value, sum(value in each.values[feature] for each in pool[:12])) for feature in "abcd" for value in "0123"
    ]
    space = space_of(problem(pool, [target(feature, value, have, have) for feature, value, have in shares], 12))

    ideal = ideal_of(space, Fairness.LEXIMIN)

    sums, levels = space.table.over_columns(ideal.numbers), [step.level for step in ideal.steps]
    assert ((sums >= space.least - 1e-6) & (sums <= space.most + 1e-6)).all()
    assert levels == pytest.approx(sorted(levels), abs=1e-7)
    assert sorted(kind for step in ideal.steps for kind in step.kinds) == list(range(space.kinds))


@pytest.mark.parametrize("fairness", list(Fairness))
def test_half_the_weight_is_half_the_chance(fairness):
    pool = [person("a", hours_asked=0), person("b", hours_asked=4), person("c", hours_asked=10), person("d", hours_asked=20)]

    found = chances(problem(pool, [], 1, rules=Rules(load_bands=DEFAULT_LOAD_BANDS)), fairness)

    assert found == pytest.approx({"a": 4 / 7, "b": 2 / 7, "c": 1 / 7}, abs=1e-4)


@pytest.mark.parametrize("fairness", list(Fairness))
def test_two_who_come_together_count_as_two(fairness):
    pool = [person("a", together="ab"), person("b", together="ab"), person("c"), person("d")]

    assert chances(problem(pool, [], 2), fairness) == pytest.approx(dict.fromkeys("abcd", 0.5), abs=1e-4)


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


@pytest.mark.parametrize("fairness", list(Fairness))
def test_people_whom_the_targets_shut_out_have_no_chance_and_do_not_count_as_the_least(fairness):
    pool = [person("a", sex="f"), person("b", sex="m"), person("c", sex="m")]
    space = space_of(problem(pool, [target("sex", "f", 0, 0), target("sex", "m", 0, 2)], 1))

    ideal = ideal_of(space, fairness)

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


@pytest.mark.parametrize(
    ("fairness", "times"), [(Fairness.LEXIMIN, 1), (Fairness.MAXIMIN, 1), (Fairness.NASH, 2), (Fairness.GOLDILOCKS, 3)]
)
def test_when_time_is_up_the_least_chance_is_still_the_largest(fairness, times, solved):
    space = space_of(from_files("syn_200_12_6"))

    ideal = ideal_of(space, fairness, lambda: True)

    sums = space.table.over_columns(ideal.numbers)
    assert [step.kinds for step in ideal.steps] == [tuple(range(space.kinds))]
    assert ideal.steps[0].level == pytest.approx(EXPECTED["syn_200_12_6"]["maximin_optimum"], abs=1e-6)
    assert ((sums >= space.least - 1e-6) & (sums <= space.most + 1e-6)).all()
    assert solved.times == times


@pytest.mark.parametrize("fairness", list(Fairness))
def test_where_the_solver_finds_nothing_that_there_is_it_gave_up(fairness, solved):
    solved.given_up_at = 2

    with pytest.raises(EngineError) as refused:
        ideal_of(space_of(few_seats_for_many()), fairness)

    assert refused.value == EngineError("solver_gave_up")
