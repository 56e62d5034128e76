"""How a person is reached is shown to whoever says what for, and she can read who it was."""

import pytest
from django.test import Client

from cyfran.domain.base.models import AuditEvent
from cyfran.domain.correspondence.choices import State
from cyfran.domain.organisations.choices import ACTS_OF, IN_ORGANISATION, Act
from cyfran.domain.people.queries import my_link
from tests.factories.base import make_user
from tests.factories.correspondence import make_message
from tests.factories.organisations import make_membership
from tests.factories.people import make_person
from tests.proving import come_with_code
from tests.web.random_posts import assert_random_posts_never_break
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def olwen(council):
    ways = {"email": "olwen@example.org", "telephone": "01970 000001", "address": "1 Invented Lane"}
    return make_person(organisation=council, name="Olwen Dychmygol", language="CY", channel="PHONE", **ways)


def reveals() -> list[tuple[str, dict[str, str]]]:
    events = AuditEvent.objects.filter(verb="person.contact_revealed").order_by("pk")
    return [(event.actor_public_id, {"why": event.facts["why"]}) for event in events]


def ways_in(page: str) -> list[str]:
    return [way for way in ("olwen@example.org", "01970 000001", "1 Invented Lane", "/my/") if way in page]


def test_nothing_is_shown_before_the_reason_is_given(client, mari, olwen):
    asked = text_of(client.get(address("staff:people:reach", olwen.public_id)))
    refused = text_of(client.post(address("staff:people:reach", olwen.public_id)))

    assert "Say what you need it for." in refused
    assert (ways_in(asked), ways_in(refused), reveals()) == ([], [], [])


def test_whoever_says_what_for_is_shown_it_and_that_is_written_down(client, mari, olwen):
    page = text_of(client.post(address("staff:people:reach", olwen.public_id), {"why": "ARRANGE"}))

    assert ways_in(page) == ["olwen@example.org", "01970 000001", "1 Invented Lane", "/my/"]
    assert f'href="http://127.0.0.1:8000{address("carer:my:show", my_link(olwen), language="cy")}"' in page
    assert reveals() == [(mari.public_id, {"why": "ARRANGE"})]


def test_a_child_is_asked_for_through_her_adult_wherever_it_is_shown_how_she_is_reached(client, mari, olwen):
    olwen.age_band, olwen.adult = "UNDER_13", "Gwen Dychmygol"
    olwen.save()

    record = text_of(client.get(address("staff:people:show", olwen.public_id)))
    listed = text_of(client.get(address("staff:people:list")))
    asked = text_of(client.get(address("staff:people:reach", olwen.public_id)))
    shown = text_of(client.post(address("staff:people:reach", olwen.public_id), {"why": "ARRANGE"}))
    changed = text_of(client.get(address("staff:people:contact", olwen.public_id)))

    assert ["Gwen Dychmygol" in page for page in (record, listed, asked)] == [False, False, False]
    assert "Ask for: Gwen Dychmygol" in shown
    assert "Ask for: Gwen Dychmygol" in changed


def test_nobody_is_asked_for_in_place_of_whoever_is_reached_herself(client, mari, olwen):
    page = text_of(client.post(address("staff:people:reach", olwen.public_id), {"why": "ARRANGE"}))

    assert "Ask for" not in page


def test_she_reads_who_was_shown_it_by_role_and_organisation_and_what_for(client, mari, olwen):
    client.get(address("staff:people:show", olwen.public_id))
    client.post(address("staff:people:reach", olwen.public_id), {"why": "CARE"})

    hers = Client()
    me = come_with_code(hers, olwen)
    page = text_of(hers.get(address("carer:my:looks", me)))
    copy = hers.get(address("carer:my:copy_json", me)).json()

    who = "20 November 2026: Coordinator, Abermorfa Council, once"
    assert f"{who} <br> What for: See people by name, and what is on record of them" in page
    shown = "They were shown the address or telephone number at which we reach you."
    assert f"{who} <br> {shown} <br> What for: To ask whether all is well" in page
    assert [(look["what"], look["why"]) for look in copy["looks"]] == [
        ("person.contact_revealed", "CARE"),
        ("person.looked_at", "SEE_PEOPLE"),
    ]


@pytest.mark.parametrize("role", [role for role in IN_ORGANISATION if Act.SEE_CONTACTS not in ACTS_OF[role]])
def test_who_may_not_see_contacts_is_shown_nothing(client, council, olwen, role):
    user = make_user()
    make_membership(user=user, organisation=council, role=role)
    client.force_login(user)

    answer = client.post(address("staff:people:reach", olwen.public_id), {"why": "ARRANGE"})

    assert (answer.status_code, reveals()) == (404, [])


def test_a_number_to_ring_on_a_message_is_shown_while_it_waits_and_written_down(client, mari, olwen):
    message = make_message(person=olwen, channel="PHONE", state=State.TO_DO, body_cy="Geiriau", body_en="Words")

    waits = text_of(client.get(address("staff:messages:show", message.public_id)))
    client.post(address("staff:messages:settle", message.public_id))
    settled = text_of(client.get(address("staff:messages:show", message.public_id)))

    assert (ways_in(waits), ways_in(settled)) == (["01970 000001"], [])
    assert reveals() == [(mari.public_id, {"why": "MESSAGE"})]


def test_random_posts_never_break_asking_how_to_reach_somebody(client, mari, olwen):
    assert_random_posts_never_break(client, address("staff:people:reach", olwen.public_id), {"why": ["CARE", "X"]})
