"""Who may see a person, and who may be asked."""

from datetime import UTC, datetime

import pytest

from cyfran.domain.people.choices import Use
from cyfran.domain.people.rules import can_be_invited, can_see_person
from tests.factories.base import make_administrator, make_user
from tests.factories.organisations import make_coordinator
from tests.factories.people import make_permission, make_person

pytestmark = pytest.mark.django_db


def test_a_person_is_seen_by_her_coordinators_and_administrators_only():
    person = make_person()
    owner = make_coordinator(person.organisation)
    teammate = make_coordinator(person.organisation)
    stranger = make_coordinator(make_person().organisation)

    seen = [can_see_person(user, person) for user in (owner, teammate, make_administrator(), stranger, make_user())]

    assert seen == [True, True, True, False, False]


def test_only_somebody_who_permits_it_can_be_invited():
    willing = make_permission(use=Use.CONTACT).person
    tired = make_permission(use=Use.CONTACT, withdrawn_at=datetime(2026, 11, 1, tzinfo=UTC)).person

    assert [can_be_invited(person) for person in (willing, tired, make_person())] == [True, False, False]
