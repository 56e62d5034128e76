"""`cyfran begin`: the bodies and the register of Wales, and somebody who looks after the installation."""

import argparse
import sys

from cyfran.cli.application import application
from cyfran.cli.exits import DONE
from cyfran.cli.language import gettext as _


def summary() -> str:
    return _("Load the bodies and the register of Wales, and let somebody look after this installation. May be run again.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("email", help=_("the e-mail address with which they sign in"))
    parser.add_argument("name", help=_("their name"))


def run(options: argparse.Namespace) -> int:
    with application():
        begin(email=options.email, name=options.name)
        print("\n".join(doors()))
    return DONE


def begin(*, email: str, name: str) -> None:
    """Load what is not there yet, and see that somebody looks after it."""
    from django.conf import settings  # noqa: PLC0415 -- needs Django

    from cyfran.cli.database import refuse_unless_ready, refuse_wrong_keys  # noqa: PLC0415 -- needs Django
    from cyfran.domain.base.actions import appoint_administrator  # noqa: PLC0415 -- needs Django
    from cyfran.domain.base.clock import now  # noqa: PLC0415 -- needs Django
    from cyfran.domain.groups.actions import load_register  # noqa: PLC0415 -- needs Django
    from cyfran.domain.organisations.actions.wales import load_wales  # noqa: PLC0415 -- needs Django

    refuse_unless_ready()
    refuse_wrong_keys()
    folder, at = settings.PROJECT / "data" / "wales", now()
    load_wales(folder=folder, by=None, at=at, say=say)
    load_register(folder=folder, by=None, at=at, say=say)
    is_new = appoint_administrator(email=email, name=name, by=None, at=at)
    say(_("Added: an administrator.") if is_new else _("The administrator is there already."))


def doors() -> list[str]:
    """Say where the pages are, and where staff come in."""
    from django.conf import settings  # noqa: PLC0415 -- needs Django
    from django.urls import reverse  # noqa: PLC0415 -- needs Django

    sign_in = settings.PUBLIC_ADDRESS + reverse("account_request_login_code")
    return [
        _("The pages: %(address)s") % {"address": settings.PUBLIC_ADDRESS},
        _("Staff sign in at %(address)s with an e-mail address, the code sent to it, and a second step.") % {"address": sign_in},
    ]


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)
