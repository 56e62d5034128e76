"""Tables of counts, the same on the page and to take away."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cyfran.domain.involvement.choices import Rhythm, TimesAsked
from cyfran.domain.involvement.queries import WishKept
from cyfran.domain.meetings.queries import DropOff
from cyfran.web.ui.parts import Bar
from cyfran.web.ui.templatetags.ui import people

_MONTHS_OF_A_QUARTER = 3


@dataclass(frozen=True)
class DropOffTable:
    """How far the invitations of each quarter went; the bars are of the latest quarter of which enough can be shown."""

    rows: Sequence[DropOff]

    @property
    def columns(self) -> list[str]:
        return [_("Quarter"), _("Asked"), _("Reached"), _("Answered"), _("Said yes"), _("Came")]

    @property
    def lines(self) -> list[list[str]]:
        return [[quarter_of(row), *map(people, (row.asked, row.reached, row.answered, row.yes, row.came))] for row in self.rows]

    @property
    def latest(self) -> DropOff | None:
        return next((row for row in reversed(self.rows) if row.asked), None)

    @property
    def latest_name(self) -> str:
        return quarter_of(self.latest) if self.latest else ""

    @property
    def bars(self) -> list[Bar]:
        row = self.latest
        if row is None:
            return []
        figures = (row.asked, row.reached, row.answered, row.yes, row.came)
        return [Bar(label, figure, row.asked) for label, figure in zip(self.columns[1:], figures, strict=True)]


def quarter_of(row: DropOff) -> str:
    """Name the quarter of a year, such as 2026, quarter 4."""
    facts = {"year": row.quarter.year, "number": (row.quarter.month - 1) // _MONTHS_OF_A_QUARTER + 1}
    return _("%(year)s, quarter %(number)s") % facts


@dataclass(frozen=True)
class WishesTable:
    """How often those who wish the same were asked in the last twelve months."""

    rows: Sequence[WishKept]

    @property
    def columns(self) -> list[str]:
        return [_("How often they would like to be asked"), _("People"), *(str(band.label) for band in TimesAsked)]

    @property
    def lines(self) -> list[list[str]]:
        return [[wish_of(row), people(row.people), *(_shown(row.times[band]) for band in TimesAsked)] for row in self.rows]


def wish_of(row: WishKept) -> str:
    return str(Rhythm(row.wish).label) if row.wish else _("They have not said")


def _shown(count: int | None) -> str:
    return _("not shown") if count is None else people(count)
