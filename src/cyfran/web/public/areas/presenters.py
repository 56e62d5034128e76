"""Areas as the public sees them: a tile on the map, the people counted, and how long requests wait."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from cyfran.domain.groups.queries import TileOnMap
from cyfran.domain.organisations.choices import Measure
from cyfran.domain.organisations.models import Baseline, Organisation
from cyfran.domain.projects.choices import ProposalState
from cyfran.domain.projects.models import Project
from cyfran.domain.projects.queries import PublicProposal
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


@dataclass(frozen=True)
class ClockOnPage:
    """How many requests for co-production a council has had, and how it keeps its time."""

    waiting: int
    overdue: int
    answered: int

    @property
    def all(self) -> int:
        return self.waiting + self.answered


def card_of_project(project: Project) -> Card:
    return Card(project.title, reverse("public:projects:show", args=[project.public_id]), project.question)


def clock_of(proposals: Iterable[PublicProposal], council: Organisation) -> ClockOnPage:
    theirs = [proposal for proposal in proposals if proposal.organisation == council]
    waiting = [proposal for proposal in theirs if proposal.state == ProposalState.WAITING]
    overdue = [proposal for proposal in waiting if proposal.overdue]
    return ClockOnPage(waiting=len(waiting), overdue=len(overdue), answered=len(theirs) - len(waiting))
