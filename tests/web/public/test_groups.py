import csv
import io
from datetime import date

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from cyfran.domain.base.choices import DecisionRight
from cyfran.domain.groups.choices import Carers, GroupClass, Reach, SeatKind, Stated
from cyfran.web.public.groups.forms import FilterForm
from cyfran.web.public.groups.presenters import GroupOnPage, card_of
from cyfran.web.public.groups.table import COLUMNS
from cyfran.web.ui.parts import Card
from tests.factories.groups import make_group, make_seat
from tests.factories.organisations import make_area, make_coordinator, make_organisation, make_region
from tests.factories.people import make_person
from tests.web.public.reading import headings_of, links_of, main_of, text_of

pytestmark = pytest.mark.django_db


def rows_of(response):
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


# --- The list ---------------------------------------------------------------------------------------------------------


def test_the_register_counts_what_it_shows(client):
    make_group(name_en="Forum", carers=Carers.MEMBERS, decision_right=DecisionRight.ADVISE)
    make_group(name_en="Panel")
    make_group(name_en="Survey", carers=Carers.PARTICIPANTS)

    response = client.get("/en/groups/")

    assert headings_of(response) == ["Groups in which carers can be heard", "3 groups found", "Forum", "Panel", "Survey"]
    assert "1 has carers as members. 2 do not state what carers may decide." in text_of(response)


def test_a_group_in_the_list_says_where_it_is_what_it_is_and_who_decides():
    group = make_group(
        organisation=make_organisation(area=make_area(name_en="The Town")),
        name_en="Forum",
        group_class=GroupClass.PANEL,
        carers=Carers.MEMBERS,
        decision_right=DecisionRight.ADVISE,
        stated_role="advises on breaks",
    )

    with translation.override("en"):
        card = card_of(group)

    assert card == Card(
        title="Forum",
        href=f"/en/groups/{group.public_id}/",
        text="advises on breaks",
        tag="Decision right: Advise",
        state="ADVISE",
        details=["The Town", "Panel", "Carers are members"],
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("text=breaks", ["Breaks"]),
        ("region=y-de", ["Breaks", "Region"]),
        ("area=y-dref", ["Breaks"]),
        ("group_class=PANEL", ["Panel"]),
        ("carers=NO_MEMBERS", ["Panel"]),
        ("carers=NOT_STATED", ["Region"]),
        ("decision_right=NOT_STATED", ["Panel", "Region"]),
        ("decision_right=NOT_STATED&region=y-de", ["Region"]),
        ("text=nothing+like+it", []),
    ],
)
def test_the_register_can_be_searched_by_each_of_its_sides(client, query, found):
    area = make_area(slug="y-dref", region=make_region(slug="y-de"))
    town = make_organisation(area=area)
    make_group(organisation=town, name_en="Breaks", carers=Carers.MEMBERS, decision_right=DecisionRight.ADVISE)
    make_group(name_en="Panel", group_class=GroupClass.PANEL, carers=Carers.PARTICIPANTS)
    make_group(organisation=None, name_en="Region", reach=Reach.REGIONAL, region=area.region)

    page, table = client.get(f"/en/groups/?{query}"), client.get(f"/en/groups/groups.csv?{query}")

    assert headings_of(page)[2:] == found
    assert [row["name_en"] for row in rows_of(table)] == found


def test_the_filter_keeps_what_was_asked(client):
    make_area(slug="y-dref", name_en="The Town")

    main = main_of(client.get("/en/groups/?text=forum&area=y-dref&carers=NO_MEMBERS"))

    assert 'value="forum"' in main
    assert '<option value="y-dref" selected>The Town</option>' in main
    assert '<option value="NO_MEMBERS" selected>No carer members</option>' in main


def test_what_does_not_fit_the_filter_is_said_and_the_rest_still_counts(client):
    make_group(name_en="Breaks")
    make_group(name_en="Panel")

    response = client.get("/en/groups/?area=nowhere&text=breaks")

    assert "There is a problem" in text_of(response)
    assert "Error:" in response.content.decode().partition("</title>")[0]
    assert headings_of(response)[-1] == "Breaks"


def test_a_search_without_a_find_leads_back_to_all_groups(client):
    make_group()

    response = client.get("/en/groups/?text=xyzzy")

    assert "No group in the register fits all of that." in text_of(response)
    assert "/en/groups/" in links_of(response)


def test_a_long_register_comes_in_pages_that_keep_the_filter(client):
    for number in range(26):
        make_group(name_en=f"Panel {number}", group_class=GroupClass.PANEL)

    first, last = client.get("/en/groups/?group_class=PANEL"), client.get("/en/groups/?group_class=PANEL&page=2")

    assert len(headings_of(first)) == 2 + 25
    assert headings_of(last) == ["Groups in which carers can be heard", "26 groups found", "Panel 25"]
    assert "?group_class=PANEL&page=2" in links_of(first)
    assert "/en/groups/groups.csv?group_class=PANEL" in links_of(last)


def test_areas_to_choose_from_stand_in_the_order_of_the_language_of_the_page():
    for cy, en in [("Caerffili", "Caerphilly"), ("Chwilog", "Chwilog"), ("Cwmbrân", "Cwmbran")]:
        make_area(name_cy=cy, name_en=en)

    orders = {}
    for language in ("cy", "en"):
        with translation.override(language):
            orders[language] = [name for _slug, name in FilterForm().fields["area"].choices][1:]

    assert orders == {"cy": ["Caerffili", "Cwmbrân", "Chwilog"], "en": ["Caerphilly", "Chwilog", "Cwmbran"]}


def test_invented_groups_are_shown_and_marked_only_where_they_are_asked_for(client):
    make_group(name_en="Forum")
    make_group(name_en="Invented forum", is_example=True)

    without, with_them = client.get("/en/groups/"), client.get("/en/groups/?example=1")

    assert headings_of(without)[1:] == ["1 group found", "Forum"]
    assert headings_of(with_them)[1:] == ["2 groups found", "Forum", "Invented forum"]
    assert "Example" in text_of(with_them)
    assert [row["is_example"] for row in rows_of(client.get("/en/groups/groups.csv?example=1"))] == ["false", "true"]


def test_a_name_that_exists_in_english_only_is_marked_on_a_welsh_page(client):
    group = make_group(name_cy="", name_en="Carers' forum", stated_role="advises")

    in_list, alone = client.get("/cy/groups/"), client.get(f"/cy/groups/{group.public_id}/")

    for response in (in_list, alone):
        assert '<span lang="en">Carers&#x27; forum</span>' in main_of(response)
        assert '<span lang="en">advises</span>' in main_of(response)
    assert "<title>Carers&#x27; forum – Cyfran</title>" in " ".join(alone.content.decode().split())


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_more_groups(client, count, django_assert_num_queries):
    for _ in range(count):
        make_group()

    with django_assert_num_queries(7):
        client.get("/en/groups/")


# --- The table --------------------------------------------------------------------------------------------------------


def test_the_table_holds_codes_and_the_words_of_the_source(client):
    area = make_area(ons_code="T00000042", region=make_region(slug="y-de"))
    group = make_group(
        organisation=make_organisation(area=area),
        name_cy="Fforwm",
        name_en="Forum",
        source_id="M99",
        decision_right=DecisionRight.ADVISE,
        early_stage_is_stated=Stated.YES,
        rhythm="monthly, or so",
    )

    response = client.get("/en/groups/groups.csv")

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="groups.csv"'
    assert rows_of(response) == [
        {
            **dict.fromkeys(COLUMNS, ""),
            "id": group.public_id,
            "source_id": "M99",
            "name_cy": "Fforwm",
            "name_en": "Forum",
            "region": "y-de",
            "area": "T00000042",
            "reach": "county",
            "group_class": "standing_group",
            "carers": "not_stated",
            "decision_right": "advise",
            "early_stage_is_stated": "yes",
            "board_seat_is_stated": "false",
            "is_example": "false",
            "rhythm": "monthly, or so",
            "source_language": "en",
        }
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_the_table_is_taken_for_a_formula(client, start):
    make_group(name_en=f"{start}HYPERLINK(1)")

    (row,) = rows_of(client.get("/en/groups/groups.csv"))

    assert row["name_en"].startswith("'")


# --- One group --------------------------------------------------------------------------------------------------------


def test_a_group_says_plainly_what_its_source_does_not_say(client):
    group = make_group(name_en="Forum", source="An invented source, line 3", kind="forum", chair="a carer")

    response = client.get(f"/en/groups/{group.public_id}/")

    assert headings_of(response) == [
        "Forum",
        "In short",
        "In the source's own words",
        "What the source does not say",
        "Seats",
        "Who to ask",
    ]
    assert "What carers may do about decisions The source does not say" in text_of(response)
    assert "Source: An invented source, line 3" in text_of(response)
    assert "What the source does not say How often it meets How it meets Places for carers Run by" in text_of(response)


def test_our_reading_of_a_group_stands_in_words():
    area = make_area(slug="y-dref", name_en="The Town", region=make_region(slug="y-de", name_en="The South"))
    group = make_group(
        organisation=make_organisation(area=area, name_en="Town Council"),
        carers=Carers.PARTICIPANTS,
        decision_right=DecisionRight.VETO,
        early_stage_is_stated=Stated.YES,
        final_decision_is_stated=Stated.PARTLY,
        carer_evaluation_is_stated=Stated.NO,
        board_seat_is_stated=True,
    )

    with translation.override("en"):
        reading = [(row.label, str(row.value)) for row in GroupOnPage(group, []).reading]

    assert reading == [
        ("Kind", "Standing group"),
        (
            "Where",
            '<a class="govuk-link" href="/en/areas/y-dref/">The Town</a>, '
            '<a class="govuk-link" href="/en/groups/?region=y-de">The South</a>',
        ),
        ("Run by", "Town Council"),
        ("Carers", "Carers take part but are not members"),
        ("What carers may do about decisions", "Veto"),
        ("A carer's seat on a board", "Stated"),
        ("Carers in at the start", "Stated"),
        ("Carers in the final decision", "Partly stated"),
        ("Carers in the evaluation", "Not stated"),
    ]


@pytest.mark.parametrize(
    ("reach", "where"),
    [
        (Reach.REGIONAL, '<a class="govuk-link" href="/en/groups/?region=y-de">The South</a>'),
        (Reach.NATIONAL, "All of Wales"),
    ],
)
def test_a_group_for_more_than_one_county_says_so(reach, where):
    region = make_region(slug="y-de", name_en="The South") if reach == Reach.REGIONAL else None
    group = make_group(organisation=None, reach=reach, region=region)

    with translation.override("en"):
        page, card = GroupOnPage(group, []), card_of(group)

    assert str(page.reading[1].value) == where
    assert card.details[0] == ("The South" if region else "All of Wales")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"carers": "NONE"}, "No carers are members of this group. It is not said what is planned"),
        (
            {"carers": "PARTICIPANTS", "planned_cy": "Dwy sedd o Ebrill.", "planned_en": "Two seats from April."},
            "No carers are members of this group. What is planned so that they become members: Two seats from April.",
        ),
    ],
)
def test_a_group_without_carers_as_members_says_so_and_what_is_planned(client, given, said):
    assert said in text_of(client.get(f"/en/groups/{make_group(**given).public_id}/"))


@pytest.mark.parametrize("carers", ["MEMBERS", "NOT_STATED"])
def test_of_other_groups_nothing_is_said_to_be_missing(client, carers):
    page = text_of(client.get(f"/en/groups/{make_group(carers=carers, planned_en='Two seats.').public_id}/"))

    assert "No carers are members of this group." not in page
    assert "Two seats." not in page


def test_a_group_that_does_not_meet_is_not_blamed_for_having_no_chair(client):
    group = make_group(name_en="Survey", group_class=GroupClass.SURVEY, run_by="a council")

    response = client.get(f"/en/groups/{group.public_id}/")

    assert headings_of(response) == ["Survey", "In short", "In its own words", "What is not stated", "Who to ask"]
    assert "Chair" not in text_of(response)


def test_seats_are_shown_without_the_people_in_them(client):
    group = make_group()
    holder, deputy = make_person(name="Holly Holder"), make_person(name="Dewi Dirprwy")
    term = {"starts_on": date(2026, 1, 1), "ends_on": date(2027, 12, 31)}
    make_seat(group=group, kind=SeatKind.CARER, holder=holder, deputy=deputy, **term)
    make_seat(group=group, kind=SeatKind.STAFF)
    make_seat(group=group, holder=holder, deputy=deputy, is_shared=True, **term)

    response = client.get(f"/en/groups/{group.public_id}/")

    shared = "Carer Shared by two No 31 December 2027"
    assert f"Carer Held Yes 31 December 2027 Staff Vacant No No date {shared}" in text_of(response)
    for secret in (holder.name, deputy.name, holder.public_id, deputy.public_id):
        assert secret not in response.content.decode()


def test_an_invented_group_bears_a_banner_and_its_data_can_be_had(client):
    group = make_group(is_example=True)

    response = client.get(f"/en/groups/{group.public_id}/")

    (data,) = [address for address in links_of(response) if address.startswith("/api/")]
    assert "This is an invented example." in response.content.decode()
    assert client.get(data).json()["id"] == group.public_id


def test_a_group_says_whom_to_ask_or_where(client):
    council = make_organisation(name_en="Town Council")
    group = make_group(organisation=council)

    without = client.get(f"/en/groups/{group.public_id}/")
    council.named_contact = make_coordinator(council, name="Nia Named", email="nia@example.org")
    council.save()
    with_contact = text_of(client.get(f"/en/groups/{group.public_id}/"))

    assert "Town Council has not named a contact yet." in text_of(without)
    assert f"/en/ask/?body={council.slug}" in links_of(without)
    assert "Town Council: Nia Named, nia@example.org" in with_contact


def test_a_group_that_is_not_there_is_not_found(client):
    assert client.get("/en/groups/zzzzzzzzzz/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_a_group_costs_the_same_for_more_seats(client, count, django_assert_num_queries):
    group = make_group()
    for _ in range(count):
        make_seat(group=group, holder=make_person(), starts_on=date(2026, 1, 1))

    with django_assert_num_queries(2):
        client.get(f"/en/groups/{group.public_id}/")


@settings(max_examples=100, deadline=None, derandomize=True)
@given(query=st.dictionaries(st.sampled_from([*FilterForm.base_fields, "page"]), st.text(max_size=120), max_size=8))
def test_no_search_breaks_the_register(query):
    for address in ("/en/groups/", "/en/groups/groups.csv"):
        assert Client().get(address, query).status_code == 200
