"""Must be so: somebody who was removed is found by no search through the files, the database, exports and logs."""

import json
import sqlite3
import sys
from collections.abc import Iterable
from contextlib import closing, nullcontext
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.cli.installing import CYFRAN, command, done, running, wait_for

LEAVER = [sys.executable, "-m", "tests.cli.leaver"]
WAITING = """
import django; django.setup()
from django_tasks_db.models import DBTaskResult
print(DBTaskResult.objects.exclude(status__in=["SUCCESSFUL", "FAILED"]).count())
"""
# The words stand in the pages of tests; what is looked for is what she and others wrote of her.
SECRETS = (b"Zyzzyva", b"zyzzyva", b"Xylophone", b"Yggdrasil", b"Quokka", b"Okapi")
pytestmark = pytest.mark.django_db


def found_in(texts: Iterable[bytes]) -> set[bytes]:
    return {secret for text in texts for secret in SECRETS if secret in text}


def files_of(env: dict[str, str]) -> list[Path]:
    """Return every file of the installation: what stands in its folder, and the database with its journals."""
    database = Path(urlsplit(env["DATABASE_URL"]).path)
    beside = database.parent.glob(f"{database.name}*") if env["DATABASE_URL"].startswith("sqlite") else []
    return [file for file in {*Path(env["CYFRAN_DATA"]).rglob("*"), *beside} if file.is_file()]


def exports(env: dict[str, str], organisation: str, copy: Path) -> list[bytes]:
    """Return a backup of the whole database and the report of the year, as a table and as JSON."""
    done(*CYFRAN, "backup", str(copy), env=env)
    report = [*CYFRAN, "report", "--organisation", organisation, "--year", "2026"]
    return [copy.read_bytes(), done(*report, env=env).encode(), done(*report, "--json", env=env).encode()]


def work_until_nothing_waits(env: dict[str, str]) -> None:
    with running(*CYFRAN, "worker", env=env):
        wait_for(lambda: done(sys.executable, "-c", WAITING, env=env) == "0\n")


def held_open(env: dict[str, str]) -> closing | nullcontext:
    """Keep the database open as a server does: else its journal goes with the last process that closes it."""
    if not env["DATABASE_URL"].startswith("sqlite"):
        return nullcontext()
    opened = sqlite3.connect(urlsplit(env["DATABASE_URL"]).path)
    opened.execute("SELECT count(*) FROM people_person").fetchone()
    return closing(opened)


def test_somebody_who_was_removed_is_found_by_no_search(installation, tmp_path_factory):
    copies = tmp_path_factory.mktemp("copies")  # whoever makes a backup keeps it, and deletes it, elsewhere
    made = json.loads(done(*LEAVER, "make", env=installation))
    organisation = made["organisation"]
    with held_open(installation):
        work_until_nothing_waits(installation)
        before = found_in(exports(installation, organisation, copies / "before"))

        left = command(*LEAVER, "leave", made["link"], made["project"], env=installation)
        work_until_nothing_waits(installation)

        kept = [file.read_bytes() for file in files_of(installation)]
        kept += exports(installation, organisation, copies / "after")
    assert before == {b"Zyzzyva", b"Xylophone", b"Yggdrasil", b"Quokka"}
    assert json.loads(left.stdout) == [302, 302]
    assert found_in([*kept, left.stderr.encode()]) == set()
    assert [text for text in kept if made["token"].encode() in text] == []
