from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from cyfran.domain.base.models import AuditEvent
from cyfran.domain.opportunities.actions.draws import stop_draw
from cyfran.domain.opportunities.actions.offers import (
    change_opportunity,
    close_opportunity,
    draft_opportunity,
    publish_opportunity,
)
from cyfran.domain.opportunities.choices import OpportunityState
from cyfran.domain.opportunities.models import Opportunity
from tests.factories.base import make_user
from tests.factories.correspondence import make_forward
from tests.factories.opportunities import SAID_BEFOREHAND, make_draw, make_invitation, make_opportunity
from tests.factories.projects import make_project, make_stage

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
OFFER = {
    "title_cy": "Cyfarfod",
    "title_en": "Meeting",
    "about_cy": "Beth sy'n bwysig?",
    "about_en": "What matters?",
    "starts_at": datetime(2027, 1, 12, 18, 0, tzinfo=UTC),
    "reply_by": date(2027, 1, 5),
    "minutes_there": 90,
    "online": True,
}


def test_draft_opportunity_prepares_it_and_says_so():
    stage, coordinator = make_stage(), make_user()

    opportunity = draft_opportunity(organisation=stage.project.organisation, stage=stage, by=coordinator, at=NOW, **OFFER)

    assert Opportunity.objects.get() == opportunity
    assert (opportunity.state, opportunity.published_at, opportunity.notice_days) == (OpportunityState.DRAFT, None, None)
    event = AuditEvent.objects.get(verb="opportunity.drafted")
    assert (event.subject_public_id, event.actor_public_id, event.at) == (opportunity.public_id, coordinator.public_id, NOW)


def test_draft_opportunity_refuses_a_start_that_is_years_away():
    stage = make_stage()
    far = OFFER | {"starts_at": datetime(9999, 12, 31, 23, 0, tzinfo=UTC)}

    with pytest.raises(ValidationError) as refusal:
        draft_opportunity(organisation=stage.project.organisation, stage=stage, by=None, at=NOW, **far)

    assert refusal.value.message_dict == {"starts_at": ["Give a day within the next two years."]}


@pytest.mark.parametrize(("written", "missing"), [("place_cy", "place in English"), ("place_en", "place in Welsh")])
def test_a_place_is_given_in_both_languages_or_in_neither(written, missing):
    stage, other = make_stage(), {"place_cy": "place_en", "place_en": "place_cy"}[written]
    half, older = OFFER | {written: "Neuadd"}, make_opportunity(**SAID_BEFOREHAND, **{written: "Neuadd"})
    sentence = f"It goes in both languages or not at all. This is still missing: {missing}."

    with pytest.raises(ValidationError) as drafted:
        draft_opportunity(organisation=stage.project.organisation, stage=stage, by=None, at=NOW, **half)
    with pytest.raises(ValidationError) as published:
        publish_opportunity(opportunity=older, by=None, at=NOW)

    assert drafted.value.message_dict == published.value.message_dict == {other: [sentence]}
    assert not Opportunity.objects.exclude(state=OpportunityState.DRAFT).exists()


def test_draft_opportunity_refuses_a_reply_date_after_the_start():
    stage = make_stage()
    late = OFFER | {"reply_by": date(2027, 1, 13)}

    with pytest.raises(ValidationError) as refusal:
        draft_opportunity(organisation=stage.project.organisation, stage=stage, by=None, at=NOW, **late)

    assert refusal.value.message_dict == {"reply_by": ["Answers are needed before it starts."]}
    assert not Opportunity.objects.exists()


def test_nothing_is_offered_in_the_project_of_another_organisation():
    opportunity, elsewhere = make_opportunity(), make_stage()

    with pytest.raises(ValidationError) as drafted:
        draft_opportunity(organisation=opportunity.organisation, stage=elsewhere, by=None, at=NOW, **OFFER)
    with pytest.raises(ValidationError) as moved:
        change_opportunity(opportunity=opportunity, stage=elsewhere, by=None, at=NOW)

    assert (drafted.value.code, moved.value.code) == ("another_organisation", "another_organisation")
    assert not Opportunity.objects.filter(stage=elsewhere).exists()


@pytest.mark.parametrize("column", ["state", "notice_days", "public_id", "organisation"])
def test_change_opportunity_leaves_alone_what_other_actions_keep(column):
    opportunity = make_opportunity()

    with pytest.raises(TypeError, match=f"Cannot be changed here: {column}"):
        change_opportunity(opportunity=opportunity, by=None, at=NOW, **{column: "x"})


def test_change_opportunity_changes_what_is_offered():
    opportunity = make_opportunity()

    change_opportunity(opportunity=opportunity, by=None, at=NOW, offers_cover=True, minutes_reading=15)

    opportunity.refresh_from_db()
    assert (opportunity.offers_cover, opportunity.minutes_asked) == (True, 105)
    assert AuditEvent.objects.get().facts == {"changed": ["minutes_reading", "offers_cover"]}


@pytest.mark.parametrize(
    "fields", [{"minutes_there": 600}, {"minutes_travel": 60}, {"starts_at": OFFER["starts_at"] + timedelta(days=1)}]
)
@pytest.mark.parametrize("state", ["RUNNING", "READY"])
def test_change_opportunity_keeps_what_a_lottery_went_by(fields, state):
    opportunity = make_opportunity()
    made = {"ready_at": NOW, "lottery_sha256": "a", "inputs_sha256": "b"} if state == "READY" else {}
    draw = make_draw(opportunity=opportunity, state=state, **made)

    with pytest.raises(ValidationError, match="A lottery stands for this as it is"):
        change_opportunity(opportunity=opportunity, by=None, at=NOW, **fields)

    change_opportunity(opportunity=opportunity, by=None, at=NOW, offers_cover=True)
    stop_draw(draw=draw, by=None, at=NOW)
    change_opportunity(opportunity=opportunity, by=None, at=NOW, **fields)
    opportunity.refresh_from_db()
    assert {name: getattr(opportunity, name) for name in fields} == fields


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"starts_at": NOW + timedelta(days=13), "reply_by": date(2026, 12, 1)}, "move it to another time"),
        ({"starts_at": OFFER["starts_at"] + timedelta(days=7)}, "move it to another time"),
        ({"topic": "MONEY"}, "prepare another one"),
    ],
)
def test_change_opportunity_moves_nothing_that_is_published_and_gives_it_no_other_topic(fields, words):
    opportunity = make_opportunity(state=OpportunityState.OPEN, published_at=NOW, notice_days=52, **SAID_BEFOREHAND)

    with pytest.raises(ValidationError, match=words) as refusal:
        change_opportunity(opportunity=opportunity, by=None, at=NOW, **fields)

    (name,) = refusal.value.error_dict
    opportunity.refresh_from_db()
    assert (getattr(opportunity, name) == fields[name], opportunity.notice_days) == (False, 52)


@pytest.mark.parametrize("ask", [make_invitation, make_forward])
def test_change_opportunity_keeps_its_word_to_those_asked(ask):
    opportunity = make_opportunity(state=OpportunityState.OPEN)
    ask(**{"opportunity" if ask == make_invitation else "about": opportunity})

    with pytest.raises(ValidationError, match="People have been asked to this as it stands"):
        change_opportunity(opportunity=opportunity, by=None, at=NOW, minutes_there=120)

    opportunity.refresh_from_db()
    assert opportunity.minutes_there == 90


def test_publish_opportunity_opens_it_and_counts_the_notice():
    opportunity = make_opportunity(**SAID_BEFOREHAND)

    publish_opportunity(opportunity=opportunity, by=None, at=NOW)

    opportunity.refresh_from_db()
    assert (opportunity.state, opportunity.published_at, opportunity.notice_days) == (OpportunityState.OPEN, NOW, 52)
    assert AuditEvent.objects.get().facts == {"notice_days": 52}


@pytest.mark.parametrize(("days", "reasons"), [(14, {}), (13, {"short_notice_cy": "Brys.", "short_notice_en": "Urgent."})])
def test_publish_opportunity_takes_enough_notice_or_a_reason_for_less(days, reasons):
    opportunity = make_opportunity(starts_at=NOW + timedelta(days=days), reply_by=date(2026, 12, 1), **SAID_BEFOREHAND)

    publish_opportunity(opportunity=opportunity, by=None, at=NOW, **reasons)

    opportunity.refresh_from_db()
    assert opportunity.notice_days == days
    assert {name: getattr(opportunity, name) for name in reasons} == reasons


@pytest.mark.parametrize("reasons", [{}, {"short_notice_cy": "Brys."}, {"short_notice_en": "Urgent."}])
def test_publish_opportunity_refuses_short_notice_without_a_reason_in_both_languages(reasons):
    opportunity = make_opportunity(starts_at=NOW + timedelta(days=13), reply_by=date(2026, 12, 1), **SAID_BEFOREHAND)

    with pytest.raises(ValidationError, match="less than 14 days' notice"):
        publish_opportunity(opportunity=opportunity, by=None, at=NOW, **reasons)

    opportunity.refresh_from_db()
    assert opportunity.state == OpportunityState.DRAFT


def test_publish_opportunity_counts_days_as_they_are_in_wales():
    late_in_june = datetime(2027, 6, 1, 23, 30, tzinfo=UTC)  # Half past midnight on 2 June, by the clock on the wall.
    opportunity = make_opportunity(
        starts_at=datetime(2027, 6, 16, 12, 0, tzinfo=UTC), reply_by=date(2027, 6, 10), **SAID_BEFOREHAND
    )

    publish_opportunity(opportunity=opportunity, by=None, at=late_in_june)

    assert opportunity.notice_days == 14


@pytest.mark.parametrize(
    ("given", "at", "code"),
    [
        ({"state": OpportunityState.OPEN}, NOW, "already_published"),
        ({"state": OpportunityState.CLOSED}, NOW, "already_published"),
        ({}, OFFER["starts_at"], "already_started"),
    ],
)
def test_publish_opportunity_refuses_what_can_no_longer_be_offered(given, at, code):
    opportunity = make_opportunity(**given)

    with pytest.raises(ValidationError) as refusal:
        publish_opportunity(opportunity=opportunity, by=None, at=at)

    assert refusal.value.code == code


def test_publish_opportunity_refuses_a_closed_project():
    opportunity = make_opportunity(stage=make_stage(project=make_project(closed_on=date(2026, 11, 20))))

    with pytest.raises(ValidationError, match="This project is closed"):
        publish_opportunity(opportunity=opportunity, by=None, at=NOW)


def test_close_opportunity_closes_what_is_open():
    opportunity = make_opportunity(state=OpportunityState.OPEN)

    close_opportunity(opportunity=opportunity, by=None, at=NOW)

    opportunity.refresh_from_db()
    assert opportunity.state == OpportunityState.CLOSED
    assert AuditEvent.objects.get().verb == "opportunity.closed"


@pytest.mark.parametrize("state", [OpportunityState.DRAFT, OpportunityState.CLOSED])
def test_close_opportunity_refuses_what_is_not_open(state):
    opportunity = make_opportunity(state=state)

    with pytest.raises(ValidationError, match="Only something that is open can be closed"):
        close_opportunity(opportunity=opportunity, by=None, at=NOW)


@pytest.mark.parametrize(
    ("gone", "refusals"),
    [
        ({"starts_at": NOW}, {"starts_at": ["Give a time that is still to come."]}),
        ({"starts_at": datetime(1999, 1, 1, tzinfo=UTC)}, {"starts_at": ["Give a time that is still to come."]}),
        ({"reply_by": date(2026, 11, 20)}, {"reply_by": ["The day by which people answer has passed: give a later one."]}),
    ],
)
def test_nothing_is_offered_for_days_gone_by(gone, refusals):
    stage, opportunity = make_stage(), make_opportunity()

    with pytest.raises(ValidationError) as drafted:
        draft_opportunity(organisation=stage.project.organisation, stage=stage, by=None, at=NOW, **OFFER | gone)
    with pytest.raises(ValidationError) as changed:
        change_opportunity(opportunity=opportunity, by=None, at=NOW, **gone)

    assert drafted.value.message_dict == changed.value.message_dict == refusals
    assert Opportunity.objects.get().reply_by == OFFER["reply_by"]


def test_answers_may_be_asked_for_by_today():
    stage = make_stage()

    draft_opportunity(organisation=stage.project.organisation, stage=stage, by=None, at=NOW, **OFFER | {"reply_by": NOW.date()})

    assert Opportunity.objects.get().reply_by == NOW.date()


def test_publish_opportunity_refuses_a_reply_date_that_has_passed():
    opportunity = make_opportunity(reply_by=date(2026, 11, 20), **SAID_BEFOREHAND)

    with pytest.raises(ValidationError) as refusal:
        publish_opportunity(opportunity=opportunity, by=None, at=NOW)

    opportunity.refresh_from_db()
    assert refusal.value.message_dict == {"reply_by": ["The day by which people answer has passed: give a later one."]}
    assert opportunity.state == OpportunityState.DRAFT


def test_draft_opportunity_refuses_a_closed_project():
    stage = make_stage(project=make_project(closed_on=date(2026, 11, 20)))

    with pytest.raises(ValidationError) as refusal:
        draft_opportunity(organisation=stage.project.organisation, stage=stage, by=None, at=NOW, **OFFER)

    assert (refusal.value.messages, Opportunity.objects.count()) == (["This project is closed."], 0)


@pytest.mark.parametrize("column", ["minutes_reading", "minutes_travel"])
def test_reading_and_travel_fit_into_a_day(column):
    opportunity = make_opportunity()
    change_opportunity(opportunity=opportunity, by=None, at=NOW, **{column: 1440})

    with pytest.raises(ValidationError) as refusal:
        change_opportunity(opportunity=opportunity, by=None, at=NOW, **{column: 1441})

    sentence = "There are 1440 minutes in a day: give a number that is not more than that."
    assert refusal.value.message_dict == {column: [sentence]}
