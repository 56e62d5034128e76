"""The groups of our organisations: what the register says of them, and who holds which seat."""

from datetime import date

import pytest

from cyfran.domain.base.choices import DecisionRight
from cyfran.domain.groups.choices import Carers, GroupClass
from cyfran.domain.groups.models import Group
from cyfran.domain.organisations.choices import OrganisationKind, Role
from tests.factories.base import make_user
from tests.factories.groups import make_group, make_seat
from tests.factories.organisations import make_coordinator, make_membership, make_organisation
from tests.factories.people import make_person
from tests.web.random_posts import assert_random_posts_never_break
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def answers(**given) -> dict:
    return {
        "name_cy": "Panel Gofalwyr",
        "name_en": "Carers' Panel",
        "group_class": GroupClass.PANEL,
        "reach": "COUNTY",
        "carers": Carers.MEMBERS,
        "decision_right": DecisionRight.ADVISE,
        "source_language": "en",
        "stated_role": "It reads every plan before it is decided.",
        **given,
    }


# --- The list ---------------------------------------------------------------------------------------------------------


def test_the_list_shows_the_groups_of_ones_own_organisations(client, mari, council):
    ours = make_group(organisation=council)
    make_group()

    page = client.get(address("staff:groups:list"))

    assert list(page.context["page"]) == [ours]


@pytest.mark.parametrize(
    ("query", "found"),
    [("?text=panel", 1), ("?group_class=BOARD", 0), ("?decision_right=ADVISE", 1), ("?decision_right=NONE&text=", 2)],
)
def test_the_list_is_searched_and_narrowed(client, mari, council, query, found):
    make_group(organisation=council, name_en="Carers' Panel", group_class=GroupClass.PANEL, decision_right=DecisionRight.ADVISE)
    make_group(organisation=council, name_en="Carers' Forum")

    page = client.get(address("staff:groups:list") + query)

    assert len(page.context["page"].object_list) == found


def test_an_empty_list_says_what_to_do(client, mari):
    assert "No group is found." in text_of(client.get(address("staff:groups:list")))


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_costs_the_same_for_more_groups(client, mari, council, item_count, django_assert_num_queries):
    for _number in range(item_count):
        make_seat(group=make_group(organisation=council))

    with django_assert_num_queries(6):
        client.get(address("staff:groups:list"))


# --- Adding and changing ----------------------------------------------------------------------------------------------


def test_a_group_is_added_and_takes_its_place_from_its_organisation(client, mari, council):
    page = client.post(address("staff:groups:add"), answers(organisation=council.public_id), follow=True)

    group = Group.objects.get()
    assert (group.organisation, group.area, group.name_cy, group.decision_right) == (
        council,
        council.area,
        "Panel Gofalwyr",
        "ADVISE",
    )
    assert page.redirect_chain == [(address("staff:groups:show", group.public_id), 302)]
    assert "The group is in the register" in text_of(page)


def test_a_group_needs_a_name_and_keeps_the_rest(client, mari, council):
    page = text_of(client.post(address("staff:groups:add"), answers(organisation=council.public_id, name_cy="", name_en="")))

    assert "Give the group a name in Welsh or in English." in page
    assert "It reads every plan before it is decided." in page
    assert Group.objects.count() == 0


def test_a_county_group_of_a_body_without_a_county_must_name_one(client, mari, council):
    board = make_organisation(kind=OrganisationKind.PARTNERSHIP)
    mari.memberships.create(organisation=board, role=Role.COORDINATOR, joined_on=date(2026, 1, 5))

    without = text_of(client.post(address("staff:groups:add"), answers(organisation=board.public_id)))
    client.post(address("staff:groups:add"), answers(organisation=board.public_id, area=council.area.slug))

    assert "Say which county or which region the group is for" in without
    assert Group.objects.get().area == council.area


def test_who_coordinates_for_nobody_cannot_add_a_group(client):
    client.force_login(make_user())

    assert client.get(address("staff:groups:add")).status_code == 404


def test_no_group_is_added_to_somebody_elses_organisation(client, mari):
    make_membership(user=mari, organisation=make_organisation())

    page = text_of(client.post(address("staff:groups:add"), answers(organisation=make_organisation().public_id)))

    assert "There is a problem" in page
    assert Group.objects.count() == 0


def test_what_the_register_says_is_changed(client, mari, council):
    group = make_group(organisation=council)

    client.post(address("staff:groups:change", group.public_id), answers(rhythm="Every month"))

    group.refresh_from_db()
    assert (group.name_en, group.rhythm, group.carers) == ("Carers' Panel", "Every month", Carers.MEMBERS)


def test_what_is_planned_so_that_carers_become_members_is_said_in_both_languages(client, mari, council):
    group = make_group(organisation=council)
    planned = {"carers": "NONE", "planned_cy": "Dwy sedd.", "planned_en": "Two seats."}

    client.post(address("staff:groups:change", group.public_id), answers(**planned))

    group.refresh_from_db()
    assert (group.lacks_members, group.planned.halves) == (True, {"cy": "Dwy sedd.", "en": "Two seats."})


def test_a_group_with_seats_stays_one_that_meets(client, mari, council):
    group = make_seat(group=make_group(organisation=council)).group

    page = text_of(client.post(address("staff:groups:change", group.public_id), answers(group_class=GroupClass.SURVEY)))

    assert "This group has seats, so it must be of a kind that meets" in page


def test_random_posts_never_break_adding_a_group(client, mari, council):
    fields = {name: [value] for name, value in answers(organisation=council.public_id, area=council.area.slug).items()}

    assert_random_posts_never_break(client, address("staff:groups:add"), {**fields, "reach": ["COUNTY", "REGIONAL", "NATIONAL"]})


def test_random_posts_never_break_changing_a_group(client, mari, council):
    group = make_group(organisation=council)
    fields = {name: [value] for name, value in answers(area=council.area.slug).items()}

    assert_random_posts_never_break(client, address("staff:groups:change", group.public_id), fields)


# --- Its page ---------------------------------------------------------------------------------------------------------


def test_a_groups_page_shows_its_seats_and_who_holds_them(client, mari, council):
    group = make_group(organisation=council, name_en="Carers' Panel", source_language="cy", rhythm="Bob mis")
    olwen, dai = make_person(organisation=council, name="Olwen"), make_person(organisation=council, name="Dai")
    make_seat(group=group, holder=olwen, deputy=dai, starts_on=date(2025, 1, 1), ends_on=date(2027, 12, 31))
    make_seat(group=group, holder=dai, starts_on=date(2025, 1, 1), ends_on=date(2026, 11, 19))
    make_seat(group=group)

    page = client.get(address("staff:groups:show", group.public_id))

    seats = [(str(seat.holder or ""), str(seat.deputy or ""), seat.state_name) for seat in page.context["group"].seats]
    assert seats == [("Olwen", "Dai", "Held"), ("Dai", "", "The term has ended"), ("", "", "Vacant")]
    assert "31 December 2027" in text_of(page)
    assert '<span lang="cy">Bob mis</span>' in text_of(page)


def test_only_a_group_that_meets_has_seats(client, mari, council):
    survey = make_group(organisation=council, group_class=GroupClass.SURVEY)

    page = text_of(client.get(address("staff:groups:show", survey.public_id)))
    refused = text_of(client.post(address("staff:groups:add_seat", survey.public_id), {"kind": "CARER"}))

    assert "Add a seat" not in page
    assert "Only a board, a standing group, a task group or a panel has seats." in refused


@pytest.mark.parametrize("name", ["show", "change", "add_seat"])
def test_a_teammate_opens_the_group_and_a_stranger_does_not(client, council, name):
    group = make_group(organisation=council)
    door = address(f"staff:groups:{name}", group.public_id)

    client.force_login(make_coordinator(council))
    assert client.get(door).status_code == 200

    client.force_login(make_coordinator(make_organisation()))
    assert client.get(door).status_code == 404
    assert client.post(door, answers(kind="CARER")).status_code == 404


@pytest.mark.parametrize("item_count", [1, 3])
def test_a_groups_page_costs_the_same_for_more_seats(client, mari, council, item_count, django_assert_num_queries):
    group = make_group(organisation=council)
    for _number in range(item_count):
        make_seat(group=group, holder=make_person(organisation=council), starts_on=date(2026, 1, 1))

    with django_assert_num_queries(5):
        client.get(address("staff:groups:show", group.public_id))
