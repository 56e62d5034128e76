"""Text messages: how they are counted, and the letters in which they go."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyfran.domain.correspondence.bridge.texts import MOST_PARTS, TextSize, as_text, size_of


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("", TextSize(0, 1, True)),
        ("a" * 160, TextSize(160, 1, True)),
        ("a" * 161, TextSize(161, 2, True)),
        ("a" * 306, TextSize(306, 2, True)),
        ("a" * 307, TextSize(307, 3, True)),
        ("à chwiorydd: ö, é, £, @\n", TextSize(24, 1, True)),
        ("€" * 80, TextSize(80, 1, True)),
        ("€" * 81, TextSize(81, 2, True)),
        ("ŵ" * 70, TextSize(70, 1, False)),
        ("ŵ" * 71, TextSize(71, 2, False)),
        ("ŵ" * 135, TextSize(135, 3, False)),
        ("â" + "a" * 133, TextSize(134, 2, False)),
        ("😀" * 35, TextSize(35, 1, False)),
        ("😀" * 36, TextSize(36, 2, False)),
    ],
)
def test_a_text_is_counted_in_letters_and_parts(text, size):
    assert size_of(text) == size


@pytest.mark.parametrize(
    ("text", "parts"),
    [("a" * 151 + "€" + "a" * 153, 2), ("a" * 152 + "€" + "a" * 152, 3), ("ŵ" + "a" * 65 + "😀" + "a" * 66, 3)],
    ids=["it fits", "torn apart it would fit", "the same in UCS-2"],
)
def test_what_takes_two_places_is_not_torn_apart(text, parts):
    assert size_of(text).parts == parts


def test_print_becomes_what_a_keyboard_has():
    assert as_text("“Helo” – ‘chi’ … 2\N{NO-BREAK SPACE}o bobl") == "\"Helo\" - 'chi' ... 2 o bobl"


def test_accents_stay_as_two_words_may_differ_by_one():
    assert as_text("Mae’r tŵr yn y tŷ; gân ni’r gôl") == "Mae'r tŵr yn y tŷ; gân ni'r gôl"


def test_what_no_service_would_take_with_accents_goes_without():
    assert as_text("tŵr " * 100) == "tŵr " * 100
    assert as_text("tŵr " * 101) == "twr " * 101


def test_a_link_counts_with_the_address_it_gets(settings):
    settings.PUBLIC_ADDRESS = "https://cyfran.example"
    words = "ŵ" * 390

    assert (as_text(f"{words}\n/cy/my/a/"), as_text(f"{words}\nmy/a")) == ("w" * 390 + "\n/cy/my/a/", f"{words}\nmy/a")


@given(st.text())
def test_any_text_can_be_counted_and_is_no_longer_than_it_was_once_it_is_typed(text):
    typed = as_text(text)

    assert size_of(typed).parts >= 1
    assert as_text(typed) == typed
    assert size_of(typed).is_of_gsm or size_of(typed).parts <= MOST_PARTS or any(ord(letter) > 0xFF for letter in typed)
