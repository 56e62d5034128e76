"""Finding people, their links, and what they permit."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cyfran.domain.base.choices import Channel
from cyfran.domain.base.queries import sign_link
from cyfran.domain.organisations.choices import Act
from cyfran.domain.people.actions.people import renew_link
from cyfran.domain.people.choices import CaringState, Use
from cyfran.domain.people.queries import (
    caring_state,
    my_link,
    people_open_to,
    people_reached_at,
    permits,
    person_by_link,
    quotable_people,
    search_people,
    who_may_be_asked,
)
from tests.factories.base import make_administrator, make_user
from tests.factories.organisations import make_coordinator, make_organisation
from tests.factories.people import make_caring_role, make_permission, make_person

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=300) | st.text("0123456789+()-. @%_\\\0'\"", max_size=300)


def test_people_open_to_are_those_of_the_users_organisations():
    ours = make_person()
    make_person()

    assert list(people_open_to(make_coordinator(ours.organisation), Act.SEE_PEOPLE)) == [ours]
    assert list(people_open_to(make_user(), Act.SEE_PEOPLE)) == []
    assert list(people_open_to(AnonymousUser(), Act.SEE_PEOPLE)) == []


def test_people_open_to_an_administrator_are_all():
    people = {make_person(), make_person()}

    assert set(people_open_to(make_administrator(), Act.SEE_PEOPLE)) == people


@pytest.mark.parametrize("item_count", [1, 3])
def test_people_open_to_costs_the_same_for_more_people(item_count, django_assert_num_queries):
    organisation = make_organisation()
    for _ in range(item_count):
        make_person(organisation=organisation)
    user = make_coordinator(organisation)

    with django_assert_num_queries(1):
        assert len([(p.organisation.name, p.area.name) for p in people_open_to(user, Act.SEE_PEOPLE)]) == item_count


@pytest.mark.parametrize(
    "text",
    [
        "ann",
        "example ann",
        "EXAMPLE",
        "Ann.Invented@example.org ",
        "01970000001",
        "(01970) 000-001",
        "+44 1970 000001",
        "",
    ],
)
def test_search_people_finds_a_part_of_a_name_and_a_whole_contact_however_they_are_spelt(text):
    person = make_person(name="Ann Example", email="ann.invented@example.org", telephone="01970 000 001")
    user = make_coordinator(person.organisation)

    assert list(search_people(people_open_to(user, Act.SEE_PEOPLE), text)) == [person]


@pytest.mark.parametrize("text", ["bob", "ann bob", "01970 000 002", "01970 000", "ann.invented@", "-", "%", "_", "("])
def test_search_people_finds_nobody_for_another_text(text):
    person = make_person(name="Ann Example", email="ann.invented@example.org", telephone="01970 000 001")
    user = make_coordinator(person.organisation)

    assert list(search_people(people_open_to(user, Act.SEE_PEOPLE), text)) == []


@pytest.mark.parametrize("text", ["O'Enghraifft", "O\N{RIGHT SINGLE QUOTATION MARK}Enghraifft"])
def test_search_people_finds_a_name_with_either_apostrophe(text):
    typed, printed = (make_person(name=f"Ann O{apostrophe}Enghraifft") for apostrophe in ("'", "\N{RIGHT SINGLE QUOTATION MARK}"))

    assert set(search_people(people_open_to(make_administrator(), Act.SEE_PEOPLE), text)) == {typed, printed}


def test_search_people_finds_a_telephone_stored_with_its_country():
    person = make_person(telephone="+44 (0)1970 000001")

    assert list(search_people(people_open_to(make_administrator(), Act.SEE_PEOPLE), "01970 000001")) == [person]


def test_search_people_stays_within_the_users_organisations():
    person = make_person(name="Ann Example")

    assert list(search_people(people_open_to(make_user(), Act.SEE_PEOPLE), person.name)) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ANY_TEXT)
def test_search_people_takes_any_text(text):
    list(search_people(people_open_to(make_administrator(), Act.SEE_PEOPLE), text))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(contact=ANY_TEXT)
def test_people_reached_at_takes_any_text(contact):
    assert list(people_reached_at(contact)) == []


@pytest.mark.parametrize(
    "contact", [" Ann@Example.org ", "ann@example.org", "01970 000 001", "+44 1970 000 001", "(01970)000001"]
)
def test_people_reached_at_knows_a_contact_however_it_is_spelt(contact):
    person = make_person(email="ann@example.org", telephone="01970-000-001")

    assert list(people_reached_at(contact)) == [person]


def test_people_reached_at_finds_everyone_of_a_household():
    people = {make_person(telephone="01970 000 001"), make_person(telephone="01970000001")}

    assert set(people_reached_at("01970 000001")) == people


@pytest.mark.parametrize("contact", ["", " ", "-", "@", "ann", "000 001"])
def test_people_reached_at_finds_nobody_for_a_blank_or_a_part(contact):
    make_person(email="ann@example.org", telephone="01970 000 001")
    make_person(channel=Channel.LETTER, email="", telephone="", address="1 Invented Street")

    assert list(people_reached_at(contact)) == []


def test_a_link_opens_the_page_of_its_person():
    person = make_person()
    make_person()

    assert person_by_link(my_link(person)) == person


@pytest.mark.parametrize("link", ["", "nonsense", "abc-1-signature"])
def test_a_link_that_is_not_ours_opens_nothing(link):
    make_person()

    assert person_by_link(link) is None


def test_a_link_made_for_another_kind_of_page_opens_nothing():
    person = make_person()

    assert person_by_link(sign_link("invitation", person.public_id)) is None


def test_a_link_that_was_renewed_opens_nothing():
    person = make_person()
    old = my_link(person)
    renew_link(person=person, by=None, at=AT)

    assert person_by_link(old) is None
    assert person_by_link(my_link(person)) == person


def test_permits_knows_what_stands_and_what_was_taken_back():
    person = make_person()
    make_permission(person=person, use=Use.CONTACT)
    make_permission(person=person, use=Use.QUOTE, withdrawn_at=AT)

    assert [permits(person, Use.CONTACT), permits(person, Use.QUOTE)] == [True, False]


def test_quotable_people_are_those_who_permit_it_now():
    willing = make_permission(use=Use.QUOTE).person
    make_permission(use=Use.QUOTE, withdrawn_at=AT)
    make_permission(use=Use.CONTACT)
    make_permission(person=willing, use=Use.QUOTE, withdrawn_at=AT)

    assert list(quotable_people()) == [willing]


def test_a_person_is_seen_by_her_coordinators_and_administrators_only():
    person = make_person()
    owner = make_coordinator(person.organisation)
    teammate = make_coordinator(person.organisation)
    stranger = make_coordinator(make_person().organisation)

    users = (owner, teammate, make_administrator(), stranger, make_user())
    seen = [people_open_to(user, Act.SEE_PEOPLE).contains(person) for user in users]

    assert seen == [True, True, True, False, False]


@pytest.mark.parametrize(("beside", "can_be"), [((), False), (("PARENT",), True), (("NOT_SURE",), True)])
def test_whoever_looks_after_people_only_as_a_job_is_asked_to_nothing_that_is_for_carers(beside, can_be):
    person = make_permission(use=Use.CONTACT).person
    for relation in ("JOB", *beside):
        make_caring_role(person=person, relation=relation)

    assert who_may_be_asked().contains(person) is can_be


def test_whoever_grieves_is_left_in_peace_also_where_she_looks_after_others_as_a_job():
    person = make_permission(use=Use.CONTACT).person
    make_caring_role(person=person, relation="JOB")
    make_caring_role(person=person, state="DIED")

    assert (caring_state(person), who_may_be_asked().contains(person)) == (CaringState.BEREAVED, False)


def test_only_somebody_who_permits_it_can_be_invited():
    willing = make_permission(use=Use.CONTACT).person
    tired = make_permission(use=Use.CONTACT, withdrawn_at=datetime(2026, 11, 1, tzinfo=UTC)).person

    assert [who_may_be_asked().contains(person) for person in (willing, tired, make_person())] == [True, False, False]
