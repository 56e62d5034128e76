"""Whole installations for the tests: a folder, settings and a database of their own, on whichever database is tried."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

from django.db import connection, connections

PATIENCE_SECONDS = 120
ROOT = Path(__file__).resolve().parents[2]
LIMIT = "import os, resource, sys; most = int(sys.argv[1]); resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))"
LIMIT += "; os.execv(sys.argv[2], sys.argv[2:])"
CYFRAN = [sys.executable, "-m", "cyfran"]


def settings_of(folder: Path, database_url: str) -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("CYFRAN_", "DATABASE_", "DJANGO_"))}
    return {
        **ours,
        "CYFRAN_DATA": str(folder),
        "CYFRAN_SECRET_KEY": "a key for the tests, which is no secret at all",
        "CYFRAN_FIELD_KEYS": "test:" + "Y3lmcmFu" * 5 + "Y3k=",
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "cyfran.config.settings",
        "LC_ALL": "C.UTF-8",
    }


def command(*words: str, env: dict[str, str]) -> subprocess.CompletedProcess:
    return subprocess.run(words, env=env, cwd=ROOT, capture_output=True, text=True, check=False)


def done(*words: str, env: dict[str, str]) -> str:
    """Run a command that must succeed, and return what it printed."""
    ended = command(*words, env=env)
    assert (ended.returncode, ended.stderr) == (0, "")
    return ended.stdout


# --- Databases -------------------------------------------------------------------------------------------------------


def copy_of_the_tests_own(folder: Path) -> str:
    """Make a database with all tables and no records, and return its address."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(folder / "ready.sqlite3")])
        return f"sqlite:///{folder / 'ready.sqlite3'}"
    return _on_postgres(template=connection.settings_dict["NAME"])


def another(database_url: str, folder: Path) -> str:
    """Copy a database under another name, and return its address."""
    if database_url.startswith("sqlite"):
        target = folder / "cyfran.sqlite3"
        target.write_bytes(Path(urlsplit(database_url).path).read_bytes())
        return f"sqlite:///{target}"
    return _on_postgres(template=urlsplit(database_url).path.strip("/"))


def empty(folder: Path) -> str:
    """Name a database with nothing in it."""
    return f"sqlite:///{folder / 'empty'}" if connection.vendor == "sqlite" else _on_postgres(template="template0")


def drop(database_url: str) -> None:
    if database_url.startswith("postgres"):
        tell_postgres(f'DROP DATABASE IF EXISTS "{urlsplit(database_url).path.strip("/")}" WITH (FORCE)')


def _on_postgres(*, template: str) -> str:
    name = f"cyfran_{secrets.token_hex(6)}"
    connections.close_all()
    tell_postgres(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def tell_postgres(words: str) -> None:
    import psycopg

    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(words)


# --- Processes -------------------------------------------------------------------------------------------------------


@contextmanager
def running(*words: str, env: dict[str, str], most_bytes: int = 0) -> Iterator[subprocess.Popen]:
    """Run a command with all that it starts, until the end of the block at the latest.

    `most_bytes` lets it write no file past that size, as on a full disk.
    """
    limit = [sys.executable, "-c", LIMIT, str(most_bytes)] if most_bytes else []
    process = subprocess.Popen([*limit, *words], env=env, cwd=ROOT, start_new_session=True)
    try:
        yield process
    finally:
        kill(process)


def kill(process: subprocess.Popen) -> None:
    """Cut a process and all that it started off, as a power cut does."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=PATIENCE_SECONDS)


def wait_for(happened: Callable[[], bool], *, seconds: int = PATIENCE_SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "This took too long."
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def status_of(address: str) -> int | None:
    try:
        with urlopen(address, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310 -- an address of our own
            return answer.status
    except HTTPError as error:
        return error.code
    except (URLError, OSError):
        return None
