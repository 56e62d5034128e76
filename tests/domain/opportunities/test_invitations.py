"""Asking people and taking down their answers: the second half of the actions."""

from datetime import UTC, date, datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from cyfran.domain.base.choices import Channel
from cyfran.domain.base.models import AuditEvent
from cyfran.domain.correspondence.actions.delivery import deliver, settle
from cyfran.domain.correspondence.models import Message
from cyfran.domain.correspondence.queries import not_sent_about
from cyfran.domain.involvement.actions import change_limit
from cyfran.domain.involvement.choices import Lift, Rhythm
from cyfran.domain.involvement.models import LedgerEntry
from cyfran.domain.involvement.queries import limit_of, load_of
from cyfran.domain.opportunities.actions.offers import invite
from cyfran.domain.opportunities.actions.replies import reply
from cyfran.domain.opportunities.choices import Answer, OpportunityState
from cyfran.domain.opportunities.models import Invitation
from cyfran.domain.people.actions.erasing import erase
from cyfran.domain.people.actions.people import withdraw_permission
from cyfran.domain.people.choices import Use
from tests.factories.base import make_user
from tests.factories.correspondence import make_message
from tests.factories.involvement import make_ledger_entry, make_limit
from tests.factories.opportunities import make_draw, make_drawn_person, make_invitation, make_opportunity
from tests.factories.organisations import make_organisation
from tests.factories.people import make_permission, make_person
from tests.factories.projects import make_project, make_stage

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.domain.correspondence.urls")]

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
START = datetime(2027, 1, 12, 18, 0, tzinfo=UTC)


def someone_who_may_be_asked(opportunity, **given):
    person = make_person(organisation=opportunity.organisation, **given)
    make_permission(person=person, use=Use.CONTACT)
    return person


def test_invite_asks_each_person_with_message_and_minutes():
    opportunity = make_opportunity(state=OpportunityState.OPEN, minutes_reading=20, minutes_travel=40)
    people = [someone_who_may_be_asked(opportunity) for _ in range(2)]
    coordinator = make_user()

    invitations = invite(opportunity=opportunity, people=people, by=coordinator, at=NOW)

    assert [(i.person, i.invited_by, i.invited_at, i.answer) for i in invitations] == [
        (person, coordinator, NOW, "") for person in people
    ]
    assert list(Invitation.objects.order_by("id")) == invitations
    assert list(LedgerEntry.objects.order_by("id").values_list("person", "kind", "minutes", "on", "source_public_id")) == [
        (i.person_id, "ASKED", 150, date(2026, 11, 21), i.public_id) for i in invitations
    ]
    assert list(Message.objects.order_by("id").values_list("person", "purpose", "about_public_id")) == [
        (i.person_id, "INVITATION", i.public_id) for i in invitations
    ]
    assert [event.facts for event in AuditEvent.objects.filter(verb="invitation.sent")] == [{"minutes": 150}] * 2


@pytest.mark.parametrize(("channel", "state"), [(Channel.LETTER, "DONE"), (Channel.EMAIL, "SENT")])
def test_when_an_invitation_reached_somebody_stays_with_it_once_its_message_is_gone(channel, state):
    opportunity = make_opportunity(state=OpportunityState.OPEN)
    person = someone_who_may_be_asked(opportunity, channel=channel, address="1 Invented Lane")
    (invitation,) = invite(opportunity=opportunity, people=[person], by=make_user(), at=NOW)
    message, before = Message.objects.get(), invitation.reached_at

    if channel == Channel.EMAIL:
        deliver(message=message, at=NOW)
    else:
        settle(message=message, by=make_user(), at=NOW)
    erase(person=person, by=None, at=NOW)

    invitation.refresh_from_db()
    assert (message.state, Message.objects.count(), before, invitation.reached_at) == (state, 0, None, NOW)


def test_an_invitation_that_could_not_be_sent_reached_nobody():
    opportunity = make_opportunity(state=OpportunityState.OPEN)
    person = someone_who_may_be_asked(opportunity)
    (invitation,) = invite(opportunity=opportunity, people=[person], by=make_user(), at=NOW)
    person.channel, person.address, person.email = Channel.LETTER, "1 Invented Lane", ""
    person.save()

    deliver(message=Message.objects.get(), at=NOW)

    invitation.refresh_from_db()
    assert (Message.objects.get().failure, invitation.reached_at) == ("NO_ADDRESS", None)


def test_what_reached_somebody_before_is_filled_in_from_the_messages_still_there():
    reached, not_reached = make_invitation(), make_invitation()
    for invitation, state in ((reached, "SENT"), (not_reached, "FAILED")):
        about = {"purpose": "INVITATION", "about_public_id": invitation.public_id}
        make_message(person=invitation.person, state=state, settled_at=NOW, **about)
    migration = import_module("cyfran.domain.opportunities.migrations.0007_what_reached_somebody_before")

    migration.fill_in(apps, None)

    assert list(Invitation.objects.order_by("id").values_list("reached_at", flat=True)) == [NOW, None]


def test_invite_tells_in_both_languages_what_is_asked():
    opportunity = make_opportunity(state=OpportunityState.OPEN, minutes_reading=20, minutes_travel=40)

    invite(opportunity=opportunity, people=[someone_who_may_be_asked(opportunity)], by=make_user(), at=NOW)

    message = Message.objects.get()
    assert "Cyfarfod cyntaf" in message.body_cy
    assert "First meeting" in message.body_en
    assert "150" in message.body_cy
    assert "150" in message.body_en


def test_invite_passes_over_whoever_was_asked_before():
    opportunity = make_opportunity(state=OpportunityState.OPEN)
    asked, new = someone_who_may_be_asked(opportunity), someone_who_may_be_asked(opportunity)
    coordinator = make_user()
    invite(opportunity=opportunity, people=[asked], by=coordinator, at=NOW)

    invitations = invite(opportunity=opportunity, people=[asked, new, new], by=coordinator, at=NOW)

    assert [invitation.person for invitation in invitations] == [new]
    assert Invitation.objects.count() == Message.objects.count() == LedgerEntry.objects.count() == 2


def test_an_invitation_knows_by_when_it_asks_for_an_answer():
    opportunity = make_opportunity(state=OpportunityState.OPEN, reply_by=date(2027, 1, 10))

    invite(opportunity=opportunity, people=[someone_who_may_be_asked(opportunity)], by=make_user(), at=NOW)

    assert Message.objects.get().answer_by == date(2027, 1, 10)


def test_whoever_was_drawn_is_asked_at_once_and_whoever_is_asked_beside_her_in_her_own_rhythm():
    opportunity = make_opportunity(state=OpportunityState.OPEN, reply_by=date(2027, 1, 10))
    drawn, beside = someone_who_may_be_asked(opportunity), someone_who_may_be_asked(opportunity)
    make_drawn_person(draw=make_draw(opportunity=opportunity), person=drawn, outcome="CHOSEN", confirmation="WAITING")
    for person in (drawn, beside):
        make_limit(person=person, hours=9, rhythm=Rhythm.MONTHLY)

    invite(opportunity=opportunity, people=[drawn, beside], by=make_user(), at=NOW)

    assert dict(Message.objects.values_list("person", "reason")) == {drawn.pk: "", beside.pk: "RHYTHM"}


def test_invite_asks_nobody_where_one_does_not_permit_it():
    opportunity = make_opportunity(state=OpportunityState.OPEN)
    willing = someone_who_may_be_asked(opportunity)
    changed_her_mind = someone_who_may_be_asked(opportunity, name="Person Z. Example")
    withdraw_permission(person=changed_her_mind, use=Use.CONTACT, by=changed_her_mind, at=NOW)

    with pytest.raises(ValidationError) as refusal:
        invite(opportunity=opportunity, people=[willing, changed_her_mind], by=make_user(), at=NOW)

    assert refusal.value.messages == [
        "These people cannot be asked: Person Z. Example. They do not permit it, they are with another organisation, "
        "or a lot decides about them."
    ]
    assert not Invitation.objects.exists()


def test_a_carer_at_her_limit_is_passed_over_and_choosing_to_lifts_it_herself():
    opportunity = make_opportunity(state=OpportunityState.OPEN)
    carer, other = someone_who_may_be_asked(opportunity, name="Person A"), someone_who_may_be_asked(opportunity)
    make_ledger_entry(person=carer, minutes=700, organisation=make_organisation(), on=date(2026, 3, 1))

    first = invite(opportunity=opportunity, people=[carer, other], by=make_user(), at=NOW)
    change_limit(person=carer, lifted=Lift.ONCE, by=carer, at=NOW)
    second = invite(opportunity=opportunity, people=[carer, other], by=make_user(), at=NOW)

    assert [[invitation.person for invitation in asked] for asked in (first, second)] == [[other], [carer]]
    assert [(note.person, note.reason, note.decided_at) for note in not_sent_about(opportunity)] == [(carer, "OVER_LIMIT", NOW)]
    assert (load_of(carer, NOW.date()), limit_of(carer).lifted) == (790, Lift.NOT)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"lifted": Lift.FOR_GOOD, "rests_until": date(2026, 11, 22)}, "RESTING"),
        ({"hours": 9, "rhythm": Rhythm.OFF}, "OFF"),
        ({"hours": 9, "rhythm": Rhythm.MONTHLY}, "TOO_LATE"),
    ],
)
def test_invite_passes_over_whoever_does_not_wish_it_now_and_keeps_why(said, reason):
    opportunity = make_opportunity(state=OpportunityState.OPEN, reply_by=date(2026, 12, 1))
    carer = someone_who_may_be_asked(opportunity)
    make_limit(person=carer, **said)

    invitations = invite(opportunity=opportunity, people=[carer], by=make_user(), at=NOW)

    assert (invitations, Message.objects.count(), load_of(carer, NOW.date())) == ([], 0, 0)
    assert [(note.person, note.reason) for note in not_sent_about(opportunity)] == [(carer, reason)]
    assert AuditEvent.objects.get(verb="message.not_sent").facts["reason"] == reason


def test_an_invitation_waits_for_the_day_on_which_somebody_wishes_to_be_asked():
    opportunity = make_opportunity(state=OpportunityState.OPEN, reply_by=date(2026, 12, 20))
    carer = someone_who_may_be_asked(opportunity, channel=Channel.LETTER, address="1 Invented Lane")
    make_limit(person=carer, hours=9, rhythm=Rhythm.MONTHLY)
    invite(opportunity=opportunity, people=[carer], by=make_user(), at=NOW)
    message = Message.objects.get()
    before = (message.state, message.reason, message.waits_until)

    deliver(message=message, at=datetime(2026, 12, 1, 9, 0, tzinfo=UTC))

    assert before == ("QUEUED", "RHYTHM", datetime(2026, 12, 1, 9, 0, tzinfo=UTC))
    assert (message.state, message.reason, message.waits_until) == ("TO_DO", "", None)


def test_invite_refuses_somebody_of_another_organisation():
    opportunity = make_opportunity(state=OpportunityState.OPEN)
    elsewhere = someone_who_may_be_asked(make_opportunity())

    with pytest.raises(ValidationError) as refusal:
        invite(opportunity=opportunity, people=[elsewhere], by=make_user(), at=NOW)

    assert refusal.value.code == "may_not_be_invited"


def test_invite_writes_nothing_where_the_message_would_be_half():
    opportunity = make_opportunity(state=OpportunityState.OPEN, place_cy="Neuadd y Dref")
    person = someone_who_may_be_asked(opportunity)
    events = AuditEvent.objects.count()

    with pytest.raises(ValidationError) as refusal:
        invite(opportunity=opportunity, people=[person], by=make_user(), at=NOW)

    assert list(refusal.value.message_dict) == ["place_en"]
    assert not Invitation.objects.exists()
    assert not LedgerEntry.objects.exists()
    assert not Message.objects.exists()
    assert AuditEvent.objects.count() == events


@pytest.mark.parametrize(
    ("state", "at", "code"),
    [
        (OpportunityState.DRAFT, NOW, "not_open"),
        (OpportunityState.CLOSED, NOW, "not_open"),
        (OpportunityState.OPEN, START, "already_started"),
    ],
)
def test_invite_refuses_what_is_not_open(state, at, code):
    opportunity = make_opportunity(state=state)

    with pytest.raises(ValidationError) as refusal:
        invite(opportunity=opportunity, people=[someone_who_may_be_asked(opportunity)], by=make_user(), at=at)

    assert refusal.value.code == code


def test_invite_refuses_a_closed_project():
    stage = make_stage(project=make_project(closed_on=date(2026, 11, 20)))
    opportunity = make_opportunity(stage=stage, state=OpportunityState.OPEN)

    with pytest.raises(ValidationError, match="This project is closed"):
        invite(opportunity=opportunity, people=[someone_who_may_be_asked(opportunity)], by=make_user(), at=NOW)


def test_reply_takes_down_what_the_person_answers_herself():
    invitation = make_invitation()

    reply(invitation=invitation, answer=Answer.YES, channel="", by=invitation.person, at=NOW)

    invitation.refresh_from_db()
    assert (invitation.answer, invitation.answered_at, invitation.answered_by_channel, invitation.entered_by) == (
        Answer.YES,
        NOW,
        "",
        None,
    )
    event = AuditEvent.objects.get()
    assert (event.verb, event.actor_public_id) == ("invitation.answered", invitation.person.public_id)
    assert event.facts == {"answer": "YES", "channel": ""}


def test_reply_keeps_the_words_of_another_way_out_of_the_trail():
    invitation = make_invitation()

    reply(invitation=invitation, answer=Answer.ANOTHER_WAY, words="Ring me after nine.", channel="", by=None, at=NOW)

    invitation.refresh_from_db()
    assert invitation.answer_words == "Ring me after nine."
    assert "nine" not in str(AuditEvent.objects.get().facts)


def test_reply_by_telephone_keeps_who_entered_it():
    invitation, coordinator = make_invitation(), make_user()

    reply(
        invitation=invitation,
        answer=Answer.NOT_THIS_TIME,
        channel=Channel.PHONE,
        by=coordinator,
        at=NOW,
        entered_by=coordinator,
    )

    invitation.refresh_from_db()
    assert (invitation.answer, invitation.answered_by_channel, invitation.entered_by) == (
        Answer.NOT_THIS_TIME,
        Channel.PHONE,
        coordinator,
    )


def test_reply_entered_by_staff_says_how_it_was_given():
    invitation, coordinator = make_invitation(), make_user()

    with pytest.raises(ValidationError, match="Say how the person gave this answer"):
        reply(invitation=invitation, answer=Answer.YES, channel="", by=coordinator, at=NOW, entered_by=coordinator)


def test_reply_may_change_until_it_starts():
    invitation, coordinator = make_invitation(), make_user()
    reply(
        invitation=invitation,
        answer=Answer.ANOTHER_WAY,
        words="By letter.",
        channel=Channel.PHONE,
        by=coordinator,
        at=NOW,
        entered_by=coordinator,
    )

    last_minute = START - timedelta(minutes=1)
    reply(invitation=invitation, answer=Answer.YES, channel="", by=invitation.person, at=last_minute)

    invitation.refresh_from_db()
    assert (invitation.answer, invitation.answer_words, invitation.entered_by) == (Answer.YES, "", None)


def test_reply_is_refused_once_it_has_started():
    invitation = make_invitation()

    with pytest.raises(ValidationError, match="This has started"):
        reply(invitation=invitation, answer=Answer.YES, channel="", by=invitation.person, at=START)

    invitation.refresh_from_db()
    assert invitation.answer == ""


@pytest.mark.parametrize("answer", ["", "MAYBE"])
def test_reply_is_refused_where_it_is_no_answer(answer):
    invitation = make_invitation()

    with pytest.raises(ValidationError):
        reply(invitation=invitation, answer=answer, channel="", by=invitation.person, at=NOW)


def test_reply_is_refused_once_the_project_is_closed():
    stage = make_stage(project=make_project(closed_on=date(2026, 11, 20)))
    invitation = make_invitation(opportunity=make_opportunity(stage=stage, state=OpportunityState.CLOSED))

    with pytest.raises(ValidationError) as refusal:
        reply(invitation=invitation, answer=Answer.YES, channel="", by=invitation.person, at=NOW)

    invitation.refresh_from_db()
    assert (refusal.value.code, invitation.answer) == ("project_closed", "")


@pytest.mark.parametrize(("rested_before", "until"), [(None, date(2026, 12, 1)), (date(2027, 3, 1), date(2027, 3, 1))])
def test_whoever_says_not_this_month_rests_until_the_next(rested_before, until):
    invitation = make_invitation()
    if rested_before:
        make_limit(person=invitation.person, hours=9, rests_until=rested_before)

    reply(invitation=invitation, answer=Answer.NOT_THIS_MONTH, channel="", by=invitation.person, at=NOW)

    assert (invitation.answer, limit_of(invitation.person).rests_until) == ("NOT_THIS_MONTH", until)


def test_what_was_not_sent_yet_is_not_sent_once_she_has_answered():
    opportunity = make_opportunity(state=OpportunityState.OPEN)
    carer = someone_who_may_be_asked(opportunity, channel=Channel.LETTER, address="1 Invented Lane")
    (invitation,) = invite(opportunity=opportunity, people=[carer], by=make_user(), at=NOW)

    reply(invitation=invitation, answer=Answer.YES, channel=Channel.PHONE, by=make_user(), at=NOW)

    assert Message.objects.get().state == "NOT_NEEDED"
