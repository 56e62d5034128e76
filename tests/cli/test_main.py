"""The command line itself: its verbs, its help and its errors."""

import re
import subprocess
import sys
from importlib import import_module

import pytest

from cyfran.cli import level
from cyfran.cli.exits import NOBODY_READS, STOPPED
from cyfran.cli.main import VERBS, build_parser, main
from cyfran.engine.errors import EngineError

pytestmark = pytest.mark.usefixtures("english")


def test_help_lists_every_verb_with_its_summary_and_the_exit_codes(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--help"])

    shown = capsys.readouterr().out
    assert ended.value.code == 0
    assert all(re.search(rf"^    {verb}\s", shown, re.MULTILINE) for verb in VERBS)
    assert "0 done, 2 the input cannot be used, 3 what was asked for cannot be met, 4 something is wrong" in " ".join(
        shown.split()
    )


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_of_its_own(verb, capsys):
    with pytest.raises(SystemExit) as ended:
        main([verb, "--help"])

    assert ended.value.code == 0
    assert f"usage: cyfran {verb}" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], ["frob"], ["level"], ["level", "a.json", "--frob"]])
def test_a_command_that_cannot_be_understood_ends_with_2_and_keeps_standard_output_empty(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)

    captured = capsys.readouterr()
    assert (ended.value.code, captured.out) == (2, "")
    assert "usage: cyfran" in captured.err


def test_the_parser_hands_a_verb_its_own_options():
    options = build_parser().parse_args(["level", "project.json", "--json"])

    assert (options.run, options.file, options.json) == (level.run, "project.json", True)


def test_a_command_imports_no_verb_but_its_own(monkeypatch):
    imported = []

    def noted(name):
        imported.append(name)
        return import_module(name)

    monkeypatch.setattr("cyfran.cli.main.import_module", noted)
    monkeypatch.setattr(level, "run", lambda options: 0)

    main(["level", "project.json"])

    assert imported == ["cyfran.cli.level"]


@pytest.mark.parametrize("code", [0, 2, 3])
def test_main_returns_the_exit_code_of_the_verb(code, monkeypatch):
    monkeypatch.setattr(level, "run", lambda options: code)

    assert main(["level", "project.json"]) == code


def test_an_error_about_no_file_is_a_bare_sentence(monkeypatch, capsys):
    def refuse(options):
        raise EngineError("record_not_an_object")

    monkeypatch.setattr(level, "run", refuse)

    assert main(["level", "project.json"]) == 2
    assert capsys.readouterr().err == "The record must be one JSON object, in curly brackets.\n"


@pytest.mark.parametrize("words", [["level", "-"], ["level", "-", "--json"]])
def test_nobody_is_told_where_nobody_reads(words):
    process = subprocess.Popen(
        [sys.executable, "-m", "cyfran", *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    process.stdout.close()

    _none, said = process.communicate(b"{}")

    assert (process.returncode, said) == (NOBODY_READS, b"")


def test_a_command_that_somebody_stops_ends_without_a_traceback(monkeypatch, capsys):
    def stopped(options):
        raise KeyboardInterrupt

    monkeypatch.setattr(level, "run", stopped)

    assert main(["level", "project.json"]) == STOPPED
    assert capsys.readouterr().err == ""
