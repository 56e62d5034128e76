"""What is looked for waits in the session: names and numbers stand in no address."""

import pytest

from tests.factories.groups import make_group, make_seat
from tests.factories.opportunities import make_opportunity
from tests.factories.people import make_person
from tests.factories.projects import make_project, make_stage
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

CLEAR = "Clear the search"


@pytest.fixture
def thirty_people(council):
    """Let thirty people of the same name be found, on two pages, beside one other."""
    make_person(organisation=council, name="Dai Ffug")
    return [make_person(organisation=council, name=f"Olwen {number:02}") for number in range(30)]


@pytest.fixture
def doors(council, mari):
    """Return the address of every page on which people are searched for."""
    seat = make_seat(group=make_group(organisation=council))
    opportunity = make_opportunity(stage=make_stage(project=make_project(organisation=council, owner=mari)), state="OPEN")
    return [
        address("staff:people:list"),
        address("staff:groups:seat", seat.group.public_id, seat.public_id),
        address("staff:opportunities:invite", opportunity.public_id),
    ]


def look_for(client, door, text):
    return client.post(door, {"find": "this", "text": text}, follow=True)


def test_no_page_puts_what_is_looked_for_into_an_address(client, doors):
    for door in doors:
        page = look_for(client, door, "01970 000001")

        assert page.redirect_chain == [(door, 302)]
        assert "01970" not in "".join(part for part in text_of(page).split('"') if part.startswith(("/", "?", "http")))
        assert 'method="get"' not in text_of(page)


def test_a_search_holds_on_the_next_page_and_in_the_other_language(client, mari, thirty_people):
    look_for(client, address("staff:people:list"), "olwen")

    second = client.get(address("staff:people:list") + "?page=2")
    in_welsh = client.get(address("staff:people:list", language="cy"))

    assert [row.name for row in second.context["rows"]] == [f"Olwen {number:02}" for number in range(25, 30)]
    assert in_welsh.context["page"].paginator.count == 30


def test_a_new_search_begins_on_the_first_page(client, mari, thirty_people):
    page = look_for(client, address("staff:people:list") + "?page=2", "olwen")

    assert page.context["page"].number == 1


def test_a_search_is_cleared(client, mari, thirty_people):
    list_page = address("staff:people:list")

    found = look_for(client, list_page, "olwen")
    cleared = client.post(list_page, {"find": "nothing", "text": "olwen"}, follow=True)

    assert CLEAR in text_of(found)
    assert CLEAR not in text_of(cleared)
    assert cleared.context["page"].paginator.count == 31
    assert "olwen" not in str(dict(client.session))


def test_a_search_counts_on_its_own_page_alone(client, doors, thirty_people):
    for door in doors:
        look_for(client, door, "nobody")

    assert client.get(doors[0]).context["page"].paginator.count == 31
    assert client.get(doors[-1]).context["search"].words == "nobody"


def test_a_search_for_a_holder_is_over_once_she_is_chosen(client, doors, council):
    olwen = make_person(organisation=council, name="Olwen")

    searched = look_for(client, doors[1], "olwen")
    chosen = client.get(doors[1] + f"?holder={olwen.public_id}")

    assert list(searched.context["found"]) == [olwen]
    assert list(chosen.context["found"]) == []


def test_words_too_long_to_be_looked_for_find_everyone_and_it_is_said(client, mari, thirty_people):
    page = look_for(client, address("staff:people:list"), "o" * 101)

    assert page.context["page"].paginator.count == 31
    assert "govuk-error-message" in text_of(page)


def test_whoever_signs_out_leaves_nothing_behind(client, mari, thirty_people):
    look_for(client, address("staff:people:list"), "olwen")

    client.post(address("account_logout"))

    assert "olwen" not in str(dict(client.session))
