"""The newcomer's door: plain sentences when something is amiss, nothing done twice, everything summed up."""

import base64
import os
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import start


@pytest.fixture
def env():
    return dict(os.environ)


@pytest.fixture(autouse=True)
def _own_stamps(tmp_path, monkeypatch):
    monkeypatch.setattr(start, "STAMPS", tmp_path / "stamps.json")


# --- Telling ---------------------------------------------------------------------------------------------------------


def test_the_door_opens_without_any_package():
    done = subprocess.run([sys.executable, "-I", "-S", start.__file__, "--help"], capture_output=True, text=True, check=True)

    assert "python3 start.py test" in done.stdout


def test_an_old_python_is_refused_in_one_sentence(monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))

    assert start.main() == 1
    assert capsys.readouterr().err.startswith("Cyfran needs Python 3.11 or newer; this one is ")


def test_ctrl_c_stops_without_a_traceback(monkeypatch, capsys):
    def interrupt(_words):
        raise KeyboardInterrupt

    monkeypatch.setattr(start, "open_door", interrupt)

    assert start.main() == 130
    assert capsys.readouterr().out == "\nStopped.\n"


def test_a_step_tells_what_it_did_and_how_long_it_took(capsys):
    start.step("Doing a thing", lambda: "done")

    assert capsys.readouterr().out == "Doing a thing: done (0.0 s)\n"


def test_a_failing_step_tells_which_why_and_what_to_do(env, capsys):
    script = "import sys; [print('line', number) for number in range(100)]; sys.exit(9)"

    with pytest.raises(SystemExit) as ending:
        start.step("Doing a thing", lambda: start.run(sys.executable, "-c", script, env=env, remedy="Try harder."))

    told = str(ending.value)
    assert "line 99" in told
    assert "line 50\n" not in told
    assert told.endswith("The step “Doing a thing” failed. Try harder.")
    assert capsys.readouterr().out == "Doing a thing: failed\n"


def test_a_python_without_ensurepip_is_told_which_package_brings_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "ensurepip", None)

    with pytest.raises(start.StepError) as failure:
        start.refuse_without_ensurepip()

    assert f"python3.{sys.version_info.minor}-venv" in failure.value.remedy


# --- Setting up ------------------------------------------------------------------------------------------------------


def test_once_does_the_work_again_only_for_another_digest():
    done = []

    outcomes = [start.once("thing", digest, lambda: done.append(1)) for digest in ("a", "a", "b", "b")]

    assert outcomes == ["done", "unchanged", "done", "unchanged"]
    assert len(done) == 2


def test_once_does_the_work_again_after_a_failure():
    def fail():
        raise start.StepError("no", "no")

    with pytest.raises(start.StepError):
        start.once("thing", "a", fail)

    assert start.once("thing", "a", lambda: None) == "done"


def test_an_environment_that_was_moved_is_made_anew():
    assert start.environment_version() is not None

    start.once("place", "/somewhere/else", lambda: None)

    assert start.environment_version() is None


def test_the_settings_are_written_once_and_only_we_may_read_them(tmp_path):
    data = tmp_path / "data"

    assert start.write_settings(data) == "done"
    written = (data / "cyfran.env").read_text(encoding="utf-8")
    assert start.write_settings(data) == "already there"

    secret, demonstration, key = written.splitlines()
    assert len(secret.removeprefix("CYFRAN_SECRET_KEY=")) > 50
    assert demonstration == "CYFRAN_DEMONSTRATION=1"
    assert len(base64.b64decode(key.removeprefix("CYFRAN_FIELD_KEYS=k1:"))) == 32
    assert (data / "cyfran.env").read_text(encoding="utf-8") == written
    assert stat.S_IMODE((data / "cyfran.env").stat().st_mode) == 0o600


def test_where_people_will_be_real_the_settings_show_no_outbox_and_nobody_is_invented(tmp_path, monkeypatch):
    monkeypatch.setattr(start, "prepare", lambda requirements, env: None)
    monkeypatch.setattr(start, "quietly", lambda *command, env: "done")

    left_to_do = start.set_up(tmp_path, {}, example=False)

    written = (tmp_path / "cyfran.env").read_text(encoding="utf-8")
    assert [line.partition("=")[0] for line in written.splitlines()] == ["CYFRAN_SECRET_KEY", "CYFRAN_FIELD_KEYS"]
    assert left_to_do == "Ready. Let somebody look after it: cyfran begin EMAIL NAME"


@pytest.mark.parametrize("earlier", ["CYFRAN_SECRET_KEY=ours", "CYFRAN_SECRET_KEY=ours\n"])
def test_settings_of_an_earlier_version_get_the_key_they_lack_and_stay_as_they_are(tmp_path, earlier):
    (tmp_path / "cyfran.env").write_text(earlier, encoding="utf-8")

    assert start.write_settings(tmp_path) == "key added"

    secret, key = (tmp_path / "cyfran.env").read_text(encoding="utf-8").splitlines()
    assert (secret, key.partition(":")[0]) == ("CYFRAN_SECRET_KEY=ours", "CYFRAN_FIELD_KEYS=k1")


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_settings_that_cannot_be_written_are_told_with_what_to_do(tmp_path, place):
    (tmp_path / "file").write_text("no folder")

    with pytest.raises(start.StepError, match=r"cyfran\.env cannot be written: ") as failure:
        start.write_settings(tmp_path / place)

    assert failure.value.remedy == "Choose another folder with --data, then run the same command again."


def test_every_step_is_told_where_cyfran_answers(tmp_path):
    assert start.settings(tmp_path, 8123)["CYFRAN_PORT"] == "8123"


def test_a_package_has_the_same_version_whatever_it_is_installed_for():
    pins = {}
    for file in sorted((Path(start.ROOT) / "requirements").glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            name, pinned, version = line.partition("==")
            if pinned:
                pins.setdefault(name, set()).add(version.split()[0])

    assert {name: versions for name, versions in pins.items() if len(versions) > 1} == {}


@pytest.mark.parametrize("port", ["0", "65536", "-1", "eight", "9" * 5000])
def test_a_port_that_is_none_is_refused(port, capsys):
    with pytest.raises(SystemExit):
        start.arguments_of(["setup", f"--port={port}"])

    assert "a port is a whole number from 1 to 65535" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("address", "packages"), [("", "core.txt"), ("sqlite:///file", "core.txt"), ("postgres://db/cyfran", "postgres.txt")]
)
def test_what_postgresql_needs_is_built_where_it_is_asked_for_and_no_data_is_touched(address, packages, tmp_path, monkeypatch):
    prepared = []
    monkeypatch.setattr(start, "prepare", lambda requirements, env: prepared.append(requirements))
    monkeypatch.setenv("DATABASE_URL", address)

    assert start.open_door(["build", f"--data={tmp_path / 'data'}"]) == 0

    assert prepared == [packages]
    assert not (tmp_path / "data").exists()


def test_a_taken_port_is_refused_before_the_work():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()

        with pytest.raises(SystemExit, match="is taken or not allowed: choose another with --port"):
            start.refuse_taken_port(taken.getsockname()[1])


# --- Testing ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "is_summary"),
    [
        ("============================= 12 passed in 3.21s ==============================\n", True),
        ("=========== 1 failed, 12 passed, 2 warnings in 75.10s (0:01:15) ===========\n", True),
        ("12 passed, 1 skipped in 3.21s\n", True),
        ("============================ no tests ran in 0.01s ============================\n", True),
        ("=========================== short test summary info ============================\n", False),
        ("2 of 8 checks failed: first; third.\n", False),
        ("Python: types: ok (3.2 s)\n", False),
    ],
)
def test_the_last_line_of_pytest_is_recognised(line, is_summary):
    assert bool(start.SUMMARY.match(line)) is is_summary


def test_follow_shows_everything_and_keeps_the_summary(env, capsys):
    script = "import sys; print('one\\n=== 1 failed, 2 passed in 0.10s ===\\nbye'); sys.exit(1)"

    assert start.follow("Part", [sys.executable, "-c", script], env) == (False, "=== 1 failed, 2 passed in 0.10s ===")
    assert capsys.readouterr().out == "\n--- Part ---\n\none\n=== 1 failed, 2 passed in 0.10s ===\nbye\n"


def test_every_part_runs_and_the_summaries_come_last(monkeypatch, capsys):
    parts = []

    def follow(title, command, env):
        parts.append((title, "DATABASE_URL" in env, [str(word) for word in command][-2:]))
        return (title != "Checks", "" if title == "Checks" else f"=== 1 passed in {len(parts)}.00s ===")

    monkeypatch.setenv("DATABASE_URL", "postgres://somewhere/else")
    for name in ("prepare", "step"):
        monkeypatch.setattr(start, name, lambda *_: None)
    monkeypatch.setattr(start, "follow", follow)

    assert start.test(["-k", "words"]) == 1
    assert parts == [
        ("Checks", True, [str(start.PYTHON), "tools/check.py"]),
        ("Tests on SQLite", False, ["-k", "words"]),
        ("Tests on PostgreSQL", True, ["-k", "words"]),
    ]
    assert capsys.readouterr().out.splitlines()[-5:] == [
        "Checks: FAILED",
        "Tests on SQLite: passed",
        "Tests on PostgreSQL: passed",
        "=== 1 passed in 2.00s ===",
        "=== 1 passed in 3.00s ===",
    ]


def test_a_named_browser_is_used_and_a_wrong_name_refused(env):
    assert start.find_chromium({**env, "CYFRAN_CHROMIUM": sys.executable}) == sys.executable

    with pytest.raises(start.StepError, match="CYFRAN_CHROMIUM names /no/such/browser"):
        start.find_chromium({**env, "CYFRAN_CHROMIUM": "/no/such/browser"})


def test_a_browser_is_brought_where_the_machine_has_none(monkeypatch):
    monkeypatch.setattr(start, "CHROMIUM_NAMES", ())
    monkeypatch.setattr(start, "install_debian_chromium", lambda _env: None)
    monkeypatch.setattr(start, "install_playwright_chromium", lambda _env: "/brought/chromium")
    env = {}

    assert start.bring_chromium(env) == "/brought/chromium"
    assert env == {"CYFRAN_CHROMIUM": "/brought/chromium"}


def test_ci_does_what_a_newcomer_does():
    assert (Path(start.ROOT) / ".ci" / "run").read_text(encoding="utf-8").splitlines()[-1].endswith("exec python3 start.py test")
