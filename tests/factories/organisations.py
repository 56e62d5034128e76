"""Bodies, places and memberships for tests. No real place or body is named."""

from datetime import date
from itertools import count

from cyfran.domain.base.models import User
from cyfran.domain.organisations.choices import Measure, OrganisationKind, Role
from cyfran.domain.organisations.models import Area, Baseline, Membership, Organisation, Region
from tests.factories.base import make_user

_numbers = count(1)


def make_region(**given) -> Region:
    number = next(_numbers)
    names = {"slug": f"region-{number}", "name_cy": f"Rhanbarth {number}", "name_en": f"Region {number}"}
    return Region.objects.create(**{**names, **given})


def make_area(**given) -> Area:
    number = next(_numbers)
    names = {"ons_code": f"T{number:08d}", "slug": f"area-{number}", "name_cy": f"Ardal {number}", "name_en": f"Area {number}"}
    if "region" not in given:
        given["region"] = make_region()
    return Area.objects.create(**{**names, **given})


def make_baseline(**given) -> Baseline:
    facts = {"measure": Measure.CARERS, "people": 100, "counted_on": date(2021, 3, 21), "source": "An invented count"}
    if "area" not in given:
        given["area"] = make_area()
    return Baseline.objects.create(**{**facts, **given})


def make_organisation(**given) -> Organisation:
    """Make a council with an area of its own; any other kind has only a region. A named contact coordinates there."""
    number = next(_numbers)
    given.setdefault("kind", OrganisationKind.COUNCIL)
    if given["kind"] == OrganisationKind.COUNCIL and "area" not in given:
        given["area"] = make_area(**({"region": given["region"]} if "region" in given else {}))
    if "region" not in given:
        given["region"] = given["area"].region if "area" in given else make_region()
    names = {"slug": f"organisation-{number}", "name_cy": f"Corff {number}", "name_en": f"Organisation {number}"}
    organisation = Organisation.objects.create(**{**names, **given})
    if contact := given.get("named_contact"):
        make_membership(user=contact, organisation=organisation)
    return organisation


def make_membership(**given) -> Membership:
    if "user" not in given:
        given["user"] = make_user()
    if "organisation" not in given:
        given["organisation"] = make_organisation()
    return Membership.objects.create(**{"role": Role.COORDINATOR, "joined_on": date(2026, 1, 5), **given})


def make_coordinator(organisation: Organisation, **given) -> User:
    """Make an account that coordinates for the organisation."""
    return make_membership(user=make_user(**given), organisation=organisation).user
