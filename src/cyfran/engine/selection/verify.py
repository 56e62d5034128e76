"""Repeat a published draw from its record and its lottery; no solver and no people's data are needed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from cyfran.engine.selection.digests import lottery_digest, panel_number, point_of
from cyfran.engine.selection.results import NamedPanel

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
    # What else may be said, checked where it is.
    number: int | None = None
    public_panels: int | None = None
    min_chance: float | None = None
    not_reached: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """Whether the lottery is the one the record names, its chances are those stated, and its panel the one drawn.

    Also whether the panel's number, of how many, and the least chance are as stated, if they are.
    """

    same_lottery: bool
    chances_add_up: bool
    same_panel: bool
    same_number: bool = True
    same_least: bool = True

    @property
    def verified(self) -> bool:
        """Say whether all of it is as the record says."""
        return self.same_lottery and self.chances_add_up and self.same_panel and self.same_number and self.same_least


def both(drawn: Verdict, other: Verdict) -> Verdict:
    """Join the verdict on the lottery a panel was drawn from with that on the other lottery its record names."""
    return Verdict(
        same_lottery=drawn.same_lottery and other.same_lottery,
        chances_add_up=drawn.chances_add_up and other.chances_add_up,
        same_panel=drawn.same_panel,
        same_number=drawn.same_number,
        same_least=other.same_least,
    )


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
        same_number=_same_number(record, panels, digest),
        same_least=record.min_chance is None or abs(record.min_chance - _least(record)) <= _NEAR,
    )


def _same_number(record: Record, panels: Sequence[NamedPanel], digest: str) -> bool:
    """Say whether what the record tells of a number and of how many is so; without equal panels neither can be."""
    if not record.public or not panels:
        return record.number is None and record.public_panels is None
    drawn = panel_number(record.seed, digest, len(panels))
    return record.number in (None, drawn) and record.public_panels in (None, len(panels))


def _least(record: Record) -> float:
    """Return the least chance that the record states of those who can be chosen; an unfinished lottery may give some none."""
    if any(not record.chances.get(person) for person in record.not_reached):
        return 0.0
    return min((chance for chance in record.chances.values() if chance), default=0.0)


def drawn_panel(panels: Sequence[NamedPanel], record: Record, digest: str) -> NamedPanel:
    """Return the panel that the record's seed settles."""
    if record.public:
        return panels[panel_number(record.seed, digest, len(panels)) - 1]
    point = point_of(record.seed, record.inputs_sha256)
    ends = accumulate(panel.share for panel in panels)
    return next((panel for panel, end in zip(panels, ends, strict=True) if point < end), panels[-1])


def _is_a_lottery(panels: Sequence[NamedPanel], *, of_equals: bool) -> bool:
    """Say whether shares are over 0 and sum to 1; where a number draws the panel, each must also be as likely as any other."""
    shares = [panel.share for panel in panels] or [0.0]
    return min(shares) > 0 and abs(sum(shares) - 1) <= _NEAR and (max(shares) - min(shares) <= _NEAR or not of_equals)
