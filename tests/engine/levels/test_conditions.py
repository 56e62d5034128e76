"""Each of the twelve conditions: when it is met, when not, and the facts that say why."""

import pytest

from cyfran.engine.levels.conditions import (
    CONDITIONS,
    Answer,
    all_answered,
    answers_in_time,
    asked_before_decision,
    asked_twice,
    asked_while_open,
    assistance_offered,
    evaluated_by_carers,
    in_every_stage,
    members_in_design,
    question_open,
    rights_in_decision,
    told_before_decision,
)
from cyfran.engine.levels.record import Answers, CarerRight, Progress, Record, Stage, StageState, Told
from tests.engine.levels.records import a_full_record, a_full_stage, with_stage

DONE, PLANNED, NO = Progress.DONE, Progress.PLANNED, Progress.NO


@pytest.mark.parametrize(
    ("question", "code"), [(question, code) for questions in CONDITIONS.values() for code, question in questions.items()]
)
def test_every_condition_is_met_by_a_full_record_and_by_no_empty_one(question, code):
    assert question(a_full_record()).met is True
    assert question(Record()).met is False
    assert question.__name__ == code


@pytest.mark.parametrize(
    ("before_decision", "form_reaches", "missing"),
    [
        (DONE, DONE, ()),
        (DONE, NO, ("form_reaches",)),
        (NO, DONE, ("before_decision",)),
        (PLANNED, PLANNED, ("before_decision", "form_reaches")),
    ],
)
def test_told_before_decision_needs_both_halves_done(before_decision, form_reaches, missing):
    record = Record(told=Told(before_decision, form_reaches))

    assert told_before_decision(record) == Answer(not missing, {"missing": missing})


@pytest.mark.parametrize("stage", [Stage.IDEA, Stage.PRIORITIES, Stage.DESIGN, Stage.DECISION])
def test_asked_before_decision_is_met_by_one_stage_up_to_the_decision(stage):
    record = Record(stages=(a_full_stage(stage),))

    assert asked_before_decision(record) == Answer(True, {"have": 1, "need": 1, "stages": (stage.value,)})


@pytest.mark.parametrize("stage", [Stage.DELIVERY, Stage.EVALUATION])
def test_asked_before_decision_is_not_met_by_a_stage_after_the_decision(stage):
    record = Record(stages=(a_full_stage(stage),))

    assert asked_before_decision(record) == Answer(False, {"have": 0, "need": 1, "stages": ()})


@pytest.mark.parametrize(
    "change",
    [{"asked": False}, {"contributions": 0}, {"state": StageState.PLANNED}, {"state": StageState.SKIPPED}],
)
def test_asked_means_done_asked_and_something_said(change):
    record = Record(stages=(a_full_stage(Stage.IDEA, **change), a_full_stage(Stage.DESIGN, **change)))

    assert asked_before_decision(record).met is False
    assert asked_twice(record).met is False
    assert asked_while_open(record).met is False


def test_asked_twice_is_not_met_by_one_stage_however_much_was_said():
    record = Record(stages=(a_full_stage(Stage.IDEA, contributions=50), a_full_stage(Stage.DESIGN, contributions=0)))

    assert asked_twice(record) == Answer(False, {"have": 1, "need": 2, "stages": ("idea",)})


def test_asked_twice_counts_stages_after_the_decision_too_and_lists_them_in_order():
    record = Record(stages=(a_full_stage(Stage.DELIVERY), a_full_stage(Stage.IDEA)))

    assert asked_twice(record) == Answer(True, {"have": 2, "need": 2, "stages": ("idea", "delivery")})


def test_asked_while_open_needs_one_stage_that_was_asked_and_open():
    record = Record(stages=(a_full_stage(Stage.IDEA, options_open=False), a_full_stage(Stage.DESIGN)))

    assert asked_while_open(record) == Answer(True, {"have": 1, "need": 1, "stages": ("design",)})


def test_asked_while_open_is_not_met_where_the_open_stage_was_not_asked():
    record = Record(stages=(a_full_stage(Stage.IDEA, options_open=False), a_full_stage(Stage.DESIGN, asked=False)))

    assert asked_while_open(record) == Answer(False, {"have": 0, "need": 1, "stages": ()})


def test_assistance_offered_names_the_asked_stages_without_it():
    record = with_stage(a_full_record(), Stage.DELIVERY, assistance_offered=False)

    answer = assistance_offered(record)

    every_stage = ("idea", "priorities", "design", "decision", "delivery", "evaluation")
    assert answer == Answer(False, {"stages": every_stage, "missing": ("delivery",)})


@pytest.mark.parametrize("contributions", [0, 1, 9])
def test_assistance_offered_counts_a_stage_whether_or_not_anything_was_said(contributions):
    silent = a_full_stage(Stage.DESIGN, assistance_offered=False, contributions=contributions)
    record = Record(stages=(a_full_stage(Stage.IDEA), silent))

    assert assistance_offered(record) == Answer(False, {"stages": ("idea", "design"), "missing": ("design",)})


def test_assistance_offered_asks_nothing_of_stages_where_nobody_was_asked():
    not_asked = a_full_stage(Stage.DESIGN, asked=False, assistance_offered=False)
    record = Record(stages=(a_full_stage(Stage.IDEA), not_asked))

    assert assistance_offered(record) == Answer(True, {"stages": ("idea",), "missing": ()})


def test_assistance_offered_is_not_met_where_nobody_was_ever_asked():
    record = Record(stages=(a_full_stage(Stage.IDEA, asked=False),))

    assert assistance_offered(record) == Answer(False, {"stages": (), "missing": ()})


@pytest.mark.parametrize(
    ("due", "in_time", "need", "met"),
    [
        (0, 0, 0, False),
        (1, 0, 1, False),
        (1, 1, 1, True),
        (10, 8, 9, False),
        (10, 9, 9, True),
        (11, 9, 10, False),
        (11, 10, 10, True),
        (40, 35, 36, False),
        (40, 36, 36, True),
        # Floating point would take 0.9 of these for more or less than they are.
        (10**15, 9 * 10**14 - 1, 9 * 10**14, False),
        (10**15, 9 * 10**14, 9 * 10**14, True),
    ],
)
def test_answers_in_time_needs_nine_in_ten_of_those_due(due, in_time, need, met):
    record = Record(answers=Answers(due=due, given=due, in_time=in_time))

    assert answers_in_time(record) == Answer(met, {"have": in_time, "need": need, "due": due, "percent": 90})


@pytest.mark.parametrize(
    ("due", "given", "met"),
    [(0, 0, False), (1, 0, False), (1, 1, True), (40, 39, False), (40, 40, True)],
)
def test_all_answered_needs_every_answer_due_and_at_least_one(due, given, met):
    record = Record(answers=Answers(due=due, given=given))

    assert all_answered(record) == Answer(met, {"have": given, "need": due})


QUESTION_AND_STAGE = [(members_in_design, Stage.DESIGN), (rights_in_decision, Stage.DECISION)]


@pytest.mark.parametrize(("question", "stage"), QUESTION_AND_STAGE)
@pytest.mark.parametrize(
    ("right", "met"),
    [
        (CarerRight.NOT_STATED, False),
        (CarerRight.INFORM, False),
        (CarerRight.ADVISE, False),
        (CarerRight.AGREE_JOINTLY, True),
        (CarerRight.DECIDE, True),
        (CarerRight.VETO, True),
    ],
)
def test_members_have_a_say_when_they_agree_jointly_decide_or_veto(question, stage, right, met):
    record = with_stage(a_full_record(), stage, carer_right=right)

    assert question(record) == Answer(met, {"have": 2, "need": 2, "right": right.value})


@pytest.mark.parametrize(("question", "stage"), QUESTION_AND_STAGE)
@pytest.mark.parametrize(("members", "met"), [(0, False), (1, False), (2, True), (3, True)])
def test_two_members_are_needed_and_other_carers_do_not_count(question, stage, members, met):
    record = with_stage(a_full_record(), stage, carers=9, carer_members=members)

    assert question(record) == Answer(met, {"have": members, "need": 2, "right": "agree_jointly"})


@pytest.mark.parametrize(("question", "stage"), QUESTION_AND_STAGE)
@pytest.mark.parametrize("state", [StageState.PLANNED, StageState.SKIPPED])
def test_nobody_has_a_say_in_a_stage_that_did_not_happen(question, stage, state):
    record = with_stage(a_full_record(), stage, state=state)

    assert question(record) == Answer(False, {"have": 0, "need": 2, "right": "not_stated"})


@pytest.mark.parametrize("value", [True, False])
def test_question_open_is_as_recorded(value):
    assert question_open(Record(question_open=value)) == Answer(value, {})


def test_in_every_stage_names_the_stages_without_carers_in_order():
    record = with_stage(a_full_record(), Stage.DELIVERY, carers=0, carer_members=0)
    record = with_stage(record, Stage.DESIGN, carers=0, carer_members=0)

    assert in_every_stage(record) == Answer(False, {"missing": ("design", "delivery"), "from_the_start": True})


@pytest.mark.parametrize(("carers", "carer_members", "met"), [(0, 0, False), (1, 0, True), (0, 1, True), (1, 1, True)])
def test_in_every_stage_takes_members_for_the_carers_they_are(carers, carer_members, met):
    record = with_stage(a_full_record(), Stage.DESIGN, carers=carers, carer_members=carer_members)

    assert in_every_stage(record).met is met


@pytest.mark.parametrize("stage", [Stage.IDEA, Stage.PRIORITIES])
def test_in_every_stage_is_met_from_either_of_the_first_two_stages(stage):
    record = Record(stages=(a_full_stage(stage),))

    assert in_every_stage(record) == Answer(True, {"missing": (), "from_the_start": True})


def test_in_every_stage_is_not_met_where_carers_came_in_at_the_design():
    record = Record(stages=(a_full_stage(Stage.DESIGN), a_full_stage(Stage.DECISION)))

    assert in_every_stage(record) == Answer(False, {"missing": (), "from_the_start": False})


@pytest.mark.parametrize("state", [StageState.PLANNED, StageState.SKIPPED])
def test_in_every_stage_leaves_out_what_did_not_happen(state):
    empty = a_full_stage(Stage.DELIVERY, state=state, carers=0, carer_members=0)
    record = Record(stages=(a_full_stage(Stage.IDEA), empty))

    assert in_every_stage(record) == Answer(True, {"missing": (), "from_the_start": True})


@pytest.mark.parametrize(("progress", "met"), [(DONE, True), (PLANNED, False), (NO, False)])
def test_evaluated_by_carers_needs_it_done(progress, met):
    record = Record(evaluated_by_carers=progress)

    assert evaluated_by_carers(record) == Answer(met, {"state": progress.value})
