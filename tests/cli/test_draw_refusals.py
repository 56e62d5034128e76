"""Whatever `cyfran draw` is given: one sentence that says where, exit code 2, nothing printed and nothing half written."""

import json

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cyfran.cli.main import main
from tests.cli.test_draw import PEOPLE, TARGETS

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def run(tmp_path, capsysbinary, monkeypatch):
    """Return a function that draws from these contents and tells the exit code, what was printed and what was complained of."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments, people=PEOPLE, targets=TARGETS, seated=None):
        for name, content in (("people", people), ("targets", targets), ("seated", seated)):
            if content is not None:
                (tmp_path / f"{name}.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
        files = ["--people", "people.csv", "--targets", "targets.csv"] + (["--seated", "seated.csv"] if seated else [])
        code = main(["draw", *files, *arguments])
        captured = capsysbinary.readouterr()
        return code, captured.out.decode(), captured.err.decode()

    return run


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"people": ""}, "people.csv: There are no rows here; the first must name the columns."),
        ({"people": "id,gender,area\n"}, "people.csv: There is nobody in the pool."),
        ({"targets": "feature,value,min,max\n"}, "targets.csv: There is no target here, only the names of the columns."),
        ({"people": b"\xff\xfei\x00d\x00"}, "people.csv: The file is not text in UTF-8."),
        ({"people": b"i\x00d\x00"}, "people.csv: The file is not text in UTF-8."),
        ({"people": "id,gender,area\nSi\xf4n,male,N\n".encode("latin-1")}, "people.csv: The file is not text in UTF-8."),
        (
            {"people": 'id,gender,area\na,"male,N\n'},
            "people.csv: The file is not a CSV table: it stops making sense at line 2.",
        ),
        (
            {"people": PEOPLE.replace("id,", "ident,", 1)},
            "people.csv: There is no column “id”; the columns are: ident, gender, area, hours, address, tied.",
        ),
        (
            {"people": PEOPLE.replace("gender", "sex")},
            "people.csv: There is no column “gender”; the columns are: id, sex, area, hours, address, tied.",
        ),
        ({"people": PEOPLE.replace("hours", "Area")}, "people.csv: The column “area” is there twice."),
        ({"people": PEOPLE.replace("c,female,N,8", "c,,N,8")}, "people.csv, row 4, column “gender”: Nothing stands here."),
        ({"people": PEOPLE.replace("c,female", ",female")}, "people.csv, row 4, column “id”: Nothing stands here."),
        (
            {"people": PEOPLE.replace("c,female", "b,female")},
            "people.csv, row 4, column “id”: “b” is there twice; each person has one row and an id of their own.",
        ),
        (
            {"people": PEOPLE.replace("c,female", "c,woman")},
            "people.csv, row 4, column “gender”: “woman” has no target; the targets know: female, male.",
        ),
        (
            {"people": PEOPLE.replace("2 Lane,", "2 Lane,,,x")},
            "people.csv, row 4: This row has more cells than there are columns.",
        ),
        (
            {"targets": TARGETS.replace("female,1", "female,-1")},
            "targets.csv, row 2, column “min”: This must be a whole number from 0 to 1000000000; it says “-1”.",
        ),
        (
            {"targets": TARGETS.replace("female,1", "female," + "9" * 5000)},
            f"targets.csv, row 2, column “min”: This must be a whole number from 0 to 1000000000; it says “{'9' * 100}”.",
        ),
        (
            {"targets": TARGETS.replace("female,1,2", "female,3,2")},
            "targets.csv, row 2: For gender, female at least 3 and at most 2 are asked for: the first may not be larger.",
        ),
        (
            {"targets": "feature,value,min,max,min_flex\ngender,female,1,2,2\n"},
            "targets.csv, row 2: How far the ends for gender, female may be moved must not lie between them, from 1 to 2.",
        ),
        (
            {"targets": TARGETS + "Gender,MALE,0,9\n"},
            "targets.csv, row 6, column “value”: There are two targets for “gender: MALE”.",
        ),
        (
            {"seated": "id,gender,area\na,female,N\n"},
            "seated.csv, row 2, column “id”: “a” has a seat and is in the pool as well; take them out of one of the two.",
        ),
        (
            {"seated": "id,gender,area\nx,female,N\ny,male,S\nz,male,S\n"},
            "A group of 3 has no free seat: 3 have one already.",
        ),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_a_file_that_cannot_be_used_is_refused_by_name_row_and_column(given, complaint, run):
    assert run("--size", "3", "--json", **given) == (2, "", f"{complaint}\n")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--size", "0"], "--size must be a whole number from 1 to 100000; it says “0”."),
        (["--size", "-3"], "--size must be a whole number from 1 to 100000; it says “-3”."),
        (["--size", "9" * 5000], f"--size must be a whole number from 1 to 100000; it says “{'9' * 100}”."),
        (["--size", "٣"], "--size must be a whole number from 1 to 100000; it says “٣”."),
        ([], "Say what --size is."),
        (["--size", "3", "--reserves", "-1"], "--reserves must be a whole number from 0 to 100000; it says “-1”."),
        (
            ["--size", "3", "--fairness", "fairest"],
            "--fairness must be one of these: leximin, maximin, nash, goldilocks; it says “fairest”.",
        ),
        (["--size", "3", "--household", ","], "Say what --household is."),
        (["--size", "3", "--together", " "], "Say what --together is."),
        (["--size", "3", "--seed", ""], "Say what --seed is."),
        (["--size", "3", "--seed", "a\udcff"], "The seed has bytes that are no letters."),
        (["--size", "3", "--renew", "1/3"], "--renew says nothing without --seated: give both or neither."),
        (["--size", "3", "--renew", "1/0"], "--renew must be a share over 0 and at most 1, such as 1/3; it says “1/0”."),
        (["--size", "3", "--renew", "1e9"], "--renew must be a share over 0 and at most 1, such as 1/3; it says “1e9”."),
        (["--size", "3", "--renew", "4/3"], "--renew must be a share over 0 and at most 1, such as 1/3; it says “4/3”."),
        (["--size", "3", "--load-bands", "2:1"], "--load-bands says nothing without --load: give both or neither."),
        (
            ["--size", "3", "--load", "hours", "--load-bands", "nan:1"],
            "Load bands are written as hours:weight, such as 2:1,6:1/2,12:1/4; here stands “nan:1”.",
        ),
        (
            ["--size", "3", "--load", "hours", "--load-bands", "6:1,2:1/2"],
            "The hours of load bands must rise, and their weights be over 0 and at most 1.",
        ),
        (["--size", "3", "--cover-hours", "5"], "--cover-hours says nothing without --cover: give both or neither."),
        (
            ["--size", "3", "--cover", "hours", "--cover-hours", "inf"],
            "--cover-hours must be a number from 0 up, such as 2.5; it says “inf”.",
        ),
        (
            ["--size", "3", "--load", "asked"],
            "people.csv: There is no column “asked”; the columns are: id, gender, area, hours, address, tied.",
        ),
        (
            ["--size", "3", "--load", "address"],
            "people.csv, row 2, column “address”: This must be hours, 0 or more; it says “1 Lane”.",
        ),
        (
            ["--size", "3", "--out", "people.csv"],
            "people.csv/lottery.csv: The file cannot be written: it may be a folder, or not yours to write.",
        ),
        (["--size", "3", "--lottery", "."], ".: The file cannot be written: it may be a folder, or not yours to write."),
        (
            ["--size", "3", "--lottery", "people.csv"],
            "people.csv: This file is already read or written by the same command: name another.",
        ),
        (
            ["--size", "3", "--lottery", "a.csv", "--public-lottery", "./a.csv"],
            "a.csv: This file is already read or written by the same command: name another.",
        ),
        (["--verify", "people.csv"], "people.csv: This is not JSON: it stops making sense at line 1, column 1."),
        (["--verify", "no.json"], "no.json: There is no such file."),
    ],
    ids=lambda value: repr(value)[-40:],
)
def test_an_option_that_cannot_be_understood_is_refused_by_name(arguments, complaint, run, tmp_path):
    assert run(*arguments, "--json") == (2, "", f"{complaint}\n")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["people.csv", "targets.csv"]
    assert (tmp_path / "people.csv").read_text() == PEOPLE


def test_a_folder_in_place_of_a_file_is_refused(run, tmp_path):
    (tmp_path / "folder").mkdir()

    done = run("--size", "3", "--seated", "folder")

    assert done == (2, "", "folder: The file cannot be opened: it may be a folder, or not yours to read.\n")


def test_nothing_is_written_where_one_file_of_several_cannot_be(run, tmp_path):
    (tmp_path / "out" / "draw.json").mkdir(parents=True)

    code, printed, complaint = run("--size", "3", "--out", "out", "--lottery", "lottery.csv")

    assert (code, printed) == (2, "")
    assert complaint.startswith("out/draw.json: The file cannot be written")
    assert sorted(file.name for file in tmp_path.rglob("*.csv")) == ["people.csv", "targets.csv"]
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["draw.json"]


@pytest.mark.parametrize(
    "record",
    [
        [],
        {},
        {"seed": 1},
        {"seed": "\ud800", "inputs_sha256": "", "lottery_sha256": "", "panel": [], "chances": {}},
        {"seed": "", "inputs_sha256": "", "lottery_sha256": "", "panel": [1, "a"], "chances": {}},
        {"seed": "", "inputs_sha256": "", "lottery_sha256": "", "panel": [], "chances": {"a": "often"}},
        {"seed": "", "inputs_sha256": "", "lottery_sha256": "", "panel": 3, "chances": []},
    ],
    ids=repr,
)
def test_a_record_that_is_not_of_a_draw_is_refused(record, run, tmp_path):
    (tmp_path / "draw.json").write_text(json.dumps(record), encoding="utf-8")
    (tmp_path / "lottery.csv").write_text("panel,probability,id\n1,1,a\n", encoding="utf-8")

    done = run("--verify", "draw.json")

    assert done == (2, "", "draw.json: This is not the record of a draw that was kept with its lottery.\n")


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        (
            "1,much,a\n",
            "row 2: A lottery has three cells in each row: its panel, the chance of that panel as a number, and an id.",
        ),
        ("1,0.5,a\n1,0.25,b\n", "row 3: The rows of one panel all have the same chance, and this one has another."),
    ],
)
def test_a_lottery_that_cannot_be_read_is_refused_by_row(rows, complaint, run, tmp_path):
    record = {"seed": "", "inputs_sha256": "", "lottery_sha256": "", "panel": [], "chances": {}}
    (tmp_path / "draw.json").write_text(json.dumps(record), encoding="utf-8")
    (tmp_path / "lottery.csv").write_text(f"panel,probability,id\n{rows}", encoding="utf-8")

    done = run("--verify", "draw.json")

    assert done == (2, "", f"lottery.csv, {complaint}\n")


CELLS = st.one_of(
    st.sampled_from(["", "a", "b", "female", "N", "1", "-1", "1e400", "nan", "9" * 30, "a;b", '"', "\0", "\r"]),
    st.text(max_size=4),
)
TABLES = st.one_of(
    st.binary(max_size=60),
    st.lists(st.lists(CELLS, max_size=5).map(",".join), max_size=6).map(lambda rows: "\n".join(["id,gender,area,hours", *rows])),
    st.lists(st.lists(CELLS, max_size=5).map(",".join), max_size=6).map(lambda rows: "\n".join(["feature,value,min,max", *rows])),
)
EXTRA = [[], ["--load", "hours"], ["--household", "gender,area"], ["--keep-apart", "hours"], ["--together", "hours"]]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(
    people="id,gender,area,hours\na,a,b,0", targets="feature,value,min,max\ngender,a,0,1\narea,b,999999999,1000000000", extra=[]
)
@given(people=TABLES, targets=TABLES, extra=st.sampled_from(EXTRA))
def test_no_table_whatever_brings_anything_but_an_answer_or_one_sentence(people, targets, extra, run):
    people, targets = (each if isinstance(each, bytes) else each.encode(errors="replace") for each in (people, targets))

    code, printed, complaint = run("--size", "2", "--json", *extra, people=people, targets=targets)

    assert code in (0, 2, 3)
    assert (code == 2) == (printed == "")
    assert (code == 2) == (len(complaint.splitlines()) == 1)
