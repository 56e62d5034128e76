"""Whoever said yes is reminded in good time, once, and of nothing that is no longer so."""

from datetime import UTC, datetime, timedelta

import pytest

from cyfran.domain.base.choices import Channel
from cyfran.domain.correspondence.models import Message
from cyfran.domain.opportunities.actions.calls import answer_when_rung
from cyfran.domain.opportunities.actions.changes import call_off, move_opportunity
from cyfran.domain.opportunities.actions.reminders import drop_late_reminders, remind
from cyfran.domain.opportunities.actions.replies import reply
from cyfran.domain.opportunities.bridge.reminders import to_be_reminded
from cyfran.domain.opportunities.choices import Answer, OpportunityKind, OpportunityState
from cyfran.domain.people.actions.people import withdraw_permission
from tests.factories.base import make_user
from tests.factories.opportunities import make_invitation, make_opportunity
from tests.factories.people import make_permission, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.domain.correspondence.urls")]

START = datetime(2027, 1, 12, 18, 0, tzinfo=UTC)
SAID, SOON = START - timedelta(days=20), START - timedelta(days=2)
WHY = {"cause": "STAFF", "reason_cy": "Mae'r hwylusydd yn sâl.", "reason_en": "The facilitator is ill."}
REACHED = {
    Channel.EMAIL: {"email": "ann@example.org"},
    Channel.TEXT: {"telephone": "07700 900104"},
    Channel.PHONE: {"telephone": "01632 960104"},
    Channel.LETTER: {"address": "1 Invented Street"},
}


@pytest.fixture
def opportunity():
    return make_opportunity(state=OpportunityState.OPEN, starts_at=START, offers_travel=True)


def said(opportunity, answer=Answer.YES, *, channel=Channel.EMAIL, at=SAID, **given):
    person = make_person(organisation=opportunity.organisation, channel=channel, **REACHED[channel])
    make_permission(person=person)
    answered = {"answer": answer, "answered_at": at} if answer else {}
    return make_invitation(opportunity=opportunity, person=person, **answered, **given)


def due(at):
    return list(to_be_reminded(at=at))


def test_whoever_said_yes_is_reminded_two_days_before_and_by_letter_a_week_before(opportunity):
    ways = [said(opportunity, channel=channel) for channel in (Channel.EMAIL, Channel.TEXT, Channel.PHONE)]
    letter = said(opportunity, channel=Channel.LETTER)

    assert due(START - timedelta(days=7, seconds=1)) == []
    assert due(START - timedelta(days=7)) == [letter]
    assert due(SOON) == [*ways, letter]
    assert due(START) == []


def test_a_reminder_says_when_where_what_is_offered_and_where_to_say_no(opportunity):
    opportunity.place_cy, opportunity.place_en = "Y neuadd", "The hall"
    opportunity.save()

    message = remind(invitation=said(opportunity), at=SOON)

    assert message.subject_en == "A reminder: First meeting"
    facts = ("“First meeting”", "Tuesday 12 January 2027, 18:00", "Where: The hall", "- in person", "- travel", "/en/invitation/")
    for words in facts:
        assert words in message.body_en
    assert "Y neuadd" in message.body_cy


def test_nobody_is_reminded_who_has_no_place_or_has_just_said_yes(opportunity):
    said(opportunity, "")
    said(opportunity, Answer.NOT_THIS_TIME)
    said(opportunity, waits_since=SAID)
    said(opportunity, at=SOON)

    assert due(SOON + timedelta(hours=1)) == []


def test_nobody_is_reminded_who_wishes_to_be_asked_no_more(opportunity):
    invitation = said(opportunity)
    withdraw_permission(person=invitation.person, use="CONTACT", by=invitation.person, at=SAID)

    assert due(SOON) == []


@pytest.mark.parametrize("given", [{"state": OpportunityState.CALLED_OFF}, {"kind": OpportunityKind.SURVEY}])
def test_nobody_is_reminded_of_what_is_called_off_or_has_no_time_of_its_own(given):
    said(make_opportunity(**{"state": OpportunityState.OPEN, "starts_at": START, **given}))

    assert due(SOON) == []


def test_a_reminder_goes_once(opportunity):
    invitation = said(opportunity)

    first, second = remind(invitation=invitation, at=SOON), remind(invitation=invitation, at=SOON + timedelta(days=1))

    assert (first.state, second, Message.objects.count()) == ("QUEUED", None, 1)


def test_whoever_is_rung_and_says_no_is_rung_no_more_and_her_place_is_free(opportunity):
    invitation = said(opportunity, channel=Channel.PHONE)
    call = remind(invitation=invitation, at=SOON)

    answer_when_rung(invitation=invitation, message=call, answer=Answer.NOT_THIS_TIME, by=make_user(), at=SOON)

    call.refresh_from_db()
    assert (call.state, invitation.answer, due(SOON)) == ("DONE", "NOT_THIS_TIME", [])


def test_whoever_is_rung_and_says_yes_again_keeps_what_she_said_with_it(opportunity):
    invitation = said(opportunity, channel=Channel.PHONE, answer_words="I bring my sister.")
    call = remind(invitation=invitation, at=SOON)

    answer_when_rung(invitation=invitation, message=call, answer=Answer.YES, by=make_user(), at=SOON)

    call.refresh_from_db()
    kept = (call.state, invitation.answer, invitation.answer_words, due(SOON + timedelta(hours=1)))
    assert kept == ("DONE", "YES", "I bring my sister.", [])


@pytest.mark.parametrize("channel", [Channel.PHONE, Channel.LETTER])
def test_whoever_says_no_before_she_is_reminded_is_not_reminded(channel, opportunity):
    invitation = said(opportunity, channel=channel)
    waiting = remind(invitation=invitation, at=SOON)

    reply(invitation=invitation, answer=Answer.NOT_THIS_TIME, channel=Channel.PHONE, by=make_user(), at=SOON)

    waiting.refresh_from_db()
    assert waiting.state == "NOT_NEEDED"


def test_what_is_moved_is_reminded_of_anew_before_its_new_time(opportunity):
    invitation = said(opportunity, channel=Channel.PHONE)
    old = remind(invitation=invitation, at=SOON)
    later = START + timedelta(days=14)

    move_opportunity(opportunity=opportunity, starts_at=later, place_cy="", place_en="", by=make_user(), at=SOON, **WHY)

    old.refresh_from_db()
    assert (old.state, due(SOON), due(later - timedelta(days=2))) == ("NOT_NEEDED", [], [invitation])


def test_what_is_called_off_is_reminded_of_no_more(opportunity):
    waiting = remind(invitation=said(opportunity, channel=Channel.LETTER), at=SOON)

    call_off(opportunity=opportunity, by=make_user(), at=SOON, **WHY)

    waiting.refresh_from_db()
    assert waiting.state == "NOT_NEEDED"


def test_a_reminder_that_nobody_gave_before_it_began_is_taken_back(opportunity):
    waiting = remind(invitation=said(opportunity, channel=Channel.PHONE), at=SOON)

    drop_late_reminders(at=START - timedelta(seconds=1))
    waiting.refresh_from_db()
    before = waiting.state
    drop_late_reminders(at=START)

    waiting.refresh_from_db()
    assert (before, waiting.state) == ("TO_DO", "NOT_NEEDED")
