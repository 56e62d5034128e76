from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cyfran.domain.base.choices import Level
from cyfran.domain.base.models import AuditEvent
from cyfran.domain.contributions.choices import GivenBy
from cyfran.domain.correspondence.models import Message
from cyfran.domain.evaluation.actions import ask_for_evaluation, close_with_evaluation, evaluate
from cyfran.domain.evaluation.choices import Rating
from cyfran.domain.evaluation.models import Evaluation
from cyfran.domain.evaluation.queries import evaluation_link
from cyfran.domain.opportunities.choices import OpportunityState
from cyfran.domain.people.choices import Use
from cyfran.domain.projects.choices import StageState
from tests.factories.base import make_user
from tests.factories.contributions import make_contribution
from tests.factories.evaluation import make_evaluation
from tests.factories.opportunities import make_opportunity
from tests.factories.people import make_caring_role, make_permission, make_person
from tests.factories.projects import make_project, make_stage

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.domain.correspondence.urls")]

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
ANSWERS = {
    "listened_to": Rating.YES,
    "able_to_take_part": Rating.PARTLY,
    "told_what_came": Rating.NO,
    "level_felt": Level.CONSULTATION,
}


def participant(stage, **given):
    return make_contribution(stage=stage, person=make_permission(use=Use.CONTACT).person, **given).person


def test_ask_for_evaluation_writes_to_whoever_took_part_and_has_not_said():
    stage = make_stage()
    asked, answered = participant(stage), participant(stage)
    make_evaluation(project=stage.project, person=answered)
    make_contribution(stage=stage)
    participant(make_stage())

    messages = ask_for_evaluation(project=stage.project, by=make_user(), at=NOW)

    assert [(message.person, message.purpose) for message in messages] == [(asked, "EVALUATION")]
    assert evaluation_link(stage.project, asked) in messages[0].body_en
    assert AuditEvent.objects.get(verb="evaluation.asked").facts == {"people": 1}


def test_ask_for_evaluation_asks_nobody_twice():
    stage, other = make_stage(), make_stage()
    first = participant(stage)
    make_contribution(stage=other, person=first)
    ask_for_evaluation(project=stage.project, by=make_user(), at=NOW)
    second = participant(stage)

    again = ask_for_evaluation(project=stage.project, by=make_user(), at=NOW)
    elsewhere = ask_for_evaluation(project=other.project, by=make_user(), at=NOW)

    assert [message.person for message in again] == [second]
    assert [message.person for message in elsewhere] == [first]


def test_ask_for_evaluation_leaves_whoever_withdrew_in_peace():
    stage = make_stage()
    person = participant(stage)
    person.permissions.update(withdrawn_at=NOW)

    assert ask_for_evaluation(project=stage.project, by=make_user(), at=NOW) == []
    assert not Message.objects.exists()


def test_evaluate_is_over_once_the_project_is_closed():
    stage = make_stage()
    person = participant(stage)
    stage.project.closed_on = NOW.date()
    stage.project.save()

    with pytest.raises(ValidationError) as refused:
        evaluate(project=stage.project, person=person, given_by=GivenBy.WEB, by=person, at=NOW, **ANSWERS)

    assert (refused.value.code, stage.project.evaluations.count()) == ("closed", 0)


def test_evaluate_keeps_the_answers_of_whoever_took_part():
    stage, coordinator = make_stage(), make_user()
    person = participant(stage)

    evaluation = evaluate(
        project=stage.project,
        person=person,
        given_by=GivenBy.PHONE,
        by=coordinator,
        at=NOW,
        entered_by=coordinator,
        **ANSWERS,
    )

    evaluation.refresh_from_db()
    kept = {name: getattr(evaluation, name) for name in ANSWERS}
    assert (evaluation.project, evaluation.person, kept) == (stage.project, person, ANSWERS)
    assert (evaluation.given_by, evaluation.given_at, evaluation.entered_by) == (GivenBy.PHONE, NOW, coordinator)
    assert AuditEvent.objects.get().facts == {"given_by": "PHONE"}


def test_evaluate_refuses_somebody_who_took_no_part():
    with pytest.raises(ValidationError) as refusal:
        evaluate(project=make_project(), person=make_person(), given_by=GivenBy.WEB, by=None, at=NOW, **ANSWERS)

    assert refusal.value.messages == ["Only somebody who took part can say how it was."]
    assert not Evaluation.objects.exists()


def test_evaluate_is_not_for_those_whose_job_it_is_to_look_after_people():
    stage = make_stage()
    worker = participant(stage)
    make_caring_role(person=worker, relation="JOB")

    with pytest.raises(ValidationError) as refusal:
        evaluate(project=stage.project, person=worker, given_by=GivenBy.WEB, by=worker, at=NOW, **ANSWERS)

    assert (refusal.value.code, stage.project.evaluations.count()) == ("cares_as_a_job", 0)


def test_evaluate_holds_the_project_before_the_person_as_asking_does():
    stage = make_stage()
    person = participant(stage)

    with CaptureQueriesContext(connection) as queries:
        evaluate(project=stage.project, person=person, given_by=GivenBy.WEB, by=person, at=NOW, **ANSWERS)

    read = [query["sql"].partition('FROM "')[2].partition('"')[0] for query in queries]
    assert read.index("projects_project") < read.index("people_person")


def test_evaluate_refuses_a_second_time():
    stage = make_stage()
    person = participant(stage)
    evaluate(project=stage.project, person=person, given_by=GivenBy.WEB, by=person, at=NOW, **ANSWERS)

    with pytest.raises(ValidationError) as refusal:
        evaluate(project=stage.project, person=person, given_by=GivenBy.WEB, by=person, at=NOW, **ANSWERS)

    assert refusal.value.messages == ["This person has already said how it was."]
    assert Evaluation.objects.count() == 1


def test_evaluate_refuses_an_answer_that_is_none():
    stage = make_stage()

    with pytest.raises(ValidationError) as refusal:
        evaluate(
            project=stage.project,
            person=participant(stage),
            given_by=GivenBy.WEB,
            by=None,
            at=NOW,
            **ANSWERS | {"level_felt": "", "listened_to": "MAYBE"},
        )

    assert set(refusal.value.message_dict) == {"level_felt", "listened_to"}


def test_close_with_evaluation_closes_and_finishes_the_evaluation_stage():
    stage = make_stage(kind="EVALUATION")
    make_evaluation(project=stage.project)

    project = close_with_evaluation(project=stage.project, on=date(2026, 11, 20), by=make_user(), at=NOW)

    project.refresh_from_db()
    stage.refresh_from_db()
    assert project.closed_on == date(2026, 11, 20)
    assert (stage.state, stage.happened_on) == (StageState.DONE, date(2026, 11, 20))


def test_close_with_evaluation_keeps_the_day_of_a_stage_that_was_done():
    stage = make_stage(kind="EVALUATION", state=StageState.DONE, happened_on=date(2026, 11, 2))
    make_evaluation(project=stage.project)

    close_with_evaluation(project=stage.project, on=date(2026, 11, 20), by=make_user(), at=NOW)

    stage.refresh_from_db()
    assert stage.happened_on == date(2026, 11, 2)


def test_close_with_evaluation_refuses_while_no_carer_evaluated():
    stage = make_stage(kind="EVALUATION")
    make_evaluation()

    with pytest.raises(ValidationError) as refusal:
        close_with_evaluation(project=stage.project, on=date(2026, 11, 20), by=make_user(), at=NOW)

    stage.project.refresh_from_db()
    stage.refresh_from_db()
    assert refusal.value.messages == ["Evaluation by carers is a step before a project can be closed."]
    assert (stage.project.closed_on, stage.state) == (None, StageState.PLANNED)


def test_close_with_evaluation_does_not_go_by_somebody_whose_job_it_is_to_look_after_people():
    stage = make_stage(kind="EVALUATION")
    make_caring_role(person=make_evaluation(project=stage.project).person, relation="JOB")

    with pytest.raises(ValidationError) as refusal:
        close_with_evaluation(project=stage.project, on=date(2026, 11, 20), by=make_user(), at=NOW)

    assert refusal.value.code == "not_evaluated"


def test_close_with_evaluation_closes_what_people_could_still_be_asked_to():
    stage = make_stage(kind="EVALUATION")
    make_evaluation(project=stage.project)
    ours = [make_opportunity(stage=stage, state=state) for state in OpportunityState]
    elsewhere = make_opportunity(state=OpportunityState.OPEN)

    close_with_evaluation(project=stage.project, on=date(2026, 11, 20), by=make_user(), at=NOW)

    for opportunity in (*ours, elsewhere):
        opportunity.refresh_from_db()
    assert [opportunity.state for opportunity in ours] == ["DRAFT", "CLOSED", "CLOSED", "CALLED_OFF"]
    assert elsewhere.state == "OPEN"
    closed = AuditEvent.objects.filter(verb="opportunity.closed").values_list("subject_public_id", flat=True)
    assert list(closed) == [ours[1].public_id]
