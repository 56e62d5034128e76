"""Areas as the public sees them: a tile on the map, the people counted, and the projects about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from cyfran.domain.groups.queries import TileOnMap
from cyfran.domain.organisations.choices import Measure
from cyfran.domain.organisations.models import Baseline
from cyfran.domain.projects.models import Project
from cyfran.web.ui.parts import Bar, Card, Tile

_HOURS = [measure for measure in Measure if measure.value.startswith("HOURS_")]


def tiles_of(places: Iterable[TileOnMap]) -> list[Tile]:
    return [
        Tile(
            name=place.area.name,
            short=place.short,
            href=reverse("public:areas:show", args=[place.area.slug]),
            row=place.row,
            column=place.column,
            standing=place.standing,
            groups=place.groups,
            with_members=place.with_carer_members,
            right_stated=place.right_stated,
        )
        for place in places
    ]


@dataclass(frozen=True)
class CarersOnPage:
    """How many people give unpaid care, of how many, and for how many hours a week: the latest count there is."""

    carers: int
    residents: int
    bars: Sequence[Bar]
    counted_on: date
    source: str

    @property
    def in_a_hundred(self) -> int:
        return round(100 * self.carers / self.residents)


def carers_counted(baselines: Iterable[Baseline]) -> CarersOnPage | None:
    """Return what was counted of an area; nothing where that is not on record."""
    latest = {counted.measure: counted for counted in sorted(baselines, key=lambda counted: counted.counted_on)}
    if not {Measure.CARERS, Measure.RESIDENTS_5_PLUS} <= latest.keys():
        return None
    carers = latest[Measure.CARERS]
    return CarersOnPage(
        carers=carers.people,
        residents=latest[Measure.RESIDENTS_5_PLUS].people,
        bars=[Bar(measure.label, latest[measure].people, carers.people) for measure in _HOURS if measure in latest],
        counted_on=carers.counted_on,
        source=carers.source,
    )


def card_of_project(project: Project) -> Card:
    href = reverse("public:projects:show", args=[project.public_id])
    return Card(project.title, href, project.question, is_example=project.is_example)
