"""What was not sent: to whom, why, and what can be done, as staff read it and narrow it."""

import pytest

from cyfran.domain.correspondence.choices import Why
from tests.factories.correspondence import make_forward, make_not_sent
from tests.factories.opportunities import make_invitation, make_opportunity
from tests.factories.people import make_person
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

NOT_SENT = address("staff:messages:not_sent")


@pytest.fixture
def person(council, mari):
    return make_person(organisation=council, name="Olwen Dychmygol")


def about(thing):
    return {"about_kind": thing._meta.label_lower, "about_public_id": thing.public_id}


def rows(client, query=""):
    return client.get(NOT_SENT + query).context["rows"]


def test_each_says_why_and_what_can_be_done_and_leads_to_what_it_was_about(client, person):
    opportunity = make_opportunity(title_en="A walk")
    make_not_sent(person=person, **about(opportunity), reason="OVER_LIMIT")
    make_not_sent(person=make_person(name="Somebody Elsewhere"))

    page = text_of(client.get(NOT_SENT))

    for words in (
        "1 time somebody was passed over",
        "Olwen Dychmygol",
        "A walk",
        "It would go past the hours they may be asked for",
        "Ask them for less, or ask somebody else. Only they can lift their limit.",
        address("staff:opportunities:show", opportunity.public_id),
    ):
        assert words in page
    assert "Somebody Elsewhere" not in page


def test_what_was_held_back_or_passed_on_leads_to_where_it_can_be_read(client, person):
    invitation = make_invitation(person=person)
    forward = make_forward(about=invitation.opportunity)
    for thing in (invitation, forward):
        make_not_sent(person=person, **about(thing))
    make_not_sent(person=person)

    ways = [row.about and row.about.href for row in rows(client)]

    offered = address("staff:opportunities:show", invitation.opportunity.public_id)
    assert ways == [None, address("staff:forwarding:show", forward.public_id), offered]


@pytest.mark.parametrize(
    ("query", "count"),
    [("", 2), ("?reason=RESTING", 1), ("?purpose=PASSED_ON", 1), ("?reason=RESTING&purpose=PASSED_ON", 0), ("?reason=X", 2)],
)
def test_the_list_is_narrowed(client, person, query, count):
    make_not_sent(person=person, reason="RESTING")
    make_not_sent(person=person, reason="OFF", purpose="PASSED_ON")

    assert len(rows(client, query)) == count


@pytest.mark.parametrize("why", [why for why in Why if why not in (Why.SCHOOL, Why.QUIET, Why.RHYTHM)])
def test_for_each_reason_staff_read_what_they_can_do(client, person, why):
    make_not_sent(person=person, reason=why)

    (row,) = rows(client, f"?reason={why}")

    assert row.reason == why.label
    assert str(row.to_do).endswith(".")


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_costs_the_same_for_more(client, council, mari, item_count, django_assert_num_queries):
    for _number in range(item_count):
        invitation = make_invitation()
        make_not_sent(person=make_person(organisation=council), **about(invitation))

    client.get(NOT_SENT)
    with django_assert_num_queries(9):
        client.get(NOT_SENT)
