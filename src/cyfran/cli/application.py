"""Verbs that operate the application: they need its settings and its database."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from cyfran.cli.exits import BAD_INPUT
from cyfran.cli.language import gettext as _
from cyfran.cli.language import language


@contextmanager
def application() -> Iterator[None]:
    """Set the application up and speak the terminal's language; a refusal becomes its sentences and exit code 2."""
    import django  # noqa: PLC0415 -- slow import
    from django.core.exceptions import ImproperlyConfigured, ValidationError  # noqa: PLC0415 -- slow import
    from django.db import OperationalError, ProgrammingError  # noqa: PLC0415 -- slow import
    from django.utils import translation  # noqa: PLC0415 -- slow import

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cyfran.config.settings")
    try:
        django.setup()
        with translation.override(language()):
            yield
    except ImproperlyConfigured as error:
        refuse(str(error))
    except (OperationalError, ProgrammingError) as error:
        words = _("The database cannot be used (%(reason)s). See that DATABASE_URL or CYFRAN_DATA names one that is there.")
        refuse(words % {"reason": " ".join(str(error).split())})
    except ValidationError as error:
        with translation.override(language()):
            refuse(*error.messages)


def refuse(*sentences: str) -> None:
    """Say why on standard error and stop with the exit code for input that cannot be used."""
    print("\n".join(sentences), file=sys.stderr)
    raise SystemExit(BAD_INPUT)
