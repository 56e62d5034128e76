"""How settings are read: three helpers that refuse what they do not understand, naming the variable."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

_YES = {"1", "true", "yes", "on"}
_NO = {"0", "false", "no", "off"}


def load_env_file(path: Path) -> None:
    """Set the variables written in the file, one NAME=VALUE a line, unless the environment already has them."""
    if not path.exists():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        name, separator, value = line.partition("=")
        if separator and not name.startswith("#"):
            os.environ.setdefault(name.strip(), value.strip())


def env_bool(name: str, *, default: bool = False) -> bool:
    value = os.environ.get(name, "")
    if value == "":
        return default
    if value.lower() in _YES:
        return True
    if value.lower() in _NO:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def env_int(name: str, *, default: int, least: int = 0, most: int = 1_000_000) -> int:
    value = os.environ.get(name, "")
    if value == "":
        return default
    if not value.isdecimal() or not least <= int(value) <= most:
        raise ImproperlyConfigured(f"{name} must be a whole number from {least} to {most}, not {value!r}.")
    return int(value)


def env_secret(name: str) -> str:
    value = os.environ.get(name, "")
    if len(value) < 32:
        raise ImproperlyConfigured(f"{name} must be set to a random text of at least 32 characters.")
    return value


def env_text(name: str, *, default: str = "") -> str:
    return os.environ.get(name, "") or default
