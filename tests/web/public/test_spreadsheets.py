import csv
import io

import pytest

from cyfran.web.public.spreadsheets import table


def cells_of(response):
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_a_table_says_what_it_is_and_that_its_letters_are_utf_8():
    response = table("places", ["name"], [["Llŷn"]])

    assert response.content.startswith(b"\xef\xbb\xbf")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="places.csv"'
    assert cells_of(response) == [["name"], ["Llŷn"]]


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r"])
def test_nothing_in_a_table_acts_as_a_formula(begins):
    response = table("words", ["words"], [[f"{begins}HYPERLINK(1)"], ["1 = 1"]])

    assert cells_of(response)[1:] == [[f"'{begins}HYPERLINK(1)"], ["1 = 1"]]
