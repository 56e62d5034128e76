"""Read the files that a command names, refusing what is not plainly what it should be."""

import csv
import io
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from cyfran.engine.errors import EngineError

STANDARD_INPUT = "-"


@contextmanager
def naming(file: str) -> Iterator[None]:
    """Add the file to any error raised inside, so that its sentence can say which file it is about."""
    try:
        yield
    except EngineError as error:
        error.params.setdefault("file", file)
        raise


def read_json(file: str) -> object:
    """Read one JSON value from a file, or from standard input if the file is "-".

    Stricter than Python: a key given twice, NaN and Infinity are refused, since programs differ in what they make of
    them. Raises EngineError with a code that begins with `file_` or `json_`.
    """
    try:
        return json.loads(_text(file), object_pairs_hook=_without_repeats, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise EngineError("file_not_json", line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise EngineError("json_too_deep") from error
    except ValueError as error:
        # Python refuses to read whole numbers of more than some thousand digits.
        raise EngineError("json_number_too_long") from error


def _text(file: str) -> str:
    try:
        content = sys.stdin.buffer.read() if file == STANDARD_INPUT else Path(file).read_bytes()
        return content.decode("utf-8-sig")
    except FileNotFoundError as error:
        raise EngineError("file_not_found") from error
    except OSError as error:
        raise EngineError("file_not_readable") from error
    except UnicodeDecodeError as error:
        raise EngineError("file_not_text") from error


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    values: dict[str, object] = {}
    for key, value in pairs:
        if key in values:
            raise EngineError("json_key_twice", key=key)
        values[key] = value
    return values


def _refuse_constant(value: str) -> NoReturn:
    raise EngineError("json_not_a_number", value=value)


def read_table(file: str) -> list[list[str]]:
    """Read the rows of a CSV file in UTF-8; raises EngineError with a code that begins with `file_`."""
    try:
        return list(csv.reader(io.StringIO(_text(file), newline=""), strict=True))
    except csv.Error as error:
        raise EngineError("file_not_csv", problem=str(error)) from error
