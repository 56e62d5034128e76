"""The word for carers: every sentence that names them takes the one of the organisation that speaks.

The sources and the catalogue say *carer* and *gofalwr* throughout. Where another term is spoken, each sentence takes it after
it was translated and before names are put in: people's own words and the names of things stay as they are.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db.models import TextChoices
from django.utils import translation
from django.utils.functional import lazy
from django.utils.safestring import SafeData, SafeString

_spoken: ContextVar[str] = ContextVar("term", default="")


def speak(term: str) -> None:
    """Take this term from here on, until the request is answered; a blank one is that of the installation."""
    _spoken.set(term)


@contextmanager
def speaking(term: str) -> Iterator[None]:
    """Take this term within the block."""
    before = _spoken.set(term)
    try:
        yield
    finally:
        _spoken.reset(before)


def _called(term: str) -> str:
    with speaking(term):
        return translation.gettext("carer")


_named = lazy(_called, str)


class Term(TextChoices):
    """What an organisation calls people who look after somebody. Each is named by itself, whatever term is spoken."""

    CARER = "CARER", _named("CARER")
    UNPAID_CARER = "UNPAID_CARER", _named("UNPAID_CARER")
    FAMILY_CARER = "FAMILY_CARER", _named("FAMILY_CARER")


@dataclass(frozen=True)
class _Wording:
    """What a term adds. In Welsh the noun alone mutates, and what follows it stays as it is, after one and after many."""

    before_carer: str
    after_gofalwr: str


_WORDINGS = {
    Term.UNPAID_CARER: _Wording(before_carer="unpaid", after_gofalwr="di-dâl"),
    Term.FAMILY_CARER: _Wording(before_carer="family", after_gofalwr="teulu"),
}
# Not the name of a charity, nor a placeholder such as %(carers)s. A young carer is a term of its own.
_IN_ENGLISH = re.compile(r"(?<!young[ -])(?<!\()\b(?:(?P<article>a) )?(?P<noun>carers?)\b(?! Wales)", re.IGNORECASE)
_IN_WELSH = re.compile(r"(?<!\()\b(?:g|ng)?ofalw(?:r|yr)\b(?! Cymru| ifanc)", re.IGNORECASE)


def take_part_in_translation() -> None:
    """Let every sentence that Django translates from here on take the term."""
    translations: Any = translation._trans  # type: ignore[attr-defined]  # the one place through which all translation goes
    for name in ("gettext", "ngettext", "pgettext", "npgettext"):
        setattr(translations, name, _with_term(getattr(translations, name)))


def _with_term(translate: Callable[..., str]) -> Callable[..., str]:
    def translated(*message: Any) -> str:
        sentence = translate(*message)
        term = _spoken.get() or settings.TERM
        if term == Term.CARER:
            return sentence
        taken = _taken(str(sentence), term, translation.get_language() or settings.LANGUAGE_CODE)
        return SafeString(taken) if isinstance(sentence, SafeData) else taken

    return translated


@lru_cache(maxsize=8192)
def _taken(sentence: str, term: str, language: str) -> str:
    wording = _WORDINGS[Term(term)]
    if language == "cy":
        return _IN_WELSH.sub(rf"\g<0> {wording.after_gofalwr}", sentence)
    return _IN_ENGLISH.sub(lambda found: _with_article(found, wording.before_carer), sentence)


def _with_article(found: re.Match[str], before: str) -> str:
    """Say “an unpaid carer” for “a carer”, with a capital where there was one."""
    article = "" if not found["article"] else "an " if before[0] in "aeiou" else "a "
    named = f"{article}{before} {found['noun'].lower()}"
    return named[0].upper() + named[1:] if found[0][0].isupper() else named
