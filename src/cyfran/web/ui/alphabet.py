"""The order of names in each language. In Welsh ch, dd, ff, ng, ll, ph, rh and th are letters of their own."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language

_LETTERS = [*"abc", "ch", "d", "dd", *"ef", "ff", "g", "ng", *"hijkl", "ll", *"mnop", "ph", *"qr", "rh", *"st", "th", *"uvwxyz"]
_PLACES = {letter: place for place, letter in enumerate(_LETTERS, start=1)}
_LETTER_IN = {"cy": re.compile("ch|dd|ff|ng|ll|ph|rh|th|."), "en": re.compile(".")}


def place_in_alphabet(name: str, language: str) -> tuple[list[int], str]:
    """Return what to sort a name by. Capitals and accents make no difference; spaces and marks come before letters.

    No spelling tells ng, the letter, from an n before a g (as in Llangefni): here it is always the letter.
    """
    decomposed = unicodedata.normalize("NFD", name.casefold())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return [_PLACES.get(letter, 0) for letter in _LETTER_IN[language].findall(bare)], name


def choices_by_name(things: Iterable[Any], *, key: str = "slug") -> list[tuple[str, str]]:
    """Return the key and the name of each thing, in the order of the reader's alphabet, as a field to choose from takes them."""
    language = get_language() or "en"
    named = ((getattr(thing, key), str(thing.name)) for thing in things)
    return sorted(named, key=lambda choice: place_in_alphabet(choice[1], language))
