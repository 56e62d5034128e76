"""Asking for co-production: anyone may, with or without saying who she is."""

from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.conf import settings
from django.test import RequestFactory

from cyfran.domain.base import clock
from cyfran.domain.organisations.choices import OrganisationKind
from cyfran.domain.people.choices import Hours, Relation, Use
from cyfran.domain.people.models import Person
from cyfran.domain.projects.choices import ProposalState
from cyfran.domain.projects.models import Proposal
from cyfran.web.public.proposals import views
from tests.factories.base import make_user
from tests.factories.organisations import make_area, make_organisation
from tests.factories.people import make_person
from tests.factories.projects import make_project, make_proposal
from tests.web.public.reading import headings_of, links_of, main_of, text_of
from tests.web.random_posts import assert_random_posts_never_break

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
ASK, SEND = "/en/ask/", "/en/ask/send/"
WORDS = "Nobody asked us when the day centre should open."
REACH = {"name": "Ann Pretend", "relations": ["PARENT"], "channel": "EMAIL", "email": "ann@example.org", "is_old_enough": "on"}


@pytest.fixture(autouse=True)
def _noon(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOON)
    monkeypatch.setattr(clock, "today", NOON.date)


@pytest.fixture
def council():
    mari = make_user(name="Mari Enghraifft", telephone="01970 000000")
    area = make_area(slug="y-dref", name_en="The Town", name_cy="Y Dref")
    return make_organisation(slug="y-cyngor", name_en="The Council", name_cy="Y Cyngor", area=area, named_contact=mari)


@pytest.fixture
def asked(council):
    return {"organisation": council.slug, "words": WORDS, "words_language": "EN", "answer": "ON_ITS_PAGE"}


@pytest.fixture
def asked_to_be_told(asked):
    return asked | {"answer": "SENT"}


# --- Without saying who she is ----------------------------------------------------------------------------------------


def test_somebody_asks_without_a_name_and_gets_a_reference_an_owner_and_a_date(client, council, asked):
    assert client.post(ASK, asked).url == SEND
    looked_at_again = client.get(SEND)
    assert not Proposal.objects.exists()
    response = client.get(client.post(SEND).url)

    proposal = Proposal.objects.get()
    assert (proposal.organisation, proposal.person, proposal.words, proposal.words_language) == (council, None, WORDS, "EN")
    assert (proposal.received_at, proposal.given_by) == (NOON, "")
    assert f"Look at it once more Your request to The Council is not sent yet. {WORDS}" in text_of(looked_at_again)
    assert "Mari Enghraifft has the next move: to answer for The Council by 18 December 2026" in text_of(response)
    assert f"Reference {proposal.public_id}" in text_of(response)
    assert "The answer will stand on this page." in text_of(response)
    assert "/en/asks/?body=y-cyngor" in links_of(response)
    assert WORDS not in text_of(response)
    assert not Person.objects.exists()


def test_whoever_asks_can_ring_the_contact_until_she_has_left(client, council, asked):
    client.post(ASK, asked)

    before = text_of(client.get(SEND))
    council.memberships.all().delete()
    after = text_of(client.get(SEND))

    assert ("Rather talk? Ring Mari Enghraifft" in before, "Mari Enghraifft" in after) == (True, False)


@pytest.mark.parametrize(("state", "answer"), [(ProposalState.ACCEPTED, "Yes"), (ProposalState.DECLINED, "No")])
def test_the_answer_stands_on_the_page_of_the_request(client, state, answer):
    proposal = make_proposal(organisation=make_organisation(name_en="The Council"), state=state)

    response = client.get(f"/en/ask/{proposal.public_id}/")

    assert headings_of(response) == [f"Your request was answered: {answer}", "The reasons"]
    assert "The Council answered on 20 October 2026. The reasons There is room for this." in text_of(response)
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_reasons_sent_to_a_person_do_not_stand_on_the_page_as_well(client):
    proposal = make_proposal(state=ProposalState.DECLINED, person=make_person())

    text = text_of(client.get(f"/en/ask/{proposal.public_id}/"))

    assert "The reasons were sent to whoever asked." in text
    assert "There is room for this." not in text


@pytest.mark.parametrize(("published_at", "leads_there"), [(NOON, True), (None, False)])
def test_the_page_leads_to_the_project_that_began_once_that_is_published(client, published_at, leads_there):
    project = make_project(published_at=published_at)
    proposal = make_proposal(state=ProposalState.ACCEPTED, project=project)

    links = links_of(client.get(f"/en/ask/{proposal.public_id}/"))

    assert (f"/en/projects/{project.public_id}/" in links) is leads_there


def test_an_unknown_reference_is_not_found(client):
    assert client.get("/en/ask/xxxxxxxxxx/").status_code == 404


# --- With how to reach her --------------------------------------------------------------------------------------------


def test_somebody_who_wants_to_be_told_is_registered_with_the_body_she_asks(client, council, asked_to_be_told):
    client.post(ASK, asked_to_be_told)
    response = client.get(client.post(SEND, REACH | {"uses": ["CONTACT"]}).url)

    proposal, person = Proposal.objects.get(), Person.objects.get()
    assert (proposal.person, proposal.words, proposal.organisation) == (person, WORDS, council)
    assert (person.name, person.organisation, person.area, person.email) == ("Ann Pretend", council, council.area, REACH["email"])
    assert [(role.relation, role.hours) for role in person.caring_roles.all()] == [(Relation.PARENT, Hours.NOT_SURE)]
    assert [permission.use for permission in person.permissions.all()] == [Use.CONTACT]
    assert {message.purpose for message in person.messages.all()} == {"MY_PAGE", "PROPOSAL_RECEIVED"}
    assert "We write to you now to say that it has arrived, and again with the answer." in text_of(response)
    assert "Ann Pretend" not in text_of(response)


def test_nothing_is_permitted_that_was_not_ticked(client, asked_to_be_told):
    client.post(ASK, asked_to_be_told)
    client.post(SEND, REACH)

    assert not Person.objects.get().permissions.exists()


def test_a_body_without_an_area_asks_where_she_lives(client, council, asked_to_be_told):
    board = make_organisation(kind=OrganisationKind.HEALTH_BOARD, slug="y-bwrdd", named_contact=make_user())
    client.post(ASK, asked_to_be_told | {"organisation": "y-bwrdd"})

    without = client.post(SEND, REACH)
    client.post(SEND, REACH | {"area": "y-dref"})

    assert "Choose where you live." in text_of(without)
    assert (Person.objects.get().organisation, Person.objects.get().area) == (board, council.area)


@pytest.mark.parametrize(
    ("mistake", "said"),
    [
        ({"name": ""}, "Write what we should call you."),
        ({"relations": []}, "Choose who you look after."),
        ({"channel": ""}, "Choose how you would like us to reach you."),
        ({"email": ""}, "Write your e-mail address, or choose another way."),
        ({"email": "ann"}, "Your e-mail address: Write an e-mail address in full, such as name@example.org."),
        ({"channel": "PHONE"}, "Write your telephone number, or choose another way."),
        ({"channel": "TEXT", "telephone": "12"}, "Write a whole telephone number, such as 029 2018 0123."),
        ({"channel": "LETTER"}, "Write your postal address, or choose another way."),
        ({"is_old_enough": ""}, "You must be 16 or over for us to keep how to reach you."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(client, asked_to_be_told, mistake, said):
    client.post(ASK, asked_to_be_told)

    response = client.post(SEND, REACH | mistake)

    assert said in text_of(response)
    assert "There is a problem" in text_of(response)
    assert ("Ann Pretend" in main_of(response)) is ("name" not in mistake)
    assert not Proposal.objects.exists()
    assert not Person.objects.exists()


# --- The first page ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("organisation", "Choose who should work on it."),
        ("words", "Write what should be worked on."),
        ("words_language", "Choose an answer for “In which language did you write?”."),
        ("answer", "Choose how you would like to hear the answer."),
    ],
)
def test_each_question_is_asked_for_and_the_rest_is_kept(client, asked, field, said):
    response = client.post(ASK, asked | {field: ""})

    assert said in text_of(response)
    assert [response.context["form"][name].value() for name in asked if name != field] == [
        value for name, value in asked.items() if name != field
    ]


def test_what_was_typed_is_kept_in_the_other_language_until_it_is_sent(client, asked):
    client.post(ASK, asked | {"answer": ""})
    kept = client.get("/cy/ask/").context["form"]
    client.post(ASK, asked)
    client.post(SEND)

    assert (kept["words"].value(), kept["organisation"].value(), kept["words_language"].value()) == (WORDS, "y-cyngor", "EN")
    assert client.get(ASK).context["form"]["words"].value() is None


def test_councils_are_chosen_by_their_area_and_other_bodies_by_name(client, council):
    make_organisation(kind=OrganisationKind.HEALTH_BOARD, name_en="The Board", name_cy="Y Bwrdd")

    english, welsh = main_of(client.get(ASK)), main_of(client.get("/cy/ask/?body=y-cyngor"))

    assert '<optgroup label="Council"> <option value="y-cyngor">The Town</option> </optgroup>' in english
    assert "The Board</option>" in english
    assert '<option value="y-cyngor" selected>Y Dref</option>' in welsh
    assert "Y Bwrdd</option>" in welsh


def test_the_language_of_the_page_is_chosen_already(client):
    assert [client.get(f"/{code}/ask/").context["form"]["words_language"].value() for code in ("cy", "en")] == ["CY", "EN"]


def test_a_body_for_which_nobody_can_answer_yet_says_so_and_keeps_the_words(client):
    silent = make_organisation(slug="distaw", name_en="Silent Council")
    asked = {"organisation": silent.slug, "words": WORDS, "words_language": "EN", "answer": "ON_ITS_PAGE"}
    client.post(ASK, asked)

    response = client.post(SEND)

    assert "Nobody can answer for Silent Council yet" in text_of(response)
    assert client.get(ASK).context["form"]["words"].value() == WORDS


# --- Twice ------------------------------------------------------------------------------------------------------------


def test_pressing_send_twice_asks_once_and_leads_to_the_same_page(client, asked):
    client.post(ASK, asked)
    first, second = client.post(SEND), client.post(SEND)

    assert first.url == second.url == f"/en/ask/{Proposal.objects.get().public_id}/"


def test_two_presses_at_the_same_moment_ask_once(client, asked):
    client.post(ASK, asked)
    requests = [RequestFactory().post(SEND) for _ in range(2)]
    for request in requests:
        request.session = import_module(settings.SESSION_ENGINE).SessionStore(client.session.session_key)
        assert len(request.session.keys()) > 0  # both have read the words before either sends them

    addresses = {views.send(request).url for request in requests}

    assert addresses == {f"/en/ask/{Proposal.objects.get().public_id}/"}


def test_the_page_to_send_leads_to_asking_where_nothing_is_begun(client):
    assert client.get(SEND).url == ASK
    assert client.post(SEND).url == ASK


# --- Anything ---------------------------------------------------------------------------------------------------------


def test_random_posts_never_break_asking(client, council):
    fields = {
        "organisation": [council.slug],
        "words": [WORDS],
        "words_language": ["CY", "EN"],
        "answer": ["SENT", "ON_ITS_PAGE"],
    }
    assert_random_posts_never_break(client, ASK, fields)


def test_random_posts_never_break_sending(client, asked_to_be_told):
    client.post(ASK, asked_to_be_told)
    fields = {
        "name": ["Ann Pretend"],
        "relations": ["PARENT"],
        "channel": ["EMAIL", "LETTER", "PHONE"],
        "email": ["ann@example.org"],
        "telephone": ["01970 000000"],
        "address": ["1 Invented Street"],
        "uses": ["CONTACT"],
        "is_old_enough": ["on"],
    }
    assert_random_posts_never_break(client, SEND, fields)


def test_the_first_page_costs_few_queries(client, council, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        client.get(ASK)
