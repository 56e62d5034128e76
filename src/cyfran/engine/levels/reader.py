"""Read the record of evidence from what JSON holds, refusing by name what cannot be understood."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from cyfran.engine.errors import EngineError
from cyfran.engine.levels.record import Answers, CarerRight, Progress, Record, Stage, StageRecord, StageState, Told

_Reader = Callable[[object, str], Any]


def read_record(data: object) -> Record:
    """Turn one JSON object into a record; a key that is missing counts as not done.

    Shape: the object described in docs/methods/levels.md, as dictionaries, lists, texts, whole numbers and booleans.
    Raises: EngineError, always with the `key` it is about: `unknown_key`, `missing_key`, `not_an_object`,
    `not_a_list`, `not_true_or_false`, `not_a_whole_number` and `unknown_code` (with what is `allowed`); also
    `record_not_an_object`, and what the record itself refuses (see record.py).
    """
    if not isinstance(data, dict):
        raise EngineError("record_not_an_object")
    return Record(**_values(data, _RECORD_KEYS, within=""))


def _values(data: object, readers: Mapping[str, _Reader], *, within: str) -> dict[str, Any]:
    """Read every key that is there; the dataclasses know what a missing one means."""
    if not isinstance(data, dict):
        raise EngineError("not_an_object", key=within)
    prefix = f"{within}." if within else ""
    values = {}
    for key, value in data.items():
        if key not in readers:
            raise EngineError("unknown_key", key=f"{prefix}{key}")
        values[key] = readers[key](value, prefix + key)
    return values


def _yes_or_no(value: object, key: str) -> bool:
    if not isinstance(value, bool):
        raise EngineError("not_true_or_false", key=key)
    return value


def _count(value: object, key: str) -> int:
    # Python counts True as 1; a file that says true where a number belongs is mistaken.
    if not isinstance(value, int) or isinstance(value, bool):
        raise EngineError("not_a_whole_number", key=key)
    return value


def _code_of(codes: type[StrEnum]) -> _Reader:
    def read(value: object, key: str) -> StrEnum:
        if not isinstance(value, str) or value not in {code.value for code in codes}:
            raise EngineError("unknown_code", key=key, allowed=tuple(code.value for code in codes))
        return codes(value)

    return read


def _told_progress(value: object, key: str) -> Progress:
    if isinstance(value, bool):
        return Progress.DONE if value else Progress.NO
    if value == Progress.PLANNED:
        return Progress.PLANNED
    raise EngineError("unknown_code", key=key, allowed=("true", '"planned"', "false"))


def _told(value: object, key: str) -> Told:
    return Told(**_values(value, {"before_decision": _told_progress, "form_reaches": _told_progress}, within=key))


def _answers(value: object, key: str) -> Answers:
    return Answers(**_values(value, {"due": _count, "given": _count, "in_time": _count}, within=key))


def _stages(value: object, key: str) -> tuple[StageRecord, ...]:
    if not isinstance(value, list):
        raise EngineError("not_a_list", key=key)
    return tuple(_stage(entry, f"{key}[{place}]") for place, entry in enumerate(value))


def _stage(value: object, key: str) -> StageRecord:
    """Read one stage; errors inside it bear its name, which is surer than its place in the list."""
    if not isinstance(value, dict):
        raise EngineError("not_an_object", key=key)
    if "stage" not in value:
        raise EngineError("missing_key", key=f"{key}.stage")
    name = _STAGE_KEYS["stage"](value["stage"], f"{key}.stage")
    return StageRecord(**_values(value, _STAGE_KEYS, within=f"stages.{name}"))


_STAGE_KEYS: Mapping[str, _Reader] = {
    "stage": _code_of(Stage),
    "state": _code_of(StageState),
    "carers": _count,
    "carer_members": _count,
    "carer_right": _code_of(CarerRight),
    "asked": _yes_or_no,
    "options_open": _yes_or_no,
    "assistance_offered": _yes_or_no,
    "contributions": _count,
}

_RECORD_KEYS: Mapping[str, _Reader] = {
    "told": _told,
    "question_open": _yes_or_no,
    "stages": _stages,
    "answers": _answers,
    "evaluated_by_carers": _code_of(Progress),
    "only_instructed": _yes_or_no,
    "imposed_without_reason": _yes_or_no,
}
