"""What happens around every page."""

import pytest
from django.contrib.sessions.models import Session
from django.db import DatabaseError, OperationalError

from cyfran.domain.people.queries import my_link
from cyfran.domain.projects.models import Proposal
from tests.factories.base import make_user
from tests.factories.organisations import make_area, make_coordinator, make_organisation
from tests.factories.people import make_person
from tests.web.reading import address

pytestmark = pytest.mark.django_db


def kept(response):
    return "no-store" not in response.headers.get("Cache-Control", "")


def test_no_browser_keeps_the_pages_of_staff_or_of_one_person(client):
    link = my_link(make_person())
    client.force_login(make_user())

    pages = [address("staff:today:show"), address("staff:messages:list"), address("carer:my:show", link)]
    pages += [address("carer:register:start"), address("carer:my:show", "not-a-link"), address("staff:people:show", "nobody")]

    assert [page for page in pages if kept(client.get(page))] == []


def test_pages_for_everyone_may_be_kept(client):
    assert kept(client.get(address("public:levels:show")))
    assert kept(client.get("/en/nowhere/"))


@pytest.fixture
def refusing(client, monkeypatch):
    """Return how the database comes to refuse to keep the session of somebody who has just been told something."""
    client.get(address("carer:register:start"))
    client.post(address("carer:register:forget"))
    client.raise_request_exception = False

    def refuse(error):
        def save(*_args, **_options):
            raise error

        monkeypatch.setattr(Session, "save", save)

    return refuse


def test_on_a_full_disk_pages_are_read_and_what_is_sent_is_said_to_have_failed(client, refusing):
    refusing(OperationalError("database or disk is full"))

    whom = {"age_band": "OVER_16", "relations": ["PARENT"], "hours": "NOT_SURE"}
    answers = [client.get(address("carer:register:start")), client.post(address("carer:register:start"), whom)]

    assert [answer.status_code for answer in answers] == [200, 500]


def test_a_session_that_was_ended_meanwhile_is_not_begun_again(client, refusing):
    refusing(DatabaseError("Forced update did not affect any rows."))

    assert client.get(address("carer:register:start")).status_code == 400


@pytest.fixture
def council(client):
    council = make_organisation(area=make_area(slug="abermorfa"), named_contact=make_user())
    client.force_login(make_coordinator(council))
    return council


def ask(client, opening="one", **other):
    """Write down a request, from one opening of the page."""
    given = {"words": "Nobody asked us.", "words_language": "EN", "given_by": "PHONE", "csrfmiddlewaretoken": opening} | other
    return client.post(address("staff:proposals:add"), given)


def test_of_two_presses_the_second_leads_where_the_first_one_led(client, council):
    first, second = ask(client), ask(client)

    assert first.url == second.url == address("staff:proposals:show", Proposal.objects.get().public_id)


def test_a_page_that_was_opened_again_or_filled_in_otherwise_is_another_press(client, council):
    ask(client)
    ask(client, opening="two")
    ask(client, words="Nobody asked me.")

    assert Proposal.objects.count() == 3


def test_what_was_refused_can_be_pressed_again(client, council):
    council.named_contact = None
    council.save()
    assert ask(client).status_code == 200

    council.named_contact = make_coordinator(council)
    council.save()
    ask(client)

    assert Proposal.objects.count() == 1


def test_only_the_last_presses_are_kept(client, council):
    for number in range(9):
        ask(client, opening=f"number {number}")

    assert len(client.session["pressed"]) == 5
