"""The command line: `cyfran <verb> …`, one module of this folder per verb."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper

from cyfran.cli.exits import BAD_INPUT, NOBODY_READS, STOPPED
from cyfran.cli.files import STANDARD_INPUT
from cyfran.cli.language import gettext as _
from cyfran.cli.language import speaking
from cyfran.engine.errors import EngineError

# To add a verb, write a module of its name beside this one (`_` for `-`), with `summary() -> str`, `add_arguments(parser)` and
# `run(options) -> int`, and name it here. `cyfran --help` imports every module: import what is slow inside `run`.
VERBS = (
    *("level", "draw", "match", "serve", "worker", "begin", "demo", "report"),
    *("backup", "restore", "check", "upgrade", "move-database", "rotate-keys"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb and return its exit code; whoever reads what it says may stop reading when they have seen enough."""
    _let_every_letter_through()
    try:
        try:
            return run(arguments)
        finally:
            print(end="", flush=True)
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:
        # What is left unsaid goes nowhere; else Python would complain of it at the very end.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (1, 2):
            os.dup2(nowhere, stream)
        return NOBODY_READS


def run(arguments: Sequence[str] | None) -> int:
    """Run one verb; bad input becomes one sentence on standard error."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        # What other verbs import need not be waited for.
        options = build_parser([verb for verb in VERBS if verb in given[:1]] or VERBS).parse_args(given)
        return int(options.run(options))
    except EngineError as error:
        complain(error)
        return BAD_INPUT


def build_parser(names: Sequence[str] = VERBS) -> argparse.ArgumentParser:
    """Build the parser of these verbs; each verb module says what it takes."""
    parser = argparse.ArgumentParser(
        prog="cyfran",
        description=_("Co-produce with carers, and show it. Each verb has its own help: cyfran VERB --help."),
        epilog=_("Exit codes: 0 done, 2 the input cannot be used, 3 what was asked for cannot be met, 4 something is wrong."),
    )
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    for name in names:
        module = import_module(f"cyfran.cli.{name.replace('-', '_')}")
        verb = verbs.add_parser(name, help=module.summary(), description=module.summary())
        module.add_arguments(verb)
        verb.set_defaults(run=module.run)
    return parser


def complain(error: EngineError) -> None:
    """Say on standard error, in the terminal's language, which file cannot be used, where in it, and why."""
    from cyfran.domain.base.words import place, sentence  # noqa: PLC0415 -- slow import

    with speaking():
        words, where = sentence(error), place(error)
    file = error.params.get("file")
    if file == STANDARD_INPUT:
        file = _("standard input")
    parts = ", ".join(str(part) for part in (file, where) if part)
    print(f"{parts}: {words}" if parts else words, file=sys.stderr)


def _let_every_letter_through() -> None:
    """Show a letter the terminal does not have, such as ŵ, as its code rather than stop."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())
