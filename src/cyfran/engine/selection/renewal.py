"""Renew part of a standing group: who leaves, and why it is they."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from hashlib import sha256

from cyfran.engine.errors import EngineError

_REASONS = ("term_ends", "longest_serving", "willing", "by_lot")


@dataclass(frozen=True)
class Seat:
    """Somebody's seat: when the term ends and when it began, if that is known, and whether they would like to leave."""

    id: str
    ends_on: date | None = None
    began_on: date | None = None
    willing: bool = False


@dataclass(frozen=True)
class Leaver:
    """Somebody who leaves, and what decided it: `term_ends`, `longest_serving`, `willing` or `by_lot`."""

    id: str
    because: str


def who_leaves(seats: Sequence[Seat], share: Fraction, *, seed: str) -> tuple[Leaver, ...]:
    """Choose the share of a group (over 0, up to 1) that leaves, in order; halves of a seat are rounded up.

    Whose term ends first leaves first; then who has served longest, then who is willing, then by a lot the seed settles.
    Raises: EngineError `share_out_of_range`.
    """
    if not 0 < share <= 1:
        raise EngineError("share_out_of_range", share=str(share))
    ordered = sorted(seats, key=lambda seat: _order(seat, seed))
    number = int(share * len(ordered) + Fraction(1, 2))
    leaving, staying = ordered[:number], ordered[number:]
    return tuple(Leaver(seat.id, _why(seat, staying, seed)) for seat in leaving)


def _order(seat: Seat, seed: str) -> tuple[date, date, bool, bytes]:
    lot = sha256(f"{seed}:{seat.id}".encode()).digest()
    return seat.ends_on or date.max, seat.began_on or date.max, not seat.willing, lot


def _why(seat: Seat, staying: Sequence[Seat], seed: str) -> str:
    """Name the first thing in which a leaver differs from the next who stays."""
    if not staying:
        return _REASONS[0] if seat.ends_on else _REASONS[-1]
    pairs = zip(_REASONS, _order(seat, seed), _order(staying[0], seed), strict=True)
    return next(reason for reason, own, other in pairs if own != other)
