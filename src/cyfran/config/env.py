"""How settings are read: each helper refuses what it does not understand, naming the variable and how to mend it.

A variable that is blank is as good as not set.
"""

import os
import re
from base64 import b64decode
from collections.abc import Sequence
from difflib import get_close_matches
from email.utils import parseaddr
from importlib.util import find_spec
from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

# What only the tests ask for.
_ASKED_FOR = {"CYFRAN_CHROMIUM"}
_YES = {"1", "true", "yes", "on"}
_NO = {"0", "false", "no", "off"}
_FEWEST_LETTERS_OF_A_SECRET = 32
_BYTES_OF_A_KEY = 32
_LABEL = "[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?"
_HOST = rf"(?i:{_LABEL}(?:\.{_LABEL})*|\[[0-9a-f:.]+\])"
_DATABASES = ("sqlite", "postgres", "postgresql")


def load_env_file(path: Path) -> None:
    """Set the variables written in the file, one NAME=VALUE a line, unless the environment already has them."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(f"{path} cannot be read: see that it is a text file in UTF-8, and yours to read.") from error
    for number, line in enumerate(lines, start=1):
        name, separator, value = line.partition("=")
        if not line.strip() or line.startswith("#"):
            continue
        if not separator or not name.strip():
            raise ImproperlyConfigured(f"{path}, line {number}: write NAME=VALUE, or begin the line with # if it says nothing.")
        os.environ.setdefault(name.strip(), value.strip())


def refuse_unknown_variables() -> None:
    """Refuse a variable of ours that no setting has asked for: misspelt, it would be passed over in silence."""
    for name in sorted(os.environ):
        if name.startswith("CYFRAN_") and name not in _ASKED_FOR:
            [nearest] = get_close_matches(name, _ASKED_FOR, n=1, cutoff=0)
            raise ImproperlyConfigured(
                f"{name} is not a setting: do you mean {nearest}? All of them stand in docs/operations/settings.md."
            )


def env_text(name: str, *, default: str = "") -> str:
    _ASKED_FOR.add(name)
    return os.environ.get(name, "").strip() or default


def env_bool(name: str, *, default: bool = False) -> bool:
    value = env_text(name).lower()
    if not value:
        return default
    if value not in _YES | _NO:
        raise _refusal(name, "1 or 0")
    return value in _YES


def env_int(name: str, *, default: int, least: int = 0, most: int = 1_000_000) -> int:
    value = env_text(name, default=str(default))
    if not re.fullmatch("[0-9]{1,9}", value) or not least <= int(value) <= most:
        raise _refusal(name, f"a whole number from {least} to {most}")
    return int(value)


def env_choice(name: str, choices: Sequence[str]) -> str:
    """Read one of a few words; the first where none is set."""
    value = env_text(name, default=choices[0])
    if value not in choices:
        raise _refusal(name, f"one of these: {', '.join(choices)}")
    return value


def env_secret(name: str) -> str:
    value = env_text(name)
    if len(value) < _FEWEST_LETTERS_OF_A_SECRET:
        # What little there is of it is not shown.
        raise ImproperlyConfigured(
            f"{name} must be set to a random text of at least {_FEWEST_LETTERS_OF_A_SECRET} characters: python3 start.py setup "
            "writes one to cyfran.env, in the folder that CYFRAN_DATA names."
        )
    return value


def env_keys(name: str) -> dict[str, bytes]:
    """Read keys by their names, the one in use first. What is refused is not shown."""
    pairs = [pair.strip().split(":") for pair in env_text(name).split(",")]
    try:
        keys = {key_id: b64decode(key, validate=True) for key_id, key in pairs}
    except ValueError:
        keys = {}
    sound = all(re.fullmatch("[a-z0-9]{1,12}", key_id) and len(key) == _BYTES_OF_A_KEY for key_id, key in keys.items())
    if not keys or not sound or len(keys) < len(pairs):
        raise ImproperlyConfigured(
            f"{name} must be one or more keys by commas, the one in use first, each as NAME:KEY with {_BYTES_OF_A_KEY} random "
            "bytes in base64: python3 start.py setup writes one to cyfran.env, in the folder that CYFRAN_DATA names, and "
            "cyfran rotate-keys --new makes another."
        )
    return keys


def env_folder(name: str, *, default: Path) -> Path:
    """Read the name of a folder, which need not be there yet."""
    folder = Path(env_text(name, default=str(default))).resolve()
    if not os.path.isdir(next(part for part in (folder, *folder.parents) if os.path.exists(part))):
        raise _refusal(name, "a folder")
    return folder


def env_host(name: str) -> str:
    """Read the name of one machine; blank where there is none."""
    value = env_text(name)
    if value and not re.fullmatch(_HOST, value):
        raise _refusal(name, "the name of a machine such as mail.example.org, without a port")
    return value


def env_hosts(name: str, *, default: str) -> list[str]:
    """Read names of machines, by commas; one that begins with a full stop stands for all that end so."""
    hosts = [host.strip() for host in env_text(name, default=default).split(",")]
    if not all(re.fullmatch(rf"\*|\.?{_HOST}", host) for host in hosts):
        raise _refusal(name, "names of machines by commas, such as cyfran.example.org, without https:// and ports")
    return hosts


def env_address(name: str, *, default: str) -> str:
    """Read the address at which pages are found, and leave out a slash at its end."""
    value = env_text(name, default=default).rstrip("/")
    if not re.fullmatch(rf"https?://{_HOST}(:[0-9]{{1,5}})?", value):
        raise _refusal(name, "an address such as https://cyfran.example.org, with no more after it than a port")
    return value


def env_door(name: str) -> str:
    """Read where the sign-in of an organisation is found; blank where there is none. What is said there must stay secret."""
    value = env_text(name).rstrip("/")
    if value and not re.fullmatch(rf"(https://{_HOST}|http://(localhost|127\.0\.0\.1))(:[0-9]{{1,5}})?(/[\w.~-]+)*", value):
        raise _refusal(name, "an address such as https://login.example.org/council, without a question mark in it")
    return value


def env_with(name: str, other: str) -> str:
    """Read what must be set where another variable is, and only there."""
    value, with_it = env_text(name), env_text(other)
    if bool(value) != bool(with_it):
        missing, there = (other, name) if value else (name, other)
        raise ImproperlyConfigured(f"{missing} must be set, since {there} is: one does nothing without the other.")
    return value


def host_of(address: str) -> str:
    """Return the name of the machine in such an address."""
    return re.sub("^https?://|:[0-9]+$", "", address)


def env_sender(name: str, *, default: str) -> str:
    """Read where e-mails come from: an address, or a name and an address."""
    value = env_text(name, default=default)
    try:
        validate_email(parseaddr(value)[1])
    except ValidationError as error:
        raise _refusal(name, "an e-mail address such as cyfran@example.org or Cyfran <cyfran@example.org>") from error
    return value


def env_database(name: str, *, default: str) -> dj_database_url.DBConfig:
    """Read which database holds the records. The address is not shown where it is refused: a password may stand in it."""
    address = env_text(name, default=default)
    scheme = address.partition("://")[0]
    try:
        if scheme not in _DATABASES:
            raise ValueError(scheme)
        database = dj_database_url.parse(address, conn_max_age=60, conn_health_checks=True)
    except ValueError:
        database = {}
    if not database.get("NAME"):
        raise ImproperlyConfigured(
            f"{name} must be like postgres://user:password@host/name or sqlite:///FILE; what it says is neither, or lacks a part."
        )
    if scheme != "sqlite" and not find_spec("psycopg"):
        raise ImproperlyConfigured(
            f"{name} names a PostgreSQL database, for which a package is missing: run python3 start.py setup with it set."
        )
    return database


def _refusal(name: str, what: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{name} must be {what}, not {os.environ.get(name, '')!r}.")
