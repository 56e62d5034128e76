"""Read the files that a command names, refusing what is not plainly what it should be, and write others."""

import csv
import io
import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
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
    """Read the rows of a CSV file in UTF-8; raises EngineError with a code that begins with `file_`.

    Where the first line has no comma, semicolons or tabs stand between the cells, as some spreadsheets write them.
    """
    text = _text(file)
    if "\0" in text:
        raise EngineError("file_not_text")
    first = text.lstrip().partition("\n")[0]
    between = next((sign for sign in ",;\t" if sign in first), ",")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True)
    try:
        return list(rows)
    except csv.Error as error:
        raise EngineError("file_not_csv", line=rows.line_num) from error


def save(files: Mapping[Path, str]) -> None:
    """Write all of these files or, where one of them cannot be written, none; no file is ever seen half written."""
    parts: list[tuple[Path, Path]] = []
    path = Path()
    try:
        for path, content in files.items():
            # What a link leads to is replaced, not the link.
            whole = path.resolve()
            whole.parent.mkdir(parents=True, exist_ok=True)
            if whole.exists() and not whole.is_file():
                raise FileExistsError(path)
            parts.append((whole.with_name(f".{whole.name}.part"), whole))
            parts[-1][0].write_text(content, encoding="utf-8", newline="")
        for part, path in parts:
            part.replace(path)
    except (OSError, RuntimeError) as error:
        raise EngineError("file_not_writable", file=str(path)) from error
    finally:
        for part, _ in parts:
            with suppress(OSError):
                part.unlink()
