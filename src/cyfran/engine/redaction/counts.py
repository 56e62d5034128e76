"""Hide counts of people so small that showing them could identify someone."""

from cyfran.engine.errors import EngineError

SMALLEST_PUBLISHABLE = 5


def publishable(count: int, *, smallest: int = SMALLEST_PUBLISHABLE) -> int | None:
    """Return the count of people, or None where showing it could tell who they are, or who they are not.

    Zero is hidden as well: between hidden numbers, a zero that is shown tells who is not among them.

    Shape: one count of people, 0 or more, and the smallest that may be shown.
    Raises: EngineError `negative_count`.
    Source: a rule of this product, threshold five.
    """
    if count < 0:
        raise EngineError("negative_count", key="count")
    return count if count >= smallest else None
