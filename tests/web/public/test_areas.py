from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from cyfran.domain.base import clock
from cyfran.domain.base.choices import DecisionRight
from cyfran.domain.groups.actions import load_register
from cyfran.domain.groups.choices import Carers, Reach
from cyfran.domain.groups.queries import map_of_wales
from cyfran.domain.organisations.actions.wales import load_wales
from cyfran.domain.organisations.choices import Measure
from cyfran.domain.projects.models import Proposal
from cyfran.web.public.areas.presenters import CarersOnPage, carers_counted, tiles_of
from cyfran.web.ui.parts import Bar, Tile
from tests.factories.base import make_user
from tests.factories.groups import make_group
from tests.factories.organisations import make_area, make_baseline, make_coordinator, make_organisation, make_region
from tests.factories.projects import make_project, make_proposal
from tests.web.public.reading import headings_of, links_of, main_of, text_of

pytestmark = pytest.mark.django_db

PUBLISHED = datetime(2026, 9, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def council():
    """Make the council of one town in a region of its own."""
    area = make_area(slug="y-dref", name_cy="Y Dref", name_en="The Town", region=make_region(name_cy="Y De", name_en="The South"))
    return make_organisation(area=area, name_cy="Cyngor y Dref", name_en="Town Council")


# --- The map ----------------------------------------------------------------------------------------------------------


def test_the_map_shows_the_22_councils_and_the_table_says_the_same_in_the_order_of_each_language(client):
    folder = Path(settings.PROJECT) / "data" / "wales"
    load_wales(folder=folder, by=None, at=timezone.now(), say=lambda line: None)
    load_register(folder=folder, by=None, at=timezone.now(), say=lambda line: None)

    pages = {language: client.get(f"/{language}/areas/") for language in ("cy", "en")}
    tables = {language: main_of(page).partition("<tbody")[2] for language, page in pages.items()}
    first_four = {language: [link.rpartition("areas/")[2] for link in links_of(pages[language])[22:26]] for language in pages}

    assert main_of(pages["en"]).count("cy-map__place--row-") == tables["en"].count("<tr") == 22
    assert first_four["en"] == ["blaenau-gwent/", "bridgend/", "caerphilly/", "cardiff/"]
    assert first_four["cy"] == ["swansea/", "blaenau-gwent/", "vale-of-glamorgan/", "cardiff/"]
    assert "34 more groups are for a whole region or for all of Wales." in text_of(pages["en"])


def test_a_tile_leads_to_its_area_and_carries_what_the_register_says(council):
    council.area.ons_code = "W06000015"
    council.area.save()
    make_group(organisation=council, carers=Carers.MEMBERS)
    make_group(organisation=council, decision_right=DecisionRight.ADVISE)

    with translation.override("cy"):
        tiles = tiles_of(map_of_wales())

    assert tiles == [
        Tile(
            name="Y Dref",
            short=tiles[0].short,
            href="/cy/areas/y-dref/",
            row=6,
            column=5,
            standing="RIGHT_STATED",
            groups=2,
            with_members=1,
            right_stated=1,
        )
    ]


# --- One area ---------------------------------------------------------------------------------------------------------


def test_an_area_shows_its_groups_and_those_of_its_region_but_no_others(client, council):
    make_group(organisation=council, name_en="Town forum")
    make_group(organisation=None, reach=Reach.REGIONAL, region=council.region, name_en="Forum of the South")
    make_group(name_en="Forum of elsewhere")
    make_group(organisation=council, name_en="Invented forum", is_example=True)

    response = client.get("/en/areas/y-dref/")

    assert headings_of(response) == [
        "The Town",
        "People who give unpaid care here",
        "Groups of this area",
        "Town forum",
        "Groups for the whole region: The South",
        "Forum of the South",
        "Projects with carers",
        "Requests for co-production",
    ]


def test_an_area_with_nothing_on_record_says_so_and_says_what_to_do(client, council):
    response = client.get("/en/areas/y-dref/")

    words = text_of(response)
    assert "No count of this area is on record here." in words
    assert "The register names no group for this area alone." in words
    assert "No real project with carers is published here yet. Ask for something to be worked on with carers" in words
    assert "Nobody has asked this council for co-production here yet." in words
    assert f"/en/ask/?body={council.slug}" in links_of(response)


def test_an_area_tells_how_many_people_care_and_for_how_many_hours(client, council):
    counts = {Measure.RESIDENTS_5_PLUS: 9000, Measure.CARERS: 1000, Measure.HOURS_9_OR_LESS: 600, Measure.HOURS_50_PLUS: 400}
    for measure, people in counts.items():
        make_baseline(area=council.area, measure=measure, people=people)

    response = client.get("/en/areas/y-dref/")

    assert "1,000 of 9,000 people aged 5 and over: 11 in every 100." in text_of(response)
    assert "9 hours of care a week or less 600 50 hours of care a week or more 400" in text_of(response)
    assert "Day of the count: 21 March 2021. Source: An invented count" in text_of(response)


def test_the_latest_count_of_an_area_is_shown():
    area = make_area()
    for counted_on, factor in [(date(2031, 3, 20), 2), (date(2021, 3, 21), 1)]:
        for measure, people in [(Measure.RESIDENTS_5_PLUS, 1000), (Measure.CARERS, 100), (Measure.HOURS_10_19, 40)]:
            make_baseline(area=area, measure=measure, people=people * factor, counted_on=counted_on)

    with translation.override("en"):
        carers = carers_counted(area.baselines.all())

    bars = [Bar("10 to 19 hours of care a week", 80, 200)]
    assert carers == CarersOnPage(200, 2000, bars, counted_on=date(2031, 3, 20), source="An invented count")
    assert carers.in_a_hundred == 10


def test_an_area_lists_its_published_projects(client, council):
    published = {"published_at": PUBLISHED}
    make_project(organisation=council, title_en="Of the council", **published)
    make_project(area=council.area, title_en="Of the area", **published)
    make_project(organisation=council, title_en="Of the council, elsewhere", area=make_area(), **published)
    make_project(organisation=council, title_en="Not published")
    make_project(organisation=council, title_en="Invented", is_example=True, **published)

    headings = headings_of(client.get("/en/areas/y-dref/"))

    assert headings[headings.index("Projects with carers") + 1 : -1] == ["Of the area", "Of the council"]


def test_an_area_without_a_real_project_shows_the_invented_one_of_that_place_as_an_example(client, council):
    invented = make_project(organisation=council, title_en="Invented", is_example=True, published_at=PUBLISHED)

    alone = client.get("/en/areas/y-dref/")
    make_project(organisation=council, title_en="Real", published_at=PUBLISHED)
    beside = client.get("/en/areas/y-dref/")

    assert "It is invented; the place is real. Invented" in text_of(alone)
    assert '<strong class="cy-tag cy-tag--example">Example</strong>' in main_of(alone)
    assert f"/en/projects/{invented.public_id}/" in links_of(alone)
    assert "Invented" not in text_of(beside)
    assert "/en/projects/?area=y-dref" in links_of(beside)


def test_an_area_with_a_thousand_requests_and_projects_reads_no_more_rows_than_it_shows(client, council):
    owner = make_user()
    projects = [make_project(organisation=council, owner=owner, published_at=PUBLISHED) for _number in range(8)]
    received = {"organisation": council, "owner": owner, "words": "Words.", "words_language": "EN", "received_at": PUBLISHED}
    Proposal.objects.bulk_create(Proposal(**received, due_on=date(2026, 9, 30)) for _number in range(1000))

    with CaptureQueriesContext(connection) as queries:
        words = text_of(client.get("/en/areas/y-dref/"))

    assert "1000 requests are waiting for an answer." in words
    assert words.count(projects[0].title_en) == 6
    assert [query["sql"] for query in queries if '"words"' in query["sql"]] == []


def test_requests_are_summed_up_on_the_page_of_the_area(client, council, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 21))
    make_proposal(organisation=council, due_on=date(2026, 11, 20))

    words = text_of(client.get("/en/areas/y-dref/"))

    assert "1 request is waiting for an answer. 1 of those is past the date by which it should have been answered." in words
    assert "0 requests have been answered, with reasons." in words


def test_who_answers_is_said_without_a_name(client, council):
    without = text_of(client.get("/en/areas/y-dref/"))
    council.named_contact = make_coordinator(council, name="Nia Named")
    council.save()

    with_contact = client.get("/en/areas/y-dref/").content.decode()

    assert "Town Council has not named a contact yet." in without
    assert "A named contact at Town Council has the first move with every request." in with_contact
    assert "Nia Named" not in with_contact
    assert council.named_contact.email not in with_contact


@pytest.mark.parametrize("count", [1, 3])
def test_an_area_costs_the_same_for_more_of_everything(client, council, count, django_assert_num_queries):
    for _ in range(count):
        make_group(organisation=council)
        make_group(organisation=None, reach=Reach.REGIONAL, region=council.region)
        make_project(organisation=council, published_at=PUBLISHED)
        make_proposal(organisation=council)

    with django_assert_num_queries(8):
        client.get("/en/areas/y-dref/")


def test_an_area_that_is_not_there_is_not_found(client):
    assert client.get("/en/areas/nowhere/").status_code == 404
