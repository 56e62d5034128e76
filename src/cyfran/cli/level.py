"""`cyfran level`: the level of participation that a record of evidence shows."""

import argparse
import json

from cyfran.cli.exits import DONE
from cyfran.cli.files import naming, read_json
from cyfran.cli.language import gettext as _
from cyfran.cli.language import speaking
from cyfran.engine.levels.finding import Condition, Finding, as_json, find_level, what_would_raise
from cyfran.engine.levels.reader import read_record


def summary() -> str:
    return _("Compute the level of participation from a record of evidence, and say what would raise it.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="project.json", help=_("the record of evidence, or - for standard input"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON object and nothing else"))


def run(options: argparse.Namespace) -> int:
    with naming(options.file):
        finding = find_level(read_record(read_json(options.file)))
    if options.json:
        print(json.dumps(as_json(finding), indent=2))
    else:
        with speaking():
            print("\n".join(_in_words(finding)))
    return DONE


def _in_words(finding: Finding) -> list[str]:
    """Put the finding into lines: both levels, what would raise it, then every condition under its level."""
    from cyfran.domain.base.words import condition_words, level_name, level_words  # noqa: PLC0415 -- slow import

    lines = [
        _("Level so far: %(level)s.") % {"level": level_name(finding.level.code)} + " " + level_words(finding.level.code),
        _("Level if the plan is kept: %(level)s.") % {"level": level_name(finding.planned_level.code)},
    ]
    if needed := what_would_raise(finding):
        lines += ["", _("What would raise it to %(level)s:") % {"level": level_name(needed[0].level.code)}]
        lines += [f"- {condition_words(condition)}" for condition in needed]
    level = None
    for condition in finding.conditions:
        if condition.level is not level:
            level = condition.level
            lines += ["", level_name(level.code)]
        lines.append(f"  [{_state(condition)}] {condition_words(condition)}")
    return lines


def _state(condition: Condition) -> str:
    if condition.met:
        return _("yes") if condition.planned else _("yes, but not if the plan is kept")
    return _("planned") if condition.planned else _("not yet")
