"""`cyfran demo`: the bodies and the register of Wales, and the worked example."""

import argparse
import sys

from cyfran.cli.application import application
from cyfran.cli.exits import DONE
from cyfran.cli.language import gettext as _

_ADDRESS = "administrator@example.org"
# One name for both languages, as people have.
_NAME = "Gweinyddwr Enghreifftiol"


def summary() -> str:
    return _("Load the bodies and the register of Wales and the worked example, and say how to sign in. May be run again.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take nothing: what is loaded comes with Cyfran."""


def run(options: argparse.Namespace) -> int:
    with application():
        from cyfran.cli.database import refuse_unless_ready, refuse_wrong_keys  # noqa: PLC0415 -- needs Django

        refuse_unless_ready()
        refuse_wrong_keys()
        print("\n".join(_how_to_sign_in(_load())))
    return DONE


def _load() -> list[tuple[str, str]]:
    """Load what is not there yet; return the people of the example, and how each comes in."""
    from django.conf import settings  # noqa: PLC0415 -- needs Django

    from cyfran.cli.example.apps import give_apps  # noqa: PLC0415 -- needs Django
    from cyfran.cli.example.load import load_example  # noqa: PLC0415 -- needs Django
    from cyfran.domain.base.actions import create_user  # noqa: PLC0415 -- needs Django
    from cyfran.domain.base.clock import now  # noqa: PLC0415 -- needs Django
    from cyfran.domain.base.models import User  # noqa: PLC0415 -- needs Django
    from cyfran.domain.groups.actions import load_register  # noqa: PLC0415 -- needs Django
    from cyfran.domain.organisations.actions import load_wales  # noqa: PLC0415 -- needs Django

    folder, at = settings.PROJECT / "data" / "wales", now()
    load_wales(folder=folder, by=None, at=at, say=_say)
    load_register(folder=folder, by=None, at=at, say=_say)
    administrator = User.objects.filter(email=_ADDRESS).first()
    if administrator is None:
        administrator = create_user(email=_ADDRESS, name=_NAME, is_administrator=True, by=None, at=at)
        _say(_("Added: an administrator."))
    else:
        _say(_("The administrator is there already."))
    people = [(_NAME, _ADDRESS), *load_example(by=administrator, at=at, say=_say)]
    if settings.DEMONSTRATION:
        give_apps()
    return people


def _how_to_sign_in(people: list[tuple[str, str]]) -> list[str]:
    from django.conf import settings  # noqa: PLC0415 -- needs Django
    from django.urls import reverse  # noqa: PLC0415 -- needs Django

    sign_in = settings.PUBLIC_ADDRESS + reverse("account_request_login_code")
    lines = [
        _("The pages: %(address)s") % {"address": settings.PUBLIC_ADDRESS},
        _("Staff sign in at %(address)s with an e-mail address, the code sent to it, and a second step.") % {"address": sign_in},
    ]
    if settings.DEMONSTRATION:
        outbox = settings.PUBLIC_ADDRESS + reverse("account_outbox")
        lines.append(
            _("Here nothing leaves this machine: every e-mail can be read at %(address)s, and the codes for the second step")
            % {"address": outbox}
        )
    return lines + [f"- {who}: {how}" for who, how in people]


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)
