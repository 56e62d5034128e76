"""The machine's reading of Welsh: few false alarms, and the plain mistakes found."""

import pytest
from tools import welsh


@pytest.fixture
def our_list(tmp_path, monkeypatch):
    """Return a function that replaces the list of granted words and phrases."""

    def use(*lines):
        path = tmp_path / "words.txt"
        path.write_text("\n".join(lines), encoding="utf-8")
        monkeypatch.setattr(welsh, "_allowed", lambda: welsh.read_allowed(path))
        monkeypatch.setattr(welsh, "_is_known", welsh._is_known.__wrapped__)

    return use


def test_spelling_finds_nothing_in_correct_welsh():
    text = "Mae’r gofalwyr yng Nghaerdydd wedi’u gwahodd i gyfarfod â’r cyngor; gellir ateb drwy e-bost."

    assert welsh.spelling(text) == []


def test_spelling_names_each_unknown_word_once():
    assert welsh.spelling("Mae gofalwir yn gweld gofalwir a chyfarfodd.") == ["gofalwir", "chyfarfodd"]


@pytest.mark.parametrize(
    "text",
    [
        "Helo %(first_name)s, {last_name}, %s a 100%%.",
        "Ewch i https://www.example.org/carers neu example.gov.uk.",
        "Ysgrifennwch at help@example.org.",
        '<a href="/help" class="govuk-link">Cymorth</a>&nbsp;<br>',
        "Y GIG, y BBC ac RPB.",
    ],
)
def test_spelling_leaves_alone_what_is_not_welsh_prose(text):
    assert welsh.spelling(text) == []


def test_spelling_grants_our_words_in_every_mutated_form():
    assert welsh.spelling("Cydgynhyrchu, gydgynhyrchu, chydgynhyrchu, nghydgynhyrchu; cydgynhyrchu'r.") == []


def test_spelling_does_not_look_into_granted_phrases(our_list):
    our_list("Carers Trust Wales  # a charity")

    assert welsh.spelling("Gyda Carers Trust Wales, a Carers.") == ["Carers"]


@pytest.mark.parametrize(
    "text",
    [
        "Anfonwch i gofalwyr.",
        "Heb cymorth.",
        "Ateb dros plentyn.",
        "Siarad am gofal.",
        "Gwall wrth creu.",
        "Dewch i <b>cyfarfod</b>.",
    ],
)
def test_mutations_finds_a_word_that_should_have_changed(text):
    assert len(welsh.mutations(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Anfonwch i ofalwyr, heb gymorth, dros blentyn, am ofal, wrth greu.",
        "Llofnodwch neu dewiswch un arall.",
        "Anfonwyd i %(name)s gofalwyr.",
        "Y cyfle i chi i gyd, o 3 gofalwr, am byth.",
        "Mae gan Cyfran fap.",
        "Dewiswch o:<br>gofalwyr",
    ],
)
def test_mutations_is_silent_where_nothing_is_wrong_or_certain(text):
    assert welsh.mutations(text) == []


def test_mutations_says_what_to_write_instead():
    assert welsh.mutations("Anfonwch i gofalwyr.") == ["“i gofalwyr” should be ofalwyr (preposition 'i' (to/for))"]


def test_mutations_accepts_a_granted_phrase(our_list):
    our_list("i gofalwyr")

    assert welsh.mutations("Anfonwch i gofalwyr, heb cymorth.") == [
        "“heb cymorth” should be gymorth (preposition 'heb' (without))"
    ]


def test_mutations_does_not_ask_a_name_of_ours_to_change(our_list):
    our_list("Dafydd", "dafadu")

    assert welsh.mutations("Anfonwch i Dafydd.") == []
    assert len(welsh.mutations("Sôn am dafadu.")) == 1
