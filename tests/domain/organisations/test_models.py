import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from cyfran.domain.organisations.choices import OrganisationKind
from cyfran.domain.organisations.models import Area, Baseline, Membership, Organisation
from tests.factories.organisations import make_area, make_baseline, make_membership, make_organisation, make_region

pytestmark = pytest.mark.django_db


def test_a_council_has_its_area():
    council = Organisation(
        kind=OrganisationKind.COUNCIL, slug="cyngor", name_cy="Cyngor", name_en="Council", region=make_region()
    )

    with pytest.raises(ValidationError) as caught:
        council.full_clean()

    assert caught.value.messages == ["Say which area this council serves."]
    with pytest.raises(IntegrityError):
        Organisation.objects.bulk_create([council])


def test_an_area_has_one_council():
    first = make_organisation()
    second = Organisation(
        kind=OrganisationKind.COUNCIL, slug="arall", name_cy="Arall", name_en="Other", region=first.region, area=first.area
    )

    with pytest.raises(ValidationError) as caught:
        second.full_clean()

    assert caught.value.messages == ["This area already has a council."]
    with pytest.raises(IntegrityError):
        Organisation.objects.bulk_create([second])


def test_an_area_may_have_a_carers_organisation_beside_its_council():
    council = make_organisation()

    centre = make_organisation(kind=OrganisationKind.CARERS_ORGANISATION, region=council.region, area=council.area)

    assert list(council.area.organisations.all()) == [council, centre]


def test_a_measure_is_recorded_once_for_an_area_and_day():
    first = make_baseline()
    second = Baseline(area=first.area, measure=first.measure, counted_on=first.counted_on, people=1, source="Another count")

    with pytest.raises(ValidationError) as caught:
        second.full_clean()

    assert caught.value.messages == ["This measure is already recorded for this area and date."]
    with pytest.raises(IntegrityError):
        Baseline.objects.bulk_create([second])


def test_somebody_coordinates_for_an_organisation_once():
    first = make_membership()
    second = Membership(user=first.user, organisation=first.organisation, role=first.role, joined_on=first.joined_on)

    with pytest.raises(ValidationError) as caught:
        second.full_clean()

    assert caught.value.messages == ["This person already has a role in this organisation. End it first."]
    with pytest.raises(IntegrityError):
        Membership.objects.bulk_create([second])


def test_an_area_knows_every_name_it_goes_by():
    area = Area(name_cy="Y Bryniau", name_en="The Hills", aliases="Hills;  Sir y Bryniau ;")

    assert area.names_in_use == ["Y Bryniau", "The Hills", "Hills", "Sir y Bryniau"]


def test_each_record_is_called_by_what_tells_it_apart():
    area = make_area(name_en="The Hills")
    council = make_organisation(area=area, name_en="Hills Council")
    baseline = make_baseline(area=area, people=7)
    membership = make_membership(organisation=council)

    assert [str(thing) for thing in (area.region, area, council, baseline, membership)] == [
        area.region.name_en,
        "The Hills",
        "Hills Council",
        f"{area.pk} CARERS 7",
        f"{membership.user_id} COORDINATOR",
    ]
