"""What a few words by text mean."""

import pytest

from cyfran.domain.correspondence.bridge.meanings import meaning_of
from cyfran.domain.correspondence.choices import Meaning


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("YES", Meaning.YES),
        ("Yess!!", Meaning.YES),
        ("yes please", Meaning.YES),
        ("Ie", Meaning.YES),
        ("IE, diolch.", Meaning.YES),
        ("y", Meaning.YES),
        ("No", Meaning.NO),
        ("nooo thanks", Meaning.NO),
        ("Na", Meaning.NO),
        ("Dim y tro hwn", Meaning.NO),
        ("not this tiem", Meaning.NO),
        ("Not this month", Meaning.NOT_THIS_MONTH),
        ("Dim y mis hwn", Meaning.NOT_THIS_MONTH),
        ("another way", Meaning.ANOTHER_WAY),
        ("Ffordd arall", Meaning.ANOTHER_WAY),
        ("ring me", Meaning.ANOTHER_WAY),
        ("HELP", Meaning.HELP),
        ("Cymorth", Meaning.HELP),
        ("cymorht", Meaning.HELP),
        ("help me please", Meaning.HELP),
        ("STOP", Meaning.STOP),
        ("Stop.", Meaning.STOP),
        ("Stopiwch", Meaning.STOP),
        ("stopiwch os gwelwch yn dda", Meaning.STOP),
        ("Peidiwch â gofyn", Meaning.STOP),
        ("I can", Meaning.YES),
        ("I can’t", Meaning.NO),
        ("Mi ddof", Meaning.YES),
        ("Ni ddof", Meaning.NO),
        ("Gwnaf", Meaning.YES),
        ("Na wnaf", Meaning.NO),
        ("Ie os gwelwch yn dda", Meaning.YES),
        ("I.e.", Meaning.YES),
        ("Ie 👍", Meaning.YES),
        ("Dwi’n dod, diolch yn fawr", Meaning.YES),
        ("Sori, alla i ddim", Meaning.NO),
        ("No thanks, not this month", Meaning.NOT_THIS_MONTH),
        ("Na, ddim y mis yma", Meaning.NOT_THIS_MONTH),
        ("Ffôniwch fi plîs", Meaning.ANOTHER_WAY),
        ("Helo, cymorth os gwelwch yn dda", Meaning.HELP),
        ("stpo", Meaning.STOP),
        ("No more texts please", Meaning.STOP),
    ],
)
def test_a_saying_is_known_in_either_language_and_misspelt(words, meaning):
    assert meaning_of(words) == meaning


@pytest.mark.parametrize(
    "words",
    [
        "No problem, I will be there",
        "Yes and no",
        "I cannot stop caring",
        "She said yes but I am not sure",
        "Is there help with the bus?",
        "ok but who looks after Mam",
        "Diolch",
        "Thanks",
        "Sorry",
        "Yes, next month",
        "Shop",
        "Don't stop",
        "I need no help",
        "Dim angen help",
        "Don't ring me",
        "Peidiwch â ffonio fi",
        "Na, iawn",
        "?",
        "",
        "🙂",
    ],
)
def test_what_could_mean_something_else_is_left_to_a_person(words):
    assert meaning_of(words) == Meaning.OTHER
