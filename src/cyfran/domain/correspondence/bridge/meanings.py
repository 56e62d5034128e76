"""What a few words by text mean, in Welsh or English, also where they are misspelt. What could mean two things means neither."""

import re
import unicodedata
from difflib import SequenceMatcher

from cyfran.domain.correspondence.choices import Meaning

# As they are typed, with commas between them. Telephones make “i.e.” of “ie”.
_SAYINGS = {
    Meaning.YES: (
        "yes, y, yeah, yea, yep, ok, okay, i will, i can, i can come, i will come, ill come, im coming, ill be there, "
        "i will be there, count me in, yes i will, yes i can, yes i can come, yes i will come, yes ill come, yes ill be there, "
        "ie, ia, i e, iawn, ydw, gwnaf, mi wnaf, mi wna i, gallaf, galla i ddod, medraf, byddaf, byddaf yno, bydda i yno, dof, "
        "mi ddof, dwin dod, dw in dod, rwyn dod, ie gwnaf, ie byddaf, ie mi ddof"
    ),
    Meaning.NO: (
        "no, n, nope, nah, not this time, no not this time, i cant, no i cant, cant come, i cant come, no i cant come, "
        "cannot come, i cannot, i cannot come, i wont, i wont come, i will not, i will not come, im not coming, cant make it, "
        "i cant make it, "
        "na, nage, nac ydw, nag ydw, na wnaf, na fyddaf, na ddof, ni ddof, ddof i ddim, dim diolch, na dim diolch, dim tro hwn, "
        "dim y tro hwn, dim y tro yma, na dim y tro hwn, na dim y tro yma, nid y tro hwn, nid y tro yma, alla i ddim, "
        "alla i ddim dod, fedra i ddim, fedra i ddim dod, methu dod, dwin methu dod, dwi ddim yn gallu dod, "
        "dw i ddim yn gallu dod"
    ),
    Meaning.NOT_THIS_MONTH: (
        "not this month, no not this month, next month, maybe next month, not now maybe next month, "
        "dim mis hwn, dim mis yma, dim y mis hwn, dim y mis yma, na dim y mis hwn, na dim y mis yma, "
        "nid y mis hwn, nid y mis yma, mis nesaf, y mis nesaf, efallai mis nesaf"
    ),
    Meaning.ANOTHER_WAY: (
        "another way, ring me, call me, phone me, ring, call, "
        "ffordd arall, mewn ffordd arall, ffoniwch fi, ffoniwch, rhowch alwad, galwch fi"
    ),
    Meaning.HELP: (
        "help, help me, i need help, "
        "cymorth, helpwch fi, helpwch, helpa fi, angen help, angen cymorth, dwi angen help, dw i angen help, rhaid cael help, "
        "mae angen help arna i"
    ),
    Meaning.STOP: (
        "stop, stop it, stop all, stopall, unsubscribe, stop texting me, stop asking me, end, quit, no more, no more texts, "
        "leave me alone, "
        "stopiwch, stopio, peidiwch, peidiwch a gofyn, peidiwch a thecstio, dim mwy, dim mwy o negeseuon, gadewch lonydd i mi"
    ),
}
_COURTESIES = (
    "thank you very much, thanks very much, thank you, thanks, please, sorry, hello, hi, "
    "diolch yn fawr iawn, diolch yn fawr, diolch, os gwelwch yn dda, plis, sori, helo"
)
# Shorter words are other words where one letter differs: “ni” and “mi”, “can” and “cant”.
_SHORTEST_MISSPELT, _LIKENESS = 4, 0.8


def meaning_of(words: str) -> Meaning:
    """Return what somebody says, where it is one of the sayings we know or the same words misspelt; else OTHER."""
    said = _bare(words)
    plainly = " ".join(_COURTESY.sub(" ", said).split())
    for exactly in (said, plainly):
        if exactly in _KNOWN:
            return _KNOWN[exactly]
    near = {meaning for saying, meaning in _KNOWN.items() if _is_misspelt(plainly.split(), saying.split())}
    return near.pop() if len(near) == 1 else Meaning.OTHER


def _bare(words: str) -> str:
    """Return words in small letters without accents or signs, and no letter twice in a row: so are our sayings looked for."""
    letters = unicodedata.normalize("NFKD", words.casefold())
    only = re.sub(r"[^a-z ]", "", re.sub(r"[\s,.!?;:/-]+", " ", letters))
    return re.sub(r"(\w)\1+", r"\1", " ".join(only.split()))


def _is_misspelt(said: list[str], saying: list[str]) -> bool:
    return len(said) == len(saying) and all(_is_like(word, known) for word, known in zip(said, saying, strict=True))


def _is_like(word: str, known: str) -> bool:
    if word == known:
        return True
    if min(len(word), len(known)) < _SHORTEST_MISSPELT or word[0] != known[0] or abs(len(word) - len(known)) > 1:
        return False
    return sorted(word) == sorted(known) or SequenceMatcher(a=word, b=known).ratio() >= _LIKENESS


_KNOWN = {_bare(saying): meaning for meaning, sayings in _SAYINGS.items() for saying in sayings.split(", ")}
_COURTESY = re.compile(rf"\b({'|'.join(map(_bare, _COURTESIES.split(', ')))})\b")
