"""The level so far, the level if the plan is kept, and what would raise it."""

import json

import pytest

from cyfran.engine.levels.finding import Condition, as_json, find_level, what_would_raise
from cyfran.engine.levels.ladder import Level
from cyfran.engine.levels.reader import read_record
from cyfran.engine.levels.record import Answers, CarerRight, Progress, Record, Stage, StageRecord, StageState, Told
from tests.engine.levels.records import a_full_record, a_full_stage, with_stage, without_stages

TOLD = Told(Progress.DONE, Progress.DONE)
LATE = Answers(due=10, given=2, in_time=1)

# Of the published method, with its finding in docs/methods/levels.md.
WORKED_EXAMPLE = {
    "told": {"before_decision": True, "form_reaches": True},
    "question_open": True,
    "stages": [
        {
            "stage": "idea",
            "state": "done",
            "carers": 3,
            "carer_members": 2,
            "carer_right": "advise",
            "asked": True,
            "options_open": True,
            "assistance_offered": True,
            "contributions": 5,
        }
    ],
    "answers": {"due": 40, "given": 40, "in_time": 37},
    "evaluated_by_carers": "done",
    "only_instructed": False,
    "imposed_without_reason": False,
}


def codes_unmet(finding):
    return {condition.code for condition in finding.conditions if not condition.met}


def codes_unplanned(finding):
    return {condition.code for condition in finding.conditions if not condition.planned}


def test_a_full_record_reaches_co_production():
    finding = find_level(a_full_record())

    assert finding.level is Level.CO_PRODUCTION
    assert finding.planned_level is Level.CO_PRODUCTION
    assert codes_unmet(finding) == set()
    assert finding.method_version == 1


def test_a_finding_lists_the_twelve_conditions_lowest_level_first():
    finding = find_level(Record())

    assert [(condition.level.code, condition.code) for condition in finding.conditions] == [
        ("informing", "told_before_decision"),
        ("consultation", "asked_before_decision"),
        ("engagement", "asked_twice"),
        ("engagement", "asked_while_open"),
        ("engagement", "assistance_offered"),
        ("engagement", "answers_in_time"),
        ("co_design", "members_in_design"),
        ("co_design", "question_open"),
        ("co_production", "in_every_stage"),
        ("co_production", "rights_in_decision"),
        ("co_production", "all_answered"),
        ("co_production", "evaluated_by_carers"),
    ]


@pytest.mark.parametrize(
    ("record", "level", "unmet"),
    [
        (a_full_record(told=Told(Progress.DONE, Progress.NO)), Level.NONE_RECORDED, {"told_before_decision"}),
        (
            a_full_record(stages=(a_full_stage(Stage.DELIVERY), a_full_stage(Stage.EVALUATION))),
            Level.INFORMING,
            {"asked_before_decision", "members_in_design", "in_every_stage", "rights_in_decision"},
        ),
        (with_stage(a_full_record(), Stage.DELIVERY, assistance_offered=False), Level.CONSULTATION, {"assistance_offered"}),
        (a_full_record(answers=Answers(due=10, given=10, in_time=8)), Level.CONSULTATION, {"answers_in_time"}),
        (a_full_record(question_open=False), Level.ENGAGEMENT, {"question_open"}),
        (with_stage(a_full_record(), Stage.DESIGN, carer_right=CarerRight.ADVISE), Level.ENGAGEMENT, {"members_in_design"}),
        (without_stages(a_full_record(), Stage.IDEA, Stage.PRIORITIES), Level.CO_DESIGN, {"in_every_stage"}),
        (with_stage(a_full_record(), Stage.DECISION, carer_members=1), Level.CO_DESIGN, {"rights_in_decision"}),
        (a_full_record(answers=Answers(due=10, given=9, in_time=9)), Level.CO_DESIGN, {"all_answered"}),
        (a_full_record(evaluated_by_carers=Progress.NO), Level.CO_DESIGN, {"evaluated_by_carers"}),
    ],
)
def test_one_thing_missing_holds_the_level_below_the_one_that_asks_for_it(record, level, unmet):
    finding = find_level(record)

    assert (finding.level, codes_unmet(finding)) == (level, unmet)


def test_conditions_accumulate_so_higher_ones_alone_raise_nothing():
    finding = find_level(a_full_record(told=Told()))

    assert finding.level is Level.NONE_RECORDED
    assert codes_unmet(finding) == {"told_before_decision"}


@pytest.mark.parametrize(
    ("imposed", "instructed", "level"),
    [
        (False, False, Level.NONE_RECORDED),
        (False, True, Level.EDUCATING),
        (True, False, Level.COERCION),
        (True, True, Level.COERCION),
    ],
)
def test_below_informing_the_record_says_how_bad_it_was(imposed, instructed, level):
    finding = find_level(Record(imposed_without_reason=imposed, only_instructed=instructed))

    assert (finding.level, finding.planned_level) == (level, level)


def test_coercion_and_educating_are_only_for_what_is_below_informing():
    finding = find_level(Record(told=TOLD, imposed_without_reason=True, only_instructed=True))

    assert finding.level is Level.INFORMING


@pytest.mark.parametrize("told", [Told(Progress.PLANNED, Progress.PLANNED), Told(Progress.DONE, Progress.PLANNED)])
def test_what_is_planned_to_be_told_counts_for_the_planned_level_alone(told):
    finding = find_level(Record(told=told, only_instructed=True))

    assert (finding.level, finding.planned_level) == (Level.EDUCATING, Level.INFORMING)


def test_a_stage_planned_to_be_asked_counts_as_heard_for_the_planned_level():
    planned = a_full_stage(Stage.DECISION, state=StageState.PLANNED, contributions=0)
    finding = find_level(Record(told=TOLD, stages=(planned,)))

    assert (finding.level, finding.planned_level) == (Level.INFORMING, Level.CONSULTATION)


def test_a_stage_planned_without_asking_is_not_heard_whatever_it_has_recorded():
    planned = a_full_stage(Stage.DECISION, state=StageState.PLANNED, asked=False, contributions=4)
    finding = find_level(Record(told=TOLD, stages=(planned,)))

    assert (finding.level, finding.planned_level) == (Level.INFORMING, Level.INFORMING)


@pytest.mark.parametrize("answers", [Answers(), LATE])
def test_a_stage_planned_to_be_asked_meets_both_conditions_on_answers_for_the_plan(answers):
    record = with_stage(a_full_record(answers=answers), Stage.DELIVERY, state=StageState.PLANNED)
    finding = find_level(record)

    assert codes_unmet(finding) == {"answers_in_time", "all_answered"}
    assert codes_unplanned(finding) == set()
    assert (finding.level, finding.planned_level) == (Level.CONSULTATION, Level.CO_PRODUCTION)


@pytest.mark.parametrize("answers", [Answers(), LATE])
def test_a_plan_that_asks_nobody_leaves_the_conditions_on_answers_as_they_are(answers):
    record = with_stage(a_full_record(answers=answers), Stage.DELIVERY, state=StageState.PLANNED, asked=False)
    finding = find_level(record)

    assert codes_unplanned(finding) == {"answers_in_time", "all_answered"}
    assert finding.planned_level is Level.CONSULTATION


@pytest.mark.parametrize("state", [StageState.DONE, StageState.SKIPPED])
def test_only_a_planned_stage_promises_answers(state):
    record = with_stage(a_full_record(answers=Answers()), Stage.DELIVERY, state=state)

    assert codes_unplanned(find_level(record)) == {"answers_in_time", "all_answered"}


def test_a_wholly_planned_project_is_none_recorded_so_far_and_co_production_if_kept():
    stages = tuple(a_full_stage(stage, state=StageState.PLANNED, contributions=0) for stage in Stage)
    told = Told(Progress.PLANNED, Progress.PLANNED)
    finding = find_level(Record(told, question_open=True, stages=stages, evaluated_by_carers=Progress.PLANNED))

    assert (finding.level, finding.planned_level) == (Level.NONE_RECORDED, Level.CO_PRODUCTION)


def test_a_skipped_stage_is_evidence_of_nothing_now_or_later():
    record = a_full_record(stages=tuple(a_full_stage(stage, state=StageState.SKIPPED) for stage in Stage))

    assert find_level(record) == find_level(a_full_record(stages=()))


@pytest.mark.parametrize(
    ("plan", "planned_level", "code"),
    [
        (StageRecord(Stage.DELIVERY, StageState.PLANNED), Level.CO_DESIGN, "in_every_stage"),
        (
            StageRecord(Stage.DELIVERY, StageState.PLANNED, carers=2, asked=True),
            Level.CONSULTATION,
            "assistance_offered",
        ),
    ],
)
def test_a_plan_that_leaves_carers_out_shows_in_the_planned_level(plan, planned_level, code):
    record = without_stages(a_full_record(), Stage.DELIVERY)
    finding = find_level(Record(record.told, True, (*record.stages, plan), record.answers, record.evaluated_by_carers))

    assert (finding.level, finding.planned_level) == (Level.CO_PRODUCTION, planned_level)
    assert (codes_unmet(finding), codes_unplanned(finding)) == (set(), {code})


def test_what_would_raise_gives_the_unmet_conditions_of_the_next_level_only():
    record = with_stage(a_full_record(evaluated_by_carers=Progress.NO), Stage.DESIGN, carer_members=1)

    assert what_would_raise(find_level(record)) == (
        Condition(
            Level.CO_DESIGN,
            "members_in_design",
            met=False,
            planned=False,
            params={"have": 1, "need": 2, "right": "agree_jointly"},
        ),
    )


@pytest.mark.parametrize(
    "record", [Record(), Record(only_instructed=True), Record(imposed_without_reason=True)], ids=["none", "educating", "coercion"]
)
def test_what_would_raise_aims_at_informing_from_anywhere_below_it(record):
    assert [condition.code for condition in what_would_raise(find_level(record))] == ["told_before_decision"]


def test_nothing_would_raise_co_production():
    assert what_would_raise(find_level(a_full_record())) == ()


def test_findings_can_be_compared_and_kept_in_sets():
    finding = find_level(a_full_record())

    assert {finding, find_level(a_full_record())} == {finding}


def test_as_json_gives_the_worked_example_of_the_published_method():
    finding = as_json(find_level(read_record(WORKED_EXAMPLE)))

    assert {key: finding[key] for key in ("level", "planned_level", "method_version")} == {
        "level": "consultation",
        "planned_level": "consultation",
        "method_version": 1,
    }
    assert finding["conditions"][2:5] == [
        {
            "level": "engagement",
            "code": "asked_twice",
            "met": False,
            "planned": False,
            "params": {"have": 1, "need": 2, "stages": ["idea"]},
        },
        {
            "level": "engagement",
            "code": "asked_while_open",
            "met": True,
            "planned": True,
            "params": {"have": 1, "need": 1, "stages": ["idea"]},
        },
        {
            "level": "engagement",
            "code": "assistance_offered",
            "met": True,
            "planned": True,
            "params": {"stages": ["idea"], "missing": []},
        },
    ]


def test_as_json_is_unchanged_by_the_way_through_a_file():
    finding = as_json(find_level(read_record(WORKED_EXAMPLE)))

    assert json.loads(json.dumps(finding)) == finding
