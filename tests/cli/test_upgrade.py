"""`cyfran upgrade`: an installation of an older version becomes one of this version, and there is a way back."""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from cyfran.cli.database import problems_of
from cyfran.cli.exits import BAD_INPUT, DONE
from tests.cli.installing import CYFRAN, command, done, settings_of

pytestmark = pytest.mark.without_records


def test_an_older_installation_is_backed_up_brought_up_to_date_and_looked_at(tmp_path):
    file, env = tmp_path / "cyfran.sqlite3", settings_of(tmp_path, f"sqlite:///{tmp_path / 'cyfran.sqlite3'}")

    first = command(*CYFRAN, "upgrade", env=env)
    done(sys.executable, "manage.py", "migrate", "reports", "zero", env=env)
    second = command(*CYFRAN, "upgrade", env=env)

    assert (first.returncode, first.stderr, second.returncode, second.stderr) == (DONE, "", DONE, "")
    assert first.stdout.splitlines()[0] == "The database, styles and scripts are up to date."
    backup = Path(second.stdout.splitlines()[0].removeprefix("Backed up to ").removesuffix("."))
    assert (backup.parent, problems_of(backup)) == (tmp_path / "backups", "")
    assert second.stdout.splitlines()[-1] == "Nothing is wrong. Things to look at: 2."
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("SELECT count(*) FROM reports_edition").fetchone() == (0,)
    assert (tmp_path / "static" / "staticfiles.json").exists()


def test_nothing_is_upgraded_while_somebody_has_the_database_open(tmp_path):
    with closing(sqlite3.connect(tmp_path / "cyfran.sqlite3")) as server:
        server.execute("PRAGMA journal_mode=WAL")
        server.execute("CREATE TABLE people_person (name text)")

        refused = command(*CYFRAN, "upgrade", env=settings_of(tmp_path, f"sqlite:///{tmp_path / 'cyfran.sqlite3'}"))

    assert (refused.returncode, refused.stdout) == (BAD_INPUT, "")
    assert refused.stderr == "The database is in use: stop Cyfran first.\n"
