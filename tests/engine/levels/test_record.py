"""The record refuses what cannot be true, whoever builds it."""

import pytest

from cyfran.engine.errors import EngineError
from cyfran.engine.levels.record import LARGEST_COUNT, Answers, CarerRight, Progress, Record, Stage, StageRecord, StageState, Told


def test_what_is_left_out_of_a_record_counts_as_not_done():
    record = Record()

    assert record == Record(
        told=Told(before_decision=Progress.NO, form_reaches=Progress.NO),
        question_open=False,
        stages=(),
        answers=Answers(due=0, given=0, in_time=0),
        evaluated_by_carers=Progress.NO,
        only_instructed=False,
        imposed_without_reason=False,
    )


def test_what_is_left_out_of_a_stage_counts_as_not_done():
    entry = StageRecord(Stage.IDEA)

    assert entry == StageRecord(
        stage=Stage.IDEA,
        state=StageState.SKIPPED,
        carers=0,
        carer_members=0,
        carer_right=CarerRight.NOT_STATED,
        asked=False,
        options_open=False,
        assistance_offered=False,
        contributions=0,
    )


@pytest.mark.parametrize("name", ["carers", "carer_members", "contributions"])
def test_a_stage_refuses_a_negative_count_by_name(name):
    with pytest.raises(EngineError) as caught:
        StageRecord(Stage.DESIGN, **{name: -1})

    assert caught.value == EngineError("negative_count", key=f"stages.design.{name}")


@pytest.mark.parametrize("name", ["carers", "carer_members", "contributions"])
def test_a_stage_refuses_a_count_that_other_programs_would_misread(name):
    StageRecord(Stage.DESIGN, **{name: LARGEST_COUNT})

    with pytest.raises(EngineError) as caught:
        StageRecord(Stage.DESIGN, **{name: LARGEST_COUNT + 1})

    assert caught.value == EngineError("count_too_large", key=f"stages.design.{name}", most=LARGEST_COUNT)


def test_a_stage_may_have_more_members_than_carers_on_record():
    entry = StageRecord(Stage.DESIGN, carers=1, carer_members=2)

    assert (entry.carers, entry.carer_members) == (1, 2)


@pytest.mark.parametrize("name", ["due", "given", "in_time"])
def test_answers_refuse_a_negative_count_by_name(name):
    with pytest.raises(EngineError) as caught:
        Answers(**{name: -1})

    assert caught.value == EngineError("negative_count", key=f"answers.{name}")


@pytest.mark.parametrize(("due", "given", "in_time"), [(1, 2, 0), (2, 1, 2), (0, 1, 1), (3, 0, 1)])
def test_answers_refuse_more_in_time_than_given_or_more_given_than_due(due, given, in_time):
    with pytest.raises(EngineError) as caught:
        Answers(due=due, given=given, in_time=in_time)

    assert caught.value == EngineError("answers_out_of_order", due=due, given=given, in_time=in_time)


@pytest.mark.parametrize(("due", "given", "in_time"), [(0, 0, 0), (2, 2, 2), (3, 2, 1), (3, 0, 0)])
def test_answers_take_what_is_in_order(due, given, in_time):
    assert Answers(due=due, given=given, in_time=in_time).due == due


def test_a_record_refuses_a_stage_given_twice_by_name():
    with pytest.raises(EngineError) as caught:
        Record(stages=(StageRecord(Stage.IDEA), StageRecord(Stage.DESIGN), StageRecord(Stage.IDEA, carers=2)))

    assert caught.value == EngineError("stage_given_twice", stage="idea")
