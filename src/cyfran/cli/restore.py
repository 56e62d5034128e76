"""`cyfran restore`: put a backup in the place of the database."""

import argparse
from pathlib import Path

from cyfran.cli.application import application
from cyfran.cli.exits import DONE
from cyfran.cli.language import gettext as _


def summary() -> str:
    return _("Put a backup in the place of the database; the present one is kept beside it.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help=_("the backup to restore"))


def run(options: argparse.Namespace) -> int:
    with application():
        from cyfran.cli.database import put_in_place  # noqa: PLC0415 -- needs Django

        kept = put_in_place(options.file)
        print(_("Restored from %(file)s.") % {"file": options.file})
        if kept:
            print(_("What was there before is kept as %(file)s.") % {"file": kept})
    return DONE
