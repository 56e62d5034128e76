"""The database as commands find it: ready or not, and its backups, which are files of the embedded kind."""

import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from itertools import chain, count
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from cyfran.cli.carrying import another_database, carry, is_empty
from cyfran.domain.base.queries import everything_opens

_LOGS = ("-wal", "-shm")
# Some tables by which a database of Cyfran is known.
_OUR_TABLES = {"base_auditevent", "organisations_organisation", "people_person"}


def refuse_unless_ready() -> None:
    """Raise ValidationError where the database wants its migrations first."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise ValidationError(_("The database is not up to date. Run this first: cyfran upgrade"))


def refuse_wrong_keys() -> None:
    """Raise ValidationError where what is sealed in the database does not open with our keys."""
    if not everything_opens():
        raise ValidationError(
            _("CYFRAN_FIELD_KEYS does not open what is sealed in this database: give the key with which it was written.")
        )


def database_file() -> Path | None:
    """Return the file of the embedded database, or None where PostgreSQL is in use."""
    database = settings.DATABASES["default"]
    return Path(database["NAME"]) if database["ENGINE"].endswith("sqlite3") else None


def is_there() -> bool:
    """Say whether there is anything to back up yet."""
    file = database_file()
    return file.exists() if file else not is_empty(DEFAULT_DB_ALIAS)


def copy_database(target: Path) -> None:
    """Write a consistent, checked copy, even while others write. Nobody else may read it: it is about people."""
    source = database_file()
    with _refusing(_("The copy cannot be written: %(problem)s")):
        if source and not source.exists():
            raise ValidationError(_("There is no database at %(file)s yet.") % {"file": source})
        if target.exists():
            raise ValidationError(_("%(file)s already exists: choose another name.") % {"file": target})
        target.parent.mkdir(parents=True, exist_ok=True)
        target.touch(mode=0o600, exist_ok=False)
        with _nothing_left_of(target):
            _write_copy(source, target)


def _write_copy(source: Path | None, target: Path) -> None:
    if source:
        with closing(sqlite3.connect(source)) as original:
            original.execute("VACUUM INTO ?", (str(target),))
    else:
        with another_database(_address_of(target)) as copy:
            carry(DEFAULT_DB_ALIAS, copy)
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
    with _refusing(_("The backup cannot be put in place: %(problem)s")):
        if problems := problems_of(copy):
            words = {"file": copy, "problems": problems}
            raise ValidationError(_("%(file)s is not a whole backup of Cyfran: %(problems)s") % words)
        refuse_if_open()
        target = database_file()
        return _replace_file(target, copy) if target else _replace_records(copy)


def _replace_records(copy: Path) -> Path | None:
    """Fill PostgreSQL from a backup, once what it holds is kept in another."""
    kept = None
    if not is_empty(DEFAULT_DB_ALIAS):
        kept = _free_name(settings.DATA / "cyfran.sqlite3")
        copy_database(kept)
    with another_database(_address_of(copy)) as backup:
        carry(backup, DEFAULT_DB_ALIAS)
    return kept


def for_us_alone(address: Mapping[str, Any]) -> None:
    """See that a file which is about to become a database is for us alone to read."""
    if address["ENGINE"].endswith("sqlite3"):
        with _refusing(_("The copy cannot be written: %(problem)s")):
            Path(address["NAME"]).touch(mode=0o600)


def _address_of(file: Path) -> dict[str, str]:
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(file)}


def _replace_file(target: Path, copy: Path) -> Path | None:
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
    kept = _free_name(database)
    with _nothing_left_of(kept):
        _copy(database, kept)
    for log in _LOGS:
        if Path(f"{database}{log}").exists():
            Path(f"{database}{log}").replace(f"{kept}{log}")
    return kept


def _free_name(database: Path) -> Path:
    names = (database.with_suffix(f".before-restore{number}") for number in chain([""], (f"-{more}" for more in count(2))))
    return next(name for name in names if not name.exists())


def refuse_if_open() -> None:
    """Raise ValidationError where anybody else has the database open."""
    if (file := database_file()) is None:
        _refuse_if_connected()
    elif file.exists():
        _refuse_if_file_open(file)


def _refuse_if_connected() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        (others,) = cursor.fetchone()
    if others:
        raise ValidationError(_("The database is in use: stop Cyfran first."))


def _refuse_if_file_open(database: Path) -> None:
    """Leave the mode in which others may have the database open, which fails where one has. A damaged one is nobody's."""
    try:
        with closing(sqlite3.connect(database, timeout=1)) as present:
            present.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            raise ValidationError(_("The database is in use: stop Cyfran first.")) from error


def _copy(source: Path, target: Path) -> None:
    """Copy a database, for us alone to read, and see it safely on the disk."""
    target.unlink(missing_ok=True)
    target.touch(mode=0o600)
    shutil.copyfile(source, target)
    with target.open("rb") as written:
        os.fsync(written.fileno())
