"""Read targets and people from tables as others' tools write them, refusing by row and column what is not understood."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from cyfran.engine.errors import EngineError
from cyfran.engine.selection.problem import Candidate, Target
from cyfran.engine.selection.renewal import Seat

BETWEEN_VALUES = ";"
_MOST = 10**9
_YES = {"yes", "y", "true", "1", "ydw", "ie"}


@dataclass(frozen=True)
class Row:
    """One row of a table: its line, its cells by the name of their column in lower case, and all of them as they stand."""

    number: int
    cells: Mapping[str, str]
    as_read: tuple[str, ...] = ()

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column.casefold(), "").strip()

    def refusal(self, code: str, column: str, **facts: object) -> EngineError:
        """Return the error about one cell of this row."""
        return EngineError(code, row=self.number, column=column, **facts)

    def whole_number(self, column: str) -> int:
        """Read a count from 0 up."""
        text = self[column]
        if not (text.isascii() and text.isdecimal() and len(text) <= len(str(_MOST)) and int(text) <= _MOST):
            raise self.refusal("cell_not_a_whole_number", column, found=text, most=_MOST)
        return int(text)

    def hours(self, column: str) -> float:
        """Read hours from 0 up; a blank cell is 0."""
        text = self[column] or "0"
        try:
            found = float(text)
        except ValueError:
            found = -1.0
        if not 0 <= found <= _MOST:
            raise self.refusal("cell_not_hours", column, found=text)
        return found

    def day(self, column: str) -> date | None:
        """Read a date as year-month-day; a blank cell is none."""
        try:
            return date.fromisoformat(self[column]) if self[column] else None
        except ValueError as error:
            raise self.refusal("cell_not_a_date", column, found=self[column]) from error


@dataclass(frozen=True)
class Columns:
    """Which columns of a table of people tell what; an empty name says that the rule is not asked for."""

    id: str = "id"
    load: str = ""
    cover: str = ""
    households: tuple[str, ...] = ()
    together: str = ""
    keep_apart: str = ""

    def named(self) -> list[str]:
        """List the columns that must be there."""
        return [name for name in (self.id, self.load, self.cover, *self.households, self.together, self.keep_apart) if name]


@dataclass(frozen=True)
class People:
    """Candidates as read, the row of each by id, and the names of the columns."""

    candidates: tuple[Candidate, ...]
    rows: Mapping[str, Row] = field(repr=False)
    header: tuple[str, ...] = ()


def rows_of(table: Iterable[Sequence[str]]) -> tuple[tuple[str, ...], list[Row]]:
    """Split a table into its header and its rows, leaving blank rows out; lines are counted from 1, the header's.

    Raises: EngineError `table_empty`, `row_too_long`.
    """
    header: tuple[str, ...] = ()
    rows: list[Row] = []
    for number, cells in enumerate(table, start=1):
        if not any(cell.strip() for cell in cells):
            continue
        if not header:
            header = tuple(cell.strip() for cell in cells)
        elif any(cell.strip() for cell in cells[len(header) :]):
            raise EngineError("row_too_long", row=number)
        else:
            named = {name.casefold(): cell for name, cell in zip(header, cells, strict=False)}
            rows.append(Row(number, named, tuple(cells[: len(header)])))
    if not header:
        raise EngineError("table_empty")
    return header, rows


def read_targets(table: Iterable[Sequence[str]]) -> tuple[Target, ...]:
    """Read `feature,value,min,max[,min_flex,max_flex]`, where others also write `category` and `name`.

    Capitals do not tell features or values apart.
    Raises: EngineError `table_empty`, `column_missing`, `column_twice`, `no_targets`; with the row `row_too_long`, `cell_blank`,
    `cell_not_a_whole_number`, `target_out_of_order`, `target_flex_inside`, `target_twice`.
    """
    header, rows = rows_of(table)
    known = {name.casefold() for name in header}
    feature = next((name for name in ("feature", "category") if name in known), "feature")
    value = next((name for name in ("value", "name") if name in known), "value")
    _refuse_missing(header, (feature, value, "min", "max"))
    spelled: dict[str, str] = {}
    targets: dict[tuple[str, str], Target] = {}
    for row in rows:
        for column in (feature, value):
            if not row[column]:
                raise row.refusal("cell_blank", column)
        name = spelled.setdefault(row[feature].casefold(), row[feature])
        if (name, row[value].casefold()) in targets:
            raise row.refusal("target_twice", value, name=f"{name}: {row[value]}")
        targets[name, row[value].casefold()] = _target(row, name, row[value])
    if not targets:
        raise EngineError("no_targets")
    return tuple(targets.values())


def _target(row: Row, feature: str, value: str) -> Target:
    least, most = row.whole_number("min"), row.whole_number("max")
    try:
        return Target(
            feature=feature,
            value=value,
            least=least,
            most=most,
            least_flex=row.whole_number("min_flex") if row["min_flex"] else 0,
            # Others' tools write -1 where any change may be proposed.
            most_flex=row.whole_number("max_flex") if row["max_flex"] not in ("", "-1") else _MOST,
        )
    except EngineError as error:
        error.params.setdefault("row", row.number)
        raise


def read_people(table: Iterable[Sequence[str]], targets: Sequence[Target], columns: Columns) -> People:
    """Read one person per row; columns that no target and no rule names are left alone.

    A cell may hold several values of a feature, with semicolons between them. Capitals and blanks around do not count.
    Raises: EngineError `table_empty`, `column_missing`, `column_twice`; with the row `row_too_long`; with row and column
    `cell_blank`, `id_twice`, `cell_not_hours`, `cell_value_unknown`.
    """
    header, rows = rows_of(table)
    features = tuple(dict.fromkeys(target.feature for target in targets))
    _refuse_missing(header, (*columns.named(), *features))
    spelled = {
        feature: {each.value.casefold(): each.value for each in targets if each.feature == feature} for feature in features
    }
    by_id: dict[str, Row] = {}
    for row in rows:
        if not row[columns.id]:
            raise row.refusal("cell_blank", columns.id)
        if row[columns.id] in by_id:
            raise row.refusal("id_twice", columns.id, name=row[columns.id])
        by_id[row[columns.id]] = row
    together = _gathered(_labels(by_id, columns.together))
    apart = _labels(by_id, columns.keep_apart)
    candidates = tuple(
        Candidate(
            id=person,
            values={feature: _values(row, feature, spelled[feature]) for feature in features},
            hours_asked=row.hours(columns.load) if columns.load else 0.0,
            cover_hours=row.hours(columns.cover) if columns.cover else 0.0,
            households=_household(row, columns.households),
            # Somebody in another table may name this person: then the two meet in this label.
            apart=apart[person] | {f"id {person}"} if columns.keep_apart else frozenset(),
            together=together[person],
        )
        for person, row in by_id.items()
    )
    return People(candidates, by_id, header)


def read_seats(people: People, *, ends: str, began: str, willing: str) -> tuple[Seat, ...]:
    """Read when the terms of seated people end and began, and who is willing to leave; all of it may be blank.

    Raises: EngineError `cell_not_a_date`, with row and column.
    """
    return tuple(
        Seat(person, row.day(ends), row.day(began), row[willing].casefold() in _YES) for person, row in people.rows.items()
    )


def _refuse_missing(header: Sequence[str], names: Iterable[str]) -> None:
    """Refuse a table that lacks a column, or has two of it."""
    known = [name.casefold() for name in header]
    for name in names:
        if name.casefold() not in known:
            raise EngineError("column_missing", column=name, have=tuple(header))
        if known.count(name.casefold()) > 1:
            raise EngineError("column_twice", column=name)


def _values(row: Row, feature: str, spelled: Mapping[str, str]) -> frozenset[str]:
    text = row[feature]
    parts = [text] if text.casefold() in spelled else [part.strip() for part in text.split(BETWEEN_VALUES) if part.strip()]
    if not parts:
        raise row.refusal("cell_blank", feature)
    for part in parts:
        if part.casefold() not in spelled:
            raise row.refusal("cell_value_unknown", feature, found=part, allowed=tuple(spelled.values()))
    return frozenset(spelled[part.casefold()] for part in parts)


def _household(row: Row, columns: Sequence[str]) -> frozenset[str]:
    parts = [" ".join(row[column].casefold().split()) for column in columns]
    return frozenset({" | ".join(parts)}) if all(parts) and parts else frozenset()


def _labels(by_id: Mapping[str, Row], column: str) -> dict[str, frozenset[str]]:
    """Give people who are tied a label in common: a cell holds another person's id, or a label that others have too."""
    labels: dict[str, set[str]] = {person: set() for person in by_id}
    for person, row in by_id.items() if column else ():
        told = row[column]
        if told in by_id:
            pair = " + ".join(sorted((person, told)))
            labels[person].add(pair)
            labels[told].add(pair)
        elif told:
            labels[person] |= {f"label {told.casefold()}", f"id {told}"}
    return {person: frozenset(each) for person, each in labels.items()}


def _gathered(labels: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """Name the whole group of everybody who is tied to others, directly or through somebody between; else nothing."""
    sharing: dict[str, list[str]] = {}
    for person, own in labels.items():
        for label in own:
            sharing.setdefault(label, []).append(person)
    groups = dict.fromkeys(labels, "")
    for start in sorted(labels):
        waiting = [start] if labels[start] and not groups[start] else []
        while waiting:
            person = waiting.pop()
            if not groups[person]:
                groups[person] = start
                waiting += [other for label in labels[person] for other in sharing[label]]
    people = Counter(groups.values())
    return {person: group if people[group] > 1 else "" for person, group in groups.items()}
