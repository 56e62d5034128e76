"""Two records of one person on the pages of staff."""

import re
from datetime import timedelta

import pytest

from cyfran.domain.base import clock
from cyfran.domain.people.actions.merging import merge
from cyfran.domain.people.models import Person
from cyfran.web.ui.templatetags.ui import person_link
from tests.factories.contributions import make_contribution
from tests.factories.people import make_caring_role, make_permission, make_person
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

YES = {"is_known": "on"}


def at(name, person, *more):
    return address(f"staff:people:{name}", person.public_id, *more)


def rows_of(text):
    """Return the lines of the lists on a page, what they are about before what they say."""
    rows = re.findall(r"<dt[^>]*>(.*?)</dt> <dd[^>]*>(.*?)</dd>", text)
    return [f"{key.strip()}: {re.sub('<[^>]+>', '', value).strip()}" for key, value in rows]


@pytest.fixture
def twice(council):
    return [make_person(organisation=council, name="Olwen Sampl") for _one in range(2)]


def test_two_records_are_found_seen_side_by_side_made_one_and_parted(client, mari, twice):
    kept, gone = twice
    said = make_contribution(person=gone)
    make_permission(person=gone)

    found = client.get(address("staff:people:doubles")).content.decode()
    seen = text_of(client.get(at("compare", kept, gone.public_id)))
    client.post(at("compare", kept, gone.public_id), YES)
    said.refresh_from_db()
    one = (said.person, client.get(at("show", gone)).status_code)
    offered = text_of(client.get(at("twice", kept)))
    client.post(at("undo_merge", kept), {"gone": gone.public_id})

    assert at("twice", kept) in found
    assert ["Stays" in seen, "Goes into the other" in seen] == [True, True]
    assert rows_of(seen)[-3:] == ["Permits: Ask me to take part", "Was invited: 0", "Said: 1"]
    assert one == (kept, 404)
    assert "Another record, of Olwen Sampl, went into this one." in offered
    assert Person.objects.get(pk=gone.pk).merged_into is None


def test_where_the_two_say_different_things_it_is_said_which_counts_and_no_address_is_shown(client, mari, council):
    given = {"organisation": council, "area": council.area, "email": "olwen@example.org"}
    kept = make_person(**given, name="Olwen Sampl", language="CY", age_band="FROM_65")
    gone = make_person(**given | {"email": "sampl@example.org"}, name="O. Sampl", language="EN", format="LARGE_PRINT")

    page = text_of(client.get(at("compare", kept, gone.public_id)))
    turned = text_of(client.get(at("compare", gone, kept.public_id)))

    assert rows_of(page)[:4] == [
        "Name: Olwen Sampl, not: O. Sampl",
        "Language: Welsh, not: English",
        "Form: Large print, not: Ordinary print",
        "E-mail address: That of the record that stays",
    ]
    assert rows_of(turned)[:2] == ["Name: O. Sampl, not: Olwen Sampl", "Language: English, not: Welsh"]
    assert "@example.org" not in re.sub(r"mari\S+", "", page)


def test_a_name_on_a_record_that_went_leads_to_the_one_that_stayed(twice):
    kept, gone = twice
    merge(kept=kept, gone=gone, by=None, at=clock.now())

    assert at("show", kept) in person_link(gone)


def test_invented_people_in_the_list_are_marked(client, mari, council):
    for _one in range(2):
        make_person(organisation=council, name="Olwen Dychmygol", is_example=True)

    assert 'cy-tag--example">Example</strong>' in text_of(client.get(address("staff:people:doubles")))


def test_nobody_makes_two_records_one_by_a_press_alone(client, mari, twice):
    kept, gone = twice

    page = client.post(at("compare", kept, gone.public_id), {})

    assert "There is a problem" in text_of(page)
    assert Person.objects.filter(merged_into__isnull=False).count() == 0


def test_why_two_records_cannot_be_made_one_is_said_on_the_page(client, mari, twice):
    kept, gone = twice
    make_caring_role(person=kept, cared_for=gone)

    page = client.post(at("compare", kept, gone.public_id), YES)

    assert "one looks after the other or is their deputy" in text_of(page)


def test_what_can_no_longer_be_undone_says_so(client, mari, twice, monkeypatch):
    kept, gone = twice
    client.post(at("compare", kept, gone.public_id), YES)
    late = clock.now() + timedelta(days=29)
    monkeypatch.setattr(clock, "now", lambda: late)

    page = client.post(at("undo_merge", kept), {"gone": gone.public_id}, follow=True)

    assert "This can be undone for 28 days only." in text_of(page)


def test_nobody_of_another_body_and_not_she_herself_is_set_beside_her(client, mari, council):
    person = make_person(organisation=council)
    stranger = make_person(name=person.name, area=person.area)

    answers = [client.get(at("compare", person, one.public_id)).status_code for one in (stranger, person)]

    assert [*answers, client.get(at("twice", stranger)).status_code] == [404, 404, 404]
    assert stranger.name not in text_of(client.get(address("staff:people:doubles")))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_more(client, mari, council, count, django_assert_num_queries):
    for number in range(count):
        for _twice in range(2):
            make_person(organisation=council, name=f"Olwen {number}")
    client.get(address("staff:people:doubles"))

    with django_assert_num_queries(5):
        client.get(address("staff:people:doubles"))
