"""`cyfran move-database`: everything from the database in use into another, counted and compared."""

import argparse
import os

from cyfran.cli.application import application, refuse
from cyfran.cli.exits import DONE
from cyfran.cli.language import gettext as _


def summary() -> str:
    return _("Carry everything into another database, from SQLite to PostgreSQL or back, and compare the two.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("target", metavar="URL", help=_("the empty database to fill, as DATABASE_URL would name it"))


def run(options: argparse.Namespace) -> int:
    os.environ["CYFRAN_MOVE_TO"] = options.target
    with application():
        from django.conf import settings  # noqa: PLC0415 -- needs Django
        from django.db import DEFAULT_DB_ALIAS  # noqa: PLC0415 -- needs Django

        from cyfran.cli.carrying import another_database, carry, holds_records  # noqa: PLC0415 -- needs Django
        from cyfran.cli.database import for_us_alone, refuse_if_open, refuse_unless_ready  # noqa: PLC0415 -- needs Django

        refuse_if_open()
        refuse_unless_ready()
        for_us_alone(settings.MOVE_TO)
        with another_database(settings.MOVE_TO) as target:
            if holds_records(target):
                refuse(_("There are records in the other database already: choose an empty one."))
            carried = carry(DEFAULT_DB_ALIAS, target)
        for table in carried:
            print(f"{table.table:<45} {table.rows:>9}  {table.digest[:16]}")
        facts = {"tables": len(carried), "records": sum(table.rows for table in carried)}
        print(_("Carried and compared, the same on both sides. Tables: %(tables)s. Records: %(records)s.") % facts)
        print(_("Now let DATABASE_URL name the other database, and start Cyfran. This one is as it was."))
    return DONE
