"""How much may be asked of her: seen, and changed by her alone, on her own page."""

from datetime import date, time

import pytest

from cyfran.domain.base.models import AuditEvent
from cyfran.domain.involvement.actions import change_limit
from cyfran.domain.involvement.choices import EntryKind, Lift
from cyfran.domain.involvement.models import Limit
from cyfran.domain.involvement.queries import limit_of
from cyfran.domain.people.queries import my_link
from tests.factories.base import make_user
from tests.factories.involvement import make_ledger_entry, make_limit
from tests.factories.organisations import make_organisation
from tests.web.carer.conftest import NOON
from tests.web.random_posts import assert_random_posts_never_break
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

NO_REST = {"rhythm": "AT_ONCE", "rests_until_day": "", "rests_until_month": "", "rests_until_year": ""}


def load_of(person, language="en"):
    return address("carer:my:load", my_link(person), language=language)


def test_she_sees_what_each_body_asked_and_how_much_of_her_limit_that_is(client, gwenllian):
    make_ledger_entry(person=gwenllian, minutes=120, on=date(2026, 3, 1))
    health_board = make_organisation(name_en="Porthaber Health Board")
    make_ledger_entry(person=gwenllian, minutes=240, on=date(2024, 1, 1), each_year=True, organisation=health_board)
    make_ledger_entry(person=gwenllian, minutes=999, on=date(2025, 3, 1))

    page = client.get(load_of(gwenllian))

    text = text_of(page)
    assert "In the last 12 months, all organisations together asked you for 6 hours, with reading and travel." in text
    assert "Your limit is 12 hours. Past it, nobody asks you for anything, unless you say so." in text
    assert [(str(row.label), row.value) for row in page.context["load"].by_organisation] == [
        ("Porthaber Health Board", "4 hours"),
        ("Abermorfa Council", "2 hours"),
    ]
    assert '<rect class="cy-bars__part" width="50" height="10" />' in text
    assert "Left empty, it is the usual limit: 12 hours." in text


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"hours": 1}, "Your limit is 1 hour: nobody asks you for more, unless you say so."),
        ({"hours": 1, "lifted": "ONCE"}, "Your limit is 1 hour. You said that we may go past it once."),
        ({"hours": 1, "lifted": "FOR_GOOD"}, "You said that we need not count, so there is no limit."),
        ({"rests_until": date(2027, 2, 1)}, "You rest: nobody asks you for anything before 1 February 2027."),
    ],
)
def test_she_reads_what_her_word_means(client, gwenllian, said, sentence):
    make_ledger_entry(person=gwenllian, minutes=90)
    make_limit(person=gwenllian, **said)

    assert sentence in text_of(client.get(load_of(gwenllian)))
    assert sentence in text_of(client.get(address("carer:my:show", my_link(gwenllian))))


def test_she_reads_who_wrote_it_down_for_her_and_can_object(client, gwenllian):
    staff = make_user(name="Mari Enghraifft")
    change_limit(person=gwenllian, lifted="FOR_GOOD", by=staff, channel="PHONE", at=NOON)

    pages = [text_of(client.get(url)) for url in (load_of(gwenllian), address("carer:my:show", my_link(gwenllian)))]

    sentence = (
        "Mari Enghraifft wrote this down for you on 20 November 2026. If it is not what you said, change it here or tell us."
    )
    assert [sentence in page for page in pages] == [True, True]


def test_a_rest_that_is_over_is_not_spoken_of(client, gwenllian):
    make_limit(person=gwenllian, rests_until=date(2026, 11, 20))

    page = client.get(load_of(gwenllian))

    assert "You rest" not in text_of(page)
    assert page.context["form"]["rests_until"].value() is None


def test_she_lifts_her_limit_herself(client, gwenllian):
    make_ledger_entry(person=gwenllian, minutes=720)

    response = client.post(load_of(gwenllian), {"hours": "", "lifted": "ONCE", **NO_REST})

    assert limit_of(gwenllian).lifted == Lift.ONCE
    assert "It counts from now on, for every organisation." in text_of(client.get(response.url))
    event = AuditEvent.objects.get(verb="limit.changed")
    assert (event.actor_kind, event.actor_public_id) == ("PERSON", gwenllian.public_id)


def test_she_sets_a_limit_of_her_own_and_rests(client, gwenllian):
    rest = {"rhythm": "AT_ONCE", "rests_until_day": "1", "rests_until_month": "2", "rests_until_year": "2027"}

    client.post(load_of(gwenllian), {"hours": "5", "lifted": "NOT", **rest})

    said = Limit.objects.values_list("hours", "lifted", "rests_until", "channel", "entered_by")
    assert list(said) == [(5, "NOT", date(2027, 2, 1), "", None)]


def test_she_says_how_often_she_is_asked_and_when_she_has_peace(client, gwenllian):
    said = {
        "hours": "",
        "lifted": "NOT",
        **NO_REST,
        "rhythm": "MONTHLY",
        "asks": "2",
        "quiet_from": "18:00",
        "quiet_until": "10:00",
    }

    client.post(load_of(gwenllian), said)

    kept = Limit.objects.values_list("rhythm", "asks", "quiet_from", "quiet_until")
    assert list(kept) == [("MONTHLY", 2, time(18), time(10))]
    assert client.get(load_of(gwenllian)).context["form"]["quiet_from"].value() == "18:00"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"hours": "0"}, "Write 1 or a higher number."),
        ({"quiet_from": "20:00"}, "Say from when and until when there should be no messages."),
        ({"lifted": "EVER"}, "Choose from the answers that are offered."),
        ({"rests_until_day": "1", "rests_until_month": "1", "rests_until_year": "2026"}, "Choose a day after today."),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(client, gwenllian, wrong, sentence):
    page = text_of(client.post(load_of(gwenllian), {"hours": "5", "lifted": "NOT", **NO_REST, **wrong}))

    assert "There is a problem" in page
    assert sentence in page
    assert not Limit.objects.exists()


def test_it_is_in_welsh_too(client, gwenllian):
    page = text_of(client.get(load_of(gwenllian, language="cy")))

    assert '<html lang="cy"' in page
    assert "Faint gawn ni ei ofyn gennych?" in page


def test_a_link_that_is_not_hers_opens_nothing(client):
    assert client.get(address("carer:my:load", "no-link")).status_code == 404


@pytest.mark.parametrize("item_count", [1, 3])
def test_it_costs_the_same_for_more_bodies(client, gwenllian, item_count, django_assert_num_queries):
    for _number in range(item_count):
        make_ledger_entry(person=gwenllian, organisation=make_organisation())
        make_ledger_entry(person=gwenllian, organisation=make_organisation(), kind=EntryKind.GIVEN)

    client.get(load_of(gwenllian))  # the token against forged posts is written into the session once
    with django_assert_num_queries(5):
        client.get(load_of(gwenllian))


def test_random_posts_never_break_it(client, gwenllian):
    fields = {"hours": ["", "5"], "lifted": ["NOT", "ONCE"], "rhythm": ["OFF"], "quiet_from": ["", "20:00"], "asks": ["2"]}
    rest = {"rests_until_day": ["", "1"], "rests_until_month": ["", "2"], "rests_until_year": ["", "2027"]}

    assert_random_posts_never_break(client, load_of(gwenllian), {**fields, **rest})
