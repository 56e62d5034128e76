#!/usr/bin/env python3
"""The newcomer's door to Cyfran: set it up, serve it, or run every test. It needs nothing but Python.

    python3 start.py                     set up, then serve on http://127.0.0.1:8000
    python3 start.py setup               all but serve; --without-example where people will be real
    python3 start.py build               bring packages, styles and Welsh, and touch no data
    python3 start.py test [ARGUMENTS]    install what the tests need and run all of them, with these arguments for pytest

The first two take --port N and --data DIR. Whatever was done before and has not changed is skipped, so that only the
first start needs the network.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

OLDEST_PYTHON = (3, 11)
UV = "uv==0.13.9"
USUAL_PORT, LAST_PORT = 8000, 65535
ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
BIN = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / "python"
STAMPS = ENVIRONMENT / "cyfran-stamps.json"

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LINES_SHOWN = 20
# How pytest's last line reads, with its row of equals signs or, when quiet, without.
SUMMARY = re.compile(r"^(?:=+ )?(?:\d+ [a-z]+(?:, )?|no tests ran)+.* in \d[\d.]*s\b.*$")
AGAIN = "then run the same command again."
NETWORK = f"If the lines above speak of a connection, see that this machine can reach its package index, {AGAIN}"
REPORT = f"The last lines above say why: mend that, {AGAIN}"


class StepError(Exception):
    """A step of the set-up failed: why, and what to do about it."""

    def __init__(self, why: str, remedy: str) -> None:
        super().__init__(why)
        self.remedy = remedy


# --- Doing and telling -----------------------------------------------------------------------------------------------


def step(title: str, work: Callable[[], str]) -> None:
    """Do one step and tell in one line what it did and how long it took."""
    begin = time.monotonic()
    print(f"{title}: ", end="", flush=True)
    try:
        outcome = work()
    except StepError as failure:
        print("failed", flush=True)
        raise SystemExit(f"\n{failure}\n\nThe step “{title}” failed. {failure.remedy}") from failure
    print(f"{outcome} ({time.monotonic() - begin:.1f} s)", flush=True)


def run(*command: str | Path, env: dict[str, str], remedy: str = REPORT) -> str:
    """Run a command quietly and return what it printed, or fail with the last lines of it."""
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode:
        last = f"{done.stdout}{done.stderr}".strip().splitlines()[-LINES_SHOWN:]
        raise StepError("\n".join(last) or f"{words[0]} ended with {done.returncode}.", remedy)
    return done.stdout.strip()


def stamps() -> dict[str, str]:
    """Return what was installed, as a digest by name."""
    kept: dict[str, str] = json.loads(STAMPS.read_text(encoding="utf-8")) if STAMPS.exists() else {}
    return kept


def once(name: str, digest: str, work: Callable[[], object]) -> str:
    """Do the work unless it was done before for the same digest, and say which."""
    if stamps().get(name) == digest:
        return "unchanged"
    work()
    STAMPS.write_text(json.dumps({**stamps(), name: digest}, indent=1), encoding="utf-8")
    return "done"


# --- The environment -------------------------------------------------------------------------------------------------


def settings(data: Path, port: int) -> dict[str, str]:
    """Return the environment variables that every step is given."""
    return {
        **os.environ,
        "CYFRAN_DATA": str(data),
        "CYFRAN_PORT": str(port),
        "VIRTUAL_ENV": str(ENVIRONMENT),
        "UV_PYTHON_DOWNLOADS": "never",
        # Compiled once while installing, or each command would do it anew where Python may not write it down.
        "UV_COMPILE_BYTECODE": "1",
        "PYTHONUTF8": "1",
    }


def environment_version() -> str | None:
    """Return which Python the environment runs, or None where there is none that works here."""
    question = f"import sys; assert sys.version_info >= {OLDEST_PYTHON}; print(sys.prefix, sys.version)"
    try:
        answer = subprocess.run([PYTHON, "-c", question], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    moved = stamps().get("place", str(ROOT)) != str(ROOT)
    return None if moved else answer.strip()


def make_environment(env: dict[str, str]) -> str:
    """Make .venv, anew where it was moved or its Python is gone."""
    if environment_version():
        return "already there"
    if not uv_on_path():
        refuse_without_ensurepip()
    run(sys.executable, "-m", "venv", "--clear", "--without-pip", ENVIRONMENT, env=env)
    return once("place", str(ROOT), lambda: None)


def refuse_without_ensurepip() -> None:
    """Say which package brings pip, which some systems leave out of Python."""
    try:
        import ensurepip  # noqa: F401, PLC0415 -- whether it can be imported is the question
    except ImportError as missing:
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        why = "This Python cannot make environments, because it came without its module ensurepip."
        remedy = f"Install the system package that brings it (on Debian and Ubuntu: {package}), {AGAIN}"
        raise StepError(why, remedy) from missing


def uv_on_path() -> str | None:
    """Return the installer uv where this machine or the environment has it."""
    return shutil.which("uv") or shutil.which("uv", path=str(BIN))


def bring_uv(env: dict[str, str]) -> str:
    """Put uv into the environment unless it is at hand: it installs in a fraction of the time that pip takes."""
    if uv_on_path():
        return "already there"
    run(PYTHON, "-m", "ensurepip", env=env)
    run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", UV, env=env, remedy=NETWORK)
    return "done"


def install(requirements: str, env: dict[str, str], *options: str) -> str:
    """Install the pinned packages of one file."""
    path = ROOT / "requirements" / requirements
    digest = hashlib.sha256(f"{environment_version()}{path.read_text(encoding='utf-8')}".encode()).hexdigest()
    return once(requirements, digest, lambda: uv_install(env, *options, "-r", path))


def install_cyfran(env: dict[str, str]) -> str:
    """Put Cyfran itself into the environment, so that changes to its source count at once."""
    import tomllib  # noqa: PLC0415 -- an older Python must live long enough to be told that it is too old

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    told = [project["build-system"], project["project"], project["tool"].get("hatch")]
    digest = hashlib.sha256(f"{environment_version()}{json.dumps(told)}".encode()).hexdigest()
    return once("cyfran", digest, lambda: uv_install(env, "--no-deps", "--editable", ROOT))


def uv_install(env: dict[str, str], *what: str | Path) -> None:
    """Let uv put something into the environment."""
    run(uv_on_path() or "uv", "pip", "install", "--python", PYTHON, *what, env=env, remedy=NETWORK)


# --- The product -----------------------------------------------------------------------------------------------------


def prepare(requirements: str, env: dict[str, str]) -> None:
    """Take the steps that serving and testing share."""
    step("Making the environment .venv", lambda: make_environment(env))
    step("Bringing the installer uv", lambda: bring_uv(env))
    step(f"Installing the packages of requirements/{requirements}", lambda: install(requirements, env))
    if requirements == "dev.txt" and (ROOT / "requirements" / "nodeps.txt").exists():
        step("Installing the packages of requirements/nodeps.txt", lambda: install("nodeps.txt", env, "--no-deps"))
    step("Installing Cyfran itself", lambda: install_cyfran(env))
    step("Building the styles", lambda: run(PYTHON, "tools/styles.py", env=env, remedy=NETWORK))
    step("Compiling the Welsh", lambda: run(PYTHON, "tools/messages.py", "compile", env=env))


def packages_for(env: dict[str, str]) -> str:
    """Return the file of packages: PostgreSQL, where it is named, needs one more."""
    return "postgres.txt" if env.get("DATABASE_URL", "").startswith("postgres") else "core.txt"


def write_settings(data: Path, *, demonstration: bool = True) -> str:
    """Write the first settings, with secrets of their own; to earlier ones only a key they lack is added."""
    path = data / "cyfran.env"
    first = f"CYFRAN_SECRET_KEY={secrets.token_urlsafe(50)}\n" + "CYFRAN_DEMONSTRATION=1\n" * demonstration
    key = f"CYFRAN_FIELD_KEYS=k1:{base64.b64encode(secrets.token_bytes(32)).decode()}\n"
    try:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        earlier = path.read_text(encoding="utf-8") if path.exists() else ""
        if "CYFRAN_FIELD_KEYS=" in earlier:
            return "already there"
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w", encoding="utf-8") as file:
            file.write(("" if earlier.endswith("\n") or not earlier else "\n") + (key if earlier else first + key))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no text in UTF-8"
        raise StepError(f"{path} cannot be written: {reason}.", f"Choose another folder with --data, {AGAIN}") from error
    return "key added" if earlier else "done"


def set_up(data: Path, env: dict[str, str], *, example: bool = True) -> str:
    """Take every step up to a product that is ready to serve, and return how to sign in to it, or what is left to do."""
    prepare(packages_for(env), env)
    step(f"Writing the settings to {data / 'cyfran.env'}", lambda: write_settings(data, demonstration=example))
    step("Bringing the database up to date", lambda: quietly(PYTHON, "manage.py", "migrate", "--no-input", env=env))
    step("Gathering styles and scripts", lambda: quietly(PYTHON, "manage.py", "collectstatic", "--no-input", env=env))
    if not example:
        return "Ready. Let somebody look after it: cyfran begin EMAIL NAME"
    told: list[str] = []
    step("Loading the Welsh example", lambda: quietly(BIN / "cyfran", "demo", env=env, told=told))
    return told[0]


def quietly(*command: str | Path, env: dict[str, str], told: list[str] | None = None) -> str:
    """Run a command and say only that it is done; what it printed goes to `told`."""
    printed = run(*command, env=env)
    if told is not None:
        told.append(printed)
    return "done"


def refuse_taken_port(port: int) -> None:
    """Stop before the work if something already answers where Cyfran is to answer."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise SystemExit(f"Port {port} is taken or not allowed: choose another with --port.") from None


def serve(port: int, env: dict[str, str]) -> NoReturn:
    """Become the server, so that Ctrl-C and every other signal reach it and nothing else."""
    print(f"\nCyfran is at http://127.0.0.1:{port} (Ctrl-C stops it).", flush=True)
    command = [str(BIN / "cyfran"), "serve", "--port", str(port)]
    os.chdir(ROOT)
    if os.name == "nt":
        sys.exit(subprocess.call(command, env=env))
    os.execve(command[0], command, env)  # noqa: S606 -- the words are our own


# --- The tests -------------------------------------------------------------------------------------------------------


def find_chromium(env: dict[str, str]) -> str | None:
    """Return the browser named by CYFRAN_CHROMIUM, or the first that this machine has."""
    if named := env.get("CYFRAN_CHROMIUM"):
        if not shutil.which(named):
            raise StepError(f"CYFRAN_CHROMIUM names {named}, which cannot be run.", "Correct or unset it.")
        return named
    return next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)


def bring_chromium(env: dict[str, str]) -> str:
    """Find a browser for the journeys, install one if there is none, and note it for the tests."""
    found = find_chromium(env)
    if not found and hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        found = install_debian_chromium(env)
    env["CYFRAN_CHROMIUM"] = found or install_playwright_chromium(env)
    return env["CYFRAN_CHROMIUM"]


def install_debian_chromium(env: dict[str, str]) -> str | None:
    """Install the system's own package."""
    unattended = {**env, "DEBIAN_FRONTEND": "noninteractive"}
    run("apt-get", "update", env=unattended, remedy=NETWORK)
    run("apt-get", "install", "-y", "--no-install-recommends", "chromium", env=unattended, remedy=NETWORK)
    return shutil.which("chromium")


def install_playwright_chromium(env: dict[str, str]) -> str:
    """Let Playwright bring its own browser, for machines whose packages are not ours to install."""
    question = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    path = run(PYTHON, "-c", question, env=env)
    if not Path(path).exists():
        remedy = f"Install Chromium with this machine's own packages, or name one in CYFRAN_CHROMIUM. {NETWORK}"
        run(PYTHON, "-m", "playwright", "install", "chromium", env=env, remedy=remedy)
    return path


def follow(title: str, command: list[str | Path], env: dict[str, str]) -> tuple[bool, str]:
    """Run a part of the tests, showing what it prints; return whether it passed, and pytest's last line."""
    print(f"\n--- {title} ---\n", flush=True)
    summary = ""
    words = [str(word) for word in command]
    with subprocess.Popen(words, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            for line in process.stdout or ():
                print(line, end="", flush=True)
                summary = line.strip() if SUMMARY.match(line) else summary
            return process.wait() == 0, summary
        except KeyboardInterrupt:
            process.communicate()  # it heard Ctrl-C too, and puts away what it started
            raise
        finally:
            if process.poll() is None:
                process.terminate()


def test(arguments: list[str]) -> int:
    """Install what the tests need, run every part even if one fails, and sum up at the end."""
    data = ROOT / "var" / "test"
    for folder in (data.parent, data):
        # People's records may come to lie here: nobody else may enter.
        folder.mkdir(exist_ok=True, mode=0o700)
    env = settings(data, USUAL_PORT)
    prepare("dev.txt", env)
    step("Finding a browser", lambda: bring_chromium(env))

    # Neither processor waits while the other still has tests to run.
    pytest: list[str | Path] = [PYTHON, "-m", "pytest", "-n", str(min(2, os.cpu_count() or 1)), "--dist", "worksteal"]
    # How a page looks does not depend on the database, nor does what touches no record: that is tried once, all else on both.
    on_postgres = [PYTHON, "tools/postgres.py", "--", *pytest, "-m", "not every_page and not without_records", *arguments]
    embedded = {name: value for name, value in env.items() if name != "DATABASE_URL"}
    results = {
        "Checks": follow("Checks", [PYTHON, "tools/check.py"], env),
        "Tests on SQLite": follow("Tests on SQLite", [*pytest, *arguments], embedded),
        "Tests on PostgreSQL": follow("Tests on PostgreSQL", on_postgres, env),
    }
    print("\n--- All parts ---\n")
    for title, (passed, _summary) in results.items():
        print(f"{title}: {'passed' if passed else 'FAILED'}")
    for _passed, summary in results.values():
        print(summary, end="\n" if summary else "")
    return 0 if all(passed for passed, _summary in results.values()) else 1


# --- The door --------------------------------------------------------------------------------------------------------


def port_number(text: str) -> int:
    """Read a port that something can listen on."""
    if re.fullmatch("[0-9]{1,5}", text) and 1 <= int(text) <= LAST_PORT:
        return int(text)
    raise argparse.ArgumentTypeError(f"a port is a whole number from 1 to {LAST_PORT}.")


def arguments_of(words: list[str]) -> argparse.Namespace:
    """Read the command line; whatever follows `test` is pytest's."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "command", nargs="?", choices=("serve", "setup", "build", "test"), default="serve", help=argparse.SUPPRESS
    )
    parser.add_argument("--port", type=port_number, default=USUAL_PORT, help="where to answer on this machine (8000)")
    parser.add_argument("--data", type=Path, default=ROOT / "var", help="where to keep what is this installation's own (var/)")
    parser.add_argument("--without-example", action="store_true", help="bring no invented people: for a real installation")
    return parser.parse_args(words)


def open_door(words: list[str]) -> int:
    """Do what was asked for."""
    if words[:1] == ["test"]:
        return test(words[1:])
    options = arguments_of(words)
    data = options.data.resolve()
    if options.command == "serve":
        refuse_taken_port(options.port)
    env = settings(data, options.port)
    if options.command == "build":
        prepare(packages_for(env), env)
        return 0
    how_to_sign_in = set_up(data, env, example=not options.without_example)
    print(f"\n{how_to_sign_in}", flush=True)
    if options.command == "serve":
        serve(options.port, env)
    return 0


def stop(number: int, _frame: object) -> NoReturn:
    """End as if by an exception, so that whatever was started is put away."""
    raise SystemExit(128 + number)


def main() -> int:
    """Refuse a Python that is too old in one sentence, and stop without a fuss on Ctrl-C."""
    if sys.version_info < OLDEST_PYTHON:
        print("Cyfran needs Python 3.11 or newer; this one is " + sys.version.split()[0] + ".", file=sys.stderr)
        return 1
    signal.signal(signal.SIGTERM, stop)
    try:
        return open_door(sys.argv[1:])
    except KeyboardInterrupt:
        print("\nStopped.")
        return 130


if __name__ == "__main__":
    sys.exit(main())
