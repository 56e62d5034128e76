from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cyfran.domain.base.choices import Channel, DecisionRight
from cyfran.domain.base.models import AuditEvent
from cyfran.domain.correspondence.choices import Purpose
from cyfran.domain.correspondence.models import Message
from cyfran.domain.decisions import actions
from cyfran.domain.decisions.actions import decide, open_vote, respond, respond_to_theme
from cyfran.domain.decisions.choices import Outcome, ResponseState
from cyfran.domain.decisions.models import Decision, Response
from tests.factories.base import make_user
from tests.factories.contributions import make_contribution, make_theme
from tests.factories.decisions import make_decision, make_response
from tests.factories.people import make_person
from tests.factories.projects import make_project, make_stage

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.domain.correspondence.urls")]

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
QUESTION = {
    "question_cy": "A ddylai un gweithiwr ddilyn pob asesiad?",
    "question_en": "Should one worker follow each assessment?",
    "decided_by_cy": "Y cabinet",
    "decided_by_en": "The cabinet",
}
NO = {"reason_cy": "Nid oes arian eleni.", "reason_en": "There is no money this year."}


def verbs() -> list[str]:
    return list(AuditEvent.objects.order_by("id").values_list("verb", flat=True))


def test_open_vote_takes_the_right_of_the_stage_and_fixes_it():
    stage, by = make_stage(kind="DECISION", carer_right=DecisionRight.AGREE_JOINTLY), make_user()
    theme = make_theme(project=stage.project)

    decision = open_vote(stage=stage, themes=[theme], by=by, at=NOW, **QUESTION)

    decision.refresh_from_db()
    stage.refresh_from_db()
    assert (decision.carer_right, stage.frozen_right) == (DecisionRight.AGREE_JOINTLY, DecisionRight.AGREE_JOINTLY)
    assert (decision.vote_opened_at, decision.outcome, list(decision.themes.all())) == (NOW, "", [theme])
    assert verbs() == ["stage.right_frozen", "vote.opened"]
    with pytest.raises(IntegrityError), transaction.atomic():
        type(stage).objects.filter(pk=stage.pk).update(carer_right=DecisionRight.INFORM)


def test_open_vote_refuses_a_stage_without_a_stated_right():
    stage = make_stage(kind="DECISION")

    with pytest.raises(ValidationError) as refusal:
        open_vote(stage=stage, by=make_user(), at=NOW, **QUESTION)

    assert refusal.value.messages == ["Write down what carers may do about this decision before voting opens."]
    assert not Decision.objects.exists()


def test_open_vote_needs_its_question_in_both_languages_and_then_freezes_nothing():
    stage = make_stage(kind="DECISION", carer_right=DecisionRight.ADVISE)

    with pytest.raises(ValidationError) as refusal:
        open_vote(stage=stage, by=make_user(), at=NOW, **QUESTION | {"question_cy": ""})

    stage.refresh_from_db()
    assert refusal.value.message_dict == {"question_cy": ["This field cannot be blank."]}
    assert (stage.frozen_right, verbs()) == ("", [])


def test_open_vote_refuses_a_closed_project_and_a_theme_of_another():
    closed = make_stage(carer_right=DecisionRight.ADVISE, project=make_project(closed_on=date(2026, 11, 1)))
    stage = make_stage(carer_right=DecisionRight.ADVISE)

    with pytest.raises(ValidationError) as of_closed:
        open_vote(stage=closed, by=None, at=NOW, **QUESTION)
    with pytest.raises(ValidationError) as of_theme:
        open_vote(stage=stage, themes=[make_theme()], by=None, at=NOW, **QUESTION)

    assert (of_closed.value.code, of_theme.value.code) == ("project_closed", "theme_of_another_project")


def test_decide_keeps_the_outcome_the_reasons_and_who_disagreed():
    decision, by = make_decision(), make_user()

    decide(
        decision=decision,
        outcome=Outcome.AGAINST,
        dissent_cy="Dau ofalwr.",
        dissent_en="Two carers.",
        decided_on=date(2026, 11, 20),
        by=by,
        at=NOW,
        **NO,
    )

    decision.refresh_from_db()
    assert (decision.outcome, decision.reason.en, decision.dissent.cy, decision.decided_on) == (
        Outcome.AGAINST,
        "There is no money this year.",
        "Dau ofalwr.",
        date(2026, 11, 20),
    )
    assert AuditEvent.objects.get().facts == {"outcome": "AGAINST"}


def test_decide_refuses_a_no_without_its_reasons():
    decision = make_decision()

    with pytest.raises(ValidationError) as refusal:
        decide(
            decision=decision,
            outcome=Outcome.AGAINST,
            reason_cy="Dim arian.",
            reason_en="",
            decided_on=date(2026, 11, 20),
            by=None,
            at=NOW,
        )

    assert refusal.value.messages == ["A decision against carries its reasons, in Welsh and in English."]
    assert Decision.objects.get().outcome == ""


def test_decide_refuses_to_decide_twice():
    decision = make_decision(outcome=Outcome.FOR)

    with pytest.raises(ValidationError) as refusal:
        decide(decision=decision, outcome=Outcome.AGAINST, decided_on=date(2026, 11, 20), by=None, at=NOW, **NO)

    assert refusal.value.code == "already_decided"
    assert Decision.objects.get().outcome == Outcome.FOR


@pytest.mark.parametrize("day", [date(2026, 11, 8), date(2026, 11, 22)], ids=["before voting opened", "still to come"])
def test_decide_refuses_a_day_on_which_it_was_not_decided(day):
    decision = make_decision(vote_opened_at=datetime(2026, 11, 9, 9, 0, tzinfo=UTC))

    with pytest.raises(ValidationError) as refusal:
        decide(decision=decision, outcome=Outcome.FOR, reason_cy="", reason_en="", decided_on=day, by=None, at=NOW)

    assert refusal.value.message_dict == {"decided_on": ["Give a day after voting opened, and not in the future."]}


def test_respond_answers_and_tells_the_person_in_the_same_breath():
    contribution, by = make_contribution(words="Nobody asks how I am."), make_user()
    decision = make_decision(stage=contribution.stage, outcome=Outcome.AGAINST)

    response = respond(contribution=contribution, state=ResponseState.CANNOT, decision=decision, by=by, at=NOW, **NO)

    response.refresh_from_db()
    assert (response.contribution, response.decision, response.reason.cy) == (contribution, decision, "Nid oes arian eleni.")
    assert (response.answered_by, response.answered_at, response.due_on) == (by, NOW, None)
    message = Message.objects.get()
    assert (message.person, message.purpose, message.about_public_id) == (
        contribution.person,
        Purpose.ANSWER,
        response.public_id,
    )
    assert "Nobody asks how I am." in message.body_cy
    assert "There is no money this year." in message.body_en
    assert verbs() == ["response.given", "message.queued"]
    assert AuditEvent.objects.order_by("id").first().facts == {"state": "CANNOT"}


def test_respond_writes_nothing_where_the_message_cannot_be_written(monkeypatch):
    def break_down(**facts):
        raise RuntimeError("no message")

    monkeypatch.setattr(actions, "queue_message", break_down)
    contribution = make_contribution(due_on=date(2026, 12, 8))

    with pytest.raises(RuntimeError):
        respond(contribution=contribution, state=ResponseState.LISTENING, due_on=date(2027, 1, 9), by=make_user(), at=NOW)

    contribution.refresh_from_db()
    assert (Response.objects.count(), verbs(), contribution.due_on) == (0, [], date(2026, 12, 8))


@pytest.mark.parametrize("state", [ResponseState.LISTENING, ResponseState.PLANNED])
def test_respond_with_a_promise_moves_the_date_and_the_owner(state):
    contribution, by = make_contribution(), make_user()

    respond(contribution=contribution, state=state, due_on=date(2027, 1, 9), by=by, at=NOW)

    contribution.refresh_from_db()
    assert (contribution.due_on, contribution.owner) == (date(2027, 1, 9), by)


def test_respond_with_a_last_answer_leaves_the_date_as_it_was():
    contribution = make_contribution(due_on=date(2026, 12, 8))
    owner = contribution.owner

    response = respond(contribution=contribution, state=ResponseState.DONE, due_on=date(2027, 1, 9), by=make_user(), at=NOW)

    contribution.refresh_from_db()
    assert (contribution.due_on, contribution.owner, response.due_on) == (date(2026, 12, 8), owner, None)


@pytest.mark.parametrize(
    ("given", "messages"),
    [
        ({"state": ResponseState.CANNOT}, ["Say why this will not happen, in Welsh and in English."]),
        ({"state": ResponseState.NOT_OURS}, ["Say why this will not happen, in Welsh and in English."]),
        ({"state": ResponseState.LISTENING}, ["Say by when you will tell them more."]),
        ({"state": ResponseState.PLANNED, "due_on": date(2026, 11, 21)}, ["Give a day that is still to come."]),
        ({"state": ResponseState.PLANNED, "due_on": date(2028, 11, 21)}, ["Give a day within the next two years."]),
        ({"state": ResponseState.PLANNED, "due_on": date(9999, 12, 31)}, ["Give a day within the next two years."]),
        ({"state": ResponseState.DONE, "reason_en": "Done."}, ["Write the answer in Welsh and in English."]),
    ],
    ids=["cannot", "not ours", "no next date", "a date that has come", "a day too far", "the last day of all", "half an answer"],
)
def test_respond_refuses_half_an_answer_and_sends_nothing(given, messages):
    with pytest.raises(ValidationError) as refusal:
        respond(contribution=make_contribution(), by=make_user(), at=NOW, **given)

    assert refusal.value.messages == messages
    assert (Response.objects.count(), Message.objects.count()) == (0, 0)


def test_respond_refuses_a_decision_of_another_project():
    decision = make_decision(outcome=Outcome.FOR)

    with pytest.raises(ValidationError) as refusal:
        respond(contribution=make_contribution(), state=ResponseState.DONE, decision=decision, by=make_user(), at=NOW)

    assert refusal.value.code == "decision_of_another_project"


def test_respond_again_keeps_the_earlier_answer_readable():
    contribution = make_contribution()
    first = make_response(contribution=contribution, state=ResponseState.LISTENING)

    second = respond(contribution=contribution, state=ResponseState.DONE, by=make_user(), at=NOW)

    assert list(contribution.responses.all()) == [second, first]


def test_respond_waits_for_somebody_to_ring_whoever_has_only_a_telephone():
    person = make_person(channel=Channel.PHONE, telephone="01970 000000", email="")

    respond(contribution=make_contribution(person=person), state=ResponseState.DONE, by=make_user(), at=NOW)

    assert list(Message.objects.values_list("channel", "state")) == [("PHONE", "TO_DO")]


def test_respond_to_theme_answers_everyone_who_still_waits():
    theme, by = make_theme(), make_user()
    stage = make_stage(project=theme.project)
    waiting, listened, answered = [make_contribution(stage=stage) for _ in range(3)]
    theme.contributions.set([waiting, listened, answered])
    make_contribution(stage=stage)
    make_response(contribution=listened, state=ResponseState.LISTENING)
    make_response(contribution=answered)

    responses = respond_to_theme(theme=theme, state=ResponseState.NOT_OURS, by=by, at=NOW, **NO)

    assert {response.contribution for response in responses} == {waiting, listened}
    assert {(response.state, response.reason_en) for response in responses} == {("NOT_OURS", "There is no money this year.")}
    assert set(Message.objects.values_list("person", flat=True)) == {waiting.person_id, listened.person_id}


def test_respond_to_theme_answers_nobody_where_one_answer_cannot_be_given():
    theme = make_theme()
    stage = make_stage(project=theme.project)
    theme.contributions.set([make_contribution(stage=stage) for _ in range(2)])

    with pytest.raises(ValidationError):
        respond_to_theme(theme=theme, state=ResponseState.CANNOT, by=make_user(), at=NOW)

    assert (Response.objects.count(), Message.objects.count()) == (0, 0)
