"""`cyfran demo`: the bodies and the register of Wales, and the worked example."""

import argparse

from cyfran.cli.application import application
from cyfran.cli.begin import begin, doors, say
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
        print("\n".join(_how_to_sign_in(_load())))
    return DONE


def _load() -> list[tuple[str, str]]:
    """Load what is not there yet; return the people of the example, and how each comes in."""
    from django.conf import settings  # noqa: PLC0415 -- needs Django

    from cyfran.cli.example.apps import give_apps  # noqa: PLC0415 -- needs Django
    from cyfran.cli.example.load import load_example  # noqa: PLC0415 -- needs Django
    from cyfran.domain.base.clock import now  # noqa: PLC0415 -- needs Django
    from cyfran.domain.base.models import User  # noqa: PLC0415 -- needs Django

    begin(email=_ADDRESS, name=_NAME)
    people = [(_NAME, _ADDRESS), *load_example(by=User.objects.get(email=_ADDRESS), at=now(), say=say)]
    if settings.DEMONSTRATION:
        give_apps()
    return people


def _how_to_sign_in(people: list[tuple[str, str]]) -> list[str]:
    from django.conf import settings  # noqa: PLC0415 -- needs Django
    from django.urls import reverse  # noqa: PLC0415 -- needs Django

    lines = doors()
    if settings.DEMONSTRATION:
        outbox = settings.PUBLIC_ADDRESS + reverse("account_outbox")
        told = _(
            "Nothing leaves this machine. Every e-mail and each code of the second step is shown at %(address)s. Who comes in:"
        )
        lines.append(told % {"address": outbox})
    return lines + [f"- {who}: {how}" for who, how in people]
