"""`cyfran serve`: as somebody runs it, and what becomes of the processes it begins."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from cyfran.cli.exits import BAD_INPUT, DONE

PATIENCE_SECONDS = 240
ROOT = Path(__file__).resolve().parents[2]


def wait_for(happened) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        assert time.monotonic() < deadline, "This took too long."
        time.sleep(0.05)


def is_running(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    return True


def started(*commands: str, grace: int = 10) -> subprocess.Popen:
    """Run these Python programs together, as `serve` runs the pages and the worker."""
    together = ", ".join(f"[sys.executable, '-c', {command!r}]" for command in commands)
    return subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import signal, sys; from cyfran.cli import serve; signal.signal(signal.SIGTERM, serve._stop);"
            f"serve._GRACE_SECONDS = {grace}; sys.exit(serve._run_together({together}))",
        ]
    )


def child(notes: Path, then: str = "time.sleep(600)", before: str = "pass") -> str:
    """Write a program that notes its own number, so that we can see whether it runs."""
    return f"import os, signal, sys, time; {before}; open({str(notes)!r}, 'w').write(str(os.getpid()) + ';'); {then}"


def number_in(notes: Path) -> int:
    wait_for(lambda: notes.exists() and notes.read_text().endswith(";"))
    return int(notes.read_text().strip(";"))


@pytest.mark.parametrize("wish", [signal.SIGTERM, signal.SIGINT])
def test_whoever_stops_it_stops_both(wish, tmp_path):
    process = started(child(tmp_path / "pages"), child(tmp_path / "worker"))
    children = [number_in(tmp_path / name) for name in ("pages", "worker")]

    process.send_signal(wish)

    assert process.wait(timeout=PATIENCE_SECONDS) == DONE
    assert [is_running(each) for each in children] == [False, False]


def test_one_that_will_not_stop_is_not_waited_for_for_ever(tmp_path):
    deaf = child(tmp_path / "deaf", before="signal.signal(signal.SIGTERM, signal.SIG_IGN)")
    process = started(deaf, child(tmp_path / "worker"), grace=1)
    children = [number_in(tmp_path / name) for name in ("deaf", "worker")]

    process.terminate()

    assert process.wait(timeout=PATIENCE_SECONDS) == DONE
    assert [is_running(each) for each in children] == [False, False]


@pytest.mark.parametrize(("code", "expected"), [(3, 3), (0, 1)])
def test_where_one_ends_by_itself_the_other_ends_too_and_it_is_no_success(code, expected, tmp_path):
    process = started(child(tmp_path / "pages"), child(tmp_path / "worker", then=f"sys.exit({code})"))

    assert process.wait(timeout=PATIENCE_SECONDS) == expected
    assert not is_running(number_in(tmp_path / "pages"))


# --- The real thing --------------------------------------------------------------------------------------------------


@pytest.fixture
def installation(tmp_path):
    """Give an installation of its own, with an embedded database whatever the other tests run on."""
    (tmp_path / "static").mkdir()
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("CYFRAN_", "DATABASE_", "DJANGO_"))}
    return {
        **ours,
        "CYFRAN_DATA": str(tmp_path),
        "CYFRAN_SECRET_KEY": "a key for the tests, which is no secret at all",
        "CYFRAN_FIELD_KEYS": "test:" + "Y3lmcmFu" * 5 + "Y3k=",
        "DJANGO_SETTINGS_MODULE": "cyfran.config.settings",
        "LC_ALL": "C.UTF-8",
    }


def command(*words: str, env: dict[str, str]) -> subprocess.CompletedProcess:
    return subprocess.run(words, env=env, cwd=ROOT, capture_output=True, text=True, check=False)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def status_of(address: str) -> int | None:
    try:
        with urlopen(address, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310 -- an address of our own
            return answer.status
    except URLError:
        return None


def test_it_answers_is_backed_up_while_it_runs_and_gives_way_to_a_backup_once_it_stops(installation, tmp_path):
    assert command(sys.executable, "manage.py", "migrate", "--no-input", env=installation).returncode == 0
    port, cyfran = free_port(), [sys.executable, "-m", "cyfran"]
    server = subprocess.Popen([*cyfran, "serve", "--port", str(port), "--processes", "1"], env=installation, cwd=ROOT)
    try:
        wait_for(lambda: status_of(f"http://127.0.0.1:{port}/api/v1/groups") == 200)
        copied = command(*cyfran, "backup", str(tmp_path / "copy"), env=installation)
        refused = command(*cyfran, "restore", str(tmp_path / "copy"), env=installation)
        server.terminate()
        ended = server.wait(timeout=PATIENCE_SECONDS)
    finally:
        server.kill()
    restored = command(*cyfran, "restore", str(tmp_path / "copy"), env=installation)

    assert (copied.returncode, ended, restored.returncode) == (DONE, DONE, DONE)
    assert (refused.returncode, refused.stderr) == (BAD_INPUT, "The database is in use: stop Cyfran first.\n")
    assert status_of(f"http://127.0.0.1:{port}/api/v1/groups") is None


def test_it_says_in_a_sentence_why_it_cannot_serve(installation):
    without_tables = command(sys.executable, "-m", "cyfran", "serve", env=installation)
    without_a_key = command(sys.executable, "-m", "cyfran", "serve", env=installation | {"CYFRAN_SECRET_KEY": ""})
    without_field_keys = command(sys.executable, "-m", "cyfran", "serve", env=installation | {"CYFRAN_FIELD_KEYS": ""})
    without_a_port = command(sys.executable, "-m", "cyfran", "serve", "--port", "0", env=installation)

    assert (without_tables.returncode, without_tables.stderr) == (
        BAD_INPUT,
        "The database is not up to date. Run this first: cyfran upgrade\n",
    )
    assert without_a_key.returncode == BAD_INPUT
    assert without_a_key.stderr.startswith("CYFRAN_SECRET_KEY must be set to a random text of at least 32 characters: ")
    assert without_field_keys.returncode == BAD_INPUT
    assert without_field_keys.stderr.startswith("CYFRAN_FIELD_KEYS must be one or more keys by commas, the one in use first")
    assert (without_a_port.returncode, without_a_port.stderr) == (
        BAD_INPUT,
        "CYFRAN_PORT must be a whole number from 1 to 65535, not '0'.\n",
    )
