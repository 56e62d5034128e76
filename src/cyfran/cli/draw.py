"""`cyfran draw`: a balanced panel from files, with everybody's chance, or a published draw verified."""

import argparse
import json
import os
import secrets
import sys
import time
from dataclasses import asdict
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from cyfran.cli.exits import CANNOT_BE_MET, DONE
from cyfran.cli.files import naming, read_json
from cyfran.cli.language import gettext as _
from cyfran.engine.errors import EngineError

if TYPE_CHECKING:
    from cyfran.engine.selection.problem import Problem

_FAIRNESS = ("leximin", "maximin", "nash", "goldilocks")
_SECONDS_BETWEEN_WORDS = 2.0


def summary() -> str:
    return _("Draw a group that meets its targets, with the least likely person's chance as large as it can be.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--people", metavar="FILE", help=_("the pool: a CSV file with a row per person"))
    parser.add_argument(
        "--targets", metavar="FILE", help=_("the targets: feature, value, min, max and, if you like, min_flex, max_flex")
    )
    parser.add_argument("--size", type=int, metavar="N", help=_("how many people the whole group has"))
    parser.add_argument("--id", default="id", metavar="COLUMN", help=_("the column that tells people apart (id)"))
    parser.add_argument("--seed", metavar="TEXT", help=_("what settles the draw; a random one is made and told if there is none"))
    parser.add_argument("--reserves", type=int, default=0, metavar="R", help=_("how many people stand in"))
    parser.add_argument("--fairness", choices=_FAIRNESS, default="leximin", help=_("what counts as fairest (leximin)"))
    parser.add_argument(
        "--load", metavar="COLUMN", help=_("the column of hours asked in the window: who was asked for less comes first")
    )
    parser.add_argument(
        "--load-bands", default="2:1,6:1/2,12:1/4", metavar="BANDS", help=_("hours:weight, rising (2:1,6:1/2,12:1/4)")
    )
    parser.add_argument(
        "--household", default="", metavar="COLUMNS", help=_("at most one person of equal values in these columns")
    )
    parser.add_argument(
        "--together", default="", metavar="COLUMN", help=_("people chosen both or neither: another's id, or a shared label")
    )
    parser.add_argument(
        "--keep-apart", default="", metavar="COLUMN", help=_("people of whom at most one is chosen: an id or a label")
    )
    parser.add_argument("--cover", default="", metavar="COLUMN", help=_("the column of replacement-care hours each person needs"))
    parser.add_argument("--cover-hours", type=float, metavar="HOURS", help=_("the budget of replacement-care hours"))
    parser.add_argument("--seated", metavar="FILE", help=_("people who have a seat already, rows like those of the pool"))
    parser.add_argument(
        "--renew", type=Fraction, metavar="SHARE", help=_("the share of those seated who leave first, such as 1/3")
    )
    parser.add_argument("--lottery", metavar="FILE", help=_("write the lottery: panel, probability, id"))
    parser.add_argument("--public-lottery", metavar="FILE", help=_("write numbered equal panels, and draw from those"))
    parser.add_argument("--within", type=float, metavar="SECONDS", help=_("stop looking for a fairer lottery after so long"))
    parser.add_argument("--out", metavar="FOLDER", help=_("write selected, remaining, reserves, lottery and draw.json there"))
    parser.add_argument("--verify", metavar="FILE", help=_("repeat the draw of this draw.json from the lottery beside it"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON object and nothing else"))


def run(options: argparse.Namespace) -> int:
    # One thread is as fast for numbers this small, and leaves the other processors to others.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if options.verify:
        return _verify(options)
    for name in ("people", "targets", "size"):
        if not getattr(options, name):
            raise EngineError("option_missing", option=f"--{name}")
    return _draw(options)


def _draw(options: argparse.Namespace) -> int:
    from cyfran.cli import selection  # noqa: PLC0415 -- slow import
    from cyfran.engine.selection.draw import draw, prepare  # noqa: PLC0415 -- slow import
    from cyfran.engine.selection.ideals import Fairness  # noqa: PLC0415 -- slow import

    seed = options.seed if options.seed is not None else secrets.token_hex(16)
    asked = selection.read_asked(options, seed=seed)
    clock = _Clock(options.within)
    try:
        prepared = prepare(asked.problem, fairness=Fairness(options.fairness), progress=clock.tell, time_is_up=clock.time_is_up)
    except EngineError as error:
        if error.code != "targets_cannot_be_met":
            raise
        return _say_what_would_help(asked.problem, as_json=options.json)
    public = prepared.public_lottery() if options.public_lottery else None
    drawn = draw(prepared, seed=seed, reserves=options.reserves, public=public)
    record = selection.record_of(drawn, asked.leavers)
    selection.write_files(options, asked.pool, drawn, record)
    print(json.dumps(record, ensure_ascii=False) if options.json else "\n".join(_in_words(record)))
    return DONE


class _Clock:
    """Tells how far the lottery has come every few seconds, and when the time allowed is over."""

    def __init__(self, within: float | None) -> None:
        self._ends = None if within is None else time.monotonic() + within
        self._told = time.monotonic()

    def tell(self, share: float) -> None:
        if time.monotonic() - self._told > _SECONDS_BETWEEN_WORDS:
            self._told = time.monotonic()
            print(_("Making the lottery: %(percent)s%%") % {"percent": int(100 * share)}, file=sys.stderr)

    def time_is_up(self) -> bool:
        return self._ends is not None and time.monotonic() > self._ends


def _say_what_would_help(problem: "Problem", *, as_json: bool) -> int:
    """Say that no panel meets the targets, the smallest change that would let one, and whom to recruit instead."""
    from cyfran.cli.selection import repair_record  # noqa: PLC0415 -- slow import
    from cyfran.engine.selection.repair import repair_of  # noqa: PLC0415 -- slow import

    record = repair_record(repair_of(problem))
    if as_json:
        print(json.dumps(record, ensure_ascii=False))
        return CANNOT_BE_MET
    print(_("No group of this size meets all targets."))
    for change in record["repair"]:
        print("- " + _("%(feature)s, %(value)s: move %(bound)s from %(from)s to %(to)s.") % change)
    for recruits in record["recruit"]:
        values = ", ".join(f"{feature} {value}" for feature, value in recruits["values"].items())
        print("- " + _("Or find %(number)s more: %(values)s.") % {"number": recruits["number"], "values": values})
    return CANNOT_BE_MET


def _in_words(record: dict[str, object]) -> list[str]:
    chosen, reserves = record["panel"], record["reserves"]
    assert isinstance(chosen, list) and isinstance(reserves, list)  # noqa: PT018, S101 -- for the type checker
    lines = [_("Chosen (%(number)s): %(ids)s") % {"number": len(chosen), "ids": ", ".join(chosen)}]
    if reserves:
        lines.append(_("Reserves, in order: %(ids)s") % {"ids": ", ".join(reserves)})
    return [
        *lines,
        _("Least chance: %(chance).4f; no lottery of these targets gives more than %(bound).4f.")
        % {"chance": record["min_chance"], "bound": record["bound"]},
        _("Seed: %(seed)s") % {"seed": record["seed"]},
    ]


def _verify(options: argparse.Namespace) -> int:
    """Repeat a draw from its record and the lottery beside it."""
    from cyfran.cli import selection  # noqa: PLC0415 -- slow import
    from cyfran.engine.selection.verify import verify  # noqa: PLC0415 -- slow import

    with naming(options.verify):
        record = selection.read_record(read_json(options.verify))
    beside = Path(options.verify).parent / (selection.PUBLIC_LOTTERY if record.public else selection.LOTTERY)
    lottery = options.public_lottery or options.lottery or str(beside)
    with naming(lottery):
        verdict = verify(record, selection.read_lottery(lottery))
    told = {"verified": verdict.verified, **asdict(verdict)}
    print(
        json.dumps(told)
        if options.json
        else _("The draw is as its record says.")
        if verdict.verified
        else _("The draw is not as its record says.")
    )
    return DONE if verdict.verified else CANNOT_BE_MET
