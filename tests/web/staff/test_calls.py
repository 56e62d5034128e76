"""Calls: the words to say, and what staff press while somebody is on the line."""

from datetime import timedelta

import pytest

from cyfran.domain.base.choices import Channel
from cyfran.domain.base.models import AuditEvent
from cyfran.domain.correspondence.choices import Failure, Purpose, State
from tests.factories.correspondence import make_message
from tests.factories.opportunities import make_invitation, make_opportunity
from tests.factories.organisations import make_coordinator, make_organisation
from tests.factories.people import make_permission, make_person
from tests.factories.projects import make_project, make_stage
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def call(council, noon):
    """Return an invitation of somebody who is rung, which waits."""
    stage = make_stage(project=make_project(organisation=council))
    opportunity = make_opportunity(stage=stage, state="OPEN", starts_at=noon + timedelta(days=30))
    person = make_person(organisation=council, channel=Channel.PHONE, telephone="01970 000001", name="Olwen Dychmygol")
    make_permission(person=person)
    invitation = make_invitation(opportunity=opportunity, person=person)
    return make_message(
        person=person,
        purpose=Purpose.INVITATION,
        about_kind="opportunities.invitation",
        about_public_id=invitation.public_id,
        state=State.TO_DO,
    )


def press(client, call, pressed):
    return client.post(address("staff:messages:rung", call.public_id), {"pressed": pressed}, follow=True)


def test_beside_the_words_stand_the_answers_and_why_somebody_could_not_be_told(client, mari, call):
    page = text_of(client.get(address("staff:messages:show", call.public_id)))

    for words in ("Yes, I will take part", "Not this time", "another way", "Nobody was there", "another time", "Wrong number"):
        assert words in page


@pytest.mark.parametrize("answer", ["YES", "NOT_THIS_TIME"])
def test_one_press_writes_down_the_answer_and_that_they_were_told(client, mari, call, noon, answer):
    page = press(client, call, answer)

    call.refresh_from_db()
    invitation = call.person.invitations.get()
    assert (call.state, call.settled_by) == (State.DONE, mari)
    assert (invitation.answer, invitation.answered_by_channel, invitation.entered_by, invitation.reached_at) == (
        answer,
        "PHONE",
        mari,
        noon,
    )
    assert page.redirect_chain == [(address("staff:messages:list") + "?state=TO_DO", 302)]
    assert "The answer of Olwen Dychmygol is written down." in text_of(page)


def test_whoever_is_rung_about_another_time_can_answer_at_once(client, mari, call):
    invitation = call.person.invitations.get()
    about = {"about_kind": "opportunities.opportunity", "about_public_id": invitation.opportunity.public_id}
    moved = make_message(person=call.person, purpose=Purpose.MOVED, state=State.TO_DO, **about)

    page = text_of(client.get(address("staff:messages:show", moved.public_id)))
    press(client, moved, "NOT_THIS_TIME")

    moved.refresh_from_db()
    invitation.refresh_from_db()
    assert "Yes, I will take part" in page
    assert (moved.state, invitation.answer, invitation.answered_by_channel) == (State.DONE, "NOT_THIS_TIME", "PHONE")


def test_whoever_would_rather_say_it_another_way_is_asked_how(client, mari, call):
    page = press(client, call, "ANOTHER_WAY")

    invitation = call.person.invitations.get()
    assert page.redirect_chain == [(address("staff:opportunities:reply", invitation.public_id), 302)]
    assert invitation.answer == "ANOTHER_WAY"


@pytest.mark.parametrize(
    ("outcome", "words"), [("NOBODY_THERE", "Nobody was there"), ("RING_BACK", "They would like to be rung another time")]
)
def test_a_call_in_which_nobody_could_be_told_is_on_record_and_waits_on(client, mari, call, outcome, words):
    page = text_of(press(client, call, outcome))

    call.refresh_from_db()
    event = AuditEvent.objects.get(verb="message.rung")
    assert (call.state, call.person.invitations.get().answer) == (State.TO_DO, "")
    assert (event.actor_public_id, event.facts) == (mari.public_id, {"outcome": outcome})
    assert f": {words} </p>" in page


def test_a_wrong_number_leads_to_how_they_are_reached(client, mari, call):
    page = press(client, call, "WRONG_NUMBER")

    call.refresh_from_db()
    assert page.redirect_chain == [(address("staff:people:contact", call.person.public_id), 302)]
    assert (call.state, call.failure) == (State.FAILED, Failure.WRONG_NUMBER)


def test_of_somebody_elsewhere_a_wrong_number_is_only_written_down(client, mari, council):
    message = make_message(
        person=make_person(channel=Channel.PHONE, telephone="01970 000001"), organisation=council, state=State.TO_DO
    )

    page = press(client, message, "WRONG_NUMBER")

    assert page.redirect_chain == [(address("staff:messages:show", message.public_id), 302)]


def test_after_the_second_number_the_message_can_still_be_told(client, mari, call):
    press(client, call, "WRONG_NUMBER")
    press(client, call, "YES")

    call.refresh_from_db()
    assert (call.state, call.person.invitations.get().answer) == (State.DONE, "YES")


def test_what_is_over_is_refused_and_nothing_is_written(client, mari, call, noon):
    invitation = call.person.invitations.get()
    invitation.opportunity.starts_at = noon - timedelta(hours=1)
    invitation.opportunity.save()

    page = press(client, call, "YES")

    call.refresh_from_db()
    assert "This has started, so the answer can no longer be changed." in text_of(page)
    assert call.state == State.TO_DO


@pytest.mark.parametrize("pressed", ["", "MAYBE"])
def test_what_is_no_button_does_nothing(client, mari, call, pressed):
    press(client, call, pressed)

    call.refresh_from_db()
    assert (call.state, AuditEvent.objects.filter(verb="message.rung").count()) == (State.TO_DO, 0)


def test_an_answer_is_offered_only_where_something_is_asked(client, mari, council):
    person = make_person(organisation=council, channel=Channel.PHONE, telephone="01970 000001")
    message = make_message(person=person, state=State.TO_DO)

    page = text_of(client.get(address("staff:messages:show", message.public_id)))
    press(client, message, "YES")

    message.refresh_from_db()
    assert ("Nobody was there" in page, "Yes, I will take part" in page, message.state) == (True, False, State.TO_DO)


def test_a_letter_is_not_rung(client, mari, council):
    letter = make_message(person=make_person(organisation=council, channel=Channel.LETTER, address="1 Heol"), state=State.TO_DO)

    page = press(client, letter, "NOBODY_THERE")

    assert "This message is not waiting for anybody to post it or to ring." in text_of(page)


def test_no_call_is_written_down_by_a_stranger(client, call):
    client.force_login(make_coordinator(make_organisation()))

    assert client.post(address("staff:messages:rung", call.public_id), {"pressed": "YES"}).status_code == 404
