"""Small databases for the tests of backup and restore."""

import sqlite3
from contextlib import closing
from pathlib import Path


def make_database(file: Path, *names: str) -> Path:
    """Make an embedded database with the tables by which it is known, and these people in it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("PRAGMA journal_mode=WAL")
        for table in ("base_auditevent", "organisations_organisation", "people_person"):
            connection.execute(f"CREATE TABLE {table} (name text)")
        connection.executemany("INSERT INTO people_person VALUES (?)", [[name] for name in names])
    return file


def names_in(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM people_person ORDER BY rowid")]
