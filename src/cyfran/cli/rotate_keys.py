"""`cyfran rotate-keys`: seal with the first key what an older one has sealed, while people go on working."""

import argparse
import secrets
from base64 import b64encode

from cyfran.cli.application import application
from cyfran.cli.exits import DONE
from cyfran.cli.language import gettext as _

_KEY_BYTES = 32


def summary() -> str:
    return _("Seal anew, with the first key of CYFRAN_FIELD_KEYS, what an older one has sealed.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--new", action="store_true", help=_("only make a new key, to be put before the others"))


def run(options: argparse.Namespace) -> int:
    if options.new:
        print(f"k{secrets.token_hex(3)}:{b64encode(secrets.token_bytes(_KEY_BYTES)).decode()}")
        return DONE
    with application():
        from cyfran.cli.database import refuse_unless_ready, refuse_wrong_keys  # noqa: PLC0415 -- needs Django
        from cyfran.domain.base.queries import sealed_models  # noqa: PLC0415 -- needs Django

        refuse_unless_ready()
        refuse_wrong_keys()
        for model in sealed_models():
            words = _("%(record)s: %(count)s sealed anew, %(left)s left.")
            print(words % {"record": model._meta.label, **_sealed_anew(model)}, flush=True)
        print(words % {"record": "mfa.Authenticator", **_second_steps_sealed_anew()}, flush=True)
    return DONE


def _sealed_anew(model: type) -> dict[str, int]:
    """Go on until nothing is left; each batch is settled by itself, so that a stop loses nothing."""
    from cyfran.domain.base import clock  # noqa: PLC0415 -- needs Django
    from cyfran.domain.base.actions import seal_anew  # noqa: PLC0415 -- needs Django
    from cyfran.domain.base.queries import sealed_with_another_key  # noqa: PLC0415 -- needs Django

    count = 0
    while sealed := seal_anew(model=model, by=None, at=clock.now()):
        count += sealed
    return {"count": count, "left": sealed_with_another_key(model).count()}


def _second_steps_sealed_anew() -> dict[str, int]:
    """Seal anew what staff prove who they are with, each by itself."""
    from allauth.mfa.models import Authenticator  # noqa: PLC0415 -- needs Django

    from cyfran.domain.base import clock  # noqa: PLC0415 -- needs Django
    from cyfran.domain.base.actions import seal_second_step_anew  # noqa: PLC0415 -- needs Django
    from cyfran.domain.base.queries import second_steps_sealed_with_another_key  # noqa: PLC0415 -- needs Django

    steps = Authenticator.objects.filter(pk__in=second_steps_sealed_with_another_key())
    for step in steps:
        seal_second_step_anew(step=step, by=None, at=clock.now())
    return {"count": len(steps), "left": len(second_steps_sealed_with_another_key())}
