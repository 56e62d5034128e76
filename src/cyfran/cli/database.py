"""Copies of the embedded database. On PostgreSQL its own tools do this: see docs/operations."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def database_file() -> Path:
    """Return the file of the embedded database. Raises ValidationError where another database is in use."""
    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("sqlite3"):
        raise ValidationError(_("This installation uses PostgreSQL: back it up with pg_dump, restore it with pg_restore."))
    return Path(database["NAME"])


def copy_of_database(target: Path) -> None:
    """Write a consistent copy, even while others write."""
    source = database_file()
    if not source.exists():
        raise ValidationError(_("There is no database at %(file)s yet.") % {"file": source})
    target.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(source)) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))


def problems_of(file: Path) -> str:
    """Return what is wrong with a copy, or nothing where it is a whole database of Cyfran."""
    if not file.is_file():
        return _("there is no such file")
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            (verdict,) = connection.execute("PRAGMA integrity_check").fetchone()
            connection.execute("SELECT count(*) FROM base_user").fetchone()
    except sqlite3.DatabaseError as error:
        return str(error)
    return "" if verdict == "ok" else str(verdict)


def put_in_place(copy: Path) -> Path | None:
    """Replace the database by a copy in one step; return where the former one is kept, if there was one."""
    target = database_file()
    target.parent.mkdir(parents=True, exist_ok=True)
    arriving = target.with_suffix(".arriving")
    shutil.copyfile(copy, arriving)
    kept = None
    if target.exists():
        kept = target.with_suffix(".before-restore")
        with closing(sqlite3.connect(target)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copyfile(target, kept)
    # A left-over log of the former database would be read into the restored one.
    for log in ("-wal", "-shm"):
        Path(f"{target}{log}").unlink(missing_ok=True)
    arriving.replace(target)
    return kept
