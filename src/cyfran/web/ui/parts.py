"""What the parts of pages are made of: plain values that a presenter fills in and a template draws."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base import words
from cyfran.domain.groups.choices import MapStanding

Text = str | Promise


@dataclass(frozen=True)
class Row:
    """One line of a summary list; `action` is a link to where it can be changed."""

    label: Text
    value: object
    href: str = ""
    action: Text = ""


@dataclass(frozen=True)
class Card:
    """One thing in a list of cards. `state` colours the tag; `details` are short facts in the last line."""

    title: Text
    href: str = ""
    text: Text = ""
    tag: Text = ""
    state: str = ""
    details: Sequence[Text] = ()
    is_example: bool = False


@dataclass(frozen=True)
class Bar:
    """One figure out of a whole. None is a count of people too small to show; then there is no bar either."""

    label: Text
    figure: int | None
    whole: int | None

    @property
    def share(self) -> int | None:
        """Return the length of the bar in percent."""
        if self.figure is None or not self.whole:
            return None
        return round(100 * self.figure / self.whole)


# --- Stage strip ------------------------------------------------------------------------------------------------------

_CARERS_THERE = {
    ("DONE", True): _("Carers took part"),
    ("DONE", False): _("No carers on record"),
    ("PLANNED", True): _("Carers will take part"),
    ("PLANNED", False): _("No carers planned"),
}


@dataclass(frozen=True)
class StageOnStrip:
    """One of the six stages. `carers` is None where saying yes or no could tell who; `right` is what carers may do."""

    name: Text
    state: str
    state_name: Text
    carers: bool | None
    right: Text = ""
    happened_on: date | None = None

    @property
    def has_carers(self) -> bool:
        return self.state != "SKIPPED" and bool(self.carers)

    @property
    def carers_words(self) -> Text:
        """Say whether carers are there; of a stage that is left out, or whose plan is not told, there is nothing to say."""
        if self.state == "SKIPPED" or (self.state == "PLANNED" and self.carers is None):
            return ""
        if self.carers is None:
            return _("Carers: not shown")
        return _CARERS_THERE[self.state, self.carers]


# --- Level ladder -----------------------------------------------------------------------------------------------------

_LEVELS = ("coercion", "educating", "informing", "consultation", "engagement", "co_design", "co_production")
_FIRST_STEP = "informing"
_VIEWS = {
    "record": _("What the record shows"),
    "plan": _("If the plan is kept"),
    "claim": _("What the organiser says"),
    "felt": _("What participants felt"),
}


@dataclass(frozen=True)
class View:
    """One way of seeing the level: the record, the plan, the organiser's claim or the participants' rating."""

    kind: str
    name: Text
    level: str
    unknown: Text  # what stands where there is no level

    @property
    def level_name(self) -> Text:
        return words.level_name(self.level) if self.level else self.unknown


@dataclass(frozen=True)
class Rung:
    """One step of the ladder, with the views that see the project there."""

    number: int
    name: str
    meaning: str
    reach: str  # "reached", "planned" or nothing
    views: tuple[View, ...]


@dataclass(frozen=True)
class Ladder:
    views: tuple[View, ...]
    rungs: tuple[Rung, ...] = field(default=())  # the highest first, as one looks at a ladder


def ladder(*, record: str, plan: str = "", claim: str = "", felt: str | None = "") -> Ladder:
    """Set the computed level, the planned one, the claim and the participants' rating side by side.

    Levels are codes in either case; nothing stands for a claim not made, or a rating too few have given to be shown.
    The rating is None before the project is closed: until then it is not shown.
    """
    levels = {"record": record.lower(), "plan": plan.lower(), "claim": claim.lower(), "felt": (felt or "").lower()}
    if levels["plan"] == levels["record"]:
        del levels["plan"]
    unknown = {"felt": _("Shown once the project is closed") if felt is None else _("Fewer than five people have answered")}
    views = tuple(View(kind, _VIEWS[kind], level, unknown.get(kind, _("Not stated"))) for kind, level in levels.items())
    rungs = tuple(
        Rung(
            number=_height(level),
            name=words.level_name(level),
            meaning=words.level_words(level),
            reach=_reach(level, levels),
            views=tuple(view for view in views if view.level == level),
        )
        for level in reversed(_LEVELS)
    )
    return Ladder(views, rungs)


def _height(level: str) -> int:
    return _LEVELS.index(level) + 1 if level in _LEVELS else 0


def _reach(level: str, levels: dict[str, str]) -> str:
    """Fill the steps up to the level; coercion and educating are no steps on the way, so they stand for themselves alone."""
    if level == levels["record"]:
        return "reached"
    if _height(level) < _height(_FIRST_STEP):
        return ""
    if _height(level) <= _height(levels["record"]):
        return "reached"
    return "planned" if _height(level) <= _height(levels.get("plan", "")) else ""


# --- Map of Wales -----------------------------------------------------------------------------------------------------

# Each standing has a sign on the map, too: colour alone would not do.
_SIGNS = {
    MapStanding.RIGHT_STATED: "●●●",
    MapStanding.MEMBERS: "●●○",
    MapStanding.PARTICIPANTS: "●○○",
    MapStanding.NOT_STATED: "?",
    MapStanding.NO_GROUP: "–",
}
# Where a long name may break, so that it fits its tile.
_BREAKS = tuple((part, f"\u00ad{part}") for part in ("shire", "then", "fyrddin", "gannwg", "newydd"))


@dataclass(frozen=True)
class Standing:
    """One line of the key of the map."""

    code: MapStanding
    areas: int

    @property
    def name(self) -> Text:
        return self.code.label

    @property
    def sign(self) -> str:
        return _SIGNS[self.code]


@dataclass(frozen=True)
class Tile:
    """One council on the map, with counts of its groups."""

    name: str
    short: str
    href: str
    row: int
    column: int
    standing: MapStanding
    groups: int
    with_members: int
    right_stated: int

    @property
    def sign(self) -> str:
        return _SIGNS[self.standing]

    @property
    def standing_name(self) -> Text:
        return self.standing.label

    @property
    def breakable_name(self) -> str:
        name = str(self.name)
        for ending, broken in _BREAKS:
            name = name.replace(ending, broken)
        return name


def key_of(tiles: Sequence[Tile]) -> list[Standing]:
    """Return the key of the map: every standing, and how many areas have it."""
    return [Standing(standing, sum(tile.standing == standing for tile in tiles)) for standing in MapStanding]
