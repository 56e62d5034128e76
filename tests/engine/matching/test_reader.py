"""Reading a problem: what is understood, and how the rest is refused."""

import copy

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cyfran.engine.errors import EngineError
from cyfran.engine.matching.reader import read_problem

EXAMPLE = {
    "name": "two carers, two opportunities",
    "carers": {"max_invites": [1, 2], "hours_cap": [2.0, 6], "stratum": [0, 1]},
    "opportunities": {"hours": [1.5, 4], "target": [2, 1], "min_by_stratum": [[1, 1], [0, 0]]},
    "pairs": {"carer": [0, 1, 1], "opp": [0, 0, 1], "score": [330, 300.5, 250]},
    "shortfall_penalty": 400,
}


def changed(where, value):
    data = copy.deepcopy(EXAMPLE)
    *groups, key = where.split(".")
    inside = data
    for group in groups:
        inside = inside[group]
    if value is None:
        del inside[key]
    else:
        inside[key] = value
    return data


def test_read_problem_takes_every_number():
    problem = read_problem(EXAMPLE)

    assert problem.carers.max_invites.tolist() == [1, 2]
    assert problem.carers.hours_cap.tolist() == [2.0, 6.0]
    assert problem.carers.stratum.tolist() == [0, 1]
    assert problem.opportunities.hours.tolist() == [1.5, 4.0]
    assert problem.opportunities.target.tolist() == [2, 1]
    assert problem.opportunities.min_by_stratum.tolist() == [[1, 1], [0, 0]]
    assert problem.pairs.carer.tolist() == [0, 1, 1]
    assert problem.pairs.opp.tolist() == [0, 0, 1]
    assert problem.pairs.score.tolist() == [330.0, 300.5, 250.0]
    assert problem.shortfall_penalty == 400.0


def test_read_problem_takes_nobody_and_nothing():
    nothing = {
        "carers": {"max_invites": [], "hours_cap": [], "stratum": []},
        "opportunities": {"hours": [], "target": [], "min_by_stratum": []},
        "pairs": {"carer": [], "opp": [], "score": []},
        "shortfall_penalty": 0,
    }

    problem = read_problem(nothing)

    assert (problem.strata, problem.place.tolist(), problem.sought.tolist()) == (0, [], [])


def test_read_problem_needs_no_name():
    assert read_problem(changed("name", None)).strata == 2


REFUSED = [
    ("pairs.carer", [0, 1, 2], EngineError("no_such_entry", key="pairs.carer[2]", found=2, have=2)),
    ("pairs.carer", [0, -1, 1], EngineError("no_such_entry", key="pairs.carer[1]", found=-1, have=2)),
    ("pairs.opp", [0, 0, 2], EngineError("no_such_entry", key="pairs.opp[2]", found=2, have=2)),
    ("pairs.opp", [0, 1, 1], EngineError("pair_twice", key="pairs[2]")),
    ("pairs.opp", [0, 0], EngineError("list_not_as_long", key="pairs.opp", have=2, other="pairs.carer", need=3)),
    ("pairs.score", [1, 2], EngineError("list_not_as_long", key="pairs.score", have=2, other="pairs.carer", need=3)),
    ("pairs.score", [1, "2", 3], EngineError("not_a_number", key="pairs.score[1]")),
    ("pairs.score", [1, 2, True], EngineError("not_a_number", key="pairs.score[2]")),
    ("pairs.score", [1, 2, None], EngineError("not_a_number", key="pairs.score[2]")),
    ("pairs.score", [1, 2, -(10**7)], EngineError("number_out_of_range", key="pairs.score[2]", least=-1000000, most=1000000)),
    ("pairs.score", [1, 10**400, 2], EngineError("number_out_of_range", key="pairs.score[1]", least=-1000000, most=1000000)),
    ("pairs.score", [1, 1e999, 2], EngineError("number_out_of_range", key="pairs.score[1]", least=-1000000, most=1000000)),
    ("pairs.score", 3, EngineError("not_a_list", key="pairs.score")),
    ("pairs.colour", [], EngineError("unknown_key", key="pairs.colour")),
    ("pairs", [], EngineError("not_an_object", key="pairs")),
    ("pairs", None, EngineError("missing_key", key="pairs")),
    ("carers.stratum", None, EngineError("missing_key", key="carers.stratum")),
    ("carers.stratum", [0, 2], EngineError("no_such_entry", key="carers.stratum[1]", found=2, have=2)),
    ("carers.max_invites", [1, 2.5], EngineError("not_a_whole_number", key="carers.max_invites[1]")),
    ("carers.max_invites", [1, True], EngineError("not_a_whole_number", key="carers.max_invites[1]")),
    ("carers.max_invites", [1, -1], EngineError("number_out_of_range", key="carers.max_invites[1]", least=0, most=1000000)),
    ("carers.max_invites", [10**30, 1], EngineError("number_out_of_range", key="carers.max_invites[0]", least=0, most=1000000)),
    ("carers.hours_cap", [2, -0.5], EngineError("number_out_of_range", key="carers.hours_cap[1]", least=0, most=100000)),
    (
        "carers.hours_cap",
        [2],
        EngineError("list_not_as_long", key="carers.hours_cap", have=1, other="carers.max_invites", need=2),
    ),
    ("carers.stratum", [0], EngineError("list_not_as_long", key="carers.stratum", have=1, other="carers.max_invites", need=2)),
    ("opportunities.hours", [-1, 2], EngineError("number_out_of_range", key="opportunities.hours[0]", least=0, most=100000)),
    ("opportunities.target", [2, -1], EngineError("number_out_of_range", key="opportunities.target[1]", least=0, most=1000000)),
    (
        "opportunities.target",
        [2],
        EngineError("list_not_as_long", key="opportunities.target", have=1, other="opportunities.hours", need=2),
    ),
    (
        "opportunities.min_by_stratum",
        [[1, 1]],
        EngineError("list_not_as_long", key="opportunities.min_by_stratum", have=1, other="opportunities.hours", need=2),
    ),
    (
        "opportunities.min_by_stratum",
        [[1, 1], [0]],
        EngineError(
            "list_not_as_long",
            key="opportunities.min_by_stratum[1]",
            have=1,
            other="opportunities.min_by_stratum[0]",
            need=2,
        ),
    ),
    (
        "opportunities.min_by_stratum",
        [[1, 1], [0, -2]],
        EngineError("number_out_of_range", key="opportunities.min_by_stratum[1][1]", least=0, most=1000000),
    ),
    ("opportunities.min_by_stratum", [[1, 1], 3], EngineError("not_a_list", key="opportunities.min_by_stratum[1]")),
    (
        "opportunities.min_by_stratum",
        [["1", 1], [0, 0]],
        EngineError("not_a_whole_number", key="opportunities.min_by_stratum[0][0]"),
    ),
    ("shortfall_penalty", "400", EngineError("not_a_number", key="shortfall_penalty")),
    ("shortfall_penalty", -1, EngineError("number_out_of_range", key="shortfall_penalty", least=0, most=1000000)),
    ("colour", 1, EngineError("unknown_key", key="colour")),
]


@pytest.mark.parametrize(("where", "value", "error"), REFUSED)
def test_read_problem_names_what_it_refuses(where, value, error):
    with pytest.raises(EngineError) as refused:
        read_problem(changed(where, value))

    assert refused.value == error


def test_read_problem_names_the_first_pair_that_was_there_before():
    pairs = {"carer": [1, 0, 0, 1], "opp": [0, 1, 1, 0], "score": [1, 2, 3, 4]}

    with pytest.raises(EngineError) as refused:
        read_problem({**EXAMPLE, "pairs": pairs})

    assert refused.value == EngineError("pair_twice", key="pairs[2]")


@pytest.mark.parametrize("data", [[], None, 3, "problem"])
def test_read_problem_refuses_what_is_no_object(data):
    with pytest.raises(EngineError) as refused:
        read_problem(data)

    assert refused.value == EngineError("problem_not_an_object")


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(max_size=5), inside, max_size=4),
    max_leaves=8,
)
PLACES = [f"{group}.{key}" for group in ("carers", "opportunities", "pairs") for key in EXAMPLE[group]]


@settings(max_examples=300, deadline=None, derandomize=True)
@given(where=st.sampled_from([*PLACES, "carers", "pairs", "opportunities", "shortfall_penalty"]), value=ANY_JSON)
def test_read_problem_reads_or_refuses_by_name_whatever_stands_there(where, value):
    try:
        problem = read_problem(changed(where, [] if value is None else value))
    except EngineError as error:
        named = str(error.params["key"])
    else:
        named = where
        assert np.isfinite(problem.pairs.score).all()
    # A stratum is known by what opportunities seek, so a change of one list may show in another.
    assert named.partition(".")[0].partition("[")[0] in {where.partition(".")[0], "pairs", "carers"}
