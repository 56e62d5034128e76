"""Who may see a person, and who may be asked."""

from datetime import UTC, datetime

import pytest

from cyfran.domain.people.choices import CaringState, Use
from cyfran.domain.people.queries import caring_state
from cyfran.domain.people.rules import can_be_invited, can_see_person
from tests.factories.base import make_administrator, make_user
from tests.factories.organisations import make_coordinator
from tests.factories.people import make_caring_role, make_permission, make_person

pytestmark = pytest.mark.django_db


def test_a_person_is_seen_by_her_coordinators_and_administrators_only():
    person = make_person()
    owner = make_coordinator(person.organisation)
    teammate = make_coordinator(person.organisation)
    stranger = make_coordinator(make_person().organisation)

    seen = [can_see_person(user, person) for user in (owner, teammate, make_administrator(), stranger, make_user())]

    assert seen == [True, True, True, False, False]


@pytest.mark.parametrize(("beside", "can_be"), [((), False), (("PARENT",), True), (("NOT_SURE",), True)])
def test_whoever_looks_after_people_only_as_a_job_is_asked_to_nothing_that_is_for_carers(beside, can_be):
    person = make_permission(use=Use.CONTACT).person
    for relation in ("JOB", *beside):
        make_caring_role(person=person, relation=relation)

    assert can_be_invited(person) is can_be


def test_whoever_grieves_is_left_in_peace_also_where_she_looks_after_others_as_a_job():
    person = make_permission(use=Use.CONTACT).person
    make_caring_role(person=person, relation="JOB")
    make_caring_role(person=person, state="DIED")

    assert (caring_state(person), can_be_invited(person)) == (CaringState.BEREAVED, False)


def test_only_somebody_who_permits_it_can_be_invited():
    willing = make_permission(use=Use.CONTACT).person
    tired = make_permission(use=Use.CONTACT, withdrawn_at=datetime(2026, 11, 1, tzinfo=UTC)).person

    assert [can_be_invited(person) for person in (willing, tired, make_person())] == [True, False, False]
