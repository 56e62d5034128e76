"""What `cyfran draw` reads and writes: tables of people in, and panels, lotteries and records out."""

import argparse
import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from io import StringIO
from pathlib import Path
from typing import Any

from cyfran.cli.files import naming, read_table
from cyfran.engine.errors import EngineError
from cyfran.engine.selection.digests import lottery_digest
from cyfran.engine.selection.draw import Draw
from cyfran.engine.selection.problem import LoadBand, Problem, Rules
from cyfran.engine.selection.reader import Columns, People, read_people, read_seats, read_targets
from cyfran.engine.selection.renewal import Leaver, who_leaves
from cyfran.engine.selection.repair import Repair
from cyfran.engine.selection.seats import NamedPanel
from cyfran.engine.selection.verify import Record

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


def read_asked(options: argparse.Namespace, *, seed: str) -> Asked:
    """Read the files that the options name; every refusal says which file, and where in it."""
    columns = Columns(
        id=options.id,
        load=options.load or "",
        cover=options.cover,
        households=tuple(name.strip() for name in options.household.split(",") if name.strip()),
        together=options.together,
        keep_apart=options.keep_apart,
    )
    with naming(options.targets):
        targets = read_targets(read_table(options.targets))
    with naming(options.people):
        pool = read_people(read_table(options.people), targets, columns)
    seated = People((), {})
    leavers: tuple[Leaver, ...] = ()
    if options.seated:
        with naming(options.seated):
            seated = read_people(read_table(options.seated), targets, columns)
            if options.renew:
                seats = read_seats(seated, ends=_TERM_ENDS, began=_SERVING_SINCE, willing=_WILLING)
                leavers = who_leaves(seats, options.renew, seed=seed)
    gone = {leaver.id for leaver in leavers}
    problem = Problem(
        pool=pool.candidates,
        targets=targets,
        size=options.size,
        seated=tuple(person for person in seated.candidates if person.id not in gone),
        rules=Rules(load_bands=_bands(options.load_bands) if options.load else (), cover_hours=options.cover_hours),
    )
    return Asked(problem, pool, leavers)


def record_of(drawn: Draw, leavers: Sequence[Leaver]) -> dict[str, Any]:
    """Put all that a draw says of itself into what JSON holds."""
    prepared = drawn.prepared
    record: dict[str, Any] = {
        "panel": list(drawn.panel),
        "reserves": list(drawn.reserves.people),
        "reserves_for_gap": {member: list(people) for member, people in (drawn.reserves.for_gap or {}).items()},
        "chances": dict(sorted(prepared.chances.items())),
        "barred": dict(sorted(prepared.barred.items())),
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


def write_files(options: argparse.Namespace, pool: People, drawn: Draw, record: dict[str, Any]) -> None:
    """Write what the options ask for; the record then names the digest of the lottery it was drawn from."""
    folder = Path(options.out) if options.out else None
    if options.lottery or folder:
        named = drawn.prepared.lottery.panels()
        record["lottery_sha256"] = lottery_digest(named)
        for path in filter(None, (options.lottery, folder and folder / LOTTERY)):
            write_lottery(Path(path), named)
    if drawn.public:
        record["public_lottery_sha256"] = lottery_digest(drawn.public.panels)
        for path in filter(None, (options.public_lottery, folder and folder / PUBLIC_LOTTERY)):
            write_lottery(Path(path), drawn.public.panels)
    if folder:
        write_people(folder / "selected.csv", drawn.panel, pool)
        write_people(folder / "remaining.csv", [person for person in pool.rows if person not in drawn.panel], pool)
        write_people(folder / "reserves.csv", drawn.reserves.people, pool)
        _save(folder / RECORD, json.dumps(record, indent=2, ensure_ascii=False) + "\n")


def read_record(told: object) -> Record:
    """Read back the part of a record that can be verified; raises EngineError `record_not_of_a_draw`."""
    try:
        assert isinstance(told, dict)  # noqa: S101 -- turned into a refusal below
        public = "public_lottery_sha256" in told
        return Record(
            seed=str(told["seed"]),
            inputs_sha256=str(told["inputs_sha256"]),
            lottery_sha256=str(told["public_lottery_sha256" if public else "lottery_sha256"]),
            panel=tuple(told["panel"]),
            chances={str(person): float(chance) for person, chance in told["public_chances" if public else "chances"].items()},
            public=public,
        )
    except (AssertionError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise EngineError("record_not_of_a_draw") from error


def write_lottery(path: Path, panels: Sequence[NamedPanel]) -> None:
    """Write a lottery: a row per person per panel, with the panel's probability in full."""
    rows = ((number, repr(panel.share), person) for number, panel in enumerate(panels, start=1) for person in panel.people)
    _write(path, ("panel", "probability", "id"), rows)


def read_lottery(file: str) -> list[NamedPanel]:
    """Read a lottery back; raises EngineError `lottery_not_readable` with the row."""
    shares: dict[str, float] = {}
    people: dict[str, list[str]] = {}
    for number, row in enumerate(read_table(file)[1:], start=2):
        try:
            panel, share, person = row
            shares[panel] = float(share)
        except ValueError as error:
            raise EngineError("lottery_not_readable", row=number) from error
        people.setdefault(panel, []).append(person)
    return [NamedPanel(shares[panel], tuple(names)) for panel, names in people.items()]


def write_people(path: Path, ids: Iterable[str], pool: People) -> None:
    """Write the rows of these people as they were read."""
    _write(path, pool.header, [[pool.rows[each][column] for column in pool.header] for each in ids])


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    content = StringIO()
    writer = csv.writer(content, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    _save(path, content.getvalue())


def _save(path: Path, content: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="")
    except OSError as error:
        raise EngineError("file_not_writable", file=str(path)) from error


def _bands(text: str) -> tuple[LoadBand, ...]:
    try:
        pairs = [band.split(":") for band in text.split(",")]
        return tuple(LoadBand(float(up_to), float(Fraction(weight.strip()))) for up_to, weight in pairs)
    except (ValueError, ZeroDivisionError) as error:
        raise EngineError("load_bands_not_readable", found=text) from error
