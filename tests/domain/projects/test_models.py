"""What the database promises about projects, broken on purpose."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from cyfran.domain.base.choices import DecisionRight
from cyfran.domain.projects.choices import ProposalState, StageKind, StageState
from cyfran.domain.projects.models import Project, Proposal, Stage
from tests.factories.projects import make_project, make_proposal, make_stage

pytestmark = pytest.mark.django_db


def refuse(thing, **fields):
    """Break a promise twice, by a form and behind its back, and return what the form says."""
    for name, value in fields.items():
        setattr(thing, name, value)
    with pytest.raises(ValidationError) as refused:
        thing.validate_constraints()
    with pytest.raises(IntegrityError):
        type(thing).objects.filter(pk=thing.pk).update(**fields)
    return refused.value.messages


def test_a_project_cannot_close_before_it_starts():
    project = make_project(started_on=date(2026, 9, 1))

    assert refuse(project, closed_on=date(2026, 8, 31)) == ["A project cannot close before it starts."]


def test_a_project_has_each_stage_once():
    stage = make_stage(kind=StageKind.DESIGN)
    again = Stage(project=stage.project, kind=StageKind.DESIGN, position=9)

    with pytest.raises(ValidationError) as refused:
        again.full_clean()

    assert refused.value.messages == ["This project already has this stage."]
    with pytest.raises(IntegrityError):
        Stage.objects.bulk_create([again])


@pytest.mark.parametrize("right", [DecisionRight.INFORM, DecisionRight.VETO, DecisionRight.NOT_STATED])
def test_a_right_stays_once_a_vote_has_opened_neither_less_nor_more(right):
    stage = make_stage(carer_right=DecisionRight.DECIDE, frozen_right=DecisionRight.DECIDE)

    assert refuse(stage, carer_right=right) == ["Voting has opened: the decision right can no longer be changed."]


def test_a_stage_that_is_done_has_its_date():
    assert refuse(make_stage(), state=StageState.DONE) == ["Say when this stage was done."]


def test_the_idea_is_never_left_out():
    idea = make_stage(kind=StageKind.IDEA)

    assert refuse(idea, state=StageState.SKIPPED) == ["Every project begins with somebody's idea: this stage cannot be left out."]


def test_planned_members_are_carers_who_take_part():
    stage = make_stage(planned_carers=2)

    assert refuse(stage, planned_members=3) == ["There cannot be more members than carers who take part."]


@pytest.mark.parametrize("state", [ProposalState.ACCEPTED, ProposalState.DECLINED])
@pytest.mark.parametrize(
    "reasons", [{}, {"reason_cy": "Am fod."}, {"reason_en": "Because."}, {"reason_cy": " ", "reason_en": "\n"}]
)
def test_an_answer_carries_its_reasons_in_both_languages(state, reasons):
    answer = {"state": state, "answered_at": datetime(2026, 10, 2, tzinfo=UTC), **reasons}

    assert refuse(make_proposal(), **answer) == ["Say why, in Welsh and in English, whether the answer is yes or no."]


def test_an_answer_has_its_time():
    answer = {"state": ProposalState.ACCEPTED, "reason_cy": "Am fod.", "reason_en": "Because."}

    assert refuse(make_proposal(), **answer) == ["Say when the answer was given."]


def test_a_request_that_waits_has_no_time_of_an_answer():
    assert refuse(make_proposal(), answered_at=datetime(2026, 10, 2, tzinfo=UTC)) == ["Say when the answer was given."]


@pytest.mark.parametrize("field", ["owner", "due_on"])
def test_a_request_always_has_an_owner_and_a_date(field):
    with pytest.raises(IntegrityError):
        Proposal.objects.filter(pk=make_proposal().pk).update(**{field: None})


def test_a_project_leads_back_to_the_one_request_it_came_from():
    project = make_project()
    make_proposal(state=ProposalState.ACCEPTED, project=project)

    with pytest.raises(IntegrityError):
        Proposal.objects.filter(pk=make_proposal().pk).update(project=project)


def test_records_are_named_by_what_everyone_may_read():
    proposal, project, stage = make_proposal(), make_project(title_en="Short breaks"), make_stage()

    assert [str(proposal), str(project), str(stage)] == [proposal.public_id, "Short breaks", "DESIGN"]
    assert Project._meta.get_field("question_cy").verbose_name == "question in Welsh"
