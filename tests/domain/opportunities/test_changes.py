"""Moving something and calling it off after people were asked: who is told what, what is counted, and what is owed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from cyfran.domain.base.models import AuditEvent
from cyfran.domain.correspondence.models import Message
from cyfran.domain.opportunities.actions.changes import call_off, move_opportunity
from cyfran.domain.opportunities.actions.replies import reply
from cyfran.domain.opportunities.bridge.notice import NoticeKept, notice_kept
from cyfran.domain.opportunities.choices import Answer, OpportunityState
from cyfran.domain.opportunities.models import Change, Invitation
from cyfran.domain.opportunities.queries import still_owed
from tests.factories.base import make_user
from tests.factories.correspondence import make_message
from tests.factories.opportunities import make_announced_draw, make_change, make_draw, make_invitation, make_opportunity
from tests.factories.organisations import make_organisation
from tests.factories.people import make_caring_role, make_permission, make_person
from tests.factories.projects import make_project, make_stage

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.domain.correspondence.urls")]

START = datetime(2027, 1, 12, 18, 0, tzinfo=UTC)
IN_GOOD_TIME, LATE = START - timedelta(days=14), START - timedelta(days=13)
WHY = {"cause": "STAFF", "reason_cy": "Mae'r hwylusydd yn sâl.", "reason_en": "The facilitator is ill."}
LATER = {"starts_at": START + timedelta(days=7), "place_cy": "Y llyfrgell", "place_en": "The library"}


@pytest.fixture
def opportunity():
    offers = {"offers_cover": True, "offers_fee": True, "offers_food": True}
    return make_opportunity(state=OpportunityState.OPEN, **offers)


def invited(opportunity, answer="", **given):
    person = make_person(organisation=opportunity.organisation, **given)
    make_caring_role(person=person)
    answered = {"answer": answer, "answered_at": IN_GOOD_TIME} if answer else {}
    return make_invitation(opportunity=opportunity, person=person, **answered)


def told(purpose):
    return [(message.person, message.body_en) for message in Message.objects.filter(purpose=purpose).order_by("person_id")]


# --- Moving -----------------------------------------------------------------------------------------------------------


def test_moving_tells_everybody_who_has_not_said_no_what_it_was_what_it_is_and_why(opportunity):
    yes, silent, _no = (invited(opportunity, answer) for answer in (Answer.YES, "", Answer.NOT_THIS_TIME))
    coordinator = make_user()

    change = move_opportunity(opportunity=opportunity, **LATER, **WHY, by=coordinator, at=IN_GOOD_TIME)

    opportunity.refresh_from_db()
    assert (opportunity.starts_at, opportunity.place_en, opportunity.state) == (LATER["starts_at"], "The library", "OPEN")
    assert (change.was_at, change.days_before, change.is_late) == (START, 14, False)
    assert [person for person, _words in told("MOVED")] == [yes.person, silent.person]
    for words in (
        "Tuesday 12 January 2027, 18:00",
        "The facilitator is ill.",
        "When: Tuesday 19 January 2027",
        "Where: The library",
    ):
        assert words in told("MOVED")[0][1]
    assert "Mae'r hwylusydd yn sâl." in Message.objects.first().body_cy
    yes.refresh_from_db()
    assert (yes.answer, yes.owed_at) == (Answer.YES, None)
    event = AuditEvent.objects.get(verb="opportunity.moved")
    assert (event.actor_public_id, event.facts) == (coordinator.public_id, {"cause": "STAFF", "days_before": 14})


def test_what_is_moved_to_an_earlier_day_is_late_where_that_is_near(opportunity):
    sooner = IN_GOOD_TIME + timedelta(days=3)

    change = move_opportunity(opportunity=opportunity, **LATER | {"starts_at": sooner}, **WHY, by=make_user(), at=IN_GOOD_TIME)

    assert (change.was_at, change.days_before, change.is_late) == (START, 3, True)


def test_answers_are_due_no_later_than_the_new_day(opportunity):
    sooner = datetime(2027, 1, 4, 18, 0, tzinfo=UTC)

    move_opportunity(opportunity=opportunity, **LATER | {"starts_at": sooner}, **WHY, by=make_user(), at=IN_GOOD_TIME)

    assert opportunity.reply_by == date(2027, 1, 4)


@pytest.mark.parametrize(
    ("moved", "code"),
    [
        ({"starts_at": START, "place_cy": "", "place_en": ""}, "nothing_moved"),
        (LATER | {"starts_at": LATE}, "time_has_passed"),
        (LATER | {"starts_at": START + timedelta(days=3000)}, "far_off"),
    ],
)
def test_moving_refuses_what_is_no_other_time_or_place(opportunity, moved, code):
    with pytest.raises(ValidationError) as refusal:
        move_opportunity(opportunity=opportunity, **moved, **WHY, by=make_user(), at=LATE)

    errors = refusal.value.error_dict["starts_at"] if hasattr(refusal.value, "error_dict") else refusal.value.error_list
    assert [error.code for error in errors] == [code]
    assert not Change.objects.exists()


def test_what_a_lottery_went_by_is_not_moved(opportunity):
    make_draw(opportunity=opportunity, state="RUNNING")

    with pytest.raises(ValidationError) as refusal:
        move_opportunity(opportunity=opportunity, **LATER, **WHY, by=make_user(), at=LATE)
    move_opportunity(opportunity=opportunity, **LATER | {"starts_at": START}, **WHY, by=make_user(), at=LATE)

    assert refusal.value.code == "lottery_stands"
    assert opportunity.place_en == "The library"


def test_whose_invitation_has_not_gone_yet_is_asked_to_the_new_time_at_once(opportunity):
    waiting = invited(opportunity)
    make_permission(person=waiting.person)
    make_message(person=waiting.person, purpose="INVITATION", about_public_id=waiting.public_id, state="TO_DO")

    move_opportunity(opportunity=opportunity, **LATER, **WHY, by=make_user(), at=IN_GOOD_TIME)

    before, after = Message.objects.order_by("id")
    assert (before.purpose, before.state) == (after.purpose, "NOT_NEEDED") == ("INVITATION", "NOT_NEEDED")
    assert "When: Tuesday 19 January 2027, 18:00" in after.body_en
    assert AuditEvent.objects.filter(verb="message.not_needed").count() == 1


def test_only_whoever_has_answered_is_told_that_her_answer_stands(opportunity):
    for answer in (Answer.YES, ""):
        invited(opportunity, answer)

    move_opportunity(opportunity=opportunity, **LATER, **WHY, by=make_user(), at=IN_GOOD_TIME)

    (_yes, to_yes), (_silent, to_silent) = told("MOVED")
    assert ("What you answered stands" in to_yes, "To say yes, not this time" in to_yes) == (True, False)
    assert ("What you answered stands" in to_silent, "To say yes, not this time" in to_silent) == (False, True)


@pytest.mark.parametrize(("waits", "said"), [("TO_DO", "Tuesday 12 January"), ("SENT", "Tuesday 19 January")])
def test_of_a_second_move_everybody_reads_from_the_time_she_knew(opportunity, waits, said):
    invited(opportunity, Answer.YES)
    move_opportunity(opportunity=opportunity, **LATER, **WHY, by=make_user(), at=IN_GOOD_TIME)
    Message.objects.update(state=waits)
    again = LATER | {"starts_at": START + timedelta(days=14)}

    move_opportunity(opportunity=opportunity, **again, **WHY, by=make_user(), at=IN_GOOD_TIME + timedelta(days=1))

    before, after = Message.objects.order_by("id")
    assert before.state == {"TO_DO": "NOT_NEEDED"}.get(waits, waits)
    assert f"which was to start on {said} 2027" in after.body_en
    assert "When: Tuesday 26 January 2027" in after.body_en


# --- Calling off ------------------------------------------------------------------------------------------------------


def test_what_is_called_off_late_is_explained_to_everybody_and_owed_to_those_who_said_yes(opportunity):
    yes, silent, no = (invited(opportunity, answer) for answer in (Answer.YES, "", Answer.NOT_THIS_TIME))

    change = call_off(opportunity=opportunity, **WHY, by=make_user(), at=LATE)

    for invitation in (opportunity, yes, silent, no):
        invitation.refresh_from_db()
    assert (opportunity.state, change.days_before, change.is_late) == (OpportunityState.CALLED_OFF, 13, True)
    assert [invitation.owed_at for invitation in (yes, silent, no)] == [LATE, None, None]
    assert [str(offer) for offer in still_owed(yes)] == ["replacement care", "payment for time"]
    assert [person for person, _words in told("CALLED_OFF")] == [yes.person, silent.person]
    (_yes, to_yes), (_silent, to_silent) = told("CALLED_OFF")
    assert "The facilitator is ill." in to_silent
    assert "owed to you all the same:\n- replacement care\n- payment for time" in to_yes
    assert "owed" not in to_silent


def test_what_tells_of_an_earlier_time_falls_away_when_it_is_called_off(opportunity):
    yes = invited(opportunity, Answer.YES)
    move_opportunity(opportunity=opportunity, **LATER, **WHY, by=make_user(), at=IN_GOOD_TIME)
    make_message(purpose="PLACE_FREE", about_public_id=yes.public_id, state="TO_DO")

    call_off(opportunity=opportunity, **WHY, by=make_user(), at=IN_GOOD_TIME + timedelta(days=1))

    assert list(Message.objects.order_by("id").values_list("purpose", "state")) == [
        ("MOVED", "NOT_NEEDED"),
        ("PLACE_FREE", "NOT_NEEDED"),
        ("CALLED_OFF", "QUEUED"),
    ]
    assert "which was to start on Tuesday 12 January 2027" in told("CALLED_OFF")[0][1]


def test_whoever_still_waits_for_a_place_is_owed_nothing(opportunity):
    waits = invited(opportunity, Answer.YES)
    Invitation.objects.update(waits_since=IN_GOOD_TIME)

    call_off(opportunity=opportunity, **WHY, by=make_user(), at=LATE)

    waits.refresh_from_db()
    assert (waits.owed_at, len(told("CALLED_OFF"))) == (None, 1)


def test_whoever_was_not_told_of_it_yet_hears_nothing_of_its_being_called_off(opportunity):
    waiting, told_already = invited(opportunity), invited(opportunity)
    for invitation, state in ((waiting, "QUEUED"), (told_already, "SENT")):
        settled = {"settled_at": IN_GOOD_TIME} if state == "SENT" else {}
        about = {"purpose": "INVITATION", "about_public_id": invitation.public_id}
        make_message(person=invitation.person, state=state, **settled, **about)

    call_off(opportunity=opportunity, **WHY, by=make_user(), at=LATE)

    assert list(Message.objects.order_by("id").values_list("purpose", "person", "state")) == [
        ("INVITATION", waiting.person_id, "NOT_NEEDED"),
        ("INVITATION", told_already.person_id, "SENT"),
        ("CALLED_OFF", told_already.person_id, "QUEUED"),
    ]


def test_what_is_owed_is_said_in_welsh_too(opportunity):
    yes = invited(opportunity, Answer.YES)

    with override("cy"):
        call_off(opportunity=opportunity, **WHY, by=make_user(), at=LATE)
        owed = [str(offer) for offer in still_owed(Invitation.objects.get(pk=yes.pk))]

    assert owed == ["gofal amnewid", "tâl am amser"]
    assert "- gofal amnewid\n- tâl am amser" in Message.objects.get().body_cy
    assert "- replacement care" in Message.objects.get().body_en


def test_nothing_is_owed_for_what_is_called_off_in_good_time(opportunity):
    yes = invited(opportunity, Answer.YES)

    call_off(opportunity=opportunity, **WHY, by=make_user(), at=IN_GOOD_TIME)

    yes.refresh_from_db()
    assert (yes.owed_at, still_owed(yes)) == (None, [])


@pytest.mark.parametrize("state", [OpportunityState.DRAFT, OpportunityState.CALLED_OFF])
def test_only_what_people_wait_for_is_called_off(state):
    opportunity = make_opportunity(state=state)

    with pytest.raises(ValidationError) as refusal:
        call_off(opportunity=opportunity, **WHY, by=make_user(), at=LATE)

    assert refusal.value.code == "nobody_waits"


def test_nothing_is_called_off_once_it_has_started(opportunity):
    with pytest.raises(ValidationError) as refusal:
        call_off(opportunity=opportunity, **WHY, by=make_user(), at=START)

    assert refusal.value.code == "already_started"


def test_nothing_is_called_off_while_a_draw_is_due():
    draw = make_announced_draw(people=[make_person()], at=LATE)

    with pytest.raises(ValidationError) as refusal:
        call_off(opportunity=draw.opportunity, **WHY, by=make_user(), at=LATE)

    assert refusal.value.code == "draw_is_due"


@pytest.mark.parametrize("missing", ["reason_cy", "reason_en"])
def test_nothing_is_called_off_without_its_reason_in_both_languages(opportunity, missing):
    with pytest.raises(ValidationError) as refusal:
        call_off(opportunity=opportunity, **WHY | {missing: " "}, by=make_user(), at=LATE)

    assert missing in refusal.value.error_dict
    assert not Change.objects.exists()


def test_what_was_called_off_is_not_answered_any_more(opportunity):
    invitation = invited(opportunity)
    call_off(opportunity=opportunity, **WHY, by=make_user(), at=LATE)
    invitation.refresh_from_db()

    with pytest.raises(ValidationError) as refusal:
        reply(invitation=invitation, answer=Answer.YES, channel="", by=invitation.person, at=LATE)

    assert refusal.value.code == "called_off"


# --- What is counted --------------------------------------------------------------------------------------------------


def test_notice_is_counted_for_each_body_where_everyone_can_read_of_it():
    since = datetime(2026, 1, 1, tzinfo=UTC)
    beth, aled = make_organisation(name_en="Beth Council"), make_organisation(name_en="Aled Council")
    stage = make_stage(project=make_project(organisation=aled, published_at=since))
    reason = {"short_notice_cy": "Brys.", "short_notice_en": "Urgent."}
    make_opportunity(stage=stage, state=OpportunityState.OPEN)
    make_opportunity(stage=stage, state=OpportunityState.CLOSED, **reason)
    make_opportunity(stage=stage)
    short = make_opportunity(stage=stage, state=OpportunityState.CALLED_OFF, **reason)
    type(short).objects.filter(pk=short.pk).update(notice_days=5)
    make_change(opportunity=short, kind="CALLED_OFF", days_before=2)
    make_change(opportunity=short, kind="MOVED", days_before=13)
    make_change(opportunity=short, kind="MOVED", days_before=14)
    make_opportunity(stage=make_stage(project=make_project(organisation=beth)), state=OpportunityState.OPEN)
    example = make_stage(project=make_project(organisation=beth, published_at=since, is_example=True))
    make_opportunity(stage=example, state=OpportunityState.OPEN)

    kept = notice_kept(since=since)
    invented = notice_kept(since=since, example=True)

    assert kept == [NoticeKept(body=aled.name, offered=3, short=1, moved_late=1, called_off_late=1)]
    assert invented == [NoticeKept(body=beth.name, offered=1, short=0, moved_late=0, called_off_late=0)]
    assert notice_kept(since=datetime(2027, 1, 1, tzinfo=UTC)) == []
