"""What asks people and has not gone yet: withdrawn or written anew when it is called off, moved, closed, filled or answered."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from cyfran.domain.base.choices import Channel
from cyfran.domain.correspondence.choices import Failure, Purpose, State, Why
from cyfran.domain.correspondence.models import Message
from cyfran.domain.correspondence.queries import not_sent_about
from cyfran.domain.involvement.choices import Rhythm
from cyfran.domain.involvement.models import LedgerEntry
from cyfran.domain.opportunities.actions.changes import call_off, move_opportunity
from cyfran.domain.opportunities.actions.offers import close_opportunity
from cyfran.domain.opportunities.actions.replies import reply
from cyfran.domain.opportunities.bridge.forwards import forward_figures
from cyfran.domain.opportunities.choices import Answer, OpportunityState
from cyfran.domain.opportunities.models import Invitation
from tests.factories.base import make_user
from tests.factories.correspondence import make_forward, make_message
from tests.factories.involvement import make_ledger_entry, make_limit
from tests.factories.opportunities import make_invitation, make_opportunity
from tests.factories.people import make_permission, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.domain.correspondence.urls")]

NOW = datetime(2026, 11, 25, 22, 0, tzinfo=UTC)
MORNING, MONDAY = datetime(2026, 11, 26, 8, 0, tzinfo=UTC), datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
WHY = {"cause": "STAFF", "reason_cy": "Mae'r hwylusydd yn sâl.", "reason_en": "The facilitator is ill."}
LATER = {"starts_at": datetime(2027, 1, 19, 18, 0, tzinfo=UTC), "place_cy": "", "place_en": ""}
WAITS = {
    "quiet": {"reason": Why.QUIET, "waits_until": MORNING},
    "round": {"reason": Why.RHYTHM, "waits_until": MONDAY},
    "letter": {"channel": Channel.LETTER, "state": State.TO_DO},
    "call": {"channel": Channel.PHONE, "state": State.TO_DO},
    "failed": {"state": State.FAILED, "failure": Failure.NOT_REACHED, "settled_at": NOW},
}


@pytest.fixture
def opportunity():
    return make_opportunity(state=OpportunityState.OPEN, places=1)


def invited(opportunity, waits):
    """Invite somebody whose message waits so, and whose minutes are counted."""
    person = make_person(organisation=opportunity.organisation, telephone="01970 000001", address="1 Invented Street")
    make_permission(person=person)
    invitation = make_invitation(opportunity=opportunity, person=person)
    make_ledger_entry(person=person, source_public_id=invitation.public_id)
    return invitation, asks(invitation, person, Purpose.INVITATION, **WAITS[waits])


def asks(thing, person, purpose, **waits):
    about = {"about_kind": thing._meta.label_lower, "about_public_id": thing.public_id}
    return make_message(person=person, purpose=purpose, **about, **waits)


def passed_on(opportunity, **waits):
    forward = make_forward(about=opportunity)
    person = make_person(organisation=forward.partner)
    make_permission(person=person)
    make_ledger_entry(person=person, source_kind=forward._meta.label_lower, source_public_id=forward.public_id)
    return asks(forward, person, Purpose.PASSED_ON, **waits)


def say(invitation, answer, channel=""):
    invitation = Invitation.objects.get(pk=invitation.pk)
    by = make_user() if channel else invitation.person
    reply(invitation=invitation, answer=answer, channel=channel, by=by, at=NOW)


def changed(opportunity, act, **given):
    act(opportunity=opportunity, **WHY, **given, by=make_user(), at=NOW)


def states():
    return list(Message.objects.order_by("id").values_list("purpose", "state"))


def latest():
    message = Message.objects.latest("id")
    return (message.purpose, message.state, message.reason, message.waits_until)


@pytest.mark.parametrize("waits", WAITS)
def test_what_had_not_gone_is_withdrawn_and_counts_no_longer_when_it_is_called_off(opportunity, waits):
    invited(opportunity, waits)

    changed(opportunity, call_off)

    assert (states(), LedgerEntry.objects.count()) == ([("INVITATION", "NOT_NEEDED")], 0)


@pytest.mark.parametrize("waits", WAITS)
def test_what_had_not_gone_is_written_anew_and_waits_as_before_when_it_is_moved(opportunity, waits):
    _invitation, before = invited(opportunity, waits)

    changed(opportunity, move_opportunity, **LATER)

    before.refresh_from_db()
    after = Message.objects.latest("id")
    expected = {"quiet": ("QUEUED", "QUIET", MORNING), "round": ("QUEUED", "RHYTHM", MONDAY)}
    now = ("QUEUED" if after.channel == Channel.EMAIL else "TO_DO", "", None)
    assert (before.state, LedgerEntry.objects.count()) == ("NOT_NEEDED", 1)
    assert (after.state, after.reason, after.waits_until) == expected.get(waits, now)
    assert "When: Tuesday 19 January 2027, 18:00" in after.body_en
    assert not Message.objects.filter(purpose=Purpose.MOVED).exists()


@pytest.mark.parametrize("waits", WAITS)
def test_what_had_not_gone_is_withdrawn_when_she_answers(opportunity, waits):
    invitation, _message = invited(opportunity, waits)

    say(invitation, Answer.YES)

    assert (states(), LedgerEntry.objects.count()) == ([("INVITATION", "NOT_NEEDED")], 1)


def test_whoever_answers_by_letter_has_had_the_letter_of_which_nobody_said_that_it_was_posted(opportunity):
    invitation, letter = invited(opportunity, "letter")
    staff = make_user()

    reply(invitation=invitation, answer=Answer.YES, channel=Channel.LETTER, by=staff, entered_by=staff, at=NOW)

    letter.refresh_from_db()
    invitation.refresh_from_db()
    assert (letter.state, letter.settled_by, letter.settled_at, invitation.reached_at) == (State.DONE, staff, NOW, NOW)


def test_a_call_stays_to_be_written_down_when_she_answers_on_the_telephone(opportunity):
    invitation, _message = invited(opportunity, "call")

    say(invitation, Answer.YES, channel=Channel.PHONE)

    assert states() == [("INVITATION", "TO_DO")]


@pytest.mark.parametrize("waits", WAITS)
def test_what_had_not_gone_says_that_all_places_are_taken_once_they_are_and_no_longer_once_one_is_free(opportunity, waits):
    invited(opportunity, waits)
    quick = make_invitation(opportunity=opportunity)

    say(quick, Answer.YES)
    once_full = Message.objects.latest("id").body_en
    say(quick, Answer.NOT_THIS_TIME)
    once_free = Message.objects.latest("id").body_en

    taken = "All places are taken: a yes puts you on the waiting list."
    assert [taken in words for words in (once_full, once_free)] == [True, False]
    assert [state == "NOT_NEEDED" for _purpose, state in states()] == [True, True, False]


@pytest.mark.parametrize("state", [State.SENDING, State.SENT])
def test_what_has_gone_or_is_going_is_left_as_it_is(opportunity, state):
    _invitation, message = invited(opportunity, "quiet")
    Message.objects.filter(pk=message.pk).update(state=state, reason="", waits_until=None)

    changed(opportunity, call_off)

    assert (states(), LedgerEntry.objects.count()) == ([("INVITATION", state), ("CALLED_OFF", "QUEUED")], 1)


def test_whoever_an_email_may_have_reached_is_told(opportunity):
    _invitation, message = invited(opportunity, "failed")
    Message.objects.filter(pk=message.pk).update(failure=Failure.CUT_OFF)

    changed(opportunity, call_off)

    assert states() == [("INVITATION", "FAILED"), ("CALLED_OFF", "QUEUED")]


def test_what_would_by_now_come_after_the_day_for_answers_is_not_sent_and_why_is_kept(opportunity):
    invitation, _message = invited(opportunity, "round")

    changed(opportunity, move_opportunity, **LATER | {"starts_at": MONDAY + timedelta(hours=9)})

    (note,) = not_sent_about(opportunity)
    assert (note.person, note.reason) == (invitation.person, Why.TOO_LATE)
    assert (states(), LedgerEntry.objects.count()) == ([("INVITATION", "NOT_NEEDED")], 0)


# --- Several things in one message ------------------------------------------------------------------------------------


@pytest.fixture
def ann(opportunity, monkeypatch):
    """Three invitations of somebody who is asked once a week, in one message that waits for the end of her quiet hours."""
    monkeypatch.setattr("cyfran.domain.base.clock.now", lambda: MORNING)
    person = make_person(organisation=opportunity.organisation, email="ann@example.org", language="EN")
    make_permission(person=person)
    make_limit(person=person, hours=9, rhythm=Rhythm.WEEKLY)
    together = make_message(person=person, purpose=Purpose.DIGEST, **WAITS["quiet"])
    for title in ("First meeting", "A walk", "A talk"):
        asked_to = opportunity if title == "First meeting" else make_opportunity(stage=opportunity.stage, state="OPEN")
        invitation = make_invitation(opportunity=asked_to, person=person)
        message = asks(invitation, person, Purpose.INVITATION, state=State.TOGETHER, together=together)
        Message.objects.filter(pk=message.pk).update(subject_en=title)
    return person


def test_what_is_called_off_is_taken_out_of_a_message_with_others(opportunity, ann, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        changed(opportunity, call_off)

    (sent,) = mail.outbox
    assert (sent.subject, "- A walk\n- A talk" in sent.body, "First meeting" in sent.body) == (
        "2 things you are asked",
        True,
        False,
    )
    parts = [("INVITATION", "NOT_NEEDED"), ("INVITATION", "TOGETHER"), ("INVITATION", "TOGETHER")]
    assert states() == [("DIGEST", "NOT_NEEDED"), *parts, ("DIGEST", "SENT")]


def test_what_is_moved_goes_with_the_others_as_it_is_by_now(opportunity, ann, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        changed(opportunity, move_opportunity, **LATER)

    (sent,) = mail.outbox
    assert (sent.subject, sent.body.count("When: Tuesday 19 January 2027, 18:00")) == ("3 things you are asked", 1)


def test_what_she_has_answered_is_taken_out_of_a_letter_with_others(ann, django_capture_on_commit_callbacks):
    Message.objects.filter(purpose=Purpose.DIGEST).update(**WAITS["letter"], reason="", waits_until=None)
    walk, talk = ann.invitations.order_by("id")[1:]

    with django_capture_on_commit_callbacks(execute=True):
        say(walk, Answer.NOT_THIS_TIME)
        say(talk, Answer.NOT_THIS_TIME)

    assert [sent.subject for sent in mail.outbox] == ["First meeting"]
    left = [("INVITATION", "SENT"), ("INVITATION", "NOT_NEEDED"), ("INVITATION", "NOT_NEEDED")]
    assert states() == [("DIGEST", "NOT_NEEDED"), *left]


# --- What partners pass on --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("act", [call_off, close_opportunity], ids=["called off", "closed"])
@pytest.mark.parametrize("waits", ["quiet", "round", "letter"])
def test_what_a_partner_passes_on_is_withdrawn_when_nobody_can_come_by_it_any_more(opportunity, act, waits):
    message = passed_on(opportunity, **WAITS[waits])

    words = WHY if act == call_off else {}
    act(opportunity=opportunity, **words, by=make_user(), at=NOW)

    message.refresh_from_db()
    assert (states(), LedgerEntry.objects.count()) == ([("PASSED_ON", "NOT_NEEDED")], 0)


def test_what_a_partner_passes_on_is_written_anew_in_its_name_when_it_is_moved(opportunity):
    before = passed_on(opportunity, **WAITS["round"])

    changed(opportunity, move_opportunity, **LATER)

    after = Message.objects.latest("id")
    assert (latest(), after.organisation) == (("PASSED_ON", "QUEUED", "RHYTHM", MONDAY), before.organisation)
    assert "When: Tuesday 19 January 2027, 18:00" in after.body_en
    assert LedgerEntry.objects.count() == 1


def test_what_a_partner_passes_on_says_that_all_places_are_taken(opportunity):
    passed_on(opportunity, **WAITS["quiet"])

    say(make_invitation(opportunity=opportunity), Answer.YES)

    assert latest() == ("PASSED_ON", "QUEUED", "QUIET", MORNING)
    assert "All places are taken" in Message.objects.latest("id").body_en


def test_whoever_was_told_of_nothing_is_not_counted_as_told(opportunity):
    forward = make_forward(about=opportunity)
    for _number in range(5):
        asks(forward, make_person(organisation=forward.partner), Purpose.PASSED_ON, state=State.SENT, settled_at=NOW)
    for _number in range(2):
        asks(forward, make_person(organisation=forward.partner), Purpose.PASSED_ON, **WAITS["quiet"])

    changed(opportunity, call_off)

    assert forward_figures(forward).told == 5
