"""Moving something and calling it off, as staff do it and as those who were asked and everybody read it."""

from datetime import UTC, datetime

import pytest

from cyfran.domain.correspondence.models import Message
from cyfran.domain.opportunities.choices import OpportunityState
from cyfran.domain.opportunities.models import Change
from cyfran.domain.opportunities.queries import invitation_link
from tests.factories.opportunities import make_invitation, make_opportunity
from tests.factories.people import make_caring_role, make_person
from tests.factories.projects import make_project, make_stage
from tests.web.random_posts import assert_random_posts_never_break
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

SOON = datetime(2026, 11, 27, 18, 0, tzinfo=UTC)
WHY = {"cause": "STAFF", "reason_cy": "Mae'r hwylusydd yn sâl.", "reason_en": "The facilitator is ill."}
LATER = {
    "starts_at_day": "4",
    "starts_at_month": "12",
    "starts_at_year": "2026",
    "starts_at_time": "18:00",
    "place_cy": "Y llyfrgell",
    "place_en": "The library",
}


@pytest.fixture
def opportunity(council, mari):
    published = datetime(2026, 1, 5, 9, tzinfo=UTC)
    stage = make_stage(project=make_project(organisation=council, owner=mari, published_at=published))
    return make_opportunity(
        stage=stage, state=OpportunityState.OPEN, starts_at=SOON, reply_by=SOON.date(), offers_cover=True, offers_fee=True
    )


@pytest.fixture
def said_yes(opportunity, council, noon):
    person = make_person(organisation=council, name="Olwen Dychmygol")
    make_caring_role(person=person)
    return make_invitation(opportunity=opportunity, person=person, answer="YES", answered_at=noon)


def door(name, opportunity):
    return address(f"staff:changes:{name}", opportunity.public_id)


def move(client, opportunity, answers):
    read = client.post(door("move", opportunity), answers).context["form"].to_be_read
    return client.post(door("move", opportunity), answers | {"read": read}, follow=True)


def test_before_it_is_moved_it_is_read_what_follows_and_who_may_not_know_in_time(client, opportunity, said_yes, council):
    for name, reach in [
        ("Ann Pretend", {"channel": "LETTER", "address": "1 Heol Ddychmygol\nAbermorfa"}),
        ("Dai Ffug", {"channel": "PHONE", "telephone": "01970 000 003"}),
    ]:
        make_invitation(opportunity=opportunity, person=make_person(organisation=council, name=name, **reach))
    sooner = LATER | {"starts_at_day": "24", "starts_at_month": "11"} | WHY

    answer = client.post(door("move", opportunity), sooner)
    changed = client.post(door("move", opportunity), LATER | WHY | {"read": answer.context["form"].to_be_read})

    page, to_read = text_of(answer), answer.context["to_read"]
    assert "It starts on Tuesday 24 November 2026, 18:00: that gives 4 days' notice. That is late" in page
    assert [person.name for person in to_read.perhaps_too_late] == ["Ann Pretend"]
    assert [person.name for person in to_read.by_hand] == ["Dai Ffug"]
    assert "1 person is told by e-mail or text, without your doing." in page
    assert changed.context["to_read"].days == 14
    assert not Change.objects.exists()


def test_a_time_that_has_passed_is_refused_before_anything_is_read(client, opportunity):
    page = text_of(client.post(door("move", opportunity), LATER | {"starts_at_month": "11"} | WHY))

    assert "Give a time that is still to come." in page
    assert "Read this before you move it" not in page


def test_what_is_moved_to_another_place_alone_keeps_its_notice(client, opportunity):
    there = {"starts_at_day": "27", "starts_at_month": "11"}

    page = text_of(move(client, opportunity, LATER | there | WHY))

    assert "It gave" in page
    assert "When it was moved" not in page


def test_what_is_moved_is_told_and_shown(client, opportunity, said_yes):
    asked = text_of(client.get(door("move", opportunity)))
    page = text_of(move(client, opportunity, LATER | WHY))
    hers = text_of(client.get(address("carer:invitation:show", invitation_link(said_yes))))

    opportunity.refresh_from_db()
    assert "It starts in 7 days. That is late" in asked
    assert "When it was moved, that gave 14 days' notice of the new time." in page
    assert (opportunity.starts_at, opportunity.place_en) == (datetime(2026, 12, 4, 18, 0, tzinfo=UTC), "The library")
    assert "20 November 2026, late: Moved to another time or place; it was to be on Friday 27 November 2026, 18:00." in page
    assert list(Message.objects.values_list("purpose", "person__name")) == [("MOVED", "Olwen Dychmygol")]
    assert "This was moved: it was to start on Friday 27 November 2026, 18:00." in hers
    assert "Change my answer" in hers


def test_what_is_called_off_late_is_told_and_owed(client, opportunity, said_yes):
    asked = text_of(client.get(door("call_off", opportunity)))
    page = text_of(client.post(door("call_off", opportunity), WHY, follow=True))
    hers = text_of(client.get(address("carer:invitation:show", invitation_link(said_yes))))

    opportunity.refresh_from_db()
    assert "1 person has said yes and has a place." in asked
    assert opportunity.state == OpportunityState.CALLED_OFF
    assert "Owed, though it was called off: replacement care, payment for time." in page
    assert "This was called off, and does not take place. We are sorry. The reason: The facilitator is ill." in hers
    assert "owed to you all the same: replacement care, payment for time." in hers
    assert "Change my answer" not in hers
    assert door("move", opportunity) not in page


@pytest.mark.parametrize("name", ["move", "call_off"])
@pytest.mark.parametrize("state", ["DRAFT", "CALLED_OFF"])
def test_a_form_that_would_be_refused_is_not_offered(client, opportunity, name, state):
    opportunity.state = state
    opportunity.save()

    page = text_of(client.get(door(name, opportunity), follow=True))

    assert "Only what people wait for can be moved or called off, until it starts." in page
    assert door(name, opportunity) not in page


@pytest.mark.parametrize("name", ["move", "call_off"])
def test_a_reason_is_needed_in_both_languages(client, opportunity, name):
    page = client.post(door(name, opportunity), LATER | WHY | {"reason_cy": ""})

    assert '<a href="#id_reason_cy">Fill in “Why, in Welsh”.</a>' in text_of(page)
    assert not Change.objects.exists()


@pytest.mark.parametrize("name", ["move", "call_off"])
def test_random_posts_never_break_a_change(client, opportunity, name):
    fields = {field: [value] for field, value in {**LATER, **WHY}.items()}

    assert_random_posts_never_break(client, door(name, opportunity), fields)
