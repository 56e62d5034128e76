"""`cyfran draw`: what it prints and writes, as another program calls it and from inside."""

import csv
import json
import os
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from cyfran.cli.main import main
from cyfran.engine.selection import draw as draws

DATA = Path(__file__).parents[2] / "tests" / "engine" / "selection" / "pools"
METHOD = Path(__file__).parents[2] / "docs" / "methods" / "selection.md"
# No secret key, no database: the verb works on plain files alone.
ENVIRONMENT = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ} | {"LC_ALL": "C.UTF-8"}
KEYS = [
    *("panel", "reserves", "reserves_for_gap", "chances", "barred", "left_out", "min_chance", "bound", "gap", "optimal", "gini"),
    *("geometric_mean", "panels_in_lottery", "fairness", "seed", "inputs_sha256", "engine_version"),
]

PEOPLE = """id,gender,area,hours,address,tied
a,female,N,0,1 Lane,
b,female,S,3,1 lane ,a
c,female,N,8,2 Lane,
d,male,S,0,3 Lane,
e,male,N,20,4 Lane,f
f,male,S,0,,
g,female,S,1,5 Lane,
h,male,N,1,6 Lane,
"""
TARGETS = """feature,value,min,max
gender,female,1,2
gender,male,1,2
area,N,1,2
area,S,1,2
"""

pytestmark = pytest.mark.usefixtures("english")


def cyfran(*arguments, **environment):
    command = [sys.executable, "-m", "cyfran", "draw", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, env=ENVIRONMENT | environment, check=False)


@pytest.fixture
def files(tmp_path):
    """Write a small pool and its targets, and return the options that name them."""
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "targets.csv").write_text(TARGETS, encoding="utf-8")
    return ["--people", str(tmp_path / "people.csv"), "--targets", str(tmp_path / "targets.csv")]


def instance(name, size, targets="categories.csv"):
    return ["--people", DATA / name / "respondents.csv", "--targets", DATA / name / targets, "--size", size]


def drawn(capsys, *arguments):
    """Draw from inside and return the record."""
    code = main(["draw", *map(str, arguments), "--json"])
    captured = capsys.readouterr()
    assert code == 0, captured.err
    return json.loads(captured.out)


def rows_of(file):
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def test_draw_prints_one_json_object_and_nothing_else(files):
    done = cyfran(*files, "--size", 3, "--seed", "gwanwyn", "--json")

    record = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, b"")
    assert list(record) == KEYS
    assert len(record["panel"]) == 3
    assert set(record["chances"]) == set("abcdefgh")
    assert sum(record["chances"].values()) == pytest.approx(3)
    assert record["min_chance"] == min(record["chances"].values())
    assert (record["fairness"], record["seed"], record["optimal"]) == ("leximin", "gwanwyn", True)


def test_draw_prints_json_that_any_terminal_can_take(tmp_path, files):
    (tmp_path / "people.csv").write_text(PEOPLE.replace("\na,", "\nSiôn 😀,"), encoding="utf-8")

    done = cyfran(*files, "--size", 8, "--json", PYTHONIOENCODING="ascii")

    assert done.returncode == 3
    done = cyfran(*files, "--size", 4, "--json", PYTHONIOENCODING="ascii")
    assert "Siôn 😀" in json.loads(done.stdout)["chances"]


@pytest.mark.parametrize("size", [3, 9])
def test_draw_loads_nothing_slow_that_it_does_not_need_when_it_prints_json(files, size):
    needless = "{'django', 'numpy.ma', 'numpy.random'} & set(sys.modules)"
    script = f"import sys; from cyfran.cli.main import main; main(sys.argv[1:]); sys.exit(len({needless}))"

    command = [sys.executable, "-c", script, "draw", *files, "--size", str(size), "--json"]
    done = subprocess.run(command, capture_output=True, env=ENVIRONMENT, check=False)

    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("name", "size", "optimum"),
    [("syn_200_12_6", 12, 0.054795), ("syn_200_30_5", 30, 0.104478), ("replace_200_30_5", 5, 0.25)],
)
def test_draw_gives_the_least_likely_person_the_greatest_chance_there_is(name, size, optimum, capsys):
    record = drawn(capsys, *instance(name, size), "--fairness", "maximin")

    assert record["min_chance"] == pytest.approx(optimum, abs=1e-5)
    assert record["optimal"]


def test_draw_writes_every_file_of_the_folder_and_the_lottery_adds_up_to_the_chances(files, tmp_path, capsys):
    record = drawn(capsys, *files, "--size", 3, "--seed", "1", "--reserves", 2, "--out", tmp_path / "new" / "out")

    folder = tmp_path / "new" / "out"
    chances = defaultdict(float)
    for row in rows_of(folder / "lottery.csv"):
        chances[row["id"]] += float(row["probability"])
    people = {row["id"]: row for row in rows_of(tmp_path / "people.csv")}
    assert sorted(each.name for each in folder.iterdir()) == [
        "draw.json",
        "lottery.csv",
        "remaining.csv",
        "reserves.csv",
        "selected.csv",
    ]
    assert rows_of(folder / "selected.csv") == [people[person] for person in record["panel"]]
    assert rows_of(folder / "reserves.csv") == [people[person] for person in record["reserves"]]
    assert {row["id"] for row in rows_of(folder / "remaining.csv")} == set(people) - set(record["panel"])
    assert {person: chances[person] for person in people} == pytest.approx(record["chances"], abs=1e-12)
    assert json.loads((folder / "draw.json").read_text(encoding="utf-8")) == record


def test_capitals_change_nothing_of_a_draw(files, tmp_path, capsys):
    rules = ["--size", "4", "--seed", "x", "--load", "hours", "--household", "address", "--json"]
    main(["draw", *files, *rules])
    small = json.loads(capsys.readouterr().out)
    (tmp_path / "targets.csv").write_text(TARGETS.replace("gender,female", "GENDER,FeMale").replace("N", "n"), encoding="utf-8")

    main(["draw", *files, *rules])

    assert json.loads(capsys.readouterr().out) == small


def test_draw_repeats_itself_over_row_orders_and_processes(files, tmp_path, capsys):
    first = drawn(capsys, *files, "--size", 3, "--seed", "haf", "--lottery", tmp_path / "1.csv")
    header, *rows = PEOPLE.splitlines()
    (tmp_path / "people.csv").write_text("\n".join([header, *reversed(rows)]), encoding="utf-8")

    second = json.loads(
        cyfran(*files, "--size", 3, "--seed", "haf", "--lottery", tmp_path / "2.csv", "--json", PYTHONHASHSEED="7").stdout
    )

    assert second == first
    assert (tmp_path / "1.csv").read_bytes() == (tmp_path / "2.csv").read_bytes()


def test_draw_makes_a_seed_of_its_own_where_none_is_given(files, capsys):
    seeds = {drawn(capsys, *files, "--size", 3)["seed"] for _ in range(2)}

    assert len(seeds) == 2


def test_draw_takes_tables_as_others_write_them(tmp_path, capsys):
    people = (
        PEOPLE.replace("female", " FEMALE ").replace("gender", "Gender ").replace("\nd,", "\n,,,,,\n\nd,").replace("\n", "\r\n")
    )
    targets = TARGETS.replace("feature,value,min,max", "Category,Name,Min,Max,Min_Flex,Max_Flex")
    targets = "\ufeff" + targets.replace("1,2\n", "1,2,0,-1\n").replace(",", ";")
    (tmp_path / "people.csv").write_bytes(people.encode())
    (tmp_path / "targets.csv").write_bytes(targets.encode())

    record = drawn(
        capsys, "--people", tmp_path / "people.csv", "--targets", tmp_path / "targets.csv", "--size", 3, "--out", tmp_path / "out"
    )

    assert len(record["panel"]) == 3
    assert sorted(row["Gender "] if "Gender " in row else row["Gender"] for row in rows_of(tmp_path / "out" / "selected.csv"))


def test_draw_writes_columns_it_does_not_look_at_as_they_were(files, tmp_path, capsys):
    people = PEOPLE.replace("tied\n", "note,note,\n").replace("1 Lane,\n", "1 Lane, x ,y,z\n")
    (tmp_path / "people.csv").write_text(people, encoding="utf-8")

    drawn(capsys, *files, "--size", 3, "--out", tmp_path / "out")

    written = {line for name in ("selected", "remaining") for line in (tmp_path / "out" / f"{name}.csv").read_text().splitlines()}
    assert "id,gender,area,hours,address,note,note," in written
    assert "a,female,N,0,1 Lane, x ,y,z" in written


def test_draw_counts_the_load_and_keeps_the_rules(files, tmp_path, capsys):
    rules = ["--load", "hours", "--household", "address", "--keep-apart", "tied"]

    record = drawn(capsys, *files, "--size", 3, *rules, "--lottery", tmp_path / "lottery.csv")

    panels = defaultdict(set)
    for row in rows_of(tmp_path / "lottery.csv"):
        panels[row["panel"]].add(row["id"])
    assert record["barred"] == {"e": "asked_too_much"}
    assert record["chances"]["e"] == 0
    assert record["chances"]["c"] < record["chances"]["g"]
    assert not any({"a", "b"} <= panel or {"e", "f"} <= panel for panel in panels.values())


def test_draw_chooses_people_together_or_not_at_all(files, tmp_path, capsys):
    drawn(capsys, *files, "--size", 4, "--together", "tied", "--lottery", tmp_path / "lottery.csv")

    panels = defaultdict(set)
    for row in rows_of(tmp_path / "lottery.csv"):
        panels[row["panel"]].add(row["id"])
    assert {len(panel & {"e", "f"}) for panel in panels.values()} <= {0, 2}
    assert {len(panel & {"a", "b"}) for panel in panels.values()} <= {0, 2}


def test_draw_names_those_of_one_household_whom_it_draws_together(files, tmp_path, capsys):
    rules = ["--household", "address", "--together", "tied"]

    record = drawn(capsys, *files, "--size", 4, *rules, "--lottery", tmp_path / "lottery.csv")
    main(["draw", *files, "--size", "4", *rules])

    assert record["together_of_a_household"] == [["a", "b"]]
    assert (record["barred"], record["chances"]["a"] > 0) == ({}, True)
    assert "Of one household, and drawn all or none, as they wish: a, b\n" in capsys.readouterr().out


def test_draw_fills_the_seats_that_are_free(capsys):
    seated = DATA / "replace_200_30_5" / "already_selected.csv"

    record = drawn(capsys, *instance("replace_200_30_5", 30, "categories_full.csv"), "--seated", seated)

    assert len(record["panel"]) == 5
    assert record["min_chance"] == pytest.approx(0.25)
    assert sum(1 for chance in record["chances"].values() if chance == 0) == 158


def test_draw_keeps_somebody_apart_from_who_has_a_seat(files, tmp_path, capsys):
    (tmp_path / "people.csv").write_text(PEOPLE.replace("a,female,N,0,1 Lane,\n", ""), encoding="utf-8")
    (tmp_path / "seated.csv").write_text("id,gender,area,tied\na,female,N,h\n", encoding="utf-8")

    record = drawn(capsys, *files, "--size", 3, "--keep-apart", "tied", "--seated", tmp_path / "seated.csv")

    assert record["barred"] == {"b": "kept_apart_from_a_seat", "h": "kept_apart_from_a_seat"}


def test_draw_says_that_a_tie_to_a_seat_plays_no_part(files, tmp_path, capsys):
    (tmp_path / "people.csv").write_text(PEOPLE.replace("a,female,N,0,1 Lane,\n", ""), encoding="utf-8")
    (tmp_path / "seated.csv").write_text("id,gender,area,tied\na,female,N,\n", encoding="utf-8")

    code = main(["draw", *files, "--size", "3", "--together", "tied", "--seated", str(tmp_path / "seated.csv"), "--json"])

    captured = capsys.readouterr()
    assert (code, captured.err) == (
        0,
        "Tied to somebody who has a seat already, and drawn as though they were not: b\n",
    )


def test_a_tie_to_somebody_who_leaves_is_no_tie_to_a_seat(files, tmp_path, capsys):
    (tmp_path / "people.csv").write_text(PEOPLE.replace("a,female,N,0,1 Lane,\n", ""), encoding="utf-8")
    seated = "id,gender,area,tied,term_ends,serving_since,willing_to_leave\na,female,N,,2026-12-31,,\nx,male,S,,,,\n"
    (tmp_path / "seated.csv").write_text(seated, encoding="utf-8")
    seats = ["--seated", str(tmp_path / "seated.csv"), "--renew", "1/2"]

    code = main(["draw", *files, "--size", "3", "--together", "tied", *seats, "--json"])

    captured = capsys.readouterr()
    assert (code, captured.err, json.loads(captured.out)["leavers"]) == (0, "", [{"id": "a", "because": "term_ends"}])


def test_draw_says_that_time_was_over_also_where_the_least_chance_is_the_best(capsys):
    files = [
        "--people",
        str(DATA / "syn_200_30_5" / "respondents.csv"),
        "--targets",
        str(DATA / "syn_200_30_5" / "categories.csv"),
    ]

    code = main(["draw", *files, "--size", "30", "--within", "0", "--json"])

    captured = capsys.readouterr()
    assert (code, captured.err) == (0, "This is the best lottery so far, not the fairest there is: the time allowed was over.\n")


def test_an_unfinished_lottery_says_who_has_no_chance_in_it_and_does_not_call_them_left_out(tmp_path, capsys):
    people = [f"{number},{kind}" for number, kind in enumerate("aabbbbccd", start=1)]
    (tmp_path / "people.csv").write_text("\n".join(["id,kind", *people]), encoding="utf-8")
    (tmp_path / "targets.csv").write_text("feature,value,min,max\nkind,a,1,1\nkind,b,0,2\nkind,c,0,1\nkind,d,0,0\n")
    files = ["--people", str(tmp_path / "people.csv"), "--targets", str(tmp_path / "targets.csv")]

    unfinished = drawn(capsys, *files, "--size", 3, "--within", 0)
    main(["draw", *files, "--size", "3", "--within", "0"])
    shown = capsys.readouterr().out.splitlines()
    finished = drawn(capsys, *files, "--size", 3)

    assert (unfinished["left_out"], unfinished["not_reached"], unfinished["min_chance"]) == (1, ["7", "8"], 0)
    assert (finished["left_out"], "not_reached" in finished, finished["min_chance"]) == (1, False, pytest.approx(1 / 3))
    assert shown[2:6] == [
        "Chances go from 0.00% to 50.00%. The fairest lottery there can be gives the least likely person 33.33%.",
        "1 of the 9 people in the pool can be in no group that meets the targets and rules.",
        "In no group that meets the targets and rules: 9",
        "In no group of this lottery, which is unfinished; in a finished one they may have a chance: 7, 8",
    ]


def test_draw_renews_a_third_of_a_standing_group_and_says_who_leaves_and_why(files, tmp_path, capsys):
    seated = [
        "id,gender,area,term_ends,serving_since,willing_to_leave",
        "x,female,N,2026-12-31,,",
        "y,male,S,,2019-01-01,",
        "z,male,N,,,yes",
    ]
    (tmp_path / "seated.csv").write_text("\n".join(seated), encoding="utf-8")

    record = drawn(capsys, *files, "--size", 3, "--renew", "1/3", "--seated", tmp_path / "seated.csv", "--seed", "1")
    main(["draw", *files, "--size", "3", "--renew", "2/3", "--seated", str(tmp_path / "seated.csv"), "--seed", "1"])

    assert record["leavers"] == [{"id": "x", "because": "term_ends"}]
    assert len(record["panel"]) == 1
    assert capsys.readouterr().out.splitlines()[:2] == [
        "x: leaves, because their term ends first.",
        "y: leaves, because they have served longest.",
    ]


def test_draw_from_a_public_lottery_gives_both_chances_and_the_number(files, tmp_path, capsys):
    record = drawn(capsys, *files, "--size", 3, "--seed", "1", "--public-lottery", tmp_path / "public.csv")

    rows = rows_of(tmp_path / "public.csv")
    assert len({row["panel"] for row in rows}) == record["public_panels"] == 1000
    assert {row["probability"] for row in rows} == {"0.001"}
    assert [row["id"] for row in rows if row["panel"] == str(record["number"])] == record["panel"]
    assert record["public_chances"] == pytest.approx(record["chances"], abs=0.005)


def test_a_record_tells_of_the_lottery_that_the_numbered_panels_came_from(tmp_path, capsys, monkeypatch):
    (tmp_path / "people.csv").write_text("id,sex,home\na,f,1\nb,f,1\nc,f,1\nd,f,1\ne,f,2\n", encoding="utf-8")
    (tmp_path / "targets.csv").write_text("feature,value,min,max\nsex,f,0,2\n", encoding="utf-8")
    files = ["--people", tmp_path / "people.csv", "--targets", tmp_path / "targets.csv"]
    can_be_parted = iter([True, False])
    monkeypatch.setattr(draws, "parted", lambda panels, *given: panels if next(can_be_parted) else None)
    monkeypatch.setattr(draws, "_MANY_KINDS", 0)
    monkeypatch.setattr(draws, "_TIMES_MORE", 0.0)

    record = drawn(capsys, *files, "--size", 2, "--household", "home", "--public-lottery", tmp_path / "public.csv")

    # Were they not tied, each of the five would have two chances in five.
    assert record["chances"] == pytest.approx({**dict.fromkeys("abcd", 0.25), "e": 1.0})
    assert record["public_chances"] == pytest.approx(record["chances"])
    assert (record["min_chance"], record["bound"]) == (pytest.approx(0.25), pytest.approx(0.25))


def test_verify_loads_no_solver(files, tmp_path):
    main(["draw", *files, "--size", "3", "--out", str(tmp_path / "out")])
    script = (
        "import sys; from cyfran.cli.main import main; main(sys.argv[1:]); sys.exit(len({'highspy', 'numpy'} & set(sys.modules)))"
    )

    command = [sys.executable, "-c", script, "draw", "--verify", str(tmp_path / "out" / "draw.json"), "--json"]
    done = subprocess.run(command, capture_output=True, env=ENVIRONMENT, check=False)

    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("public", [False, True])
def test_verify_repeats_a_draw_and_notices_what_was_changed(public, files, tmp_path, capsys):
    folder = tmp_path / "out"
    drawn(
        capsys, *files, "--size", 3, "--seed", "1", "--out", folder, *(["--public-lottery", tmp_path / "p.csv"] if public else [])
    )
    told = json.loads((folder / "draw.json").read_text(encoding="utf-8"))

    same = main(["draw", "--verify", str(folder / "draw.json"), "--json"])
    (folder / "draw.json").write_text(json.dumps({**told, "panel": ["a", "b", "c"]}), encoding="utf-8")
    other = main(["draw", "--verify", str(folder / "draw.json")])

    shown = capsys.readouterr().out.splitlines()
    assert (same, other) == (0, 3)
    parts = ("verified", "same_lottery", "chances_add_up", "same_panel", "same_number", "same_least")
    not_checked = [name for name in KEYS if name not in ("panel", "chances", "min_chance", "seed")]
    assert json.loads(shown[0]) == {**dict.fromkeys(parts, True), "unchecked": not_checked}
    assert shown[1:] == [
        "The draw is not as its record says.",
        "- The seed draws another panel.",
        f"Not checked, since these files do not hold what it takes: {', '.join(not_checked)}.",
    ]


@pytest.mark.parametrize(
    ("changed", "part"),
    [
        ({"number": 3000}, "same_number"),
        ({"public_panels": 999}, "same_number"),
        ({"min_chance": 0.3}, "same_least"),
        ({"chances": {}}, "chances_add_up"),
        ({"lottery_sha256": "0"}, "same_lottery"),
        ({"public_lottery_sha256": "0"}, "same_lottery"),
    ],
)
def test_verify_notices_what_was_changed_of_either_lottery(changed, part, files, tmp_path, capsys):
    drawn(capsys, *files, "--size", 3, "--seed", "1", "--out", tmp_path / "out", "--public-lottery", tmp_path / "p.csv")
    record = tmp_path / "out" / "draw.json"
    record.write_text(json.dumps({**json.loads(record.read_text(encoding="utf-8")), **changed}), encoding="utf-8")

    code = main(["draw", "--verify", str(record), "--json"])

    verdict = json.loads(capsys.readouterr().out)
    assert (code, verdict["verified"], verdict[part]) == (3, False, False)


def test_verify_says_what_it_did_not_check_where_only_the_public_lottery_is_at_hand(files, tmp_path, capsys):
    drawn(capsys, *files, "--size", 3, "--seed", "1", "--out", tmp_path / "out", "--public-lottery", tmp_path / "p.csv")
    (tmp_path / "out" / "lottery.csv").unlink()

    code = main(["draw", "--verify", str(tmp_path / "out" / "draw.json"), "--json"])

    verdict = json.loads(capsys.readouterr().out)
    assert (code, verdict["verified"]) == (0, True)
    assert {"chances", "min_chance", "lottery_sha256"} <= set(verdict["unchecked"])


def test_what_cannot_be_met_ends_with_3_and_the_smallest_repair(capsys):
    code = main(["draw", *map(str, instance("syn_200_30_5_infeas", 30)), "--json"])

    told = json.loads(capsys.readouterr().out)
    assert (code, told["feasible"]) == (3, False)
    assert told["repair"] == [{"feature": "area", "value": "E", "bound": "max", "from": 2, "to": 3}]
    assert list(told) == ["feasible", "repair", "recruit", "impossible"]
    assert [recruits["number"] for recruits in told["recruit"]] == [1]


def test_the_published_method_shows_what_cannot_be_met_as_the_command_prints_it(capsys):
    (shown,) = re.findall(r"^```json\n(.*?)^```", METHOD.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)

    main(["draw", *map(str, instance("syn_200_30_5_infeas", 30)), "--json"])

    assert json.loads(capsys.readouterr().out) == json.loads(shown)


def test_the_published_method_names_every_option(capsys):
    with pytest.raises(SystemExit):
        main(["draw", "--help"])

    options = set(re.findall(r"--[a-z][a-z-]+", capsys.readouterr().out)) - {"--help"}
    assert len(options) == 22
    assert {option for option in options if option not in METHOD.read_text(encoding="utf-8")} == set()


def test_what_cannot_be_met_is_said_in_words(files, tmp_path, capsys):
    code = main(["draw", *files, "--size", "9"])

    assert code == 3
    assert capsys.readouterr().out.splitlines()[:2] == [
        "No group of this size meets all targets and rules.",
        "- Places in the group: 9. People who can be chosen: 8.",
    ]


def test_draw_speaks_in_words(files, tmp_path, capsys):
    code = main(["draw", *files, "--size", "3", "--seed", "1", "--load", "hours", "--out", str(tmp_path / "out")])

    lines = capsys.readouterr().out.splitlines()
    assert code == 0
    assert lines[0].startswith("Drawn (3): ")
    assert "The fairest lottery there can be gives the least likely person" in lines[2]
    assert lines[3] == "1 of the 8 people in the pool can be in no group that meets the targets and rules."
    assert lines[4] == "Asked for so many hours already that they cannot be chosen until some of them are past: e"
    assert lines[6] == "Seed: 1"
    assert lines[-1] == f"Written: {tmp_path / 'out' / 'draw.json'}"


def test_draw_speaks_welsh_where_the_terminal_asks_for_it(files):
    done = cyfran(*files, "--size", 3, "--seed", "1", LC_ALL="cy_GB.UTF-8")

    assert done.returncode == 0
    assert "Hedyn: 1" in done.stdout.decode().splitlines()
