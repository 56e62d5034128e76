"""Forms that anybody may send: people get through, also very quick ones in the end, and programs do not."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from cyfran.domain.base import clock
from cyfran.domain.people.models import Person
from cyfran.domain.projects.models import Proposal
from cyfran.web.ui.programs import OPENED, TRAP, moment_of_opening, refuse_programs
from tests.factories.base import make_user
from tests.factories.organisations import make_organisation

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
ASK, SEND = "/en/ask/", "/en/ask/send/"
HASTY = "This was sent sooner than anybody can read it. Nothing is lost: please press the button once more."
TRAPPED = "A field was filled in that nobody sees"


@pytest.fixture
def at(monkeypatch, settings):
    """Set the clock, to noon at first."""
    settings.LEAST_SECONDS = 2

    def set_to(now):
        monkeypatch.setattr(clock, "now", lambda: now)

    set_to(NOON)
    return set_to


@pytest.fixture
def asked(client, db):
    """Write a request, up to the page on which it is sent."""
    words = {"words": "When does the day centre open?", "words_language": "EN", "answer": "ON_ITS_PAGE"}
    client.post(ASK, words | {"organisation": make_organisation(named_contact=make_user()).slug})
    return client


def moment_in(page) -> dict[str, str]:
    [moment] = re.findall(rf'name="{OPENED}" value="([^"]+)"', page.content.decode())
    return {OPENED: moment}


@pytest.mark.parametrize(("seconds", "refused"), [(0, True), (1, True), (2, False), (3600, False), (86_400, True)])
def test_a_form_is_sent_neither_at_once_nor_from_long_ago(at, rf, seconds, refused):
    moment = moment_of_opening(rf.get("/"))
    at(NOON + timedelta(seconds=seconds))

    try:
        refuse_programs(rf.post("/", {OPENED: moment}))
        was_refused = False
    except ValidationError as refusal:
        was_refused = refusal.code == "hasty"

    assert was_refused == refused


@pytest.mark.parametrize("moment", ["", "1763640000", "MTIz:abc:def", "\x00", "ŵ"])
def test_a_moment_that_we_did_not_sign_counts_for_nothing(at, rf, moment):
    with pytest.raises(ValidationError, match="sooner than anybody can read"):
        refuse_programs(rf.post("/", {OPENED: moment}))


def test_whoever_was_too_quick_presses_once_more_and_nothing_is_lost(at, asked):
    moment = moment_in(asked.get(SEND))
    at(NOON + timedelta(seconds=1))
    refused = asked.post(SEND, moment)
    at(NOON + timedelta(seconds=2))
    sent = asked.post(SEND, moment_in(refused))

    assert HASTY in refused.content.decode()
    assert sent.url == f"/en/ask/{Proposal.objects.get().public_id}/"


def test_whoever_fills_in_what_nobody_sees_is_refused_and_the_field_is_empty_again(at, asked):
    moment = moment_in(asked.get(SEND))
    at(NOON + timedelta(seconds=60))

    refused = asked.post(SEND, {**moment, TRAP: "https://buy.example"})

    assert TRAPPED in refused.content.decode()
    assert "buy.example" not in refused.content.decode()
    assert Proposal.objects.count() == 0


def test_nobody_is_registered_and_nothing_sent_by_a_program(at, client, db, mailoutbox):
    for page in ("/en/my-link/", "/en/my-code/"):
        refused = client.post(page, {"contact": "ann@example.org"})
        trapped = client.post(page, {"contact": "ann@example.org", TRAP: "x", **moment_in(refused)})
        at(clock.now() + timedelta(seconds=5))
        sent = client.post(page, {"contact": "ann@example.org", **moment_in(trapped)})

        assert HASTY in refused.content.decode()
        assert TRAPPED in trapped.content.decode()
        assert sent.status_code == 302
    assert (Person.objects.count(), mailoutbox) == (0, [])


def test_the_last_page_of_registering_has_its_guard(client, db, at):
    area = make_organisation().area
    whom = {"age_band": "OVER_16", "relations": ["PARENT"], "hours": "NOT_SURE"}
    client.post("/en/register/", whom)
    client.post("/en/register/you/", {"name": "Ann Pretend", "area": area.slug, "channel": "EMAIL"})
    client.post("/en/register/reach/", {"email": "ann@example.org", "language": "EN", "format": "STANDARD"})
    moment = moment_in(client.get("/en/register/permit/"))

    hasty = client.post("/en/register/permit/", moment)
    at(NOON + timedelta(seconds=2))
    registered = client.post("/en/register/permit/", moment)

    assert HASTY in hasty.content.decode()
    assert registered.url == "/en/register/done/"
