"""The public list of requests: who was asked, and who has answered."""

import re
from datetime import UTC, date, datetime

import pytest

from cyfran.domain.base import clock
from cyfran.domain.projects.choices import ProposalState
from tests.factories.organisations import make_organisation
from tests.factories.projects import make_proposal
from tests.web.public.reading import links_of, main_of, text_of

pytestmark = pytest.mark.django_db

RECEIVED = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
DUE = {"received_at": RECEIVED, "due_on": date(2026, 10, 29)}


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 10))


def answered_on(day, **given):
    return make_proposal(state=ProposalState.ACCEPTED, answered_at=datetime(2026, 11, day, 9, 0, tzinfo=UTC), **DUE | given)


def states(response):
    return [(row.state_name, row.lateness) for row in response.context["requests"]]


def test_silence_is_said_plainly(client):
    make_proposal(organisation=make_organisation(name_en="The Council", name_cy="Y Cyngor"), **DUE)

    english, welsh = client.get("/en/asks/"), client.get("/cy/asks/")

    assert "The Council No answer yet, 12 days late 1 October 2026 29 October 2026 40" in text_of(english)
    assert "cy-tag--overdue" in main_of(english)
    assert "Y Cyngor" in text_of(welsh)


@pytest.mark.parametrize(
    ("proposal", "expected"),
    [
        ({"due_on": date(2026, 11, 10)}, ("Not due yet", "")),
        ({"due_on": date(2026, 11, 9)}, ("No answer yet, 1 day late", "")),
        ({"state": ProposalState.ACCEPTED, "answered_at": datetime(2026, 10, 20, 9, 0, tzinfo=UTC)}, ("Yes", "")),
        ({"state": ProposalState.DECLINED, "answered_at": datetime(2026, 10, 31, 9, 0, tzinfo=UTC)}, ("No", "2 days late")),
    ],
    ids=["due today", "due yesterday", "yes in time", "no, late"],
)
def test_each_request_says_what_became_of_it(client, proposal, expected):
    make_proposal(**DUE | proposal)

    assert states(client.get("/en/asks/")) == [expected]


def test_neither_words_nor_reasons_nor_names_are_shown(client):
    make_proposal(state=ProposalState.DECLINED, words="Xylophone.", reason_cy="Zeppelin.", reason_en="Zeppelin.", **DUE)

    page = client.get("/en/asks/").content.decode()

    assert "Xylophone" not in page
    assert "Zeppelin" not in page
    assert "Staff" not in text_of(client.get("/en/asks/"))


def test_body_by_body_everyone_sees_who_answers_in_time(client):
    first, second = make_organisation(name_en="Aberwen"), make_organisation(name_en="Zelgoed")
    make_proposal(organisation=second, **DUE)
    answered_on(20, organisation=first, due_on=date(2026, 11, 20))
    answered_on(5, organisation=first)
    make_proposal(organisation=first, received_at=RECEIVED, due_on=date(2026, 11, 30))

    bodies = client.get("/en/asks/").context["bodies"]

    assert [(body.body.name_en, body.asked, body.in_time, body.late, body.not_due) for body in bodies] == [
        ("Aberwen", 3, 1, 1, 1),
        ("Zelgoed", 1, 0, 1, 0),
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"waiting", "late", "yes"}),
        ("body=y-cyngor", {"waiting", "yes"}),
        ("state=WAITING", {"waiting", "late"}),
        ("state=LATE", {"late"}),
        ("state=ACCEPTED&body=y-cyngor", {"yes"}),
        ("state=DECLINED", set()),
        ("state=anything&body=nobody", {"waiting", "late", "yes"}),
    ],
)
def test_the_list_can_be_narrowed(client, query, found):
    council = make_organisation(slug="y-cyngor")
    days = {"waiting": 1, "late": 2, "yes": 3}
    received = {name: datetime(2026, 10, day, 9, 0, tzinfo=UTC) for name, day in days.items()}
    make_proposal(organisation=council, received_at=received["waiting"], due_on=date(2026, 11, 30))
    make_proposal(received_at=received["late"], due_on=date(2026, 10, 29))
    answered_on(1, organisation=council, received_at=received["yes"])

    response = client.get(f"/en/asks/?{query}")

    assert {row.proposal.received_on.day for row in response.context["requests"]} == {days[name] for name in found}


def test_the_state_narrows_the_list_but_not_how_a_body_keeps_its_time(client):
    answered_on(5)

    assert client.get("/en/asks/?state=DECLINED").context["bodies"][0].asked == 1


def test_examples_are_counted_only_when_asked_for(client):
    make_proposal(**DUE)
    make_proposal(is_example=True, state=ProposalState.ACCEPTED, **DUE)

    assert [states(client.get(f"/en/asks/{query}")) for query in ("", "?example=1")] == [
        [("No answer yet, 12 days late", "")],
        [("Yes", "")],
    ]


def test_each_figure_says_what_it_is_where_the_rows_of_a_table_are_blocks(client):
    make_proposal()

    page = main_of(client.get("/en/asks/"))

    labels = re.findall(r'data-label="([^"]+)"', page)
    assert labels == ["Answer", "Asked on", "Answer due by", "Days", "Asked", "Answered in time", "Late", "Not due yet"]


def test_an_empty_list_invites_to_ask(client):
    response = client.get("/en/asks/")

    assert "Nobody has asked a real body for anything yet." in text_of(response)
    assert "/en/ask/" in links_of(response)


def test_a_search_without_a_find_leads_back(client):
    make_proposal()

    response = client.get("/en/asks/?state=DECLINED")

    assert "No request fits all of that." in text_of(response)
    assert "/en/asks/" in links_of(response)


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_for_more_requests(client, count, django_assert_num_queries):
    for _ in range(count):
        make_proposal()

    with django_assert_num_queries(2):
        client.get("/en/asks/")
