"""What `cyfran draw` reads and writes: tables of people in, and panels, lotteries and records out."""

import argparse
import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cyfran.cli.files import naming, read_table, save
from cyfran.engine.errors import EngineError
from cyfran.engine.selection.digests import lottery_digest
from cyfran.engine.selection.problem import DEFAULT_LOAD_BANDS, Problem, Rules
from cyfran.engine.selection.reader import Columns, People, Row, read_people, read_seats, read_targets
from cyfran.engine.selection.renewal import Leaver, who_leaves
from cyfran.engine.selection.results import NamedPanel, Repair
from cyfran.engine.selection.verify import Record

if TYPE_CHECKING:
    from cyfran.engine.selection.draw import Draw

LOTTERY = "lottery.csv"
PUBLIC_LOTTERY = "public_lottery.csv"
RECORD = "draw.json"
_TERM_ENDS, _SERVING_SINCE, _WILLING = "term_ends", "serving_since", "willing_to_leave"


@dataclass(frozen=True)
class Asked:
    """What the options ask for: the problem, the pool as it was read, and who leaves before the draw."""

    problem: Problem
    pool: People
    leavers: tuple[Leaver, ...]
    # Who is tied by --together to somebody who has a seat already, which no draw can answer.
    tied_to_a_seat: tuple[str, ...] = ()


def read_asked(options: argparse.Namespace, *, seed: str) -> Asked:
    """Read the files that the options name; every refusal says which file, and where in it."""
    columns = Columns(
        id=options.id,
        load=options.load or "",
        cover=options.cover or "",
        households=options.household,
        together=options.together or "",
        keep_apart=options.keep_apart or "",
    )
    with naming(options.targets):
        targets = read_targets(read_table(options.targets))
    with naming(options.people):
        pool = read_people(read_table(options.people), targets, columns)
        if not pool.candidates:
            raise EngineError("no_pool")
    seated = People((), {})
    leavers: tuple[Leaver, ...] = ()
    if options.seated:
        with naming(options.seated):
            seated = read_people(read_table(options.seated), targets, columns)
            _refuse_both(pool, seated, columns)
            leavers = _leavers(seated, options.renew, seed)
    gone = {leaver.id for leaver in leavers}
    staying = {person: row for person, row in seated.rows.items() if person not in gone}
    problem = Problem(
        pool=pool.candidates,
        targets=targets,
        size=options.size,
        seated=tuple(person for person in seated.candidates if person.id in staying),
        rules=Rules(
            load_bands=(options.load_bands or DEFAULT_LOAD_BANDS) if options.load else (), cover_hours=options.cover_hours
        ),
    )
    return Asked(problem, pool, leavers, _tied_to_a_seat(pool, staying, columns.together))


def _refuse_both(pool: People, seated: People, columns: Columns) -> None:
    """Refuse somebody who has a seat and is in the pool as well."""
    for person, row in seated.rows.items():
        if person in pool.rows:
            raise row.refusal("seated_in_pool", columns.id, name=person)


def _tied_to_a_seat(pool: People, staying: Mapping[str, Row], column: str) -> tuple[str, ...]:
    told = {row[column].casefold() for row in staying.values() if column} - {""}
    seats = told | {person.casefold() for person in staying}
    return tuple(
        person for person, row in pool.rows.items() if column and (row[column].casefold() in seats or person.casefold() in told)
    )


def _leavers(seated: People, share: Fraction | None, seed: str) -> tuple[Leaver, ...]:
    if share is None:
        return ()
    return who_leaves(read_seats(seated, ends=_TERM_ENDS, began=_SERVING_SINCE, willing=_WILLING), share, seed=seed)


def record_of(drawn: "Draw", leavers: Sequence[Leaver]) -> dict[str, Any]:
    """Put all that a draw says of itself into what JSON holds."""
    prepared = drawn.prepared
    record: dict[str, Any] = {
        "panel": list(drawn.panel),
        "reserves": list(drawn.reserves.people),
        "reserves_for_gap": {member: list(people) for member, people in (drawn.reserves.for_gap or {}).items()},
        "chances": dict(sorted(prepared.chances.items())),
        "barred": dict(sorted(prepared.barred.items())),
        "left_out": sum(not chance for chance in prepared.chances.values()) - len(prepared.not_reached),
        "min_chance": prepared.min_chance,
        "bound": prepared.bound,
        "gap": prepared.gap,
        "optimal": prepared.optimal,
        "gini": prepared.gini,
        "geometric_mean": prepared.geometric_mean,
        "panels_in_lottery": len(prepared.lottery),
        "fairness": prepared.fairness.value,
        "seed": drawn.seed,
        "inputs_sha256": prepared.inputs_sha256,
        "engine_version": drawn.engine_version,
    }
    if prepared.not_reached:
        record["not_reached"] = list(prepared.not_reached)
    if prepared.together_of_a_household:
        record["together_of_a_household"] = [list(people) for people in prepared.together_of_a_household]
    if leavers:
        record["leavers"] = [{"id": leaver.id, "because": leaver.because} for leaver in leavers]
    if drawn.public:
        chances = drawn.public.chances()
        record["public_chances"] = {person: chances.get(person, 0.0) for person in record["chances"]}
        record["public_panels"], record["number"] = len(drawn.public.panels), drawn.number
    return record


def repair_record(repair: Repair) -> dict[str, Any]:
    """Put what would make a panel possible into what JSON holds."""
    changes = [
        {"feature": each.feature, "value": each.value, "bound": each.bound, "from": each.before, "to": each.after}
        for each in repair.changes
    ]
    recruit = [{"number": each.number, "values": dict(each.values)} for each in repair.recruits]
    return {"feasible": False, "repair": changes, "recruit": recruit, "impossible": [asdict(each) for each in repair.impossible]}


def write_files(options: argparse.Namespace, pool: People, drawn: "Draw", record: dict[str, Any]) -> list[Path]:
    """Write what the options ask for, and name it; the record then holds the digest of the lottery it was drawn from."""
    folder = Path(options.out) if options.out else None
    found: list[tuple[Path, str]] = []
    if options.lottery or folder:
        named = drawn.prepared.lottery.panels()
        record["lottery_sha256"] = lottery_digest(named)
        found += _in_each(options.lottery, folder, LOTTERY, lottery_table(named))
    if drawn.public:
        record["public_lottery_sha256"] = lottery_digest(drawn.public.panels)
        found += _in_each(options.public_lottery, folder, PUBLIC_LOTTERY, lottery_table(drawn.public.panels))
    if folder:
        others = [person for person in pool.rows if person not in drawn.panel]
        found += [
            (folder / "selected.csv", people_table(drawn.panel, pool)),
            (folder / "remaining.csv", people_table(others, pool)),
            (folder / "reserves.csv", people_table(drawn.reserves.people, pool)),
            (folder / RECORD, json.dumps(record, indent=2, ensure_ascii=False) + "\n"),
        ]
    _refuse_same([options.people, options.targets, options.seated], [path for path, _ in found])
    save(dict(found))
    return [path for path, _ in found]


def _in_each(file: str | None, folder: Path | None, name: str, content: str) -> list[tuple[Path, str]]:
    """Pair the content with the file that an option names and with the one in the folder, where they are asked for."""
    return [(path, content) for path in (file and Path(file), folder and folder / name) if path]


def _refuse_same(read: Iterable[str | None], written: Iterable[Path]) -> None:
    """Refuse to write over what was read, or two things into one file."""
    taken = {Path(file).resolve() for file in read if file}
    for path in written:
        if path.resolve() in taken:
            raise EngineError("file_taken", file=str(path))
        taken.add(path.resolve())


def read_record(told: object) -> tuple[Record, Record | None]:
    """Read back what of a record can be verified: of the lottery it was drawn from and, if that was public, of the other one.

    Raises: EngineError `record_not_of_a_draw`.
    """
    try:
        assert isinstance(told, dict)  # noqa: S101 -- turned into a refusal below
        if "public_lottery_sha256" not in told:
            return _record(told, ""), None
        # The pages tell of the public lottery alone.
        return _record(told, "public_"), replace(_record(told, ""), number=None) if "lottery_sha256" in told else None
    except (AssertionError, KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise EngineError("record_not_of_a_draw") from error


def _record(told: Mapping[str, Any], which: str) -> Record:
    return Record(
        seed=_text(told["seed"]),
        inputs_sha256=_text(told["inputs_sha256"]),
        lottery_sha256=_text(told[f"{which}lottery_sha256"]),
        panel=tuple(map(_text, told["panel"])),
        chances={person: float(chance) for person, chance in told[f"{which}chances"].items()},
        public=bool(which),
        number=None if told.get("number") is None else int(told["number"]),
        public_panels=int(told["public_panels"]) if which and "public_panels" in told else None,
        min_chance=float(told["min_chance"]) if not which and "min_chance" in told else None,
        not_reached=tuple(map(_text, told.get("not_reached", ()))),
    )


def unchecked(told: Mapping[str, Any], *lotteries: Record) -> list[str]:
    """Name what a record tells and no lottery at hand can show."""
    shown = {"seed", "panel", "not_reached"}
    for record in lotteries:
        which = "public_" if record.public else ""
        shown |= {f"{which}lottery_sha256", f"{which}chances", *(("number", "public_panels") if which else ("min_chance",))}
    return [name for name in told if name not in shown]


def _text(told: object) -> str:
    """Take only text that can be written down; anything else is a ValueError."""
    if not isinstance(told, str):
        raise ValueError(told)
    return told.encode().decode()


def lottery_table(panels: Sequence[NamedPanel]) -> str:
    """Write a lottery: a row per person per panel, with the panel's probability in full."""
    rows = ((number, repr(panel.share), person) for number, panel in enumerate(panels, start=1) for person in panel.people)
    return _table(("panel", "probability", "id"), rows)


def read_lottery(file: str) -> list[NamedPanel]:
    """Read a lottery back; raises EngineError `lottery_not_readable` or `lottery_shares_differ` with the row."""
    shares: dict[str, float] = {}
    people: dict[str, list[str]] = {}
    for number, row in enumerate(read_table(file)[1:], start=2):
        try:
            panel, share, person = row
            if shares.setdefault(panel, float(share)) != float(share):
                raise EngineError("lottery_shares_differ", row=number)
        except ValueError as error:
            raise EngineError("lottery_not_readable", row=number) from error
        people.setdefault(panel, []).append(person)
    return [NamedPanel(shares[panel], tuple(names)) for panel, names in people.items()]


def people_table(ids: Iterable[str], pool: People) -> str:
    """Write the rows of these people as they were read."""
    return _table(pool.header, (pool.rows[each].as_read for each in ids))


def _table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    content = StringIO()
    writer = csv.writer(content, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return content.getvalue()
