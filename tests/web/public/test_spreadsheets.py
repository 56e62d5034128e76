import csv
import io

import pytest
from django.conf import settings

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


def test_no_other_door_writes_tables_of_what_people_said():
    """The command line gives back the rows of its own files as they were read."""
    sources = settings.PACKAGE.rglob("*.py")

    writers = {path.relative_to(settings.PACKAGE).as_posix() for path in sources if "csv.writer" in path.read_text()}

    assert writers == {"cli/selection.py", "domain/base/files.py"}
