"""Every code that a person may meet has its words, and the words give nobody away."""

import ast
import re
from pathlib import Path

import pytest
from django.utils import translation

import cyfran
from cyfran.domain.base import words
from cyfran.domain.base.words import (
    barred_words,
    condition_words,
    impossible_words,
    leaver_words,
    level_name,
    level_words,
    place,
    sentence,
    stage_name,
)
from cyfran.engine.errors import EngineError
from cyfran.engine.levels.finding import find_level
from cyfran.engine.levels.ladder import Level
from cyfran.engine.levels.record import Answers, Record, Stage, StageState
from cyfran.engine.selection import renewal
from tests.engine.levels.records import a_full_record, a_full_stage, with_stage

PACKAGE = Path(cyfran.__file__).parent


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


# Functions that pass a code on to EngineError, with the facts they add themselves.
RELAYS = {"EngineError": set(), "refusal": {"row", "column"}, "_refuse_repeats": {"name"}}


def raised_errors():
    """Every EngineError("code", name=…) written in the engine and the command line, as (code, names)."""
    for folder in ("engine", "cli"):
        for file in sorted((PACKAGE / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                called = getattr(node, "func", None)
                relay = getattr(called, "id", getattr(called, "attr", ""))
                if not isinstance(node, ast.Call) or relay not in RELAYS or getattr(node.args[0], "id", "") == "code":
                    continue
                assert isinstance(node.args[0], ast.Constant), f"{file}: write the code of an error in full"
                yield node.args[0].value, RELAYS[relay] | {keyword.arg for keyword in node.keywords}


def placeholders(text):
    return set(re.findall(r"%\((\w+)\)", str(text)))


def test_every_error_has_a_sentence_that_its_facts_can_fill():
    lacking = [
        (code, names)
        for code, names in raised_errors()
        if code not in words.SENTENCES or not placeholders(words.SENTENCES[code]) <= names
    ]

    assert lacking == []


def test_sentence_fills_in_the_facts():
    error = EngineError("unknown_code", key="stages.idea.state", allowed=("done", "planned", "skipped"))

    assert sentence(error) == "“stages.idea.state” must be one of these: done, planned, skipped."


def test_sentence_shows_a_code_it_has_no_words_for():
    assert sentence(EngineError("never_heard_of", have=2)) == "The input cannot be used (never_heard_of)."


def test_sentence_keeps_a_strangers_key_to_one_short_line():
    shown = sentence(EngineError("unknown_key", key="a\nb\x1b[31m%(s)s" + "x" * 500))

    assert shown.startswith("The key “a?b?[31m%(s)sxxx")
    assert len(shown) < 140


def test_place_names_the_row_and_the_column():
    assert place(EngineError("cell_blank", row=7, column="age\n")) == "row 7, column “age?”"
    assert place(EngineError("row_too_long", row=7)) == "row 7"
    assert place(EngineError("column_missing", column="age", have=())) == ""


def codes_compared(module, pattern):
    return set(re.findall(pattern, (PACKAGE / "engine" / "selection" / module).read_text(encoding="utf-8")))


def test_every_rule_that_bars_somebody_has_its_words():
    codes = codes_compared("barring.py", r'(?:barred\[person\.id\] =|for person in people\),) "(\w+)"')

    assert len(codes) == 5
    assert all(barred_words(code).endswith(":") for code in codes | {"no_panel"})


def test_every_reason_to_leave_has_its_words():
    assert [leaver_words(code)[-1] for code in renewal._REASONS] == ["."] * 4


def test_every_impossible_thing_has_its_sentence():
    codes = codes_compared("repair.py", r'Impossible\("(\w+)"')
    facts = {"feature": "age", "value": "16-24", "have": 1, "need": 3}

    assert len(codes) == 4
    assert all(impossible_words({"code": code, **facts}).endswith(".") for code in codes | {"no_seat_free", "solver_gave_up"})
    assert impossible_words({"code": "too_few_of_value", **facts}) == (
        "age 16-24 – wanted at least: 3. People who can be chosen: 1."
    )


@pytest.mark.parametrize("level", Level)
def test_every_level_has_a_name_and_a_sentence(level):
    assert level_name(level.code)
    assert level_words(level.code).endswith(".")


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_has_a_name(stage):
    assert stage_name(stage.value)


def test_a_name_of_a_level_that_does_not_exist_is_an_error():
    with pytest.raises(KeyError):
        level_name("friendship")


@pytest.mark.parametrize("record", [Record(), a_full_record()], ids=["unmet", "met"])
def test_every_condition_has_a_sentence_of_its_own_met_and_unmet(record):
    sentences = [condition_words(condition) for condition in find_level(record).conditions]

    assert len(set(sentences)) == 12
    assert all(text.endswith(".") for text in sentences)


def test_an_unmet_condition_never_reads_like_a_met_one():
    unmet = [condition_words(condition) for condition in find_level(Record()).conditions]
    met = [condition_words(condition) for condition in find_level(a_full_record()).conditions]

    assert set(unmet) & set(met) == set()


def test_an_unmet_condition_names_the_stages_it_is_about():
    record = with_stage(a_full_record(), Stage.DESIGN, assistance_offered=False)
    record = with_stage(record, Stage.DELIVERY, assistance_offered=False, carers=0, carer_members=0)
    found = {condition.code: condition_words(condition) for condition in find_level(record).conditions}

    assert found["assistance_offered"].endswith("still without: design, delivery.")
    assert found["in_every_stage"].endswith("still without: delivery.")


@pytest.mark.parametrize("members", [0, 1, 2, 7])
@pytest.mark.parametrize("state", StageState)
def test_words_for_conditions_show_no_count_of_people_or_answers(members, state):
    stages = tuple(
        a_full_stage(stage, state=state, carers=members, carer_members=members, contributions=members) for stage in Stage
    )
    record = a_full_record(stages=stages, answers=Answers(due=11, given=8, in_time=7))

    shown = {number for condition in find_level(record).conditions for number in re.findall(r"\d+", condition_words(condition))}

    assert shown == {"90"}
