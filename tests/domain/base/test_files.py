from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cyfran.domain.base.choices import DecisionRight
from cyfran.domain.base.files import Row, as_table, check_complete, read_table
from cyfran.domain.base.models import User

COLUMNS = ("id", "name", "people")


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "facts.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def refused(path: Path, **options) -> tuple[str, str]:
    with pytest.raises(ValidationError) as caught:
        read_table(path, COLUMNS, **options)
    return caught.value.code, caught.value.messages[0]


def a_row(**cells: str) -> Row:
    return Row(file="facts.csv", number=7, cells=cells)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "with a byte order mark"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"], ids=["unix", "windows", "old mac"])
def test_read_table_reads_what_spreadsheets_write(tmp_path, mark, end):
    path = written(tmp_path, mark + end.join([b"id,name,people", 'a1," Ynys, Môn ",12'.encode(), b"", b"a2,,", b""]))

    rows = read_table(path, COLUMNS)

    assert rows == [
        Row("facts.csv", 2, {"id": "a1", "name": "Ynys, Môn", "people": "12"}),
        Row("facts.csv", 4, {"id": "a2", "name": "", "people": ""}),
    ]


def test_read_table_counts_lines_as_an_editor_does_where_a_cell_goes_over_two(tmp_path):
    path = written(tmp_path, 'id,name,people\na1,"two\nlines",1\na2,one,2\n')

    assert [row.number for row in read_table(path, COLUMNS)] == [2, 4]


def test_read_table_has_no_rows_where_only_the_columns_are_named(tmp_path):
    assert read_table(written(tmp_path, "id,name,people\n"), COLUMNS) == []


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            "",
            (
                "empty_file",
                "facts.csv, row 1, column id: The file is empty. Its first row must name the columns: id,name,people.",
            ),
        ),
        (
            "id,nmae,people\n",
            (
                "wrong_header",
                "facts.csv, row 1, column name: The columns must be exactly these, in this order: id,name,people.",
            ),
        ),
        (
            "id,name\n",
            (
                "wrong_header",
                "facts.csv, row 1, column people: The columns must be exactly these, in this order: id,name,people.",
            ),
        ),
        (
            "id,name,people,extra\n",
            (
                "wrong_header",
                "facts.csv, row 1, column extra: The columns must be exactly these, in this order: id,name,people.",
            ),
        ),
        (
            "id,name,people\na1,x\n",
            (
                "wrong_length",
                "facts.csv, row 2, column people: "
                "The row ends before this column. Give it 3 cells, blank where there is nothing to say.",
            ),
        ),
        (
            "id,name,people\na1,x,1\na2,y,1,z\n",
            (
                "wrong_length",
                "facts.csv, row 3, column people: "
                "The row goes on after this column. Give it 3 cells, with quotation marks around any with a comma.",
            ),
        ),
        (
            'id,name,people\na1,"x,1\n',
            (
                "row_not_readable",
                "facts.csv, row 2: This row cannot be split into cells. See that each quotation mark has its partner.",
            ),
        ),
        (
            b"id,name,people\na1,M\xf4n,1\n",
            ("file_not_text", "facts.csv, row 2: This is not text in UTF-8. Save the file again as “CSV UTF-8”."),
        ),
        (
            b"id,name,people\na1,M\x00n,1\n",
            (
                "file_not_text",
                "facts.csv, row 2: There is a character here that no text holds (NUL). Save the file again as “CSV UTF-8”.",
            ),
        ),
    ],
    ids=["empty", "wrong name", "column missing", "column too many", "short", "long", "quotes", "encoding", "nul"],
)
def test_read_table_says_where_and_how_to_mend(tmp_path, content, expected):
    assert refused(written(tmp_path, content)) == expected


def test_read_table_refuses_the_same_key_twice(tmp_path):
    path = written(tmp_path, "id,name,people\na1,x,1\na2,x,1\na1,y,1\n")

    assert refused(path, key="id") == (
        "duplicate",
        "facts.csv, row 4, column id: “a1” is already in row 2. Keep one of the two.",
    )


@pytest.mark.parametrize("name", ["nowhere.csv", "."])
def test_read_table_refuses_what_is_no_file(tmp_path, name):
    code, message = refused(tmp_path / name)

    assert code == "file_not_readable"
    assert message.endswith(": The file cannot be opened. See that it is there and may be read.")


def test_choice_reads_a_code_in_lower_case():
    assert a_row(right="agree_jointly").choice("right", DecisionRight) is DecisionRight.AGREE_JOINTLY


@pytest.mark.parametrize("code", ["", "AGREE_JOINTLY", "agree", "ınform"])
def test_choice_refuses_any_other_code(code):
    with pytest.raises(ValidationError) as caught:
        a_row(right=code).choice("right", DecisionRight)

    assert caught.value.messages == [
        f"facts.csv, row 7, column right: “{code}” is not known here. "
        "Write one of these: not_stated, inform, advise, agree_jointly, decide, veto."
    ]


def test_named_shows_only_so_many_of_the_names_and_only_so_much_of_a_cell():
    things = {f"n{number}": number for number in range(40)}

    with pytest.raises(ValidationError) as caught:
        a_row(place="\x1b[31m" + "x" * 100).named("place", things)

    expected = ", ".join(f"n{number}" for number in range(30))
    assert caught.value.messages == [
        f"facts.csv, row 7, column place: “?[31m{'x' * 55}” is not known here. Write one of these: {expected}, …."
    ]


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("007", 7), ("310788", 310788), ("999999999", 999_999_999)])
def test_whole_number_reads_figures(text, number):
    assert a_row(people=text).whole_number("people") == number


@pytest.mark.parametrize("text", ["", "-1", "1.5", "1,000", "٣", "²", "ten", "1000000000", "9" * 5000])
def test_whole_number_refuses_anything_else(text):
    with pytest.raises(ValidationError) as caught:
        a_row(people=text).whole_number("people")

    assert caught.value.code == "not_a_whole_number"
    assert caught.value.messages == [
        f"facts.csv, row 7, column people: “{text[:60]}” is not a whole number from 0 to 999999999. Write it in figures only."
    ]


@pytest.mark.django_db
def test_check_names_the_row_and_the_column_of_the_field_that_is_wrong():
    with pytest.raises(ValidationError) as caught:
        a_row(called="").check(User(email="nia@example.org", password="!"), {"name": "called"})

    assert caught.value.messages == ["facts.csv, row 7, column called: This field cannot be blank."]


@pytest.mark.django_db
def test_check_lets_a_sound_record_pass():
    a_row().check(User(email="nia@example.org", name="Nia Enghraifft", password="!"), {})


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        (["a", "c"], "facts.csv, row 3, column id: “c” is not known here. Write one of these: a, b."),
        (["a"], "facts.csv, row 3, column id: These are left out: b. Write a row for each."),
        ([], "facts.csv, row 2, column id: These are left out: a, b. Write a row for each."),
    ],
)
def test_check_complete_wants_a_row_for_each_name_and_for_no_other(ids, expected):
    rows = [Row("facts.csv", number, {"id": each}) for number, each in enumerate(ids, start=2)]

    with pytest.raises(ValidationError) as caught:
        check_complete(rows, "id", ["a", "b"], file="facts.csv")

    assert caught.value.messages == [expected]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(content=b"id,name,people\n" + b"x" * 140_000 + b",,\n")
@example(content=b"\xef\xbb\xbf")
@given(
    content=st.binary()
    | st.binary().map(b"id,name,people\n".__add__)
    | st.text().map(
        str.encode,
    )
)
def test_read_table_refuses_or_reads_any_bytes_whatever(tmp_path, content):
    path = written(tmp_path, content)

    try:
        rows = read_table(path, COLUMNS, key="id")
    except ValidationError:
        return

    assert all(tuple(row.cells) == COLUMNS for row in rows)


def test_as_table_writes_one_line_for_each_row_and_keeps_what_is_said_in_its_cell():
    assert as_table(("who", "words"), [("Ann", 'Tŷ, "gardd"'), (1, None)]) == 'who,words\r\nAnn,"Tŷ, ""gardd"""\r\n1,None\r\n'


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_as_table_writes_nothing_that_acts_as_a_formula(start):
    assert as_table(["words"], [[f"{start}1+1"]]).replace('"', "") == f"words\r\n'{start}1+1\r\n"
