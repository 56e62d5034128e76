from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError

from cyfran.domain.base import clock
from cyfran.domain.organisations.choices import Act, OrganisationKind
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.organisations.queries import (
    administrators,
    areas_with_regions,
    contact_of,
    council_of,
    first_owner,
    organisations_of,
    who_keep_records,
)
from tests.factories.base import make_administrator, make_user
from tests.factories.organisations import make_area, make_coordinator, make_membership, make_organisation
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


def test_organisations_of_a_coordinator_are_those_she_coordinates_for():
    mine, also_mine, _other = make_organisation(), make_organisation(), make_organisation()
    user = make_coordinator(mine)
    make_membership(user=user, organisation=also_mine)
    make_coordinator(mine)

    assert list(organisations_of(user, Act.ANSWER)) == [mine, also_mine]


def test_who_keep_records_are_those_with_staff_or_with_people_and_are_not_multiplied_by_either():
    with_staff, with_people, _with_none = make_organisation(), make_organisation(), make_organisation()
    make_coordinator(with_staff)
    make_person(organisation=with_people)

    keepers = who_keep_records()

    assert set(keepers) == {with_staff, with_people}
    assert set(keepers.query.alias_map) == {Organisation._meta.db_table}


def test_organisations_of_an_administrator_are_all():
    first, second = make_organisation(), make_organisation()

    assert list(organisations_of(make_administrator(), Act.ANSWER)) == [first, second]


def test_organisations_of_a_stranger_are_none():
    organisation = make_organisation()
    left = make_coordinator(organisation, is_active=False)

    for stranger in (make_user(), AnonymousUser(), left, make_administrator(is_active=False)):
        assert list(organisations_of(stranger, Act.ANSWER)) == []


def test_administrators_begin_with_the_one_longest_here():
    new = make_administrator(joined_at=datetime(2026, 5, 1, tzinfo=UTC))
    old = make_administrator(joined_at=datetime(2025, 5, 1, tzinfo=UTC))
    make_administrator(is_active=False)
    make_user()

    assert list(administrators()) == [old, new]


def test_areas_come_with_their_regions_in_one_query(django_assert_num_queries):
    areas = [make_area(), make_area()]

    with django_assert_num_queries(1):
        assert [(area, area.region.slug) for area in areas_with_regions()] == [(area, area.region.slug) for area in areas]


def test_council_of_an_area_is_no_other_body_there():
    council = make_organisation()
    make_organisation(kind=OrganisationKind.VOLUNTARY_COUNCIL, area=council.area)

    assert council_of(council.area) == council


def test_first_owner_is_the_named_contact():
    make_administrator()
    contact = make_user()

    assert first_owner(make_organisation(named_contact=contact)) == contact


def test_first_owner_is_else_an_administrator():
    administrator = make_administrator()

    assert first_owner(make_organisation()) == administrator


@pytest.mark.parametrize("change", [{"role": "VIEWER"}, {"ends_on": date(2026, 1, 6)}, {"user": None}])
def test_first_owner_is_no_contact_who_may_not_answer_any_more(change):
    administrator, contact = make_administrator(), make_user(is_active=change != {"user": None})
    organisation = make_organisation(named_contact=contact)
    if "user" not in change:
        organisation.memberships.update(**change)

    assert (first_owner(organisation), contact_of(organisation)) == (administrator, None)


@pytest.mark.parametrize(
    ("until", "turned_to"), [(None, "contact"), (date(2026, 11, 19), "contact"), (date(2026, 11, 20), "stand-in")]
)
def test_whoever_stands_in_is_turned_to_until_the_contact_is_back(monkeypatch, until, turned_to):
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 20))
    organisation = make_organisation(named_contact=make_user(name="contact"), contact_away_until=until)
    organisation.contact_stand_in = make_coordinator(organisation, name="stand-in")

    assert (contact_of(organisation).name, first_owner(organisation).name) == (turned_to, turned_to)


def test_whoever_stands_in_is_turned_to_once_the_contact_may_not_answer_any_more():
    organisation = make_organisation(named_contact=make_user())
    organisation.memberships.update(role="VIEWER")
    organisation.contact_stand_in = make_coordinator(organisation)

    assert contact_of(organisation) == organisation.contact_stand_in


def test_first_owner_is_refused_where_there_is_nobody():
    with pytest.raises(ValidationError) as caught:
        first_owner(make_organisation(name_en="Hills Council"))

    assert caught.value.code == "no_owner"
    assert caught.value.messages == [
        "Nobody can answer for Hills Council yet: name a contact for it, or make somebody an administrator."
    ]
