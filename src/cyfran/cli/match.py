"""`cyfran match`: whom to invite to what, within everybody's limits, from one file."""

import argparse
import json
import os
import sys
import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from cyfran.cli.exits import DONE
from cyfran.cli.files import naming, read_json
from cyfran.cli.language import gettext as _
from cyfran.cli.language import speaking

if TYPE_CHECKING:
    from cyfran.engine.matching.problem import Problem
    from cyfran.engine.matching.results import Invitations

_SECONDS_BETWEEN_WORDS = 2.0


def summary() -> str:
    return _("Choose whom to invite to what, so that nobody's limit is broken and those who are sought are reached.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    what = _("carers, opportunities and the pairs that match, or - for standard input")
    parser.add_argument("file", metavar="problem.json", help=what)
    parser.add_argument("--json", action="store_true", help=_("print one JSON object and nothing else"))


def run(options: argparse.Namespace) -> int:
    # One thread is as fast for numbers this small, and leaves the other processors to others.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from cyfran.engine.matching.choose import choose  # noqa: PLC0415 -- slow import

    problem = _read(options.file)
    invitations = choose(problem, progress=_Teller().tell)
    if options.json:
        print(json.dumps(record_of(invitations)))
    else:
        with speaking():
            print("\n".join(_in_words(problem, invitations)))
    return DONE


def _read(file: str) -> "Problem":
    from cyfran.engine.matching.reader import read_problem  # noqa: PLC0415 -- slow import

    with naming(file):
        return read_problem(read_json(file))


class _Teller:
    """Tells how far the choice has come every few seconds."""

    def __init__(self) -> None:
        self._told = time.monotonic()

    def tell(self, share: float) -> None:
        if time.monotonic() - self._told > _SECONDS_BETWEEN_WORDS:
            self._told = time.monotonic()
            print(_("Choosing whom to invite: %(percent)s%%") % {"percent": int(100 * share)}, file=sys.stderr)


def record_of(invitations: "Invitations") -> dict[str, Any]:
    """Put all that matching answers into what JSON holds."""
    chosen = invitations.chosen
    return {
        "chosen": chosen.pairs.tolist(),
        "objective": invitations.objective,
        "bound": invitations.bound,
        "optimal": invitations.optimal,
        "shortfalls": [asdict(shortfall) for shortfall in invitations.shortfalls],
        "reasons": {
            "chosen": {"code": list(chosen.codes), "rank": chosen.rank.tolist(), "of": chosen.of.tolist()},
            "not_asked": {code: carers.tolist() for code, carers in invitations.not_asked.items()},
        },
    }


def _in_words(problem: "Problem", invitations: "Invitations") -> list[str]:
    """Put the answer into lines: how many are invited, how good that is, who is not and why, and what is missing."""
    from cyfran.domain.base.words import not_asked_words, shortfall_words  # noqa: PLC0415 -- slow import

    opportunities = problem.pairs.opp[invitations.chosen.pairs]
    carers = problem.pairs.carer[invitations.chosen.pairs]
    facts = {"invitations": len(carers), "carers": len(set(carers.tolist())), "opportunities": len(set(opportunities.tolist()))}
    lines = [
        _("Invitations: %(invitations)s, to %(carers)s carers, for %(opportunities)s opportunities.") % facts,
        _worth(invitations),
    ]
    lines += [f"{not_asked_words(code)} {len(who)}" for code, who in invitations.not_asked.items()]
    lines += [f"- {shortfall_words(asdict(shortfall))}" for shortfall in invitations.shortfalls]
    return lines


def _worth(invitations: "Invitations") -> str:
    facts = {"value": f"{invitations.objective:g}", "bound": f"{invitations.bound:g}"}
    if invitations.optimal:
        return _("Value: %(value)s; it is proven that nothing is worth more.") % facts
    return _("Value: %(value)s; nothing can be worth more than %(bound)s.") % facts
