"""The reader takes the record as JSON holds it and refuses by name what it does not understand."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyfran.engine.errors import EngineError
from cyfran.engine.levels.finding import find_level
from cyfran.engine.levels.reader import read_record
from cyfran.engine.levels.record import Answers, CarerRight, Progress, Record, Stage, StageRecord, StageState, Told

RIGHTS = ("not_stated", "inform", "advise", "agree_jointly", "decide", "veto")
STAGES = ("idea", "priorities", "design", "decision", "delivery", "evaluation")


def refusal(data):
    with pytest.raises(EngineError) as caught:
        read_record(data)
    return caught.value


def test_read_record_reads_every_key():
    record = read_record(
        {
            "told": {"before_decision": True, "form_reaches": "planned"},
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
                },
                {"stage": "design", "state": "planned"},
            ],
            "answers": {"due": 40, "given": 39, "in_time": 37},
            "evaluated_by_carers": "planned",
            "only_instructed": True,
            "imposed_without_reason": True,
        }
    )

    assert record == Record(
        told=Told(before_decision=Progress.DONE, form_reaches=Progress.PLANNED),
        question_open=True,
        stages=(
            StageRecord(Stage.IDEA, StageState.DONE, 3, 2, CarerRight.ADVISE, True, True, True, 5),
            StageRecord(Stage.DESIGN, StageState.PLANNED),
        ),
        answers=Answers(due=40, given=39, in_time=37),
        evaluated_by_carers=Progress.PLANNED,
        only_instructed=True,
        imposed_without_reason=True,
    )


def test_read_record_takes_an_empty_object_as_nothing_done():
    assert read_record({}) == Record()


@pytest.mark.parametrize("data", [None, [], "idea", 3, 1.5, True])
def test_read_record_refuses_anything_but_an_object(data):
    assert refusal(data) == EngineError("record_not_an_object")


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ({"colour": 1}, "colour"),
        ({"told": {"loudly": True}}, "told.loudly"),
        ({"answers": {"late": 1}}, "answers.late"),
        ({"stages": [{"stage": "design", "mood": "good"}]}, "stages.design.mood"),
        ({"Question_open": True}, "Question_open"),
        ({7: True}, "7"),
    ],
)
def test_read_record_refuses_an_unknown_key_by_name(data, key):
    assert refusal(data) == EngineError("unknown_key", key=key)


@pytest.mark.parametrize(
    ("data", "code", "key"),
    [
        ({"told": True}, "not_an_object", "told"),
        ({"told": None}, "not_an_object", "told"),
        ({"answers": []}, "not_an_object", "answers"),
        ({"stages": [3]}, "not_an_object", "stages[0]"),
        ({"stages": [{"stage": "idea"}, None]}, "not_an_object", "stages[1]"),
        ({"stages": {}}, "not_a_list", "stages"),
        ({"stages": "idea"}, "not_a_list", "stages"),
        ({"question_open": "yes"}, "not_true_or_false", "question_open"),
        ({"question_open": 1}, "not_true_or_false", "question_open"),
        ({"only_instructed": None}, "not_true_or_false", "only_instructed"),
        ({"imposed_without_reason": {}}, "not_true_or_false", "imposed_without_reason"),
        ({"stages": [{"stage": "idea", "asked": 1}]}, "not_true_or_false", "stages.idea.asked"),
        ({"stages": [{"stage": "idea", "options_open": "planned"}]}, "not_true_or_false", "stages.idea.options_open"),
        ({"stages": [{"stage": "idea", "assistance_offered": 0}]}, "not_true_or_false", "stages.idea.assistance_offered"),
        ({"stages": [{"stage": "idea", "carers": True}]}, "not_a_whole_number", "stages.idea.carers"),
        ({"stages": [{"stage": "idea", "carer_members": "2"}]}, "not_a_whole_number", "stages.idea.carer_members"),
        ({"stages": [{"stage": "idea", "contributions": [1]}]}, "not_a_whole_number", "stages.idea.contributions"),
        ({"answers": {"due": 4.0}}, "not_a_whole_number", "answers.due"),
        ({"answers": {"due": float("inf")}}, "not_a_whole_number", "answers.due"),
        ({"answers": {"given": None}}, "not_a_whole_number", "answers.given"),
    ],
)
def test_read_record_refuses_a_wrong_type_by_name(data, code, key):
    assert refusal(data) == EngineError(code, key=key)


@pytest.mark.parametrize(
    ("data", "key", "allowed"),
    [
        ({"stages": [{"stage": "IDEA"}]}, "stages[0].stage", STAGES),
        ({"stages": [{"stage": "idea"}, {"stage": ["design"]}]}, "stages[1].stage", STAGES),
        ({"stages": [{"stage": "idea", "state": "open"}]}, "stages.idea.state", ("done", "planned", "skipped")),
        ({"stages": [{"stage": "idea", "carer_right": "vote"}]}, "stages.idea.carer_right", RIGHTS),
        ({"evaluated_by_carers": True}, "evaluated_by_carers", ("no", "planned", "done")),
        ({"told": {"before_decision": "yes"}}, "told.before_decision", ("true", '"planned"', "false")),
        ({"told": {"form_reaches": 1}}, "told.form_reaches", ("true", '"planned"', "false")),
    ],
)
def test_read_record_refuses_an_unknown_code_and_says_what_is_allowed(data, key, allowed):
    assert refusal(data) == EngineError("unknown_code", key=key, allowed=allowed)


def test_read_record_refuses_a_stage_without_its_name():
    assert refusal({"stages": [{"carers": 3}]}) == EngineError("missing_key", key="stages[0].stage")


def test_read_record_refuses_a_stage_given_twice():
    assert refusal({"stages": [{"stage": "idea"}, {"stage": "idea"}]}) == EngineError("stage_given_twice", stage="idea")


def test_read_record_refuses_a_negative_count():
    data = {"stages": [{"stage": "delivery", "carers": -2}]}

    assert refusal(data) == EngineError("negative_count", key="stages.delivery.carers")


def test_read_record_refuses_answers_out_of_order_also_where_due_is_missing():
    assert refusal({"answers": {"given": 5}}) == EngineError("answers_out_of_order", due=0, given=5, in_time=0)


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(["done", "planned", "idea"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
STAGE_KEYS = ["stage", "state", "carers", "carer_members", "carer_right", "asked", "contributions"]
NEARLY_A_STAGE = st.dictionaries(st.sampled_from(STAGE_KEYS), ANY_JSON) | st.builds(
    lambda stage, rest: {**rest, "stage": stage}, st.sampled_from(STAGES), st.dictionaries(st.sampled_from(STAGE_KEYS), ANY_JSON)
)
NEARLY_A_RECORD = st.fixed_dictionaries(
    {},
    optional={
        "told": st.dictionaries(st.sampled_from(["before_decision", "form_reaches"]), ANY_JSON) | ANY_JSON,
        "question_open": ANY_JSON,
        "stages": st.lists(NEARLY_A_STAGE, max_size=3) | ANY_JSON,
        "answers": st.dictionaries(st.sampled_from(["due", "given", "in_time"]), ANY_JSON) | ANY_JSON,
        "evaluated_by_carers": ANY_JSON,
        "only_instructed": ANY_JSON,
    },
)


@given(data=ANY_JSON | NEARLY_A_RECORD)
def test_read_record_raises_nothing_but_its_own_error_whatever_the_json(data):
    with suppress(EngineError):
        find_level(read_record(data))
