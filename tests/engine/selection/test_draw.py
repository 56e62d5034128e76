"""Draws: the lottery first, then one panel of it."""

import json
import os
import random
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from cyfran.engine.errors import EngineError
from cyfran.engine.selection import draw as draws
from cyfran.engine.selection.digests import inputs_digest, lottery_digest, panel_number, point_of
from cyfran.engine.selection.draw import Draw, draw, prepare
from cyfran.engine.selection.problem import DEFAULT_LOAD_BANDS, Fairness, Rules
from cyfran.engine.selection.public import public_lottery
from cyfran.engine.selection.renewal import Seat, who_leaves
from cyfran.engine.selection.reserves import reserves_for
from tests.engine.selection.making import (
    EXPECTED,
    alike,
    every_panel,
    fairest_chances,
    from_files,
    keeps_every_rule,
    person,
    problem,
    problems,
    target,
)

FEASIBLE = [name for name, known in EXPECTED.items() if known["feasible"]]
RULES = {"load": "hours_asked_12m", "households": ("address", "postcode"), "keep_apart": "co_carer_of"}

any_problem = settings(max_examples=200, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def prepared_or_none(asked, **given):
    try:
        return prepare(asked, **given)
    except EngineError as error:
        if error != EngineError("targets_cannot_be_met"):
            raise
        return None


def chances_of(panels):
    chances = Counter()
    for panel in panels:
        for each in panel.people:
            chances[each] += panel.share
    return chances


# --- What is known of our own pools --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FEASIBLE)
def test_leximin_is_the_known_one(name):
    known = EXPECTED[name]

    prepared = prepare(from_files(name))

    rising = sorted(prepared.chances.values())
    assert prepared.optimal
    assert prepared.min_chance == pytest.approx(known["maximin_optimum"], abs=2e-6)
    assert prepared.bound == pytest.approx(known["maximin_optimum"], abs=1e-6)
    assert rising[-1] == pytest.approx(known["leximin_max"], abs=1e-4)
    assert prepared.gini == pytest.approx(known["leximin_gini"], abs=1e-4)
    assert prepared.geometric_mean == pytest.approx(known["leximin_geometric_mean_of_possible"], abs=1e-5)
    assert rising.count(0.0) == known["people_with_no_chance"]


@pytest.mark.parametrize("name", FEASIBLE)
def test_maximin_reaches_the_known_optimum(name):
    prepared = prepare(from_files(name), fairness=Fairness.MAXIMIN)

    assert prepared.min_chance == pytest.approx(EXPECTED[name]["maximin_optimum"], abs=1e-5)
    assert prepared.gap <= 1e-5
    assert prepared.optimal


def test_a_pool_whose_targets_cannot_be_met_is_refused():
    with pytest.raises(EngineError) as refused:
        prepare(from_files("syn_200_30_5_infeas"))

    assert refused.value == EngineError("targets_cannot_be_met")


def test_ten_thousand_draws_agree_with_the_stated_chances():
    prepared, draws_made = prepare(from_files("syn_200_12_6")), 10_000
    shares = Counter()
    for panel in prepared.lottery.panels():
        shares[panel.people] += panel.share

    drawn = Counter(draw(prepared, seed=str(seed)).panel for seed in range(draws_made))

    often = [panel for panel, share in shares.items() if share * draws_made >= 5]
    squares = sum((drawn[panel] - draws_made * shares[panel]) ** 2 / (draws_made * shares[panel]) for panel in often)
    assert set(drawn) <= set(shares)
    # A sum of so many squares lies this far from their number less than once in ten thousand times.
    assert abs(squares - len(often)) < 4 * (2 * len(often)) ** 0.5
    times = Counter(each for panel, number in drawn.items() for each in panel for _ in range(number))
    for each, chance in prepared.chances.items():
        assert abs(times[each] - draws_made * chance) < 4.5 * (draws_made * chance * (1 - chance)) ** 0.5 + 1e-9


def test_ten_thousand_draws_never_choose_who_has_no_chance():
    prepared = prepare(from_files("replace_200_30_5", targets="categories_full.csv", seated="already_selected.csv"))

    times = Counter(each for seed in range(10_000) for each in draw(prepared, seed=str(seed)).panel)

    assert set(times) == {each for each, chance in prepared.chances.items() if chance}
    assert all(abs(times[each] - 10_000 * prepared.chances[each]) < 250 for each in times)


# --- Whatever is asked -----------------------------------------------------------------------------------------------


@any_problem
@given(asked=problems())
def test_leximin_is_what_trying_every_panel_finds(asked):
    panels = every_panel(asked)

    prepared = prepared_or_none(asked)

    assert (prepared is not None) == bool(panels)
    if prepared:
        assert prepared.chances == pytest.approx(fairest_chances(asked, panels), abs=1e-6)
        assert {each for each, chance in prepared.chances.items() if chance} == {each for panel in panels for each in panel}
        assert prepared.optimal


@any_problem
@given(asked=problems())
def test_every_named_panel_keeps_every_rule_and_the_chances_add_up(asked):
    prepared = prepared_or_none(asked)

    if prepared:
        named = prepared.lottery.panels()
        assert [panel.people for panel in named if not keeps_every_rule(asked, panel.people)] == []
        assert sum(panel.share for panel in named) == pytest.approx(1.0)
        assert dict.fromkeys(prepared.chances, 0.0) | chances_of(named) == pytest.approx(dict(prepared.chances), abs=1e-9)


@settings(any_problem, max_examples=40)
@given(asked=problems())
def test_every_fairness_keeps_every_rule_and_gives_everybody_a_chance_who_can_have_one(asked):
    possible = {each for panel in every_panel(asked) for each in panel}
    for fairness in Fairness:
        prepared = prepared_or_none(asked, fairness=fairness)
        if prepared:
            assert all(keeps_every_rule(asked, panel.people) for panel in prepared.lottery.panels())
            assert {each for each, chance in prepared.chances.items() if chance} == possible


@settings(any_problem, max_examples=60)
@given(asked=problems())
def test_the_order_of_rows_plays_no_part(asked):
    turned = replace(asked, pool=asked.pool[::-1], targets=asked.targets[::-1], seated=asked.seated[::-1])

    one, other = prepared_or_none(asked), prepared_or_none(turned)

    if one:
        assert one.lottery.panels() == other.lottery.panels()
        assert one.inputs_sha256 == other.inputs_sha256
        assert draw(one, seed="x", reserves=2) == replace(draw(other, seed="x", reserves=2), prepared=one)


@settings(any_problem, max_examples=60)
@given(asked=problems())
def test_what_people_are_called_plays_no_part(asked):
    names = {each.id: str(100 - number) for number, each in enumerate(asked.pool)}
    renamed = replace(asked, pool=tuple(replace(each, id=names[each.id]) for each in asked.pool))

    one, other = prepared_or_none(asked), prepared_or_none(renamed)

    assert (one is None) == (other is None)
    if one:
        assert other.chances == pytest.approx({names[each]: chance for each, chance in one.chances.items()}, abs=1e-6)


@settings(any_problem, max_examples=60)
@given(asked=problems())
def test_another_person_never_makes_a_draw_impossible(asked):
    more = replace(asked, pool=(*asked.pool, replace(asked.pool[0], id="one more", together="")))

    if prepared_or_none(asked):
        assert prepared_or_none(more) is not None


@settings(any_problem, max_examples=60)
@given(asked=problems())
def test_who_stands_in_keeps_every_rule(asked):
    prepared = prepared_or_none(asked)

    if prepared:
        drawn = draw(prepared, seed="x", reserves=4)
        for gap, people in drawn.reserves.for_gap.items():
            for each in people:
                assert keeps_every_rule(asked, [*(member for member in drawn.panel if member != gap), each])


@settings(any_problem, max_examples=40)
@given(asked=problems())
def test_a_lottery_made_without_ties_is_as_fair(asked):
    direct = prepared_or_none(asked)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(draws, "_MANY_KINDS", 0)
        patch.setattr(draws, "_TIMES_MORE", 0.0)
        parted = prepared_or_none(asked)

    if direct:
        assert parted.chances == pytest.approx(direct.chances, abs=3e-6)
        assert all(keeps_every_rule(asked, panel.people) for panel in parted.lottery.panels())


# --- Rules, each by itself -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fairness", list(Fairness))
def test_all_rules_at_once_hold_in_every_panel(fairness):
    asked = replace(from_files("syn_200_12_6", **RULES), rules=Rules(load_bands=DEFAULT_LOAD_BANDS))

    prepared = prepare(asked, fairness=fairness)

    assert all(keeps_every_rule(asked, panel.people) for panel in prepared.lottery.panels())
    assert {each.id for each in asked.pool if each.hours_asked > 12} == {
        each for each, reason in prepared.barred.items() if reason == "asked_too_much"
    }


def test_co_carers_are_chosen_both_or_neither():
    asked = from_files("syn_200_12_6", together="co_carer_of")

    prepared = prepare(asked)

    assert any(each.together for each in asked.pool)
    assert all(keeps_every_rule(asked, panel.people) for panel in prepared.lottery.panels())


def test_those_seated_may_fill_a_target():
    asked = problem(
        [person("f", sex="f"), person("m", sex="m")],
        [target("sex", "f", 1, 1), target("sex", "m", 0, 2)],
        2,
        seated=(person("s", sex="f"),),
    )

    assert prepare(asked).chances == {"f": 0.0, "m": 1.0}


def test_those_seated_may_overfill_a_target_so_that_nothing_is_possible():
    asked = problem(
        alike(2, sex="m"),
        [target("sex", "f", 0, 1), target("sex", "m", 0, 3)],
        3,
        seated=(person("s", sex="f"), person("r", sex="f")),
    )

    assert prepared_or_none(asked) is None


def test_no_budget_for_replacement_care_leaves_those_who_need_none():
    pool = [person("a", cover_hours=1), person("b"), person("c")]

    assert prepare(problem(pool, [], 1, rules=Rules(cover_hours=0))).chances == pytest.approx({"a": 0.0, "b": 0.5, "c": 0.5})


def test_who_is_barred_has_no_chance_and_the_rule_is_named():
    pool = [person("a", hours_asked=99), person("b"), person("c")]

    prepared = prepare(problem(pool, [], 1, rules=Rules(load_bands=DEFAULT_LOAD_BANDS)))

    assert prepared.chances == {"a": 0.0, "b": 0.5, "c": 0.5}
    assert prepared.barred == {"a": "asked_too_much"}


@pytest.mark.parametrize("number", [1, 2, 7])
def test_everybody_is_chosen_where_there_are_as_many_seats_as_people(number):
    prepared = prepare(problem(alike(number), [], number))

    assert set(prepared.chances.values()) == {1.0}
    assert (prepared.gini, prepared.min_chance, prepared.geometric_mean) == (0.0, 1.0, 1.0)
    assert draw(prepared, seed="x").panel == tuple(sorted(prepared.chances))


def test_a_pool_of_whom_nobody_may_be_chosen_cannot_meet_anything():
    asked = problem([person("a", hours_asked=99)], [], 1, rules=Rules(load_bands=DEFAULT_LOAD_BANDS))

    assert prepared_or_none(asked) is None


@pytest.mark.parametrize("size", range(1, 5))
def test_chains_of_households_are_kept(size):
    pool = [person(f"p{index}", households=[f"h{index}", f"h{index + 1}"]) for index in range(7)]
    asked = problem(pool, [], size)

    assert prepare(asked).chances == pytest.approx(fairest_chances(asked, every_panel(asked)), abs=1e-6)


def test_replacement_keeps_the_whole_group_within_its_targets_in_every_draw():
    asked = from_files("replace_200_30_5", targets="categories_full.csv", seated="already_selected.csv")
    prepared = prepare(asked)

    for seed in range(300):
        panel = draw(prepared, seed=str(seed)).panel
        assert len(panel) == 5
        assert keeps_every_rule(asked, panel)


def test_renewal_keeps_the_whole_group_within_its_targets_in_every_draw():
    whole = from_files("syn_200_30_5")
    group = draw(prepare(whole), seed="first").panel
    leaving = {leaver.id for leaver in who_leaves([Seat(each) for each in group], Fraction(1, 3), seed="x")}
    staying = tuple(each for each in whole.pool if each.id in group and each.id not in leaving)
    asked = problem([each for each in whole.pool if each.id not in group], whole.targets, 30, seated=staying)

    prepared = prepare(asked)

    assert len(staying) == 20
    assert all(keeps_every_rule(asked, panel.people) for panel in prepared.lottery.panels())


# --- The same again --------------------------------------------------------------------------------------------------


def test_a_lottery_does_not_depend_on_ids_but_for_whose_turn_it_is():
    asked = from_files("syn_200_12_6")
    renamed = replace(asked, pool=tuple(replace(each, id=str(number)) for number, each in enumerate(asked.pool)))

    one, other = prepare(asked), prepare(renamed)

    assert [one.chances[each.id] for each in asked.pool] == [other.chances[each.id] for each in renamed.pool]
    assert one.kinds_lottery.panels.tolist() == other.kinds_lottery.panels.tolist()


IN_ANOTHER_PROCESS = """
import json, random
from dataclasses import replace
from fractions import Fraction
from cyfran.engine.selection.digests import inputs_digest, lottery_digest, point_of
from cyfran.engine.selection.draw import Draw, draw, prepare
from tests.engine.selection.making import from_files
asked = from_files("syn_200_12_6", load="hours_asked_12m", households=("address", "postcode"), keep_apart="co_carer_of")
pool = list(asked.pool)
random.shuffle(pool)
prepared = prepare(replace(asked, pool=tuple(pool)))
drawn = draw(prepared, seed="x", reserves=5)
panels = [[repr(panel.share), *panel.people] for panel in prepared.lottery.panels()]
print(json.dumps([panels, drawn.panel, drawn.reserves.people, [panel.people for panel in prepared.public_lottery()[1].panels]]))
"""


def test_another_process_with_other_hashes_and_another_order_makes_the_same_lottery_byte_for_byte():
    root = Path(__file__).parents[3]

    def told(hash_seed):
        env = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(root), "OPENBLAS_NUM_THREADS": "1"}
        done = subprocess.run([sys.executable, "-c", IN_ANOTHER_PROCESS], cwd=root, env=env, capture_output=True, check=True)
        return done.stdout

    first = told("1")

    assert json.loads(first)[0]
    assert told("2") == first


def test_preparing_and_drawing_leave_random_numbers_of_others_alone():
    random.seed(1)
    expected = random.random()
    random.seed(1)

    draw(prepare(from_files("syn_200_12_6")), seed="x", reserves=3)

    assert random.random() == expected


def test_another_seed_draws_another_panel_of_the_same_lottery():
    prepared = prepare(from_files("syn_200_12_6"))

    panels = {draw(prepared, seed=str(seed)).panel for seed in range(20)}

    assert len(panels) > 10
    assert panels <= {panel.people for panel in prepared.lottery.panels()}


def test_a_draw_from_the_public_lottery_names_its_number():
    prepared = prepare(from_files("syn_200_12_6"))
    same, public = prepared.public_lottery()

    drawn = draw(prepared, seed="beacon", public=public)

    assert same is prepared
    assert public == public_lottery(prepared.space, prepared.kinds_lottery, shuffled_by=prepared.inputs_sha256)
    assert drawn.number == panel_number("beacon", lottery_digest(public.panels), 1000)
    assert drawn.panel == public.panels[drawn.number - 1].people
    assert drawn.public == public


def test_a_draw_holds_all_that_it_was_made_of_and_that_came_of_it():
    prepared = prepare(problem(alike(12), [], 4))

    drawn = draw(prepared, seed="x", reserves=3)

    assert prepared.inputs_sha256 == inputs_digest(prepared.problem, Fairness.LEXIMIN)
    panel = prepared.lottery.at(point_of("x", prepared.inputs_sha256)).people
    order = f"{prepared.inputs_sha256}:x"
    assert drawn == Draw(
        prepared=prepared,
        seed="x",
        panel=panel,
        reserves=reserves_for(prepared.problem, prepared.space, panel, 3, seed=order),
        public=None,
        number=None,
        engine_version=1,
    )
    assert draw(prepared, seed="x").reserves.people == ()


# --- Time and what is told -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fairness", list(Fairness))
def test_when_time_is_up_the_gap_is_told(fairness):
    asked = from_files("syn_200_30_5")

    prepared = prepare(asked, fairness=fairness, time_is_up=lambda: True)

    assert all(keeps_every_rule(asked, panel.people) for panel in prepared.lottery.panels())
    assert prepared.min_chance == 0.0
    assert prepared.gap == prepared.bound > 0.05
    assert not prepared.optimal


def test_progress_is_told_while_the_lottery_is_made():
    told = []

    prepare(from_files("syn_200_12_6"), progress=told.append)

    assert 0 < told[0] < told[-1] <= 1


def test_inequality_is_over_the_whole_pool():
    pool = [person("a", sex="f"), person("b", sex="m"), person("c", sex="m")]

    prepared = prepare(problem(pool, [target("sex", "f", 1, 1), target("sex", "m", 0, 0)], 1))

    assert prepared.gini == pytest.approx(2 / 3)
    assert prepared.geometric_mean == 1.0
