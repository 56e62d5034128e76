"""`cyfran draw`: a balanced panel from files, with everybody's chance, or a published draw verified."""

import argparse
import json
import os
import secrets
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from cyfran.cli import options as take
from cyfran.cli.exits import CANNOT_BE_MET, DONE
from cyfran.cli.files import naming, read_json
from cyfran.cli.language import gettext as _
from cyfran.cli.language import speaking
from cyfran.engine.errors import EngineError
from cyfran.engine.selection.problem import Fairness, Problem

_TARGET_COLUMNS = "feature, value, min, max[, min_flex, max_flex]"
_LOTTERY_COLUMNS = "panel, probability, id"
_FILES = "selected.csv, remaining.csv, reserves.csv, lottery.csv, draw.json"
_MAY_BE_DRAWN = (None, "not_reached")
_NEEDED = ("people", "targets", "size")
# Each of these says nothing without the other, and nothing that was asked for is left out in silence.
_TOGETHER = (("load_bands", "load"), ("renew", "seated"), ("cover", "cover_hours"), ("cover_hours", "cover"))
_SECONDS_BETWEEN_WORDS = 2.0


def summary() -> str:
    return _("Draw a group that meets its targets, with the least likely person's chance as large as it can be.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    def add(name: str, what: str, metavar: str, **more: Any) -> None:
        parser.add_argument(name, metavar=metavar, help=what, **{"type": take.text(name), **more})

    add("--people", _("the pool: a CSV file with a row per person"), "FILE")
    add("--targets", _("the targets, a CSV file with these columns: %(columns)s") % {"columns": _TARGET_COLUMNS}, "FILE")
    add("--size", _("how many people the whole group has"), "N", type=take.count("--size", least=1))
    add("--id", _("the column that tells people apart (id)"), "COLUMN", default="id")
    add("--seed", _("what settles the draw; a random one is made and told if there is none"), "TEXT", type=take.seed)
    add("--reserves", _("how many people stand in"), "R", type=take.count("--reserves", least=0), default=0)
    fairness = {"type": take.one_of("--fairness", tuple(Fairness)), "default": Fairness.LEXIMIN}
    names = ", ".join(Fairness)
    add("--fairness", _("what counts as fairest, the first if nothing is said: %(names)s") % {"names": names}, "NAME", **fairness)
    add("--load", _("the column of hours asked in the window: who was asked for less comes first"), "COLUMN")
    add("--load-bands", _("hours:weight, rising (2:1,6:1/2,12:1/4)"), "BANDS", type=take.load_bands)
    households = {"type": take.names("--household"), "default": ()}
    add("--household", _("at most one person of equal values in these columns"), "COLUMNS", **households)
    add("--together", _("people chosen both or neither: another's id, or a shared label"), "COLUMN")
    add("--keep-apart", _("people of whom at most one is chosen: an id or a label"), "COLUMN")
    add("--cover", _("the column of replacement-care hours each person needs"), "COLUMN")
    add("--cover-hours", _("the budget of replacement-care hours"), "HOURS", type=take.number("--cover-hours"))
    add("--seated", _("people who have a seat already, rows like those of the pool"), "FILE")
    add("--renew", _("the share of those seated who leave first, such as 1/3"), "SHARE", type=take.share("--renew"))
    add("--lottery", _("write the lottery, a CSV file with these columns: %(columns)s") % {"columns": _LOTTERY_COLUMNS}, "FILE")
    add("--public-lottery", _("write numbered equal panels, and draw from those"), "FILE")
    add("--within", _("stop looking for a fairer lottery after so long"), "SECONDS", type=take.number("--within"))
    add("--out", _("write all of it there: %(files)s") % {"files": _FILES}, "FOLDER")
    add("--verify", _("repeat the draw of this draw.json from the lottery beside it"), "FILE")
    parser.add_argument("--json", action="store_true", help=_("print one JSON object and nothing else"))


def run(options: argparse.Namespace) -> int:
    # One thread is as fast for numbers this small, and leaves the other processors to others.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if options.verify:
        return _verify(options)
    for name in _NEEDED:
        if getattr(options, name) is None:
            raise EngineError("option_missing", option=_option(name))
    for name, other in _TOGETHER:
        if getattr(options, name) is not None and getattr(options, other) is None:
            raise EngineError("option_needs_another", option=_option(name), other=_option(other))
    return _draw(options)


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _draw(options: argparse.Namespace) -> int:
    from cyfran.cli import selection  # noqa: PLC0415 -- slow import
    from cyfran.engine.selection.draw import draw, prepare  # noqa: PLC0415 -- slow import

    seed = options.seed if options.seed is not None else secrets.token_hex(16)
    asked = selection.read_asked(options, seed=seed)
    if asked.tied_to_a_seat:
        ids = ", ".join(asked.tied_to_a_seat)
        print(
            _("Tied to somebody who has a seat already, and drawn as though they were not: %(ids)s") % {"ids": ids},
            file=sys.stderr,
        )
    clock, public = _Clock(options.within), None
    try:
        prepared = prepare(asked.problem, fairness=Fairness(options.fairness), progress=clock.tell, time_is_up=clock.time_is_up)
    except EngineError as error:
        if error.code != "targets_cannot_be_met":
            raise
        return _say_what_would_help(asked.problem, as_json=options.json)
    if options.public_lottery:
        prepared, public = prepared.public_lottery(progress=clock.tell, time_is_up=clock.time_is_up)
    # Where leximin is cut short after its first step, the least chance alone does not show it.
    if clock.was_up:
        print(_("This is the best lottery so far, not the fairest there is: the time allowed was over."), file=sys.stderr)
    elif not prepared.optimal:
        facts = {"reached": _percent(prepared.min_chance), "bound": _percent(prepared.bound)}
        print(_("The least chance is %(reached)s%%; that it could not be %(bound)s%% is not proven.") % facts, file=sys.stderr)
    drawn = draw(prepared, seed=seed, reserves=options.reserves, public=public)
    record = selection.record_of(drawn, asked.leavers)
    written = selection.write_files(options, asked.pool, drawn, record)
    print(json.dumps(record) if options.json else "\n".join(_in_words(record, written)))
    return DONE


class _Clock:
    """Tells how far the lottery has come every few seconds, and when the time allowed is over."""

    def __init__(self, within: float | None) -> None:
        self._ends = None if within is None else time.monotonic() + within
        self._told = time.monotonic()
        self.was_up = False

    def tell(self, share: float) -> None:
        if time.monotonic() - self._told > _SECONDS_BETWEEN_WORDS:
            self._told = time.monotonic()
            print(_("Making the lottery: %(percent)s%%") % {"percent": int(100 * share)}, file=sys.stderr)

    def time_is_up(self) -> bool:
        self.was_up = self.was_up or (self._ends is not None and time.monotonic() > self._ends)
        return self.was_up


def _say_what_would_help(problem: Problem, *, as_json: bool) -> int:
    """Say that no panel meets the targets, the smallest change that would let one, and whom to recruit instead."""
    from cyfran.cli.selection import repair_record  # noqa: PLC0415 -- slow import
    from cyfran.engine.selection.repair import repair_of  # noqa: PLC0415 -- slow import

    record = repair_record(repair_of(problem))
    print(json.dumps(record) if as_json else "\n".join(_what_would_help(record)))
    return CANNOT_BE_MET


def _what_would_help(record: dict[str, Any]) -> list[str]:
    from cyfran.domain.base.words import impossible_words  # noqa: PLC0415 -- slow import

    lines = [_("No group of this size meets all targets and rules.")]
    with speaking():
        lines += [f"- {impossible_words(facts)}" for facts in record["impossible"]]
    if record["repair"]:
        lines += ["", _("The smallest change of targets that would make it possible:")]
    for change in record["repair"]:
        lines.append("- " + _("%(feature)s, %(value)s: move %(bound)s from %(from)s to %(to)s.") % change)
    if record["recruit"]:
        lines += ["", _("Or find these people besides:")]
    for recruits in record["recruit"]:
        values = ", ".join(f"{feature} {value}" for feature, value in recruits["values"].items())
        lines.append(f"- {recruits['number']} × {values}")
    return lines


def _in_words(record: dict[str, Any], written: list[Path]) -> list[str]:
    """Put a draw into lines: who leaves, who is drawn and who stands in, the chances, and how it can be repeated."""
    from cyfran.domain.base.words import barred_words, leaver_words  # noqa: PLC0415 -- slow import

    with speaking():
        lines = [f"{leaver['id']}: {leaver_words(leaver['because'])}" for leaver in record.get("leavers", ())]
        lines.append(_("Drawn (%(number)s): %(ids)s") % {"number": len(record["panel"]), "ids": ", ".join(record["panel"])})
        if record["reserves"]:
            lines.append(_("Reserves, in the order to ask them: %(ids)s") % {"ids": ", ".join(record["reserves"])})
        chances = record.get("public_chances", record["chances"])
        without = _without_a_chance(record, chances)
        lines += ["", *_chances_in_words(record, [chances[person] for person in chances if without.get(person) in _MAY_BE_DRAWN])]
        for code in sorted(set(without.values())):
            ids = ", ".join(person for person, why in without.items() if why == code)
            lines.append(f"{barred_words(code)} {ids}")
    for people in record.get("together_of_a_household", ()):
        lines.append(_("Of one household, and drawn all or none, as they wish: %(ids)s") % {"ids": ", ".join(people)})
    if "number" in record:
        lines.append(_("Panel %(number)s of %(public_panels)s was drawn.") % record)
    lines += ["", _("Seed: %(seed)s") % record, _("Digest of the input: %(inputs_sha256)s") % record]
    return lines + [_("Written: %(file)s") % {"file": path} for path in written]


def _without_a_chance(record: dict[str, Any], chances: dict[str, float]) -> dict[str, str]:
    """Say of everybody without a chance what keeps them out: a rule, all groups, or only that the lottery is unfinished."""
    nobody = dict.fromkeys((person for person, chance in chances.items() if not chance), "no_panel")
    return {**nobody, **dict.fromkeys(record.get("not_reached", ()), "not_reached"), **record["barred"]}


def _chances_in_words(record: dict[str, Any], possible: list[float]) -> list[str]:
    facts = {"least": _percent(min(possible)), "most": _percent(max(possible)), "bound": _percent(record["bound"])}
    range_of_chances = _("Chances go from %(least)s%% to %(most)s%%.") % facts
    bound = _("The fairest lottery there can be gives the least likely person %(bound)s%%.") % facts
    lines = [f"{range_of_chances} {bound}"]
    if record["left_out"]:
        sentence = _("%(number)s of the %(pool)s people in the pool can be in no group that meets the targets and rules.")
        lines.append(sentence % {"number": record["left_out"], "pool": len(record["chances"])})
    return lines


def _percent(share: float) -> str:
    return f"{100 * share:.2f}"


def _verify(options: argparse.Namespace) -> int:
    """Repeat a draw from its record and the lottery beside it, or both lotteries."""
    from cyfran.cli import selection  # noqa: PLC0415 -- slow import
    from cyfran.engine.selection.verify import both, verify  # noqa: PLC0415 -- slow import

    with naming(options.verify):
        kept: Any = read_json(options.verify)
        record, other = selection.read_record(kept)
    beside = Path(options.verify).parent
    exact = options.lottery or str(beside / selection.LOTTERY)
    lottery = (options.public_lottery or str(beside / selection.PUBLIC_LOTTERY)) if record.public else exact
    with naming(lottery):
        verdict = verify(record, selection.read_lottery(lottery))
    shown = [record]
    if other and (options.lottery or Path(exact).exists()):
        shown.append(other)
        with naming(exact):
            verdict = both(verdict, verify(other, selection.read_lottery(exact)))
    told = {"verified": verdict.verified, **asdict(verdict), "unchecked": selection.unchecked(kept, *shown)}
    print(json.dumps(told) if options.json else "\n".join(_verdict_in_words(told)))
    return DONE if verdict.verified else CANNOT_BE_MET


def _verdict_in_words(told: dict[str, Any]) -> list[str]:
    wrong = {
        "same_lottery": _("The lottery is not the one the record names."),
        "chances_add_up": _("The chances of the lottery are not those of the record."),
        "same_panel": _("The seed draws another panel."),
        "same_number": _("The number of the panel, or how many there are, is not the one the record names."),
        "same_least": _("The least chance is not the one the record names."),
    }
    whole = _("The draw is as its record says.") if told["verified"] else _("The draw is not as its record says.")
    lines = [whole, *(f"- {words}" for part, words in wrong.items() if not told[part])]
    if told["unchecked"]:
        names = ", ".join(told["unchecked"])
        lines.append(_("Not checked, since these files do not hold what it takes: %(names)s.") % {"names": names})
    return lines
