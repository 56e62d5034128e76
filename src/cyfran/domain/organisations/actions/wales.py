"""Loading the bodies and places of Wales."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from django.db import models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cyfran.domain.base.actions import Actor, record_event
from cyfran.domain.base.files import Row
from cyfran.domain.organisations.choices import Measure, OrganisationKind
from cyfran.domain.organisations.files import AGES_MEASURES, CARERS_MEASURES, WelshFacts, read_welsh_facts
from cyfran.domain.organisations.models import Area, Baseline, Organisation, Region

_CENSUS_DAY = date(2021, 3, 21)
_CARERS_SOURCE = "Office for National Statistics, Census 2021, TS039"
_AGES_SOURCE = "Office for National Statistics, Census 2021, TS007"


@transaction.atomic
def load_wales(*, folder: Path, by: Actor | None, at: datetime, say: Callable[[str], None]) -> dict[str, int]:
    """Load the regions, areas, public bodies and census counts of Wales; return how many of each were added.

    The files are checked before anything is written. What is there already stays as it is, whatever the files say.
    """
    facts = read_welsh_facts(folder)
    before = _counts()
    regions = _load_regions(facts.regions, by=by, at=at)
    areas = _load_areas(facts.areas, regions, by=by, at=at)
    _load_councils(facts.councils, areas, by=by, at=at)
    _load_regional_bodies(facts, regions, by=by, at=at)
    _load_baselines(facts.carers, CARERS_MEASURES, _CARERS_SOURCE, areas, by=by, at=at)
    _load_baselines(facts.ages, AGES_MEASURES, _AGES_SOURCE, areas, by=by, at=at)
    added = {name: count - before[name] for name, count in _counts().items()}
    if any(added.values()):
        added_words = _(
            "Added: regions %(regions)s, areas %(areas)s, public bodies %(organisations)s, census counts %(baselines)s."
        )
        say(added_words % added)
    else:
        say(_("The regions, areas and public bodies of Wales are there already."))
    return added


def _counts() -> dict[str, int]:
    return {
        "regions": Region.objects.count(),
        "areas": Area.objects.count(),
        "organisations": Organisation.objects.count(),
        "baselines": Baseline.objects.count(),
    }


def _load_regions(rows: Sequence[Row], *, by: Actor | None, at: datetime) -> dict[str, Region]:
    regions = {region.slug: region for region in Region.objects.all()}
    for row in rows:
        if row["region_id"] not in regions:
            region = Region(slug=row["region_id"], name_cy=row["name_cy"], name_en=row["name_en"])
            _add(region, row, {"slug": "region_id"}, by=by, at=at)
            regions[region.slug] = region
    return regions


def _load_areas(rows: Sequence[Row], regions: Mapping[str, Region], *, by: Actor | None, at: datetime) -> dict[str, Area]:
    areas = {area.ons_code: area for area in Area.objects.all()}
    for row in rows:
        if row["ons_code"] not in areas:
            area = Area(
                ons_code=row["ons_code"],
                slug=slugify(row["name_en"]),
                region=regions[row["region_id"]],
                name_cy=row["name_cy"],
                name_en=row["name_en"],
                aliases=row["aliases"],
            )
            _add(area, row, {"slug": "name_en"}, by=by, at=at)
            areas[area.ons_code] = area
    return areas


def _load_councils(rows: Sequence[Row], areas: Mapping[str, Area], *, by: Actor | None, at: datetime) -> None:
    there = set(Organisation.objects.filter(kind=OrganisationKind.COUNCIL).values_list("area__ons_code", flat=True))
    for row in rows:
        if row["serves"] not in there:
            area = areas[row["serves"]]
            council = Organisation(kind=OrganisationKind.COUNCIL, region=area.region, area=area)
            _add_organisation(council, row, "name_cy", "name_en", by=by, at=at)


def _load_regional_bodies(facts: WelshFacts, regions: Mapping[str, Region], *, by: Actor | None, at: datetime) -> None:
    there = set(Organisation.objects.values_list("kind", "region__slug"))
    for row in facts.regions:
        if (OrganisationKind.HEALTH_BOARD, row["region_id"]) not in there:
            board = Organisation(kind=OrganisationKind.HEALTH_BOARD, region=regions[row["region_id"]])
            _add_organisation(board, row, "health_board_cy", "health_board_en", by=by, at=at)
    for row in facts.partnerships:
        if (OrganisationKind.PARTNERSHIP, row["serves"]) not in there:
            partnership = Organisation(kind=OrganisationKind.PARTNERSHIP, region=regions[row["serves"]])
            _add_organisation(partnership, row, "name_cy", "name_en", by=by, at=at)


def _add_organisation(
    organisation: Organisation, row: Row, name_cy: str, name_en: str, *, by: Actor | None, at: datetime
) -> None:
    """Name an organisation as two columns of its row say, and add it."""
    organisation.name_cy, organisation.name_en = row[name_cy], row[name_en]
    organisation.slug = slugify(row[name_en])
    _add(organisation, row, {"slug": name_en, "name_cy": name_cy, "name_en": name_en}, by=by, at=at)


def _add(thing: models.Model, row: Row, columns: Mapping[str, str], *, by: Actor | None, at: datetime) -> None:
    row.check(thing, columns)
    thing.save()
    record_event(f"{thing._meta.model_name}.loaded", subject=thing, by=by, at=at)


def _load_baselines(
    rows: Sequence[Row],
    measures: Mapping[str, Measure],
    source: str,
    areas: Mapping[str, Area],
    *,
    by: Actor | None,
    at: datetime,
) -> None:
    there = set(Baseline.objects.filter(counted_on=_CENSUS_DAY).values_list("area", "measure"))
    missing = [
        Baseline(
            area=areas[row["ons_code"]], measure=measure, people=row.whole_number(column), counted_on=_CENSUS_DAY, source=source
        )
        for row in rows
        for column, measure in measures.items()
        if (areas[row["ons_code"]].pk, measure) not in there
    ]
    # Hundreds at once, so the area and the uniqueness, known from above, are not asked of the database one by one.
    for baseline in missing:
        baseline.clean_fields(exclude=["area"])
    Baseline.objects.bulk_create(missing)
    for area in {baseline.area.pk: baseline.area for baseline in missing}.values():
        record_event("baselines.loaded", subject=area, by=by, at=at, source=source)
