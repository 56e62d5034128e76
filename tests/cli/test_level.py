"""`cyfran level`, as another program calls it and from inside."""

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cyfran.cli.main import main
from tests.engine.levels.test_finding import WORKED_EXAMPLE

# No secret key, no database: the verb works on plain files alone.
ENVIRONMENT = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ} | {"LC_ALL": "C.UTF-8"}
DEEP = 100_000


def cyfran(*arguments, given=b"", **environment):
    command = [sys.executable, "-m", "cyfran", *arguments]
    return subprocess.run(command, input=given, capture_output=True, env=ENVIRONMENT | environment, check=False)


@pytest.fixture
def example(tmp_path):
    file = tmp_path / "project.json"
    file.write_text(json.dumps(WORKED_EXAMPLE), encoding="utf-8")
    return str(file)


def test_level_prints_one_json_object_and_nothing_else(example):
    done = cyfran("level", example, "--json")

    finding = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, b"")
    assert list(finding) == ["level", "planned_level", "conditions", "method_version"]
    assert (finding["level"], finding["planned_level"], finding["method_version"]) == ("consultation", "consultation", 1)
    assert [condition["code"] for condition in finding["conditions"] if not condition["met"]] == [
        "asked_twice",
        "members_in_design",
        "rights_in_decision",
    ]


def test_level_reads_standard_input(example):
    done = cyfran("level", "-", "--json", given=json.dumps(WORKED_EXAMPLE).encode())

    assert done.stdout == cyfran("level", example, "--json").stdout
    assert done.returncode == 0


def test_level_says_in_plain_words_what_would_raise_it(example):
    done = cyfran("level", example)

    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().splitlines()[:5] == [
        "Level so far: Consultation. Carers were asked before the decision, and what they said is on record.",
        "Level if the plan is kept: Consultation.",
        "",
        "What would raise it to Engagement:",
        "- Carers must be asked, and say something, in at least two stages.",
    ]


def test_level_refuses_without_a_traceback_and_leaves_standard_output_empty(tmp_path):
    done = cyfran("level", str(tmp_path / "missing.json"), "--json")

    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().splitlines() == [f"{tmp_path / 'missing.json'}: There is no such file."]


def test_level_works_where_the_terminal_asks_for_welsh(example):
    done = cyfran("level", "-", given=b'{"colour": 1}', LC_ALL="cy_GB.UTF-8")

    assert (done.returncode, done.stdout) == (2, b"")
    assert "colour" in done.stderr.decode()
    assert len(done.stderr.splitlines()) == 1


def test_level_does_not_stop_at_letters_the_terminal_lacks():
    done = cyfran("level", "-", given='{"dŵr": 1}'.encode(), PYTHONIOENCODING="ascii")

    assert done.returncode == 2
    assert b"d\\u0175r" in done.stderr


def test_level_starts_without_loading_django_when_it_prints_json(example):
    script = "import sys; from cyfran.cli.main import main; main(sys.argv[1:]); sys.exit('django' in sys.modules)"

    command = [sys.executable, "-c", script, "level", example, "--json"]
    done = subprocess.run(command, capture_output=True, env=ENVIRONMENT, check=False)

    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "This is not JSON: it stops making sense at line 1, column 1."),
        (b'{"told": {}\n "answers": {}}', "This is not JSON: it stops making sense at line 2, column 2."),
        (b"\xff\xfe{\x00", "The file is not text in UTF-8."),
        (b"[" * DEEP, "The JSON has too many brackets inside each other."),
        (b'{"answers": {"due": ' + b"9" * 5000 + b"}}", "The JSON has a number with too many digits."),
        (b'{"answers": {"due": NaN}}', "The JSON says NaN where only a number is allowed."),
        (b'{"answers": {"due": -Infinity}}', "The JSON says -Infinity where only a number is allowed."),
        (b'{"told": {}, "told": {}}', "The key “told” is given twice in the same brackets."),
        (b'{"told": {"a": 1, "a": 1}}', "The key “a” is given twice in the same brackets."),
        (b"[]", "The record must be one JSON object, in curly brackets."),
        (b"null", "The record must be one JSON object, in curly brackets."),
        (b'{"colour": 1}', "The key “colour” is not known."),
        (b'{"stages": [{"stage": "idea", "mood": 1}]}', "The key “stages.idea.mood” is not known."),
        (b'{"a\\nb\\ud800": 1}', "The key “a?b?” is not known."),
        (b'{"told": []}', "“told” must be an object, in curly brackets."),
        (b'{"stages": {}}', "“stages” must be a list, in square brackets."),
        (b'{"stages": [[]]}', "“stages[0]” must be an object, in curly brackets."),
        (b'{"stages": [{}]}', "The key “stages[0].stage” is missing."),
        (b'{"stages": [{"stage": "idea"}, {"stage": "idea"}]}', "The stage “idea” is given twice."),
        (b'{"stages": [{"stage": "idea", "carers": -1}]}', "“stages.idea.carers” must be 0 or more."),
        (b'{"stages": [{"stage": "idea", "carers": 1e400}]}', "“stages.idea.carers” must be a whole number."),
        (b'{"stages": [{"stage": "idea", "state": 1}]}', "“stages.idea.state” must be one of these: done, planned, skipped."),
        (b'{"question_open": "true"}', "“question_open” must be true or false."),
        (b'{"told": {"form_reaches": 1}}', '“told.form_reaches” must be one of these: true, "planned", false.'),
        (
            b'{"answers": {"due": ' + b"9" * 20 + b"}}",
            "“answers.due” is too large; the most it can be is 9007199254740991.",
        ),
        (
            b'{"answers": {"due": 2, "given": 1, "in_time": 2}}',
            "In “answers”, in_time (2) may not be more than given (1), nor given more than due (2).",
        ),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_level_says_in_one_sentence_which_file_and_which_key(content, complaint, tmp_path, capsys, english):
    file = tmp_path / "project.json"
    file.write_bytes(content)

    code = main(["level", str(file), "--json"])

    captured = capsys.readouterr()
    assert (code, captured.out) == (2, "")
    assert captured.err == f"{file}: {complaint}\n"


def test_level_names_standard_input_where_that_is_what_it_read(monkeypatch, capsys, english):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"{")))

    code = main(["level", "-"])

    assert code == 2
    assert capsys.readouterr().err.startswith("standard input: This is not JSON")


def test_level_refuses_a_folder(tmp_path, capsys, english):
    code = main(["level", str(tmp_path)])

    assert code == 2
    complaint = "The file cannot be opened: it may be a folder, or not yours to read."
    assert capsys.readouterr().err == f"{tmp_path}: {complaint}\n"


def test_level_reads_a_file_that_begins_with_a_byte_order_mark(tmp_path, capsys, english):
    file = tmp_path / "project.json"
    file.write_bytes(b"\xef\xbb\xbf{}")

    code = main(["level", str(file), "--json"])

    assert code == 0
    assert json.loads(capsys.readouterr().out)["level"] == "none_recorded"


def test_level_marks_each_condition_as_met_planned_or_not_yet(tmp_path, capsys, english):
    stages = [
        {"stage": "idea", "state": "done", "carers": 1, "asked": True, "assistance_offered": True, "contributions": 1},
        {"stage": "design", "state": "planned", "asked": True},
    ]
    file = tmp_path / "project.json"
    file.write_text(json.dumps({"question_open": True, "stages": stages}), encoding="utf-8")

    main(["level", str(file)])

    assert [line.split("]")[0] for line in capsys.readouterr().out.splitlines() if line.startswith("  [")] == [
        "  [not yet",
        "  [yes",
        "  [planned",
        "  [not yet",
        "  [yes, but not if the plan is kept",
        "  [planned",
        "  [not yet",
        "  [yes",
        "  [yes, but not if the plan is kept",
        "  [not yet",
        "  [planned",
        "  [not yet",
    ]


def test_the_published_method_shows_what_the_command_prints(tmp_path, capsys, english):
    method = Path(__file__).parents[2] / "docs" / "methods" / "levels.md"
    record, words, finding = re.findall(
        r"^```(?:json|text)\n(.*?)^```", method.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
    file = tmp_path / "project.json"
    file.write_text(record, encoding="utf-8")

    main(["level", str(file)])
    main(["level", str(file), "--json"])

    printed = capsys.readouterr().out
    assert json.loads(record) == WORKED_EXAMPLE
    assert printed.startswith(words)
    assert json.loads(printed.removeprefix(words)) == json.loads(finding)
