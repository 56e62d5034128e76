"""What the API says: plain values, codes in lower case, names in both languages."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Annotated, Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override
from ninja import Schema
from pydantic import BeforeValidator, Field

from cyfran.domain.evaluation.queries import ratings_of
from cyfran.domain.groups.models import Group
from cyfran.domain.opportunities.models import Draw
from cyfran.domain.opportunities.queries import DrawFigures, public_figures
from cyfran.domain.organisations.choices import Measure
from cyfran.domain.organisations.models import Area, Organisation, Region
from cyfran.domain.projects.models import Project
from cyfran.engine.levels.finding import Finding, find_level
from cyfran.engine.levels.record import Record, StageRecord, StageState

# Codes are stored in capitals and shown in lower case.
Code = Annotated[str, BeforeValidator(str.lower)]


class Names(Schema):
    """A name in both languages; empty where it does not exist."""

    cy: str
    en: str


class RegionOut(Schema):
    id: str = Field(alias="slug")
    name: Names

    @staticmethod
    def resolve_name(region: Region) -> dict[str, str]:
        return region.name.halves


class Counted(Schema):
    """How many people of one kind live in an area, as counted by the census."""

    measure: Code
    people: int
    counted_on: date
    source: str


class AreaOut(Schema):
    """The place one council serves, and the people the census counted there."""

    ons_code: str
    name: Names
    region: RegionOut
    carers: int | None
    baselines: list[Counted]

    @staticmethod
    def resolve_name(area: Area) -> dict[str, str]:
        return area.name.halves

    @staticmethod
    def resolve_carers(area: Area) -> int | None:
        return next((counted.people for counted in area.baselines.all() if counted.measure == Measure.CARERS), None)


class SourceWords(Schema):
    """The source's own words, in its own language; empty where it does not say."""

    language: str = Field(alias="source_language")
    kind: str
    run_by: str
    partners: str
    rhythm: str
    format: str
    carers: str = Field(alias="carers_in_words")
    carer_places: str
    chair: str
    role: str = Field(alias="stated_role")
    decision_power: str = Field(alias="decision_power_in_words")
    reports_to: str
    recent_example: str
    since: str
    status: str
    source: str


class GroupOut(Schema):
    """One group of the register: our codes, beside the source's words."""

    id: str = Field(alias="public_id")
    source_id: str
    name: Names
    reach: Code
    region: str | None
    area: str | None
    group_class: Code
    carers: Code
    decision_right: Code
    board_seat_is_stated: bool
    is_example: bool
    in_the_sources_words: SourceWords

    @staticmethod
    def resolve_name(group: Group) -> dict[str, str]:
        return group.name.halves

    @staticmethod
    def resolve_region(group: Group) -> str | None:
        return group.region.slug if group.region else None

    @staticmethod
    def resolve_area(group: Group) -> str | None:
        return group.area.ons_code if group.area else None

    @staticmethod
    def resolve_in_the_sources_words(group: Group) -> Group:
        return group


class OrganisationOut(Schema):
    id: str = Field(alias="slug")
    name: Names

    @staticmethod
    def resolve_name(organisation: Organisation) -> dict[str, str]:
        return organisation.name.halves


class StageOut(Schema):
    """One of the six stages: what carers may do about decisions in it, and whether any took part; never how many."""

    stage: str
    state: str
    carer_right: str
    carers_took_part: bool
    happened_on: date | None


@dataclass(frozen=True)
class ProjectWithLevel:
    """A project, and what is on record about it."""

    project: Project
    record: Record

    @cached_property
    def finding(self) -> Finding:
        return find_level(self.record)


class ProjectOut(Schema):
    """One project: what it asks, and its level as computed, as its organiser claims it, and as participants felt it.

    The level felt is left out until the project is closed, and where fewer than five have said.
    """

    id: str = Field(alias="project.public_id")
    title: Names
    question: Names
    organisation: OrganisationOut = Field(alias="project.organisation")
    area: str | None
    started_on: date = Field(alias="project.started_on")
    closed_on: date | None = Field(alias="project.closed_on")
    level: str = Field(alias="finding.level.code")
    planned_level: str = Field(alias="finding.planned_level.code")
    claimed_level: Code | None
    level_felt: Code | None
    stages: list[StageOut]
    is_example: bool = Field(alias="project.is_example")

    @staticmethod
    def resolve_title(row: ProjectWithLevel) -> dict[str, str]:
        return row.project.title.halves

    @staticmethod
    def resolve_question(row: ProjectWithLevel) -> dict[str, str]:
        return row.project.question.halves

    @staticmethod
    def resolve_area(row: ProjectWithLevel) -> str | None:
        return row.project.area.ons_code if row.project.area else None

    @staticmethod
    def resolve_claimed_level(row: ProjectWithLevel) -> str | None:
        return row.project.claimed_level or None

    @staticmethod
    def resolve_level_felt(row: ProjectWithLevel) -> str | None:
        ratings = ratings_of(row.project)
        return ratings.level_felt if ratings else None

    @staticmethod
    def resolve_stages(row: ProjectWithLevel) -> list[dict[str, Any]]:
        happened_on = {stage.kind.lower(): stage.happened_on for stage in row.project.stages.all()}
        return [_stage(entry, happened_on[entry.stage]) for entry in row.record.stages]


def _stage(entry: StageRecord, happened_on: date | None) -> dict[str, Any]:
    is_done = entry.state is StageState.DONE
    return {
        "stage": entry.stage,
        "state": entry.state,
        "carer_right": entry.carer_right,
        "carers_took_part": is_done and entry.carers > 0,
        "happened_on": happened_on if is_done else None,
    }


class ProjectList(Schema):
    """Some of the projects, and how many there are in all."""

    items: list[ProjectOut]
    count: int


class TargetOut(Schema):
    """How many of the group there should be of one value."""

    feature: Code
    value: Code
    least: int
    most: int


class FiguresOut(Schema):
    """The pool, the chances in it (0 to 1), and what tells its lottery from every other."""

    pool: int
    least: float
    greatest: float
    left_out: int | None
    panels: int


class DrawOut(Schema):
    """One draw by lot. Of fewer than five people in the pool, neither figures nor the number of the panel are told.

    `page` is where it is explained, with the files that repeat it; `staying` are those of the group who keep their seats.
    """

    id: str = Field(alias="public_id")
    page: Names
    project: str = Field(alias="opportunity.stage.project.public_id")
    title: Names
    organisation: OrganisationOut = Field(alias="opportunity.organisation")
    size: int
    staying: int
    reserves: int
    fairness: Code
    targets: list[TargetOut]
    figures: FiguresOut | None
    lottery_sha256: str | None
    beacon: Code
    announced_at: datetime
    beacon_at: datetime
    seed: str
    number: int | None
    drawn_at: datetime | None
    is_example: bool

    @staticmethod
    def resolve_page(draw: Draw) -> dict[str, str]:
        return {language: _page_of(draw, language) for language in ("cy", "en")}

    @staticmethod
    def resolve_title(draw: Draw) -> dict[str, str]:
        return draw.opportunity.title.halves

    @staticmethod
    def resolve_targets(draw: Draw) -> list[Any]:
        return list(draw.targets.all())

    @staticmethod
    def resolve_figures(draw: Draw) -> DrawFigures | None:
        return public_figures(draw)

    @staticmethod
    def resolve_lottery_sha256(draw: Draw) -> str | None:
        return draw.lottery_sha256 if public_figures(draw) else None

    @staticmethod
    def resolve_number(draw: Draw) -> int | None:
        return draw.number if public_figures(draw) else None


def _page_of(draw: Draw, language: str) -> str:
    with override(language):
        return settings.PUBLIC_ADDRESS + reverse("public:draws:show", args=[draw.public_id])


class Problem(Schema):
    """Why there is no answer."""

    detail: str
