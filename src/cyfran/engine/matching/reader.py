"""Read whom to invite to what from what JSON holds, refusing by name what cannot be understood."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from cyfran.engine.errors import EngineError
from cyfran.engine.matching.problem import Carers, Numbers, Opportunities, Pairs, Problem, Whole

_KEYS = {"carers", "opportunities", "pairs", "shortfall_penalty"}
_OPTIONAL = {"name"}
_GIANT = 2**62
_Kind = TypeVar("_Kind", np.int64, np.float64)


def read_problem(data: object) -> Problem:
    """Turn one JSON object into a problem.

    Shape: the object described in docs/methods/matching.md, as dictionaries and lists of numbers.
    Raises: EngineError `problem_not_an_object`; with the `key` it is about `unknown_key`, `missing_key`, `not_an_object`,
    `not_a_list`, `not_a_number`, `not_a_whole_number`, `list_not_as_long`, and what the problem itself refuses.
    """
    if not isinstance(data, dict):
        raise EngineError("problem_not_an_object")
    _refuse_keys(data, _KEYS, _OPTIONAL)
    return Problem(
        Carers(**_lists(data, "carers", {"max_invites": _whole, "hours_cap": _numbers, "stratum": _whole})),
        Opportunities(**_lists(data, "opportunities", {"hours": _numbers, "target": _whole, "min_by_stratum": _rows})),
        Pairs(**_lists(data, "pairs", {"carer": _whole, "opp": _whole, "score": _numbers})),
        float(_numbers([data["shortfall_penalty"]], "shortfall_penalty", one=True)[0]),
    )


def _refuse_keys(data: Mapping[str, object], needed: set[str], optional: set[str], within: str = "") -> None:
    for key in data:
        if key not in needed | optional:
            raise EngineError("unknown_key", key=within + key)
    for key in sorted(needed):
        if key not in data:
            raise EngineError("missing_key", key=within + key)


def _lists(data: Mapping[str, object], name: str, readers: Mapping[str, Callable[[Any, str], Any]]) -> dict[str, Any]:
    table = data[name]
    if not isinstance(table, dict):
        raise EngineError("not_an_object", key=name)
    _refuse_keys(table, set(readers), set(), f"{name}.")
    return {key: read(_list(table[key], f"{name}.{key}"), f"{name}.{key}") for key, read in readers.items()}


def _list(value: object, key: str) -> list[Any]:
    if not isinstance(value, list):
        raise EngineError("not_a_list", key=key)
    return value


def _whole(values: Sequence[Any], key: str) -> Whole:
    # Python counts True as 1; a file that says true where a number belongs is mistaken.
    if not set(map(type, values)) <= {int}:
        place = next(place for place, value in enumerate(values) if type(value) is not int)
        raise EngineError("not_a_whole_number", key=f"{key}[{place}]")
    return _array(values, np.int64)


def _numbers(values: Sequence[Any], key: str, *, one: bool = False) -> Numbers:
    if not set(map(type, values)) <= {int, float}:
        place = next(place for place, value in enumerate(values) if type(value) not in (int, float))
        raise EngineError("not_a_number", key=key if one else f"{key}[{place}]")
    return _array(values, np.float64)


def _rows(rows: Sequence[Any], key: str) -> Whole:
    """Read rows of whole numbers, each as long as the first."""
    lists = [_whole(_list(row, f"{key}[{place}]"), f"{key}[{place}]") for place, row in enumerate(rows)]
    for place, row in enumerate(lists):
        if len(row) != len(lists[0]):
            raise EngineError("list_not_as_long", key=f"{key}[{place}]", have=len(row), other=f"{key}[0]", need=len(lists[0]))
    return np.array(lists, np.int64) if lists else np.zeros((0, 0), np.int64)


def _array(values: Sequence[Any], kind: type[_Kind]) -> npt.NDArray[_Kind]:
    """Make an array; a number too large for it becomes the largest one, which the problem refuses by its key and range."""
    try:
        return np.array(values, kind)
    except OverflowError:
        return np.array([max(-_GIANT, min(_GIANT, value)) for value in values], kind)
