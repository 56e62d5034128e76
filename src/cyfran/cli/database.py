"""The database as commands find it: ready or not, and copies of the embedded one. PostgreSQL is copied by its own tools."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import chain, count
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

_LOGS = ("-wal", "-shm")
# Some tables by which a database of Cyfran is known.
_OUR_TABLES = {"base_auditevent", "organisations_organisation", "people_person"}


def refuse_unless_ready() -> None:
    """Raise ValidationError where the database wants its migrations first."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise ValidationError(_("The database is not up to date. Run this first: manage.py migrate"))


def database_file() -> Path:
    """Return the file of the embedded database. Raises ValidationError where another database is in use."""
    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("sqlite3"):
        raise ValidationError(_("This installation uses PostgreSQL: back it up with pg_dump, restore it with pg_restore."))
    return Path(database["NAME"])


def copy_database(target: Path) -> None:
    """Write a consistent, checked copy, even while others write. Nobody else may read it: it is about people."""
    source = database_file()
    with _refusing(_("The copy cannot be written: %(problem)s")):
        if not source.exists():
            raise ValidationError(_("There is no database at %(file)s yet.") % {"file": source})
        if target.exists():
            raise ValidationError(_("%(file)s already exists: choose another name.") % {"file": target})
        target.parent.mkdir(parents=True, exist_ok=True)
        target.touch(mode=0o600, exist_ok=False)
        with _nothing_left_of(target):
            _write_copy(source, target)


def _write_copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as original:
        original.execute("VACUUM INTO ?", (str(target),))
    if problems := problems_of(target):
        raise ValidationError(_("The copy is not whole: %(problems)s") % {"problems": problems})


def problems_of(file: Path) -> str:
    """Return what is wrong with a copy, or nothing where it is a whole database of Cyfran."""
    if not file.is_file():
        return _("there is no file of this name")
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as copy:
            (verdict,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
            tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.Error as error:
        return str(error)
    if verdict != "ok":
        return str(verdict).splitlines()[-1]
    return "" if tables >= _OUR_TABLES else _("it is another program's database")


def put_in_place(copy: Path) -> Path | None:
    """Replace the database by a copy in one step; return where the former one is kept, if there was one.

    Raises ValidationError where the copy is not whole, and where anybody has the database open: what they write would be lost.
    """
    target = database_file()
    with _refusing(_("The backup cannot be put in place: %(problem)s")):
        if problems := problems_of(copy):
            words = {"file": copy, "problems": problems}
            raise ValidationError(_("%(file)s is not a whole backup of Cyfran: %(problems)s") % words)
        if target.exists():
            _refuse_if_open(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        arriving = target.with_suffix(".arriving")
        with _nothing_left_of(arriving):
            _copy(copy, arriving)
            kept = _kept(target) if target.exists() else None
            arriving.replace(target)
    return kept


@contextmanager
def _refusing(words: str) -> Iterator[None]:
    """Say in a sentence what the disk or the database refused to do."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise ValidationError(words % {"problem": getattr(error, "strerror", None) or error}) from error


@contextmanager
def _nothing_left_of(file: Path) -> Iterator[None]:
    """Take a half-written file away again, whatever stopped the writing."""
    try:
        yield
    except BaseException:
        file.unlink(missing_ok=True)
        raise


def _kept(database: Path) -> Path:
    """Keep the present database under a name that is still free, with whatever log of it is left over, and return the name.

    A log that stayed would be read into the restored database.
    """
    names = (database.with_suffix(f".before-restore{number}") for number in chain([""], (f"-{more}" for more in count(2))))
    kept = next(name for name in names if not name.exists())
    with _nothing_left_of(kept):
        _copy(database, kept)
    for log in _LOGS:
        if Path(f"{database}{log}").exists():
            Path(f"{database}{log}").replace(f"{kept}{log}")
    return kept


def _refuse_if_open(database: Path) -> None:
    """Leave the mode in which others may have the database open, which fails where one has. A damaged one is nobody's."""
    try:
        with closing(sqlite3.connect(database, timeout=1)) as present:
            present.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            raise ValidationError(_("The database is in use: stop Cyfran, then restore.")) from error


def _copy(source: Path, target: Path) -> None:
    """Copy a database, for us alone to read, and see it safely on the disk."""
    target.unlink(missing_ok=True)
    target.touch(mode=0o600)
    shutil.copyfile(source, target)
    with target.open("rb") as written:
        os.fsync(written.fileno())
