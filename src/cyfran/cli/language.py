"""Speak Welsh or English on the command line, as the terminal asks for."""

import gettext as catalogues
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def language(environment: Mapping[str, str] = os.environ) -> str:
    """Return "cy" where the first of LC_ALL, LC_MESSAGES and LANG that is set is Welsh, else "en"."""
    chosen = next(filter(None, (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "cy" if chosen.lower().startswith("cy") else "en"


def gettext(message: str) -> str:
    """Translate a sentence of the command line itself, from the shared catalogue and without setting Django up."""
    return catalogues.translation("django", LOCALE, [language()], fallback=True).gettext(message)


@contextmanager
def speaking() -> Iterator[None]:
    """Let `domain.base.words` speak the terminal's language.

    The words need Django's catalogue and nothing else of it. A verb that works on plain files must run without a
    secret key or a database, so where Django is not set up yet it gets no apps and no settings but the catalogue.
    """
    from django.apps import apps  # noqa: PLC0415 -- slow import
    from django.conf import settings  # noqa: PLC0415 -- slow import
    from django.utils import translation  # noqa: PLC0415 -- slow import

    if not settings.configured:
        settings.configure(LANGUAGE_CODE="en", LOCALE_PATHS=[LOCALE])
        apps.populate(())
    with translation.override(language()):
        yield
