"""Visits to where people meet, and registering those who are met there: few questions, and never twice."""

from datetime import date
from uuid import uuid4

import pytest

from cyfran.domain.correspondence.models import Arrival, Message, Visit
from cyfran.domain.people.models import Person
from tests.factories.correspondence import make_visit
from tests.factories.organisations import make_coordinator, make_organisation
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

VISIT = {
    "place": "The made-up café, Aberdychmygol",
    "went_on_day": 19,
    "went_on_month": 11,
    "went_on_year": 2026,
    "went": "Mari and Bob",
    "people_met": 7,
}
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def visit(council, mari):
    return make_visit(organisation=council, owner=mari)


def answers(**given):
    said = {"is_over_16": "on", "name": "Ann Pretend", "contact": "07700 900001", "relation": "PARENT", "language": "CY"}
    return {"key": str(uuid4()), "uses": ["CONTACT"], **said, **given}


def sign_up(client, visit, sent, **headers):
    return client.post(address("staff:visits:sign_up", visit.public_id), sent, **headers)


def test_a_visit_says_where_when_who_and_how_many(client, mari, council):
    answer = client.post(address("staff:visits:add"), VISIT)

    visit = Visit.objects.get()
    assert answer.url == address("staff:visits:show", visit.public_id)
    assert (visit.organisation, visit.place, visit.went_on) == (council, VISIT["place"], date(2026, 11, 19))
    assert (visit.went, visit.people_met, visit.follow_up, visit.owner) == ("Mari and Bob", 7, "", mari)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"went_on_day": 21}, "A visit is written down on the day, or afterwards."),
        ({"follow_up": "Send posters."}, "Say what is still to be done and by when, or leave both empty."),
    ],
)
def test_a_visit_that_cannot_be_is_refused(client, mari, changed, said):
    page = client.post(address("staff:visits:add"), VISIT | changed)

    assert said in text_of(page)
    assert not Visit.objects.exists()


def test_what_is_still_to_be_done_stands_on_the_page_of_today_until_it_is(client, mari, visit):
    due = {"follow_up": "Send posters.", "follow_up_by_day": 27, "follow_up_by_month": 11, "follow_up_by_year": 2026}
    client.post(address("staff:visits:change", visit.public_id), VISIT | due)
    before = text_of(client.get(address("staff:today:show")))

    client.post(address("staff:visits:done", visit.public_id))

    assert "See to what is still to be done after the visit to The made-up café, Aberdychmygol" in before
    assert "after the visit to" not in text_of(client.get(address("staff:today:show")))
    assert "Done on 20 November 2026" in text_of(client.get(address("staff:visits:show", visit.public_id)))


def test_somebody_met_there_is_registered_with_few_questions(client, mari, council, visit):
    answer = sign_up(client, visit, answers())

    person = Person.objects.get()
    assert answer.url == address("staff:visits:sign_up", visit.public_id)
    assert (person.name, person.organisation, person.area, person.registered_by) == ("Ann Pretend", council, council.area, mari)
    assert (person.channel, person.telephone, person.email, person.language) == ("TEXT", "07700 900001", "", "CY")
    assert [(role.relation, role.hours) for role in person.caring_roles.all()] == [("PARENT", "NOT_SURE")]
    assert [permission.use for permission in person.permissions.all()] == ["CONTACT"]
    assert (person.arrival.way, person.arrival.visit, person.arrival.forward) == ("VISIT", visit, None)
    assert [message.purpose for message in Message.objects.all()] == ["MY_PAGE"]


@pytest.mark.parametrize(
    ("contact", "channel", "field"),
    [
        ("07700 900001", "TEXT", "telephone"),
        ("01632 960100", "PHONE", "telephone"),
        ("ann.pretend@example.org", "EMAIL", "email"),
    ],
)
def test_how_she_is_reached_shows_from_what_she_gave(client, mari, visit, contact, channel, field):
    sign_up(client, visit, answers(contact=contact))

    person = Person.objects.get()
    assert (person.channel, getattr(person, field)) == (channel, contact)


@pytest.mark.parametrize("headers", [{}, JSON], ids=["without the script", "by the script"])
def test_what_is_sent_twice_registers_once(client, mari, visit, headers):
    sent = answers()

    answered = [sign_up(client, visit, sent, **headers).status_code for _time in range(3)]

    assert (answered, Person.objects.count(), Message.objects.count()) == ([200] * 3 if headers else [302] * 3, 1, 1)


def test_two_of_one_name_are_two(client, mari, visit):
    sign_up(client, visit, answers())
    sign_up(client, visit, answers())

    assert (Person.objects.count(), visit.arrivals.count()) == (2, 2)


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"is_over_16": ""}, "is_over_16", "Somebody younger is registered with the full form."),
        ({"contact": "12"}, "contact", "Write a whole telephone number or e-mail address."),
        ({"contact": "ann@"}, "contact", "Write a whole telephone number or e-mail address."),
        ({"key": "7"}, "key", "Open this page again, and write it down once more."),
    ],
)
def test_the_script_is_told_what_is_wrong(client, mari, visit, changed, field, said):
    answer = sign_up(client, visit, answers(**changed), **JSON)

    assert (answer.status_code, answer.json()) == (422, {"accepted": False, "errors": {field: [said]}})
    assert not Person.objects.exists()


def test_without_the_script_the_form_says_what_is_wrong_and_keeps_what_was_typed(client, mari, visit):
    page = text_of(sign_up(client, visit, answers(contact="12")))

    assert "Write a whole telephone number or e-mail address." in page
    assert 'value="Ann Pretend"' in page


def test_a_body_without_an_area_asks_where_she_lives(client, mari):
    body = make_organisation(kind="CARERS_ORGANISATION")
    where = make_organisation().area
    client.force_login(make_coordinator(body))
    visit = make_visit(organisation=body)

    missing = sign_up(client, visit, answers(), **JSON)
    sign_up(client, visit, answers(area=where.slug), **JSON)

    assert list(missing.json()["errors"]) == ["area"]
    assert Person.objects.get().area == where


def test_a_stranger_finds_no_visit(client, visit):
    client.force_login(make_coordinator(make_organisation()))

    pages = [client.get(address(f"staff:visits:{name}", visit.public_id)) for name in ("show", "change", "sign_up")]
    pages += [client.post(address("staff:visits:done", visit.public_id)), sign_up(client, visit, answers(), **JSON)]

    assert [page.status_code for page in pages] == [404] * 5
    assert visit.place not in text_of(client.get(address("staff:visits:list")))
    assert not Arrival.objects.exists()


@pytest.mark.parametrize("item_count", [1, 20])
def test_the_list_costs_the_same_for_one_and_for_many(client, mari, council, item_count, django_assert_max_num_queries):
    for _number in range(item_count):
        make_visit(organisation=council, owner=mari)

    with django_assert_max_num_queries(9):
        client.get(address("staff:visits:list"))
