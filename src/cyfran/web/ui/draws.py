"""What a draw goes by, in words: features, their values, and a chance as people say it."""

from django.utils.translation import gettext as _

from cyfran.domain.opportunities.choices import NOT_SAID, VALUES, Feature
from cyfran.domain.opportunities.queries import DrawFigures
from cyfran.domain.organisations.models import Area
from cyfran.web.ui.parts import Text

_SEVERAL_IN_TEN = 0.35
_ALMOST = 0.95
_HALF_OF_TWENTY = 10
_HUNDRED = 100


class ValueNames:
    """Names the values of features; those of areas are read once."""

    def __init__(self) -> None:
        self._values: dict[str, dict[str, Text]] = {**VALUES, Feature.AREA: {area.slug: area.name for area in Area.objects.all()}}

    def of(self, feature: str, value: str) -> Text:
        if value == NOT_SAID:
            # Whoever names no language is written to in both.
            return _("Welsh and English") if feature == Feature.LANGUAGE else _("Not said")
        return self._values[feature].get(value, value)

    def in_full(self, feature: str, value: str) -> str:
        """Name a value together with its feature, as when several features stand in one sentence."""
        return _("%(feature)s: %(value)s") % {"feature": Feature(feature).label, "value": self.of(feature, value)}


def who_is_left_out(figures: DrawFigures) -> str:
    """Say for whom of a pool no group has room; nothing where everybody can be chosen."""
    if figures.left_out:
        return left_out_of(figures.pool, figures.left_out)
    if figures.left_out is None and figures.most_are_left_out:
        return _("For most people in the pool no group that keeps the targets and rules has room. They have no chance.")
    if figures.left_out is None:
        return _("For some people in the pool no group that keeps the targets and rules has room. They have no chance.")
    return ""


def left_out_of(pool: int, left_out: int) -> str:
    """Say for how many of a pool no group has room."""
    sentence = _(
        "For %(number)s of the %(pool)s people in the pool no group that keeps the targets and rules has room. "
        "They have no chance."
    )
    return sentence % {"number": left_out, "pool": pool}


def chance_in_words(chance: float) -> str:
    """Say a chance, 0 to 1, as one would across a table."""
    if chance <= 0:
        return _("none")
    if chance >= _ALMOST:
        return _("certain, or nearly so")
    in_twenty = round(20 * chance)
    if chance >= _SEVERAL_IN_TEN and in_twenty % 2:
        return _("about %(number)s in 20") % {"number": in_twenty}
    if chance >= _SEVERAL_IN_TEN and in_twenty != _HALF_OF_TWENTY:
        return _("about %(number)s in 10") % {"number": in_twenty // 2}
    one_in = round(1 / chance)
    return _("about 1 in %(number)s") % {"number": one_in if one_in < _HUNDRED else round(one_in, -1)}
