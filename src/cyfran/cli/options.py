"""Read what stands after an option of the command line; what cannot be understood is refused by the option's name."""

import re
from collections.abc import Callable, Collection
from fractions import Fraction

from cyfran.engine.errors import EngineError
from cyfran.engine.selection.problem import LoadBand

_MOST = 100_000
_NUMBER = re.compile(r"\d{1,9}(\.\d{1,9})?", re.ASCII)
_SHARE = re.compile(r"\d{1,6}(\.\d{1,9}|/\d{1,6})?", re.ASCII)


def text(option: str) -> Callable[[str], str]:
    """Take anything but blanks: an empty name, as of a variable nobody set, would silently drop a rule."""

    def read(found: str) -> str:
        if not found.strip():
            raise EngineError("option_missing", option=option)
        return found

    return read


def names(option: str) -> Callable[[str], tuple[str, ...]]:
    """Take one name or several, with commas between them."""

    def read(found: str) -> tuple[str, ...]:
        given = tuple(name.strip() for name in found.split(",") if name.strip())
        if not given:
            raise EngineError("option_missing", option=option)
        return given

    return read


def one_of(option: str, allowed: Collection[str]) -> Callable[[str], str]:
    """Take one of a few words."""

    def read(found: str) -> str:
        if found not in allowed:
            raise EngineError("option_not_known", option=option, found=found, allowed=tuple(allowed))
        return found

    return read


def count(option: str, *, least: int) -> Callable[[str], int]:
    """Take a whole number."""

    def read(found: str) -> int:
        if not re.fullmatch(r"\d{1,6}", found, re.ASCII) or not least <= int(found) <= _MOST:
            raise EngineError("option_not_a_count", option=option, found=found, least=least, most=_MOST)
        return int(found)

    return read


def number(option: str) -> Callable[[str], float]:
    """Take a number from 0 up, such as hours or seconds."""

    def read(found: str) -> float:
        if not _NUMBER.fullmatch(found):
            raise EngineError("option_not_a_number", option=option, found=found)
        return float(found)

    return read


def share(option: str) -> Callable[[str], Fraction]:
    """Take a share over 0 and at most 1, as 1/3 or 0.25."""

    def read(found: str) -> Fraction:
        given = _share(found)
        if not 0 < given <= 1:
            raise EngineError("option_not_a_share", option=option, found=found)
        return given

    return read


def load_bands(found: str) -> tuple[LoadBand, ...]:
    """Take bands as hours:weight, with commas between them."""
    pairs = [band.partition(":") for band in found.split(",")]
    if not all(_NUMBER.fullmatch(hours.strip()) and _share(weight) for hours, _, weight in pairs):
        raise EngineError("load_bands_not_readable", found=found)
    return tuple(LoadBand(float(hours), float(_share(weight))) for hours, _, weight in pairs)


def seed(found: str) -> str:
    """Take any text but blanks that can be written down again: bytes that are no letters could not be published."""
    try:
        found.encode()
    except UnicodeEncodeError as error:
        raise EngineError("seed_not_text") from error
    return text("--seed")(found)


def _share(found: str) -> Fraction:
    """Read a share; 0 where it is none."""
    whole, _, part = found.partition("/")
    return Fraction(found.strip()) if _SHARE.fullmatch(found.strip()) and (not part or int(part)) and whole else Fraction(0)
