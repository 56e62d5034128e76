"""Everybody's chance as a picture and a table, and how what was asked lies on people."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext as _

from cyfran.domain.involvement.queries import Spread, spread_of
from cyfran.domain.opportunities.choices import Outcome
from cyfran.domain.opportunities.models import Draw, DrawnPerson
from cyfran.web.ui.draws import chance_in_words, left_out_of

_BINS = 10
_WIDTH, _HEIGHT, _TOP, _GAP = 60, 160, 24, 8
_HOURS = (0, 2, 6)


@dataclass(frozen=True)
class Bin:
    """People whose chances lie between two ends, as a column of the picture and a row of the table."""

    label: str
    people: int
    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> int:
        return self.x + self.width // 2

    @property
    def above(self) -> int:
        return self.y - 6


@dataclass(frozen=True)
class Mark:
    """A chance in percent under the picture, and whether its text begins, stands or ends there."""

    percent: int
    x: int
    anchor: str


@dataclass(frozen=True)
class LoadBand:
    """People asked for so many hours in the last 12 months: how many are in the pool, were chosen, and their chance."""

    label: str
    pool: int
    chosen: int
    chance: str


@dataclass(frozen=True)
class ChancesOnPage:
    bins: Sequence[Bin]
    marks: Sequence[Mark]
    width: int
    height: int
    base: int
    left_out: str
    least: str
    greatest: str
    bound: str
    gini: str
    loads: Sequence[LoadBand]
    spread: Spread | None

    @classmethod
    def of(cls, draw: Draw) -> Self:
        result = draw.result
        # As it was when the lottery was made, so that no later day changes it; who was asked instead of another is not counted.
        columns = draw.people.only("draw", "chance", "minutes_asked", "outcome", "reason", "stands_in_for__id")
        everybody = list(columns.select_related("stands_in_for"))
        rows = [one for one in everybody if one.was_in_pool]
        left_out = sum(not one.chance for one in rows)
        return cls(
            bins=_bins([one.chance for one in rows]),
            marks=_marks(max(one.chance for one in rows)),
            width=_BINS * _WIDTH,
            height=_HEIGHT + _TOP + 34,
            base=_HEIGHT + _TOP,
            left_out=left_out_of(len(rows), left_out) if left_out else "",
            least=chance_in_words(result["least"]),
            greatest=chance_in_words(result["greatest"]),
            bound=chance_in_words(result["bound"]),
            gini=f"{result['gini']:.2f}",
            loads=_loads([(one.minutes_asked, one.chance, _was_drawn(one)) for one in rows]),
            spread=spread_of(one.minutes_asked for one in everybody),
        )

    @property
    def busiest_percent(self) -> int:
        return round(100 * self.spread.busiest_share) if self.spread else 0

    @property
    def spread_gini(self) -> str:
        return f"{self.spread.gini:.2f}" if self.spread else ""


def _was_drawn(one: DrawnPerson) -> bool:
    return one.outcome == Outcome.CHOSEN and not hasattr(one, "stands_in_for")


def _bins(chances: Sequence[float]) -> list[Bin]:
    """Count chances in ten equal steps from nothing to the greatest."""
    step = max(chances) / _BINS or 1.0
    counts = [0] * _BINS
    for chance in chances:
        counts[min(_BINS - 1, int(chance / step))] += 1
    tallest = max(counts)
    return [
        Bin(
            label=_("%(low)s to %(high)s%%") % {"low": f"{100 * step * place:.1f}", "high": f"{100 * step * (place + 1):.1f}"},
            people=count,
            x=place * _WIDTH + _GAP // 2,
            y=_TOP + _HEIGHT - round(_HEIGHT * count / tallest),
            width=_WIDTH - _GAP,
            height=round(_HEIGHT * count / tallest),
        )
        for place, count in enumerate(counts)
    ]


def _marks(greatest: float) -> list[Mark]:
    """Mark nothing, half of the greatest chance, and the greatest."""
    whole = _BINS * _WIDTH
    return [
        Mark(0, 0, "start"),
        Mark(round(50 * greatest), whole // 2, "middle"),
        Mark(round(100 * greatest), whole, "end"),
    ]


def _loads(rows: Sequence[tuple[int, float, bool]]) -> list[LoadBand]:
    labels = [_("Nothing"), _("Up to 2 hours"), _("More than 2, up to 6 hours"), _("More than 6 hours")]
    bands: list[list[tuple[float, bool]]] = [[] for _label in labels]
    for minutes, chance, is_chosen in rows:
        bands[sum(minutes > 60 * hours for hours in _HOURS)].append((chance, is_chosen))
    return [
        LoadBand(
            label=label,
            pool=len(band),
            chosen=sum(is_chosen for _chance, is_chosen in band),
            chance=chance_in_words(sum(chance for chance, _is in band) / len(band)) if band else "–",
        )
        for label, band in zip(labels, bands, strict=True)
    ]
