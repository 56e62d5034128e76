"""`cyfran backup`: a whole, checked copy of the database, taken while people go on working."""

import argparse
from pathlib import Path

from cyfran.cli.application import application
from cyfran.cli.exits import DONE
from cyfran.cli.language import gettext as _


def summary() -> str:
    return _("Copy the database to a new file while it is in use, and check the copy.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help=_("the file to write; it must not exist yet"))


def run(options: argparse.Namespace) -> int:
    with application():
        from cyfran.cli.database import copy_database  # noqa: PLC0415 -- needs Django

        copy_database(options.file)
        print(_("Backed up to %(file)s.") % {"file": options.file})
    return DONE
