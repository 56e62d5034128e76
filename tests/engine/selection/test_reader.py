"""Tables of targets and people, read as others' tools write them."""

from datetime import date

import pytest

from cyfran.engine.errors import EngineError
from cyfran.engine.selection.problem import Candidate, Target
from cyfran.engine.selection.reader import Columns, Row, read_people, read_seats, read_targets, rows_of
from cyfran.engine.selection.renewal import Seat
from tests.engine.selection.making import target

SEXES = (target("Sex", "F", 0, 2), target("Sex", "M", 0, 2))


def lines(*texts):
    """Rows of cells, written with commas between them."""
    return [text.split(",") for text in texts]


def people(*texts, targets=SEXES, **columns):
    return read_people(lines(*texts), targets, Columns(**columns)).candidates


def refusal(read, *given, **named):
    with pytest.raises(EngineError) as refused:
        read(*given, **named)
    return refused.value


# --- Rows --------------------------------------------------------------------------------------------------------------


def test_blank_rows_are_left_out_and_lines_counted_from_the_header():
    header, rows = rows_of(lines("", "id , Name", " ,", "a,Ann", "b"))

    assert header == ("id", "Name")
    assert [(row.number, row["ID"], row["name"], row["none"]) for row in rows] == [(4, "a", "Ann", ""), (5, "b", "", "")]


def test_a_table_without_a_header_is_refused():
    assert refusal(rows_of, lines("", " , ")) == EngineError("table_empty")


def test_a_row_longer_than_the_header_is_refused_unless_the_rest_is_blank():
    assert rows_of(lines("id", "a,, "))[1][0]["id"] == "a"
    assert refusal(rows_of, lines("id", "a", "b,c")) == EngineError("row_too_long", row=3)


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("12", 12), (" 3 ", 3), ("0007", 7)])
def test_a_whole_number_is_read(text, number):
    assert Row(2, {"min": text}).whole_number("MIN") == number


@pytest.mark.parametrize("text", ["", "-1", "1.5", "two", "²", "٣", "1e3", "1000000001", "99999999999"])
def test_anything_else_is_no_whole_number(text):
    assert refusal(Row(2, {"min": text}).whole_number, "min") == EngineError(
        "cell_not_a_whole_number", row=2, column="min", found=text, most=10**9
    )


@pytest.mark.parametrize(("text", "hours"), [("", 0.0), ("0", 0.0), ("2.5", 2.5), (" 7 ", 7.0)])
def test_hours_are_read_and_blank_is_none(text, hours):
    assert Row(2, {"load": text}).hours("load") == hours


@pytest.mark.parametrize("text", ["-1", "nan", "inf", "many", "1e12"])
def test_anything_else_is_no_hours(text):
    assert refusal(Row(2, {"load": text}).hours, "load") == EngineError("cell_not_hours", row=2, column="load", found=text)


def test_days_are_read_and_blank_is_none():
    row = Row(2, {"ends": "2027-01-31", "began": "", "odd": "31/01/2027"})

    assert (row.day("ends"), row.day("began")) == (date(2027, 1, 31), None)
    assert refusal(row.day, "odd") == EngineError("cell_not_a_date", row=2, column="odd", found="31/01/2027")


# --- Targets -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "header", ["feature,value,min,max", "category,name,min,max", "Category,Value,MIN,Max", "max,min,value,feature"]
)
def test_targets_are_read_under_either_name_in_any_order(header):
    row = {"feature": "Sex", "category": "Sex", "value": "F", "name": "F", "min": "1", "max": "2"}
    cells = [row[column.casefold()] for column in header.split(",")]

    assert read_targets([header.split(","), cells]) == (target("Sex", "F", 1, 2),)


def test_flex_is_read_where_it_is_given():
    read = read_targets(lines("feature,value,min,max,min_flex,max_flex", "sex,f,1,2,0,3", "sex,m,1,2,,", "sex,x,1,2,1,-1"))

    assert read == (
        Target(feature="sex", value="f", least=1, most=2, least_flex=0, most_flex=3),
        Target(feature="sex", value="m", least=1, most=2, least_flex=0, most_flex=10**9),
        Target(feature="sex", value="x", least=1, most=2, least_flex=1, most_flex=10**9),
    )


def test_one_spelling_of_a_feature_is_kept():
    read = read_targets(lines("feature,value,min,max", "Sex,F,0,1", "SEX,M,0,1", "Age,old,0,1"))

    assert [each.feature for each in read] == ["Sex", "Sex", "Age"]


@pytest.mark.parametrize(
    ("texts", "error"),
    [
        (["feature,value,min"], EngineError("column_missing", column="max", have=("feature", "value", "min"))),
        (["feature,min,max"], EngineError("column_missing", column="value", have=("feature", "min", "max"))),
        (["value,min,max"], EngineError("column_missing", column="feature", have=("value", "min", "max"))),
        (["feature,value,min,max,Max"], EngineError("column_twice", column="max")),
        (["feature,value,min,max"], EngineError("no_targets")),
        (["feature,value,min,max", ",f,0,1"], EngineError("cell_blank", row=2, column="feature")),
        (["category,name,min,max", "sex,,0,1"], EngineError("cell_blank", row=2, column="name")),
        (
            ["feature,value,min,max", "sex,f,,1"],
            EngineError("cell_not_a_whole_number", row=2, column="min", found="", most=10**9),
        ),
        (
            ["feature,value,min,max", "sex,f,0,x"],
            EngineError("cell_not_a_whole_number", row=2, column="max", found="x", most=10**9),
        ),
        (
            ["feature,value,min,max", "sex,f,0,1", "Sex,F,0,1"],
            EngineError("target_twice", row=3, column="value", name="sex: F"),
        ),
        (
            ["feature,value,min,max", "sex,f,2,1"],
            EngineError("target_out_of_order", feature="sex", value="f", least=2, most=1, row=2),
        ),
        (
            ["feature,value,min,max,max_flex", "sex,f,1,3,2"],
            EngineError("target_flex_inside", feature="sex", value="f", least=1, most=3, row=2),
        ),
    ],
)
def test_targets_are_refused_by_row_and_column(texts, error):
    assert refusal(read_targets, lines(*texts)) == error


# --- People ------------------------------------------------------------------------------------------------------------


def test_people_are_read_with_the_spelling_of_the_targets():
    assert people("Id,sex,shoe", "a,f,38", " b , M ,44") == (
        Candidate(id="a", values={"Sex": frozenset({"F"})}),
        Candidate(id="b", values={"Sex": frozenset({"M"})}),
    )


def test_several_values_stand_between_semicolons_unless_the_whole_is_a_value():
    targets = (target("cares", "child", 0, 1), target("cares", "parent", 0, 1), target("cares", "child;parent", 0, 1))

    read = people("id,cares", "a,Child ; parent;", "b,child;parent", targets=targets)

    assert [each.values["cares"] for each in read] == [frozenset({"child", "parent"}), frozenset({"child;parent"})]


def test_rules_are_read_only_where_a_column_is_named():
    texts = (
        "id,sex,asked,care,street,town,with,not",
        "a,f,3,1.5,1 High St,Bangor,b,c",
        "b,m,,,,Bangor,,",
        "c,m,0,2,1  HIGH st,bangor,,",
    )

    assert {(each.hours_asked, each.cover_hours, each.households, each.apart, each.together) for each in people(*texts)} == {
        (0.0, 0.0, frozenset(), frozenset(), "")
    }
    read = people(*texts, load="asked", cover="care", households=("street", "town"), together="with", keep_apart="not")
    assert [(each.hours_asked, each.cover_hours) for each in read] == [(3.0, 1.5), (0.0, 0.0), (0.0, 2.0)]
    assert [each.households for each in read] == [
        frozenset({"1 high st | bangor"}),
        frozenset(),
        frozenset({"1 high st | bangor"}),
    ]
    assert [each.together for each in read] == ["a", "a", ""]
    assert [bool(read[0].apart & each.apart) for each in read] == [True, False, True]


@pytest.mark.parametrize(
    ("told", "groups"),
    [
        ({"a": "b"}, ["a", "a", "", ""]),
        ({"a": "b", "b": "a"}, ["a", "a", "", ""]),
        ({"a": "b", "b": "c"}, ["a", "a", "a", ""]),
        ({"c": "a", "d": "a"}, ["a", "", "a", "a"]),
        ({"b": "team", "d": "Team"}, ["", "b", "", "b"]),
        ({"a": "nobody here"}, ["", "", "", ""]),
        ({"a": "a"}, ["", "", "", ""]),
    ],
)
def test_people_together_are_one_group_however_they_are_tied(told, groups):
    texts = [f"{each},f,{told.get(each, '')}" for each in "abcd"]

    assert [each.together for each in people("id,sex,with", *texts, together="with")] == groups


def test_people_kept_apart_are_tied_in_pairs_and_not_through_others():
    a, b, c = people("id,sex,not", "a,f,b", "b,f,", "c,m,b", keep_apart="not")

    assert a.apart & b.apart
    assert b.apart & c.apart
    assert not a.apart & c.apart


@pytest.mark.parametrize(("told_by_pool", "told_by_seated"), [("s", ""), ("", "a"), ("row", "Row")])
def test_people_are_kept_apart_over_two_tables(told_by_pool, told_by_seated):
    pool = people("id,sex,not", f"a,f,{told_by_pool}", "A,f,", keep_apart="not")
    seated = people("id,sex,not", f"s,f,{told_by_seated}", keep_apart="not")

    assert pool[0].apart & seated[0].apart
    assert not pool[1].apart & seated[0].apart


def test_ids_that_differ_by_capitals_are_two_people_who_are_not_tied():
    one, other = people("id,sex,not", "a,f,", "A,f,", keep_apart="not")

    assert not one.apart & other.apart


@pytest.mark.parametrize(
    ("texts", "columns", "error"),
    [
        (["name,sex", "a,f"], {}, EngineError("column_missing", column="id", have=("name", "sex"))),
        (["id,shoe", "a,f"], {}, EngineError("column_missing", column="Sex", have=("id", "shoe"))),
        (["id,sex", "a,f"], {"load": "asked"}, EngineError("column_missing", column="asked", have=("id", "sex"))),
        (["id,sex", "a,f"], {"households": ("sex", "town")}, EngineError("column_missing", column="town", have=("id", "sex"))),
        (["id,sex,SEX", "a,f,m"], {}, EngineError("column_twice", column="Sex")),
        (["id,sex", ",f"], {}, EngineError("cell_blank", row=2, column="id")),
        (["id,sex", "a,f", "", "a,m"], {}, EngineError("id_twice", row=4, column="id", name="a")),
        (["id,sex", "a,"], {}, EngineError("cell_blank", row=2, column="Sex")),
        (["id,sex", "a,;"], {}, EngineError("cell_blank", row=2, column="Sex")),
        (["id,sex", "a,f;x"], {}, EngineError("cell_value_unknown", row=2, column="Sex", found="x", allowed=("F", "M"))),
        (["id,sex,h", "a,f,x"], {"load": "h"}, EngineError("cell_not_hours", row=2, column="h", found="x")),
        (["id,sex,h", "a,f,x"], {"cover": "h"}, EngineError("cell_not_hours", row=2, column="h", found="x")),
    ],
)
def test_people_are_refused_by_row_and_column(texts, columns, error):
    assert refusal(people, *texts, **columns) == error


def test_rows_are_kept_as_they_were_read():
    read = read_people(lines("id,sex,note", "a, F ,x"), SEXES, Columns())

    assert read.header == ("id", "sex", "note")
    assert read.rows["a"].as_read == ("a", " F ", "x")


def test_seats_are_read_and_may_be_blank():
    read = read_people(
        lines("id,sex,ends,since,willing", "a,f,2027-01-01,2024-01-01,Yes", "b,m,,,", "c,m,,,no", "d,m,,,ydw"), SEXES, Columns()
    )

    assert read_seats(read, ends="ends", began="since", willing="willing") == (
        Seat("a", date(2027, 1, 1), date(2024, 1, 1), willing=True),
        Seat("b"),
        Seat("c"),
        Seat("d", willing=True),
    )


def test_seats_with_another_date_are_refused():
    read = read_people(lines("id,sex,ends", "a,f,soon"), SEXES, Columns())

    assert refusal(read_seats, read, ends="ends", began="since", willing="willing") == EngineError(
        "cell_not_a_date", row=2, column="ends", found="soon"
    )
