"""What the parts in the gallery show: everything invented, and one of each state."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from cyfran.domain.groups.choices import MapStanding
from cyfran.web.ui.parts import Bar, Card, Row, StageOnStrip, Tile, key_of, ladder

COMPONENTS = (
    "hero",
    "voices",
    "strip",
    "ladder",
    "map",
    "said_and_done",
    "cards",
    "tag",
    "summary_list",
    "bars",
    "empty",
    "rather_talk",
    "pagination",
    "button",
)
_HERE = "#main-content"
_TILES = (
    ("Isle of Anglesey", "AGY", 1, 2), ("Conwy", "CWY", 1, 3), ("Denbighshire", "DEN", 1, 4), ("Flintshire", "FLN", 1, 5),
    ("Gwynedd", "GWN", 2, 3), ("Wrexham", "WRX", 2, 4), ("Ceredigion", "CGN", 3, 2), ("Powys", "POW", 3, 3),
    ("Pembrokeshire", "PEM", 4, 1), ("Carmarthenshire", "CMN", 4, 2), ("Neath Port Talbot", "NTL", 4, 3),
    ("Merthyr Tydfil", "MTY", 4, 4), ("Blaenau Gwent", "BGW", 4, 5), ("Monmouthshire", "MON", 4, 6), ("Swansea", "SWA", 5, 2),
    ("Bridgend", "BGE", 5, 3), ("Rhondda Cynon Taf", "RCT", 5, 4), ("Caerphilly", "CAY", 5, 5), ("Torfaen", "TOF", 5, 6),
    ("Vale of Glamorgan", "VGL", 6, 4), ("Cardiff", "CRF", 6, 5), ("Newport", "NWP", 6, 6),
)  # fmt: skip


def examples() -> dict[str, Any]:
    """Return what the examples of all parts need, by name."""
    tiles = _tiles()
    return {
        "voices": [
            {"text": words, "href": _HERE}
            for words in (
                _("I look after my mum"),
                _("My husband needs me at night"),
                _("I help a neighbour"),
                _("My son, every day"),
            )
        ],
        "stages": _stages(),
        "ladder": ladder(record="ENGAGEMENT", plan="CO_DESIGN", claim="CO_PRODUCTION", felt="CONSULTATION"),
        "tiles": tiles,
        "key": key_of(tiles),
        "cards": _cards(),
        "rows": [
            Row(_("Organisation"), _("An invented council")),
            Row(_("Named contact"), "Enid Enghraifft", _HERE, _("Change")),
        ],
        "example_contact": {"name": "Enid Enghraifft", "telephone": "029 2018 0123"},
        "bars": [Bar(_("Yes"), 12, 22), Bar(_("Partly"), 7, 22), Bar(_("No"), None, 22)],
        "page": Paginator(range(200), 20).page(4),
    }


def _stages() -> list[StageOnStrip]:
    joint, advise = _("Agree jointly"), _("Advise")
    return [
        StageOnStrip(_("Idea"), "DONE", _("Done"), True, joint, date(2026, 1, 12)),
        StageOnStrip(_("Priorities"), "DONE", _("Done"), True, advise, date(2026, 3, 2)),
        StageOnStrip(_("Design"), "DONE", _("Done"), None, advise, date(2026, 5, 18)),
        StageOnStrip(_("Decision"), "PLANNED", _("Planned"), True, joint),
        StageOnStrip(_("Delivery"), "SKIPPED", _("Left out"), None),
        StageOnStrip(_("Evaluation"), "PLANNED", _("Planned"), False, _("Not stated")),
    ]


def _tiles() -> list[Tile]:
    standings = list(MapStanding)
    return [
        Tile(name, short, _HERE, row, column, standings[n % 5], n % 4, n % 3, n % 2)
        for n, (name, short, row, column) in enumerate(_TILES)
    ]


def _cards() -> list[Card]:
    question = _("How should an assessment work, so that it helps and does not only count?")
    return [
        Card(
            _("A better carer's assessment"),
            _HERE,
            question,
            _("Engagement"),
            "ENGAGEMENT",
            [_("Began in May")],
            is_example=True,
        ),
        Card(_("Breaks that fit a family"), _HERE, "", _("Closed"), "CLOSED", [_("Began in January")]),
        Card(_("A card without a link"), text=_("Only words.")),
    ]
