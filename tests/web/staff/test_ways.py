"""How people came to register: by which way and through whom. No count tells who."""

import pytest

from tests.factories.correspondence import make_arrival, make_forward
from tests.factories.opportunities import make_opportunity
from tests.factories.organisations import make_coordinator, make_organisation
from tests.factories.people import make_person
from tests.factories.projects import make_project, make_stage
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def come(council, way, count, **given):
    for _number in range(count):
        make_arrival(person=make_person(organisation=council, is_example=given.pop("is_example", False)), way=way, **given)


def table(client, query=""):
    """Return the counts of the table by what they count."""
    text = client.get(address("staff:forwarding:ways_csv") + query).content.decode("utf-8-sig")
    return {name or kind: count for kind, name, count in (line.split(",") for line in text.splitlines()[1:])}


def test_each_way_and_partner_is_counted_and_the_share_by_no_digital_way_is_told(client, mari, council):
    stage = make_stage(project=make_project(organisation=council))
    partner = make_organisation(kind="PROVIDER", name_en="Made-up Carers")
    forward = make_forward(about=make_opportunity(stage=stage), partner=partner)
    for way, count in (("WEBSITE", 8), ("EMAIL", 5), ("SOCIAL", 5), ("TEXT", 6), ("STAFF", 7), ("VISIT", 5)):
        come(council, way, count)
    come(council, "POSTER", 6, forward=forward)

    page = text_of(client.get(address("staff:forwarding:ways")))

    ways = {"website": "8", "email": "5", "social": "5", "text": "6", "poster": "6", "staff": "7", "visit": "5"}
    assert table(client) == ways | {"Made-up Carers": "6", "all": "42", "by_no_digital_way_percent": "43"}
    assert ("43%" in page, "Made-up Carers" in page) == (True, True)


def test_a_count_below_five_is_hidden_and_cannot_be_worked_out_from_the_whole(client, mari, council):
    for way, count in (("WEBSITE", 9), ("STAFF", 6), ("POSTER", 3)):
        come(council, way, count)

    counts = table(client)

    hidden = dict.fromkeys(["email", "social", "text", "poster", "visit"], "")
    assert counts == hidden | {"website": "9", "staff": "6", "all": "", "by_no_digital_way_percent": ""}


def test_the_whole_is_told_where_enough_are_hidden_in_it(client, mari, council):
    for way, count in (("WEBSITE", 9), ("POSTER", 3), ("VISIT", 4)):
        come(council, way, count)

    assert (table(client)["all"], table(client)["poster"], table(client)["visit"]) == ("16", "", "")


def test_the_share_is_told_where_enough_are_hidden_on_both_sides(client, mari, council):
    for way, count in (("WEBSITE", 9), ("EMAIL", 4), ("SOCIAL", 2), ("STAFF", 10), ("POSTER", 3), ("VISIT", 4)):
        come(council, way, count)

    assert (table(client)["all"], table(client)["by_no_digital_way_percent"]) == ("32", "53")


def test_no_share_is_told_from_which_it_could_be_worked_out_that_nobody_came_by_the_other_ways(client, mari, council):
    for way, count in (("WEBSITE", 7), ("STAFF", 5)):
        come(council, way, count)

    assert (table(client)["all"], table(client)["by_no_digital_way_percent"]) == ("", "")


def test_no_share_is_told_of_which_one_side_is_small(client, mari, council):
    for way, count in (("WEBSITE", 9), ("STAFF", 4)):
        come(council, way, count)

    assert table(client)["by_no_digital_way_percent"] == ""
    assert "could be worked out from it" in text_of(client.get(address("staff:forwarding:ways")))


def test_people_of_others_and_invented_ones_are_not_counted(client, mari, council):
    come(make_organisation(), "EMAIL", 6)
    come(council, "SOCIAL", 6, is_example=False)
    for _number in range(7):
        make_arrival(person=make_person(organisation=council, is_example=True), way="TEXT")

    assert (table(client)["email"], table(client)["social"], table(client)["text"]) == ("", "6", "")
    assert (table(client, "?example=1")["social"], table(client, "?example=1")["text"]) == ("", "7")


def test_the_page_is_for_those_who_ask_people(client, council):
    client.force_login(make_coordinator(council))
    opened = client.get(address("staff:forwarding:ways")).status_code
    client.logout()

    assert (opened, client.get(address("staff:forwarding:ways")).status_code) == (200, 302)
