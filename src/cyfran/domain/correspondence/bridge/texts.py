"""How a text message is counted, and the letters it takes.

A text is sent in parts. With the letters of the alphabet of GSM alone (3GPP TS 23.038) 160 fit into one, and 153 into each where
there are several; that alphabet has à, è, ì, ò, ù and ö, and none of the circumflexes of Welsh. One letter outside it, and the
whole text goes in UCS-2: 70, or 67 in each of several.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from cyfran.domain.correspondence.queries import with_address

# Services for texts put no more together: 918 letters of GSM, or 402 others.
MOST_PARTS = 6
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
# These take two places each.
_OF_TWO_PLACES = frozenset("\f^{}\\[~]|€")
# What print has and a telephone's keys have not: no word is another one without it.
_TYPED = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "•": "-", "\N{NO-BREAK SPACE}": " "}
)


@dataclass(frozen=True)
class TextSize:
    """How many letters a text has, in how many parts it goes, and whether the alphabet of GSM does for it."""

    letters: int
    parts: int
    is_of_gsm: bool


def size_of(text: str) -> TextSize:
    """Count a text. What takes two places is never torn apart between two parts."""
    is_of_gsm = set(text) <= _GSM | _OF_TWO_PLACES
    if is_of_gsm:
        return TextSize(len(text), _parts((1 + (letter in _OF_TWO_PLACES) for letter in text), 160, 153), is_of_gsm)
    return TextSize(len(text), _parts((1 + (ord(letter) > 0xFFFF) for letter in text), 70, 67), is_of_gsm)


def as_text(words: str) -> str:
    """Return words as they go by text. Accents stay, since tŵr and twr are two words, unless no service would take it so."""
    text = words.translate(_TYPED)
    if size_of(with_address(text)).parts <= MOST_PARTS:
        return text
    return "".join(letter if letter in _GSM else unicodedata.normalize("NFKD", letter)[0] for letter in text)


def _parts(places: Iterable[int], alone: int, joined: int) -> int:
    each = list(places)
    if sum(each) <= alone:
        return 1
    parts, filled = 1, 0
    for one in each:
        filled += one
        if filled > joined:
            parts, filled = parts + 1, one
    return parts
