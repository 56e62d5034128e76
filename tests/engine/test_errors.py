"""The error of the engine: a code, facts, and nothing for people to read."""

import pickle

import pytest

from cyfran.engine.errors import EngineError


class TooFewError(EngineError):
    pass


def test_an_error_keeps_its_code_and_its_facts():
    error = EngineError("too_few_candidates", category="language", have=2, need=4)

    assert error.code == "too_few_candidates"
    assert error.params == {"category": "language", "have": 2, "need": 4}


def test_an_error_may_carry_a_fact_named_code():
    error = EngineError("unknown_code", code="XY")

    assert (error.code, error.params) == ("unknown_code", {"code": "XY"})


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (EngineError("empty"), "empty"),
        (EngineError("too_few", have=2, value="cy"), "too_few (have=2, value='cy')"),
    ],
)
def test_str_shows_the_code_and_the_facts(error, text):
    assert str(error) == text


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (EngineError("empty"), "EngineError('empty')"),
        (TooFewError("too_few", have=2, value="cy"), "TooFewError('too_few', have=2, value='cy')"),
    ],
)
def test_repr_is_the_call_that_made_it(error, text):
    assert repr(error) == text


def test_errors_are_equal_when_kind_code_and_facts_are():
    error = EngineError("too_few", have=2)

    assert error == EngineError("too_few", have=2)
    assert error != EngineError("too_few", have=3)
    assert error != EngineError("too_many", have=2)
    assert error != TooFewError("too_few", have=2)
    assert error != "too_few"


def test_equal_errors_share_a_hash_whatever_their_facts_hold():
    assert hash(EngineError("too_few", who=["a"])) == hash(EngineError("too_few", who=["a"]))


def test_an_error_survives_the_way_between_processes():
    error = TooFewError("too_few", have=2)

    assert pickle.loads(pickle.dumps(error)) == error  # noqa: S301 -- our own bytes
