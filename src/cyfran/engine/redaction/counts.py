"""Hide counts of people so small that showing them could identify someone."""

from collections.abc import Mapping

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


def publishable_parts(counts: Mapping[str, int], *, smallest: int = SMALLEST_PUBLISHABLE) -> dict[str, int | None]:
    """Return the counts of the parts of one whole that may be shown beside the whole, None for the others.

    Where the hidden parts together are fewer than the smallest count that may be shown, the whole would tell of them: then
    the least of the others is hidden as well.

    Shape: counts of people, 0 or more, that do not overlap, by name.
    Raises: EngineError `negative_count`.
    Source: a rule of this product; the second step is called complementary suppression.
    """
    shown = {name: publishable(count, smallest=smallest) for name, count in counts.items()}
    hidden = [counts[name] for name, count in shown.items() if count is None]
    others = [name for name, count in shown.items() if count is not None]
    if hidden and others and sum(hidden) < smallest:
        shown[min(others, key=lambda name: counts[name])] = None
    return shown
