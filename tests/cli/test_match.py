"""`cyfran match`, as another program calls it and from inside."""

import json
import os
import subprocess
import sys

import pytest

from cyfran.cli import match
from cyfran.cli.main import main
from tests.engine.matching.test_reader import EXAMPLE, changed

# No secret key, no database: the verb works on plain files alone.
ENVIRONMENT = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ} | {"LC_ALL": "C.UTF-8"}
# Two people for three places of which one of each stratum is sought; one has no invitation left, one matches nothing.
FULL = {
    "carers": {"max_invites": [1, 1, 1, 0, 1], "hours_cap": [4, 4, 4, 4, 4], "stratum": [0, 0, 1, 0, 0]},
    "opportunities": {"hours": [2, 2], "target": [1, 2], "min_by_stratum": [[0, 0], [0, 2]]},
    "pairs": {"carer": [0, 1, 2, 3], "opp": [0, 0, 1, 1], "score": [300, 310, 200, 500]},
    "shortfall_penalty": 50,
}


def cyfran(*arguments, given=b""):
    command = [sys.executable, "-m", "cyfran", *arguments]
    return subprocess.run(command, input=given, capture_output=True, env=ENVIRONMENT, check=False)


@pytest.fixture
def full(tmp_path):
    file = tmp_path / "problem.json"
    file.write_text(json.dumps(FULL), encoding="utf-8")
    return str(file)


def test_match_prints_one_json_object_and_nothing_else(full):
    done = cyfran("match", full, "--json")

    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout) == {
        "chosen": [1, 2],
        "objective": 460.0,
        "bound": 460.0,
        "optimal": True,
        "shortfalls": [
            {
                "opportunity": 1,
                "stratum": 1,
                "missing": 1,
                "because": "all_chosen",
                "matching": 1,
                "chosen": 1,
                "at_limits": 0,
            }
        ],
        "reasons": {
            "chosen": {"code": ["among_the_best", "sought"], "rank": [1, 2], "of": [2, 2]},
            "not_asked": {"no_invitations_left": [3], "no_match": [4], "places_taken": [0]},
        },
    }


def test_match_reads_standard_input(full):
    done = cyfran("match", "-", "--json", given=json.dumps(FULL).encode())

    assert done.stdout == cyfran("match", full, "--json").stdout


def test_match_says_it_in_plain_words(full, capsys):
    assert main(["match", full]) == 0

    assert capsys.readouterr().out.splitlines() == [
        "Invitations: 2, to 2 carers, for 2 opportunities.",
        "Value: 460; it is proven that nothing is worth more.",
        "Carers who may be invited to nothing more: 1",
        "Carers who match no opportunity: 1",
        "Carers for whom no place was left: 1",
        "- Opportunity 1, stratum 1, still sought: 1. Nobody else matches.",
    ]


def test_match_says_how_much_more_there_could_be(full, capsys, monkeypatch):
    monkeypatch.setattr("cyfran.engine.matching.choose.EXACT_PAIRS", -1)
    monkeypatch.setattr("cyfran.engine.matching.choose.bound_of", lambda *_: 500.0)

    main(["match", full])

    assert capsys.readouterr().out.splitlines()[1] == "Value: 460; nothing can be worth more than 500."


def test_match_speaks_welsh(full, capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "cy_GB.UTF-8")

    assert main(["match", full]) == 0

    assert capsys.readouterr().out.splitlines()[:2] == [
        "Gwahoddiadau: 2, i 2 o ofalwyr, ar gyfer 2 o gyfleoedd.",
        "Gwerth: 460; profwyd nad oes dim sy'n werth mwy.",
    ]


@pytest.mark.parametrize(
    ("where", "value", "sentence"),
    [
        ("pairs.carer", [0, 1, 7], "“pairs.carer[2]” says 7, and there are only 2, counted from 0."),
        ("pairs.opp", [0, 1, 1], "“pairs[2]” is a carer and an opportunity that an earlier pair has already."),
        ("pairs.score", [1, 2], "“pairs.score” has 2 entries and “pairs.carer” has 3; both must have as many."),
        ("carers.hours_cap", [2, "6"], "“carers.hours_cap[1]” must be a number."),
        ("opportunities.target", [2, -1], "“opportunities.target[1]” must be from 0 to 1000000."),
        ("opportunities", 7, "“opportunities” must be an object, in curly brackets."),
        ("colour", "red", "The key “colour” is not known."),
        ("shortfall_penalty", None, "The key “shortfall_penalty” is missing."),
    ],
)
def test_match_names_the_file_and_what_in_it_cannot_be_used(where, value, sentence, tmp_path, capsys):
    file = tmp_path / "problem.json"
    file.write_text(json.dumps(changed(where, value)), encoding="utf-8")

    assert main(["match", str(file), "--json"]) == 2

    assert capsys.readouterr() == ("", f"{file}: {sentence}\n")


def test_match_names_a_file_that_is_not_there(tmp_path, capsys):
    assert main(["match", str(tmp_path / "missing.json")]) == 2

    assert capsys.readouterr() == ("", f"{tmp_path / 'missing.json'}: There is no such file.\n")


def test_match_refuses_a_file_that_is_no_object(tmp_path, capsys):
    file = tmp_path / "problem.json"
    file.write_text("[]", encoding="utf-8")

    assert main(["match", str(file)]) == 2

    assert capsys.readouterr() == ("", f"{file}: The problem must be one JSON object, in curly brackets.\n")


def test_match_tells_on_standard_error_how_far_it_has_come(full, capsys, monkeypatch):
    monkeypatch.setattr(match, "_SECONDS_BETWEEN_WORDS", -1.0)

    assert main(["match", full, "--json"]) == 0

    told = capsys.readouterr()
    assert told.err.splitlines()[-1] == "Choosing whom to invite: 100%"
    assert json.loads(told.out)["chosen"] == [1, 2]


def test_the_example_is_matched(tmp_path, capsys):
    file = tmp_path / "problem.json"
    file.write_text(json.dumps(EXAMPLE), encoding="utf-8")

    assert main(["match", str(file), "--json"]) == 0

    assert json.loads(capsys.readouterr().out)["chosen"] == [0, 1, 2]
