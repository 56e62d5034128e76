"""Whom a draw speaks for: the areas it serves, and the people the census counted there."""

from collections import Counter
from collections.abc import Collection

from django.db.models import QuerySet

from cyfran.domain.opportunities.choices import Feature
from cyfran.domain.opportunities.models import Opportunity
from cyfran.domain.organisations.choices import Measure
from cyfran.domain.organisations.models import Area, Baseline
from cyfran.domain.people.choices import AgeBand, Hours

# What the census counts, by the values of our features: carers by hours, and residents by age.
_COUNTED = {
    Measure.HOURS_9_OR_LESS: Hours.UP_TO_9,
    Measure.HOURS_10_19: Hours.FROM_10_TO_19,
    Measure.HOURS_20_34: Hours.FROM_20_TO_49,
    Measure.HOURS_35_49: Hours.FROM_20_TO_49,
    Measure.HOURS_50_PLUS: Hours.FROM_50,
    **dict.fromkeys([Measure.AGE_16_19, Measure.AGE_20_24], AgeBand.FROM_16_TO_24),
    **dict.fromkeys([Measure.AGE_25_29, Measure.AGE_30_34, Measure.AGE_35_39, Measure.AGE_40_44], AgeBand.FROM_25_TO_44),
    **dict.fromkeys([Measure.AGE_45_49, Measure.AGE_50_54, Measure.AGE_55_59, Measure.AGE_60_64], AgeBand.FROM_45_TO_64),
    **dict.fromkeys([Measure.AGE_65_69, Measure.AGE_70_74, Measure.AGE_75_79, Measure.AGE_80_84], AgeBand.FROM_65),
    Measure.AGE_85_PLUS: AgeBand.FROM_65,
}


def areas_served(opportunity: Opportunity) -> QuerySet[Area]:
    """Return the areas whose people a draw speaks for: the project's, else the body's own, else those of its region."""
    project, body = opportunity.stage.project, opportunity.organisation
    if area_id := project.area_id or body.area_id:
        return Area.objects.filter(pk=area_id)
    return Area.objects.filter(region=body.region_id)


def population_of(areas: Collection[Area]) -> dict[str, Counter[str]]:
    """Count the people of areas by feature and value, as the census does: carers by hours and area, all residents by age."""
    found: dict[str, Counter[str]] = {Feature.AGE: Counter(), Feature.HOURS: Counter(), Feature.AREA: Counter()}
    counted = Baseline.objects.filter(area__in=areas).order_by("counted_on").values_list("area__slug", "measure", "people")
    # Of several counts of one thing the latest stands.
    for (slug, measure), people in {(slug, measure): people for slug, measure, people in counted}.items():
        if measure == Measure.CARERS:
            found[Feature.AREA][slug] += people
        elif value := _COUNTED.get(Measure(measure)):
            found[Feature.AGE if isinstance(value, AgeBand) else Feature.HOURS][value] += people
    return found
