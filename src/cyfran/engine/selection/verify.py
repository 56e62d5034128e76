"""Repeat a published draw from its record and its lottery; no solver and no people's data are needed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from cyfran.engine.selection.digests import lottery_digest, number_of, point_of
from cyfran.engine.selection.seats import NamedPanel

_NEAR = 1e-9


@dataclass(frozen=True)
class Record:
    """What a draw says of itself: its seed, the digests, the panel and everybody's chance; `public` if panels are equal."""

    seed: str
    inputs_sha256: str
    lottery_sha256: str
    panel: tuple[str, ...]
    chances: Mapping[str, float]
    public: bool


@dataclass(frozen=True)
class Verdict:
    """Whether the lottery is the one the record names, its chances are those stated, and its panel the one drawn."""

    same_lottery: bool
    chances_add_up: bool
    same_panel: bool

    @property
    def verified(self) -> bool:
        """Say whether all of it is as the record says."""
        return self.same_lottery and self.chances_add_up and self.same_panel


def verify(record: Record, panels: Sequence[NamedPanel]) -> Verdict:
    """Check a record against the panels of its lottery, in order."""
    digest = lottery_digest(panels)
    chances: dict[str, float] = defaultdict(float)
    for panel in panels:
        for person in panel.people:
            chances[person] += panel.share
    everybody = {*chances, *record.chances}
    return Verdict(
        same_lottery=digest == record.lottery_sha256,
        chances_add_up=_is_a_lottery(panels, of_equals=record.public)
        and all(abs(chances[person] - record.chances.get(person, 0.0)) <= _NEAR for person in everybody),
        same_panel=bool(panels) and drawn_panel(panels, record, digest).people == tuple(sorted(record.panel)),
    )


def drawn_panel(panels: Sequence[NamedPanel], record: Record, digest: str) -> NamedPanel:
    """Return the panel that the record's seed settles."""
    if record.public:
        return panels[number_of(record.seed, digest) % len(panels)]
    point = point_of(record.seed, record.inputs_sha256)
    ends = accumulate(panel.share for panel in panels)
    return next((panel for panel, end in zip(panels, ends, strict=True) if point < end), panels[-1])


def _is_a_lottery(panels: Sequence[NamedPanel], *, of_equals: bool) -> bool:
    """Say whether shares are over 0 and sum to 1; where a number draws the panel, each must also be as likely as any other."""
    shares = [panel.share for panel in panels] or [0.0]
    return min(shares) > 0 and abs(sum(shares) - 1) <= _NEAR and (max(shares) - min(shares) <= _NEAR or not of_equals)
