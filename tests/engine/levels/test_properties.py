"""What must hold of every record, not only of examples."""

import random
from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from cyfran.engine.levels.conditions import CONDITIONS
from cyfran.engine.levels.finding import find_level, what_would_raise
from cyfran.engine.levels.ladder import Level
from cyfran.engine.levels.record import Answers, CarerRight, Stage, StageState
from tests.engine.levels.records import any_record

RIGHTS = list(CarerRight)


def raise_count(draw, entry, name):
    return replace(entry, **{name: getattr(entry, name) + draw(st.integers(min_value=1, max_value=3))})


def raise_right(draw, entry):
    stronger = RIGHTS[RIGHTS.index(entry.carer_right) :]
    return replace(entry, carer_right=draw(st.sampled_from(stronger)))


def raise_answers(draw, answers):
    given_now = draw(st.integers(min_value=answers.given, max_value=answers.due))
    in_time = draw(st.integers(min_value=answers.in_time, max_value=given_now))
    return Answers(due=answers.due, given=given_now, in_time=in_time)


@st.composite
def record_and_one_with_more(draw):
    """A record, and the same with a count, a right or the answers raised, in a stage of any state."""
    record = draw(any_record())
    what = draw(st.sampled_from(["carers", "carer_members", "contributions", "carer_right", "answers"]))
    if what == "answers":
        return record, replace(record, answers=raise_answers(draw, record.answers))
    assume(record.stages)
    place = draw(st.integers(min_value=0, max_value=len(record.stages) - 1))
    entry = record.stages[place]
    raised = raise_right(draw, entry) if what == "carer_right" else raise_count(draw, entry, what)
    return record, replace(record, stages=(*record.stages[:place], raised, *record.stages[place + 1 :]))


@given(pair=record_and_one_with_more())
def test_more_carers_rights_words_or_answers_never_lower_a_level(pair):
    before, after = (find_level(record) for record in pair)

    assert after.level >= before.level
    assert after.planned_level >= before.planned_level


@given(pair=record_and_one_with_more())
def test_more_carers_rights_words_or_answers_never_turn_a_condition_to_unmet(pair):
    before, after = (find_level(record) for record in pair)

    for was, now in zip(before.conditions, after.conditions, strict=True):
        assert now.met >= was.met
        assert now.planned >= was.planned


@given(record=any_record())
def test_the_same_record_gives_the_same_finding(record):
    assert find_level(record) == find_level(replace(record))


@given(record=any_record(), seed=st.integers())
def test_the_order_of_the_stages_is_irrelevant(record, seed):
    stages = list(record.stages)
    random.Random(seed).shuffle(stages)

    assert find_level(replace(record, stages=tuple(stages))) == find_level(record)


@given(record=any_record())
def test_a_plan_that_includes_carers_never_lowers_the_level(record):
    planned = [entry for entry in record.stages if entry.state is StageState.PLANNED]
    assume(all(entry.carers or entry.carer_members for entry in planned))
    assume(all(entry.assistance_offered for entry in planned if entry.asked))

    finding = find_level(record)

    assert finding.planned_level >= finding.level
    assert all(condition.planned >= condition.met for condition in finding.conditions)


@given(record=any_record())
def test_without_a_plan_both_levels_are_the_same(record):
    done = replace(record, stages=tuple(entry for entry in record.stages if entry.state is not StageState.PLANNED))
    assume("planned" not in {done.told.before_decision, done.told.form_reaches, done.evaluated_by_carers})

    finding = find_level(done)

    assert finding.planned_level is finding.level
    assert all(condition.planned is condition.met for condition in finding.conditions)


@given(record=any_record())
def test_a_level_is_reached_exactly_when_its_conditions_and_all_lower_ones_are_met(record):
    finding = find_level(record)

    for level in CONDITIONS:
        up_to_here = [condition for condition in finding.conditions if condition.level <= level]
        assert (finding.level >= level) == all(condition.met for condition in up_to_here)
        assert (finding.planned_level >= level) == all(condition.planned for condition in up_to_here)


@given(record=any_record())
def test_below_informing_both_levels_follow_the_two_marks_alone(record):
    bottom = (
        Level.COERCION if record.imposed_without_reason else Level.EDUCATING if record.only_instructed else Level.NONE_RECORDED
    )
    finding = find_level(record)

    assert {level for level in (finding.level, finding.planned_level) if level < Level.INFORMING} <= {bottom}


@given(record=any_record())
def test_no_carers_at_the_start_is_never_co_production(record):
    start = (Stage.IDEA, Stage.PRIORITIES)
    stages = tuple(replace(entry, carers=0, carer_members=0) if entry.stage in start else entry for entry in record.stages)

    finding = find_level(replace(record, stages=stages))

    assert finding.level < Level.CO_PRODUCTION
    assert finding.planned_level < Level.CO_PRODUCTION


@given(record=any_record())
def test_something_would_raise_every_level_but_the_highest(record):
    finding = find_level(record)
    needed = what_would_raise(finding)

    assert bool(needed) == (finding.level is not Level.CO_PRODUCTION)
    assert all(not condition.met and condition.level > finding.level for condition in needed)
    assert len({condition.level for condition in needed}) <= 1
