"""Letters as they are printed: what stands on each, in which language and how large, and that it can be read aloud."""

import io
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from cyfran.domain.base.choices import Channel, Language
from cyfran.domain.correspondence.bridge.letters import letter_as_data, letters_as_pdf
from cyfran.domain.correspondence.choices import Purpose
from tests.factories.correspondence import make_message
from tests.factories.organisations import make_organisation
from tests.factories.people import make_person
from tests.paper import faults_of, words_of

pytestmark = pytest.mark.django_db

RETURN = "RHADBOST DDYCHMYGOL\nFREEPOST INVENTED"
INVITING = {
    "purpose": Purpose.INVITATION,
    "about_public_id": "b2c3d4f5g6",
    "subject_cy": "A wnewch chi gymryd rhan? Ŵyn a thŷ",
    "subject_en": "Will you take part? Lambs & a house",
    "body_cy": "Helo,\n\n- wyneb yn wyneb\n\nAgorwch:\n\n/cy/invitation/abc/\n\nDiolch",
    "body_en": "Hello,\n\n- in person\n\nOpen:\n\n/en/invitation/abc/\n\nThank you",
}


def letter_to(**given):
    organisation = make_organisation(name_cy="Cyngor Abermorfa", name_en="Abermorfa Council", return_address=RETURN)
    fields = {name: given.pop(name) for name in ("format", "address", "name") if name in given}
    return make_message(
        person=make_person(
            **{"name": "Ann Example", "channel": Channel.LETTER, "address": "1 Heol Ddychmygol\nAbermorfa", **fields},
            organisation=organisation,
        ),
        queued_at=datetime(2026, 10, 1, 9, 0, tzinfo=UTC),
        **{**INVITING, **given},
    )


def test_a_letter_without_a_language_is_in_welsh_and_then_in_english():
    letter = letter_to()

    words = words_of(letters_as_pdf([letter]))

    assert words.startswith("Ann Example 1 Heol Ddychmygol Abermorfa Cyngor Abermorfa 1 Hydref 2026 A wnewch chi gymryd rhan?")
    assert words.index("Ŵyn a thŷ") < words.index("Abermorfa Council 1 October 2026 Will you take part? Lambs & a house Hello,")


@pytest.mark.parametrize(("language", "absent"), [(Language.WELSH, "Hello"), (Language.ENGLISH, "Helo")])
def test_a_letter_is_in_the_language_chosen(language, absent):
    assert absent not in words_of(letters_as_pdf([letter_to(language=language)]))


def test_a_letter_can_be_read_aloud_in_both_languages():
    pdf = letters_as_pdf([letter_to(), letter_to(format="LARGE_PRINT")])

    says_of_itself = PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/Metadata"].get_data()
    assert (faults_of(pdf), b"<pdfuaid:part>1</pdfuaid:part>" in says_of_itself) == ([], True)


def test_each_part_says_its_language_to_whoever_reads_it_aloud():
    reader = PdfReader(io.BytesIO(letters_as_pdf([letter_to()])))

    languages = {element.get("/Lang") for element in _elements(reader)} - {None}
    assert languages | {reader.trailer["/Root"]["/Lang"]} == {"cy", "en"}


def test_a_letter_is_in_large_print_where_wished():
    sizes = [letter_as_data(letter_to(format=wished))["points"] for wished in ("STANDARD", "LARGE_PRINT")]

    assert sizes == [12, 18]


HERE = "http://127.0.0.1:8000"


@pytest.mark.parametrize(
    ("links", "with_code"),
    [
        (["/en/my/a/draws/b/", "/en/invitation/abc/", "/en/my/a/limit/"], ["/en/invitation/abc/"]),
        (["/en/invitation/abc/", "/en/invitation/def/"], ["/en/invitation/abc/", "/en/invitation/def/"]),
        (["/en/evaluation/abc/", "/en/my/a/"], ["/en/evaluation/abc/"]),
        (["https://elsewhere.example/invitation/", "/en/my/a/", "/en/my/a/limit/"], ["/en/my/a/"]),
        ([], []),
    ],
    ids=["an invitation", "several at once", "an evaluation", "an answer", "no link"],
)
def test_a_code_stands_beside_each_link_that_waits_for_an_answer_or_else_the_first_of_ours(links, with_code):
    (part,) = letter_as_data(letter_to(language="EN", body_en="\n\n".join(["Hello", *links])))["parts"]

    pictures = {block["lines"][0]: block["picture"]["alt"] for block in part["blocks"] if block["picture"]}
    assert pictures == {f"{HERE}{link}": "A code that opens this page on a telephone" for link in with_code}


def test_an_invitation_ends_with_a_slip_to_send_back():
    words = words_of(letters_as_pdf([letter_to(language="EN")]))

    slip = words[words.index("Your answer") :]
    for line in ("Yes, I will take part", "Not this time", "I would like to say it another way", "b2c3d4f5g6", "Ann Example"):
        assert line in slip
    assert slip.endswith("Send it to RHADBOST DDYCHMYGOL FREEPOST INVENTED 2")


def test_the_slip_is_in_both_languages_where_none_was_chosen():
    words = words_of(letters_as_pdf([letter_to()]))

    assert "Eich ateb / Your answer" in words
    assert words.count("b2c3d4f5g6") == 1


def digest_to(**given):
    """Return a letter in which three things go together, of which two are answered on a slip."""
    digest = letter_to(**given, purpose=Purpose.DIGEST, about_public_id="person0001", subject_en="3 things you are asked")
    parts = [("b2c3d4f5g6", Purpose.INVITATION), ("none000000", Purpose.EVALUATION), ("z9y8x7w6v5", Purpose.INVITATION)]
    for number, (code, purpose) in enumerate(parts):
        about = {"subject_en": f"Thing {number}", "subject_cy": f"Peth {number}", "about_public_id": code, "purpose": purpose}
        make_message(person=digest.person, together=digest, state="TOGETHER", **about)
    return digest


def test_where_several_things_go_in_one_letter_each_is_answered_on_the_slip_by_its_own_code():
    slip = letter_as_data(digest_to())["slip"]

    welsh_and_english = [[one["text"] for one in thing["about"]] for thing in slip["asked"]]
    assert welsh_and_english == [["Peth 0", "Thing 0"], ["Peth 2", "Thing 2"]]
    assert [thing["code"] for thing in slip["asked"]] == ["b2c3d4f5g6", "z9y8x7w6v5"]
    assert slip["do"][1]["text"].startswith("For each, tick one of the boxes.")


@pytest.mark.parametrize("wished", ["STANDARD", "LARGE_PRINT"])
def test_a_slip_for_several_things_can_be_read_aloud(wished):
    pdf = letters_as_pdf([digest_to(format=wished)])

    words = words_of(pdf)
    assert [words.count(code) for code in ("b2c3d4f5g6", "z9y8x7w6v5", "none000000")] == [1, 1, 0]
    assert words.count("/ Not this month") == 2
    assert (words.count("FREEPOST INVENTED"), faults_of(pdf)) == (1, [])


@pytest.mark.parametrize("given", [{"purpose": Purpose.ANSWER}, {"organisation": None}], ids=["asks nothing", "no address"])
def test_there_is_no_slip_where_nothing_is_asked_or_nothing_says_where_to(given):
    if "organisation" in given:
        given = {"organisation": make_organisation()}

    assert letter_as_data(letter_to(**given))["slip"] is None


def test_no_letter_begins_on_the_back_of_another():
    pdf = letters_as_pdf([letter_to(purpose=Purpose.ANSWER, language="EN") for _number in range(3)])

    pages = [" ".join(page.extract_text().split())[:11] for page in PdfReader(io.BytesIO(pdf)).pages]
    assert pages == ["Ann Example", "", "Ann Example", "", "Ann Example"]


@pytest.mark.parametrize(
    ("address", "lines"),
    [
        ("1 Heol\n\nAbermorfa\nSY99 9ZZ", ["Ann", "1 Heol", "Abermorfa", "SY99 9ZZ"]),
        ("a\nb\nc\nd\ne\nSY99 9ZZ", ["Ann", "a", "b", "c", "d", "e", "SY99 9ZZ"]),
        ("a\nb\nc\nd\ne\nf\ng\nSY99 9ZZ", ["Ann", "a", "b", "c", "d", "e, f, g", "SY99 9ZZ"]),
    ],
)
def test_an_address_of_many_lines_is_put_into_as_many_as_an_envelope_takes(address, lines):
    assert letter_as_data(letter_to(name="Ann", address=address))["address"] == lines


# https://www.notifications.service.gov.uk/using-notify/guidance/letter-specification, in millimetres from the left and the top.
MILLIMETRE, PAGE = 72 / 25.4, (15, 195, 5, 292)
ADDRESS, BODY = (24.6, 120, 39.5, 66.3), (15, 195, 95, 292)


def _is_in(place, area):
    (across, down), (left, right, top, bottom) = place, area
    return left <= across <= right and top <= down <= bottom


@pytest.mark.parametrize("wished", ["STANDARD", "LARGE_PRINT"])
@pytest.mark.parametrize("address", ["1 Heol\nSY99 9ZZ", "\n".join([*"abcde", "SY99 9ZZ"])], ids=["short", "of seven lines"])
def test_a_letter_is_laid_out_as_gov_uk_notify_asks(wished, address):
    pages = PdfReader(io.BytesIO(letters_as_pdf([digest_to(format=wished, address=address)]))).pages

    places = [[] for _page in pages]
    for page, found in zip(pages, places, strict=True):
        assert [round(float(side) / MILLIMETRE) for side in page.mediabox] == [0, 0, 210, 297]
        page.extract_text(visitor_text=lambda text, cm, tm, _font, _size, found=found: found.append((text, _place(cm, tm))))
    first, *others = [[(text, place) for text, place in found if text.strip()] for found in places]
    in_window = [text.strip() for text, place in first if _is_in(place, ADDRESS)]
    assert in_window == ["Ann Example", *address.splitlines()]
    assert [text for text, place in first if not _is_in(place, ADDRESS) and not _is_in(place, BODY)] == []
    assert [text for found in others for text, place in found if not _is_in(place, PAGE)] == []


def _place(cm, tm):
    """Return where a piece of text begins, from the left and from the top of the page."""
    across, up = (tm[4] * cm[0] + cm[4]), (tm[5] * cm[3] + cm[5])
    return across / MILLIMETRE, 297 - up / MILLIMETRE


def test_a_long_address_stands_above_the_letter_and_not_over_it():
    long_address = "\n".join([f"Line {number} of an invented address that goes on and on" for number in range(8)] + ["SY99 9ZZ"])

    page = PdfReader(io.BytesIO(letters_as_pdf([letter_to(language="EN", name="Ann " * 25, address=long_address)]))).pages[0]

    heights = {}
    page.extract_text(visitor_text=lambda text, cm, tm, _font, _size: heights.setdefault(text.strip(), tm[5] * cm[3] + cm[5]))
    assert heights["SY99 9ZZ"] > heights["Abermorfa Council"] + 10


def test_words_are_words_and_no_commands():
    body = '#eval("1") *bold* $x$ @ref <label> = heading\n\n- [x] `raw` \\ #include "/etc/passwd"\n\n/* no comment */ // line'

    words = words_of(letters_as_pdf([letter_to(language="EN", body_en=body)]))

    for piece in (
        '#eval("1") *bold* $x$ @ref <label> = heading',
        '[x] `raw` \\ #include "/etc/passwd"',
        "/* no comment */ // line",
    ):
        assert piece in words


@pytest.mark.parametrize("sign", ["😀", "\x07", "مرحبا", "👨‍👩‍👧", "\u2028", "ქართული"])
def test_a_sign_that_cannot_be_set_stops_no_letter(sign):
    pdf = letters_as_pdf([letter_to(language="EN", body_en=f"Before {sign} after.")])

    assert ("Before" in words_of(pdf), "after." in words_of(pdf), faults_of(pdf)) == (True, True, [])


def test_every_letter_of_welsh_is_set():
    letters = "âêîôûŵŷ ÂÊÎÔÛŴŶ áéíóúẃý àèìòùẁỳ äëïöüẅÿ “dyma” – … £ €"

    assert letters in words_of(letters_as_pdf([letter_to(language="CY", body_cy=letters)]))


def _elements(reader):
    left = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while left:
        element = left.pop().get_object()
        if not hasattr(element, "get"):
            continue
        yield element
        kids = element.get("/K", [])
        left.extend(kids if isinstance(kids, list) else [kids])
