"""`cyfran check`: a doctor, who looks at everything an installation needs and says what to do about the rest."""

import argparse
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict

from cyfran.cli.application import application
from cyfran.cli.doctor.findings import Finding, Findings, State
from cyfran.cli.exits import DONE, NOT_WELL
from cyfran.cli.language import gettext as _


def summary() -> str:
    return _("Look at settings, database, queue, disk, clock, mail and what is overdue, and say what to do.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help=_("print one JSON object and nothing else"))


def run(options: argparse.Namespace) -> int:
    with application():
        return told(examine(), in_json=options.json)


def examine() -> list[Finding]:
    """Look at everything, or at what there is to see where the database cannot be used."""
    from cyfran.cli.doctor import installation, machine, records  # noqa: PLC0415 -- needs Django

    anywhere: list[Callable[[], Findings]] = [machine.disk, installation.mail, installation.certificate]
    in_database = [installation.configuration, records.keys, machine.the_clock, records.queue]
    owed = [records.what_is_overdue, records.retention, records.notice]
    first = list(records.database())
    usable = all(finding.state == State.FINE for finding in first)
    return first + [finding for look in (anywhere + in_database + owed if usable else anywhere) for finding in look()]


def told(findings: list[Finding], *, in_json: bool = False) -> int:
    """Say what was found, and return how a command ends that found it."""
    well = all(finding.state != State.FAULT for finding in findings)
    print(_as_json(findings, well) if in_json else "\n".join(_lines(findings)))
    return DONE if well else NOT_WELL


def _lines(findings: list[Finding]) -> list[str]:
    marks = {State.FINE: _("well"), State.CARE: _("look"), State.FAULT: _("wrong")}
    lines = [f"[{marks[finding.state]}] {' '.join(filter(None, (finding.words, finding.advice)))}" for finding in findings]
    return [*lines, _verdict(Counter(finding.state for finding in findings))]


def _verdict(found: Counter[State]) -> str:
    if found[State.FAULT]:
        return _("Things that are wrong: %(count)s.") % {"count": found[State.FAULT]}
    if found[State.CARE]:
        return _("Nothing is wrong. Things to look at: %(count)s.") % {"count": found[State.CARE]}
    return _("All is well.")


def _as_json(findings: list[Finding], well: bool) -> str:
    return json.dumps({"well": well, "findings": [asdict(finding) for finding in findings]}, ensure_ascii=False, indent=1)
