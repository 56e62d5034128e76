"""Draws as everyone sees them: what the group should look like, the chances, and what settles it. Nobody in it is named."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cyfran.domain.base import clock
from cyfran.domain.opportunities.choices import DrawState, Fairness
from cyfran.domain.opportunities.models import Draw
from cyfran.domain.opportunities.queries import DrawFigures, public_figures
from cyfran.web.ui.draws import ValueNames, chance_in_words, who_is_left_out
from cyfran.web.ui.parts import Card, Row, Text
from cyfran.web.ui.templatetags.ui import day, moment

_LEAST_FIRST = gettext_lazy("The list gives the person with the least chance as large a chance as the targets allow.")
_FAIRNESS: dict[str, Text] = {
    Fairness.LEXIMIN: _LEAST_FIRST,
    Fairness.MAXIMIN: _LEAST_FIRST,
    Fairness.NASH: gettext_lazy("The list makes the chances, taken all together, as even as the targets allow."),
    Fairness.GOLDILOCKS: gettext_lazy(
        "The list keeps chances from being far below or far above the others, as well as the targets allow."
    ),
}


def card_of(draw: Draw) -> Card:
    """Return a draw as one of many."""
    opportunity, is_drawn = draw.opportunity, bool(draw.drawn_at)
    when = _("Drawn on %(day)s") if is_drawn else _("The number will be known on %(day)s")
    if _is_late(draw):
        when = _("The number was to be known on %(day)s, and nothing is drawn yet")
    places = ngettext("%(count)s place", "%(count)s places", draw.size) % {"count": draw.size}
    return Card(
        title=opportunity.title,
        href=reverse("public:draws:show", args=[draw.public_id]),
        text=opportunity.stage.project.title,
        tag=DrawState.DRAWN.label if is_drawn else _("Announced"),
        state="DONE" if is_drawn else "WAITING",
        details=[opportunity.organisation.name, places, when % {"day": day(draw.drawn_at or draw.beacon_at)}],
        is_example=opportunity.stage.project.is_example,
    )


@dataclass(frozen=True)
class TargetOnPage:
    """How many of the group there should be of one value."""

    name: str
    least: int
    most: int


@dataclass(frozen=True)
class DrawOnPage:
    """One draw. `figures` is None where so few were in the pool that any number could tell who they are."""

    figures: DrawFigures | None
    left_out: Text
    rows: Sequence[Row]
    targets: Sequence[TargetOnPage]
    fairness: Text
    is_late: bool

    @classmethod
    def of(cls, draw: Draw) -> Self:
        figures, names = public_figures(draw), ValueNames()
        return cls(
            figures=figures,
            left_out=who_is_left_out(figures) if figures else "",
            rows=[row for row in _rows(draw, figures) if row.value not in ("", None)],
            targets=[TargetOnPage(names.in_full(one.feature, one.value), one.least, one.most) for one in draw.targets.all()],
            fairness=_FAIRNESS[draw.fairness],
            is_late=_is_late(draw),
        )


def _is_late(draw: Draw) -> bool:
    """Tell whether its number is known, but nobody has drawn with it: staff can leave a draw undone, and then it shows."""
    return draw.drawn_at is None and draw.beacon_at is not None and draw.beacon_at <= clock.now()


def _rows(draw: Draw, figures: DrawFigures | None) -> list[Row]:
    return [
        Row(_("People in the group"), draw.size),
        *_renewed(draw),
        Row(_("People who stand in, if somebody cannot come"), draw.reserves),
        Row(_("People in the pool"), figures.pool if figures else _("Fewer than five")),
        *(_chances(figures) if figures else ()),
        Row(_("Announced"), capfirst(moment(draw.announced_at))),
        Row(_("Where the number comes from"), draw.get_beacon_display()),
        Row(_("Known from"), capfirst(moment(draw.beacon_at))),
        Row(_("The number"), draw.seed),
        *([Row(_("Group drawn"), draw.number)] if figures else ()),
    ]


def _renewed(draw: Draw) -> list[Row]:
    """Return how many seats are drawn where some of the group stay; nothing where all of them are."""
    if not draw.group_id:
        return []
    return [Row(_("Stay in the group"), draw.staying), Row(_("Seats drawn by lot"), draw.size - draw.staying)]


def _chances(figures: DrawFigures) -> list[Row]:
    return [
        Row(_("Least chance") if figures.left_out == 0 else _("Least chance of all others"), _with_percent(figures.least)),
        Row(_("Greatest chance"), _with_percent(figures.greatest)),
        Row(_("Numbered groups in the lottery"), figures.panels),
    ]


def _with_percent(chance: float) -> str:
    return _("%(chance)s (%(percent)s%%)") % {"chance": chance_in_words(chance), "percent": f"{100 * chance:.1f}"}
