"""Tables as CSV: written safely, and read with every refusal saying which file, row and column, and how to mend it."""

import csv
import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

_LONGEST_SHOWN = 60
_MOST_LISTED = 30
_LARGEST_NUMBER = 999_999_999
# A spreadsheet takes a cell that begins with one of these for a formula, and acts on it.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")

Thing = TypeVar("Thing")
Choices = TypeVar("Choices", bound=models.TextChoices)


@dataclass(frozen=True)
class Row:
    """One row of a table. `number` counts lines as an editor does: the names of the columns are on the first."""

    file: str
    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def choice(self, column: str, choices: type[Choices]) -> Choices:
        """Read a code; files write it in lower case."""
        return self.named(column, {choice.value.lower(): choice for choice in choices})

    def named(self, column: str, things: Mapping[str, Thing]) -> Thing:
        """Find the thing this cell names, among those that may be named here."""
        if self[column] in things:
            return things[self[column]]
        problem = _("“%(found)s” is not known here. Write one of these: %(allowed)s.")
        facts = {"found": _shown(self[column]), "allowed": _listed(things)}
        raise self.refusal(problem % facts, "unknown_code", column=column)

    def whole_number(self, column: str) -> int:
        text = self[column]
        if text.isascii() and text.isdecimal() and len(text) <= len(str(_LARGEST_NUMBER)):
            return int(text)
        problem = _("“%(found)s” is not a whole number from 0 to %(largest)s. Write it in figures only.")
        facts = {"found": _shown(text), "largest": _LARGEST_NUMBER}
        raise self.refusal(problem % facts, "not_a_whole_number", column=column)

    def check(self, thing: models.Model, columns: Mapping[str, str]) -> None:
        """Check a record made of this row; `columns` says where a field stands under another name than its own."""
        try:
            thing.full_clean()
        except ValidationError as error:
            field, problems = next(iter(error.message_dict.items()))
            raise self.refusal(" ".join(problems), "not_valid", column=columns.get(field, field)) from error

    def refusal(self, problem: str, code: str, *, column: str) -> ValidationError:
        """Return the error that says what is wrong in one cell of this row, and how to mend it."""
        return refusal(problem, code, file=self.file, row=self.number, column=column)


def refusal(problem: str, code: str, *, file: str, row: int = 0, column: str = "") -> ValidationError:
    """Return the error that says in which file, and where in it, something must be mended."""
    if column:
        place = _("%(file)s, row %(row)s, column %(column)s: %(problem)s")
    elif row:
        place = _("%(file)s, row %(row)s: %(problem)s")
    else:
        place = _("%(file)s: %(problem)s")
    return ValidationError(place, code=code, params={"file": file, "row": row, "column": column, "problem": problem})


def read_table(path: Path, columns: Sequence[str], *, key: str = "") -> list[Row]:
    """Read a CSV file in UTF-8 with exactly these columns, and with no value twice in the key column.

    Raises ValidationError, and nothing else, where the file cannot be read so.
    """
    lines = _split(path.name, _text(path))
    _check_header(path.name, lines[0] if lines else (1, []), columns)
    rows = []
    for number, cells in lines[1:]:
        _check_length(path.name, number, cells, columns)
        rows.append(Row(path.name, number, dict(zip(columns, (cell.strip() for cell in cells), strict=True))))
    if key:
        _check_unique(rows, key)
    return rows


def check_complete(rows: Sequence[Row], column: str, names: Collection[str], *, file: str) -> None:
    """See that every row is about one of these names, and that none of the names is left out."""
    for row in rows:
        row.named(column, {name: name for name in names})
    missing = [name for name in names if name not in {row[column] for row in rows}]
    if missing:
        problem = _("These are left out: %(missing)s. Write a row for each.")
        last = rows[-1].number if rows else 1
        raise refusal(problem % {"missing": _listed(missing)}, "missing_row", file=file, row=last + 1, column=column)


def as_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write a table as CSV, with an apostrophe before whatever a spreadsheet would take for a formula."""
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(columns)
    table.writerows([_harmless(str(cell)) for cell in row] for row in rows)
    return text.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        problem = _("The file cannot be opened. See that it is there and may be read.")
        raise refusal(problem, "file_not_readable", file=path.name) from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problem = _("This is not text in UTF-8. Save the file again as “CSV UTF-8”.")
        raise refusal(problem, "file_not_text", file=path.name, row=content.count(b"\n", 0, error.start) + 1) from error
    if "\0" in text:
        problem = _("There is a character here that no text holds (NUL). Save the file again as “CSV UTF-8”.")
        raise refusal(problem, "file_not_text", file=path.name, row=text.count("\n", 0, text.index("\0")) + 1)
    return text


def _split(file: str, text: str) -> list[tuple[int, list[str]]]:
    """Split a text into rows of cells, each with the number of its first line; blank lines are left out."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines = []
    number = 1
    try:
        for cells in reader:
            if cells:
                lines.append((number, cells))
            number = reader.line_num + 1
    except csv.Error as error:
        problem = _("This row cannot be split into cells. See that each quotation mark has its partner.")
        raise refusal(problem, "row_not_readable", file=file, row=number) from error
    return lines


def _check_header(file: str, line: tuple[int, list[str]], columns: Sequence[str]) -> None:
    number, header = line[0], [cell.strip() for cell in line[1]]
    if not header:
        problem = _("The file is empty. Its first row must name the columns: %(columns)s.")
        raise refusal(problem % {"columns": ",".join(columns)}, "empty_file", file=file, row=number, column=columns[0])
    if header == list(columns):
        return
    place = next((place for place, (is_, must) in enumerate(zip(header, columns, strict=False)) if is_ != must), None)
    if place is None:
        place = min(len(header), len(columns))
    problem = _("The columns must be exactly these, in this order: %(columns)s.")
    column = columns[place] if place < len(columns) else _shown(header[place])
    raise refusal(problem % {"columns": ",".join(columns)}, "wrong_header", file=file, row=number, column=column)


def _check_length(file: str, number: int, cells: list[str], columns: Sequence[str]) -> None:
    if len(cells) < len(columns):
        problem = _("The row ends before this column. Give it %(needed)s cells, blank where there is nothing to say.")
        column = columns[len(cells)]
    elif len(cells) > len(columns):
        problem = _("The row goes on after this column. Give it %(needed)s cells, with quotation marks around any with a comma.")
        column = columns[-1]
    else:
        return
    raise refusal(problem % {"needed": len(columns)}, "wrong_length", file=file, row=number, column=column)


def _check_unique(rows: Sequence[Row], key: str) -> None:
    first: dict[str, int] = {}
    for row in rows:
        if row[key] in first:
            problem = _("“%(found)s” is already in row %(first)s. Keep one of the two.")
            facts = {"found": _shown(row[key]), "first": first[row[key]]}
            raise row.refusal(problem % facts, "duplicate", column=key)
        first[row[key]] = row.number


def _shown(text: str) -> str:
    """Put what stands in a file on one short line."""
    return "".join(letter if letter.isprintable() else "?" for letter in text[:_LONGEST_SHOWN])


def _listed(names: Collection[str]) -> str:
    listed = ", ".join(list(names)[:_MOST_LISTED])
    return f"{listed}, …" if len(names) > _MOST_LISTED else listed
