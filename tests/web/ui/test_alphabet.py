from types import SimpleNamespace

import pytest
from django.utils.translation import override

from cyfran.web.ui.alphabet import choices_by_name, place_in_alphabet


def in_order(names, language):
    return sorted(names, key=lambda name: place_in_alphabet(name, language))


def test_the_councils_of_wales_stand_in_the_order_of_the_welsh_alphabet():
    names = [
        *("Ynys Môn", "Castell-nedd Port Talbot", "Casnewydd", "Sir y Fflint"),
        *("Caerffili", "Sir Ddinbych", "Caerdydd", "Sir Benfro"),
    ]

    assert in_order(names, "cy") == [
        *("Caerdydd", "Caerffili", "Casnewydd", "Castell-nedd Port Talbot"),
        *("Sir Benfro", "Sir Ddinbych", "Sir y Fflint", "Ynys Môn"),
    ]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("cy", ["Cwm", "Chwilog", "Dyfi", "Ddol", "Fali", "Ffair", "Gwent", "Ngwent", "Lerpwl", "Llan", "Rhyl", "Taf", "Theatr"]),
        ("en", ["Chwilog", "Cwm", "Ddol", "Dyfi", "Fali", "Ffair", "Gwent", "Lerpwl", "Llan", "Ngwent", "Rhyl", "Taf", "Theatr"]),
    ],
)
def test_two_letters_written_as_one_have_their_own_place_in_welsh_only(language, expected):
    assert in_order(reversed(expected), language) == expected


@pytest.mark.parametrize("language", ["cy", "en"])
def test_capitals_accents_and_marks_make_no_difference(language):
    assert in_order(["môr", "Mosg", "Mor-y-don", "Mor"], language) == ["Mor", "môr", "Mor-y-don", "Mosg"]


def test_choices_stand_in_the_order_of_the_readers_alphabet():
    places = [SimpleNamespace(slug="ch", name="Chwilog"), SimpleNamespace(slug="c", name="Cwm")]

    with override("cy"):
        assert choices_by_name(places) == [("c", "Cwm"), ("ch", "Chwilog")]
    with override("en"):
        assert choices_by_name(places) == [("ch", "Chwilog"), ("c", "Cwm")]
