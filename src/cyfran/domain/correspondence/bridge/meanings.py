"""What a few words by text mean, in Welsh or English, also where they are misspelt. What could mean two things means neither."""

import re
import unicodedata
from difflib import get_close_matches

from cyfran.domain.correspondence.choices import Meaning

# Small letters without accents, and no letter twice in a row: so spelt, they are found however they were typed.
_SAYINGS = {
    Meaning.YES: (
        *("yes", "y", "yes please", "yes thanks", "yes thank you", "yes i will", "yeah", "yep", "ok", "i will", "ill come"),
        *("ie", "ie plis", "ie diolch", "iawn", "ydw", "gwnaf", "byddaf", "dof", "mi ddof"),
    ),
    Meaning.NO: (
        *("no", "n", "no thanks", "no thank you", "no sorry", "sorry no", "nope", "not this time", "cant come", "i cant"),
        *(
            "na",
            "nac ydw",
            "na dim diolch",
            "dim diolch",
            "dim tro hwn",
            "dim y tro hwn",
            "dim y tro yma",
            "alla i ddim",
            "sori na",
        ),
    ),
    Meaning.NOT_THIS_MONTH: (
        *("not this month", "no not this month", "next month", "not now maybe next month"),
        *("dim y mis hwn", "dim mis hwn", "dim y mis yma", "dim mis yma", "mis nesaf"),
    ),
    Meaning.ANOTHER_WAY: (
        *("another way", "ring me", "call me", "please ring", "phone me", "please call"),
        *("ffordd arall", "mewn ffordd arall", "ffoniwch fi", "ffoniwch", "rhowch alwad", "galwch fi"),
    ),
    Meaning.HELP: (
        "help",
        "help me",
        "help me please",
        "help me please",
        "please help",
        "i need help",
        "cymorth",
        "helpwch fi",
        "helpwch",
        "angen help",
        "rhaid cael help",
    ),
    Meaning.STOP: (
        *(
            "stop",
            "stop it",
            "stop please",
            "please stop",
            "stop all",
            "stopall",
            "unsubscribe",
            "stop texting me",
            "end",
            "quit",
        ),
        *("stopiwch", "stopio", "stopiwch os gwelwch yn dda", "peidiwch", "peidiwch a gofyn", "dim mwy", "gadewch lonydd i mi"),
    ),
}
_SHORTEST_MISSPELT, _LIKENESS = 4, 0.8


def meaning_of(words: str) -> Meaning:
    """Return what somebody says, where it is one of the sayings we know or nearly spelt like it; else OTHER."""
    said = _bare(words)
    if found := _KNOWN.get(said):
        return found
    if len(said) < _SHORTEST_MISSPELT:
        return Meaning.OTHER
    near = {_KNOWN[saying] for saying in get_close_matches(said, _LONG_ENOUGH, n=3, cutoff=_LIKENESS)}
    return near.pop() if len(near) == 1 else Meaning.OTHER


def _bare(words: str) -> str:
    letters = unicodedata.normalize("NFKD", words.casefold())
    only = re.sub(r"[^a-z ]", "", re.sub(r"[\s,.!?;:/-]+", " ", letters))
    return re.sub(r"(\w)\1+", r"\1", " ".join(only.split()))


_KNOWN = {_bare(saying): meaning for meaning, sayings in _SAYINGS.items() for saying in sayings}
_LONG_ENOUGH = [saying for saying in _KNOWN if len(saying) >= _SHORTEST_MISSPELT]
