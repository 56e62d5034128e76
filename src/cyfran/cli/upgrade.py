"""`cyfran upgrade`: what a new version needs, in order, with a way back."""

import argparse
from pathlib import Path

from cyfran.cli.application import application
from cyfran.cli.check import examine, told
from cyfran.cli.language import gettext as _


def summary() -> str:
    return _("Back the database up, bring it and the styles up to date, and see that all is well.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take nothing: the settings say where everything is."""


def run(options: argparse.Namespace) -> int:
    with application():
        from cyfran.cli.database import is_there, refuse_if_open  # noqa: PLC0415 -- needs Django

        refuse_if_open()
        if is_there():
            print(_("Backed up to %(file)s.") % {"file": _backed_up()}, flush=True)
        _bring_up_to_date()
        print(_("The database, styles and scripts are up to date."), flush=True)
        return told(examine())


def _backed_up() -> Path:
    from django.conf import settings  # noqa: PLC0415 -- needs Django
    from django.utils import timezone  # noqa: PLC0415 -- needs Django

    from cyfran.cli.database import copy_database  # noqa: PLC0415 -- needs Django
    from cyfran.domain.base import clock  # noqa: PLC0415 -- needs Django

    moment = timezone.localtime(clock.now())
    file: Path = settings.DATA / "backups" / f"before-upgrade-{moment:%Y-%m-%d-%H%M%S}.sqlite3"
    copy_database(file)
    return file


def _bring_up_to_date() -> None:
    from django.core.management import call_command  # noqa: PLC0415 -- needs Django

    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
