from datetime import date, timedelta

import pytest

from cyfran.domain.base.choices import DecisionRight
from cyfran.domain.contributions.models import Contribution
from cyfran.domain.correspondence.actions.delivery import delete_old_messages
from cyfran.domain.correspondence.choices import ARRIVED, Purpose, State
from cyfran.domain.correspondence.models import Message
from cyfran.domain.decisions.choices import Outcome
from cyfran.domain.decisions.models import Decision, Response
from cyfran.domain.evaluation.bridge import evidence_of, evidence_of_all
from cyfran.domain.evaluation.models import Evaluation
from cyfran.domain.meetings.choices import Standing
from cyfran.domain.meetings.models import Attendance
from cyfran.domain.opportunities.choices import OpportunityState
from cyfran.domain.opportunities.models import Invitation, Opportunity
from cyfran.domain.people.actions.erasing import erase
from cyfran.domain.projects.choices import StageKind, StageState
from cyfran.domain.projects.models import Project, Proposal, Stage
from cyfran.engine.levels.finding import find_level
from cyfran.engine.levels.ladder import Level
from cyfran.engine.levels.record import Answers, CarerRight, Progress, Record, StageRecord, Told
from cyfran.engine.levels.record import Stage as StageName
from cyfran.engine.levels.record import StageState as StateName
from tests.domain.evaluation.scenes import a_project_carried_through, at
from tests.factories.contributions import make_contribution
from tests.factories.correspondence import make_message
from tests.factories.decisions import make_decision, make_response
from tests.factories.evaluation import make_evaluation
from tests.factories.opportunities import make_invitation, make_opportunity
from tests.factories.people import make_caring_role, make_person
from tests.factories.projects import make_project, make_proposal, make_stage

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 21)
YESTERDAY = TODAY - timedelta(days=1)
TOMORROW = TODAY + timedelta(days=1)
DONE = {"state": StageState.DONE, "happened_on": YESTERDAY}


def invited(stage: Stage, on: date, state: State = State.QUEUED, settled_on: date | None = None) -> Invitation:
    opportunity = make_opportunity(stage=stage, state=OpportunityState.OPEN, published_at=at(on))
    arrived_at = at(settled_on) if settled_on and state in ARRIVED else None
    invitation = make_invitation(opportunity=opportunity, invited_at=at(on), reached_at=arrived_at)
    make_message(
        person=invitation.person,
        purpose=Purpose.INVITATION,
        about_kind="opportunities.invitation",
        about_public_id=invitation.public_id,
        state=state,
        queued_at=at(on),
        settled_at=at(settled_on) if settled_on else None,
    )
    return invitation


def test_what_somebody_says_whose_job_it_is_is_owed_an_answer_and_counts_for_no_carer():
    stage = make_stage(kind=StageKind.IDEA, **DONE)
    worker = make_caring_role(relation="JOB").person
    make_contribution(stage=stage, person=worker, given_at=at(YESTERDAY))
    make_proposal(project=stage.project, person=worker, received_at=at(YESTERDAY))

    evidence = evidence_of(stage.project, on=TODAY + timedelta(days=60))

    idea = next(one for one in evidence.stages if one.stage == "idea")
    assert (idea.carers, idea.contributions, evidence.answers.due) == (0, 0, 1)


# --- The whole record ------------------------------------------------------------------------------------------------


def test_evidence_of_a_project_carried_through_is_built_from_its_records():
    project = a_project_carried_through()

    assert evidence_of(project, on=TODAY) == Record(
        told=Told(Progress.DONE, Progress.DONE),
        question_open=True,
        stages=tuple(
            StageRecord(
                stage=name,
                state=StateName.DONE,
                carers=2,
                carer_members=2,
                carer_right=CarerRight.AGREE_JOINTLY,
                asked=True,
                options_open=name == StageName.PRIORITIES,
                assistance_offered=True,
                contributions=2 if name == StageName.IDEA else 1,
            )
            for name in StageName
        ),
        answers=Answers(6, 6, 6),
        evaluated_by_carers=Progress.DONE,
    )
    assert find_level(evidence_of(project, on=TODAY)).level == Level.CO_PRODUCTION


def test_evidence_of_a_project_just_begun_shows_nothing():
    project = make_project()

    assert evidence_of(project, on=TODAY) == Record()
    assert find_level(evidence_of(project, on=TODAY)).level == Level.NONE_RECORDED


@pytest.mark.parametrize("count", [1, 3])
def test_evidence_of_all_costs_the_same_for_more_projects(count, django_assert_num_queries):
    for _ in range(count):
        a_project_carried_through()
    projects = list(Project.objects.prefetch_related("stages"))

    with django_assert_num_queries(5):
        evidence_of_all(projects, on=TODAY)


def test_evidence_of_all_keeps_the_evidence_of_each_project_apart():
    carried_through, just_begun, to_be_asked = a_project_carried_through(), make_project(), make_stage(will_ask=True).project
    projects = [carried_through, just_begun, to_be_asked]

    assert evidence_of_all(projects, on=TODAY) == {project.pk: evidence_of(project, on=TODAY) for project in projects}
    assert [find_level(evidence_of(project, on=TODAY)).level for project in projects] == [
        Level.CO_PRODUCTION,
        Level.NONE_RECORDED,
        Level.NONE_RECORDED,
    ]


def test_the_finding_on_an_earlier_day_knows_nothing_of_what_came_after():
    project = a_project_carried_through()

    levels = [find_level(evidence_of(project, on=date(2026, month, 28))).level for month in range(1, 9)]

    assert levels == [
        Level.NONE_RECORDED,  # January: not begun
        Level.NONE_RECORDED,  # February: the request alone
        Level.CONSULTATION,  # the idea
        Level.ENGAGEMENT,  # the priorities
        Level.CO_DESIGN,  # the design
        Level.CO_DESIGN,  # the decision
        Level.CO_DESIGN,  # the delivery
        Level.CO_PRODUCTION,  # the evaluation
    ]
    assert {entry.state for entry in evidence_of(project, on=date(2026, 1, 1)).stages} == {StateName.PLANNED}


def without_carers_at(kind):
    Attendance.objects.filter(meeting__stage__kind=kind).delete()
    Contribution.objects.filter(stage__kind=kind).delete()
    Proposal.objects.update(project=None)


def with_the_idea_left_open():
    without_carers_at(StageKind.IDEA)
    Stage.objects.filter(kind=StageKind.IDEA).update(state=StageState.PLANNED, happened_on=None, planned_carers=9)


def without_words():
    Contribution.objects.all().delete()
    Proposal.objects.update(project=None)


@pytest.mark.parametrize(
    ("take_away", "level"),
    [
        (lambda: without_carers_at(StageKind.IDEA), Level.CO_DESIGN),
        (lambda: without_carers_at(StageKind.DELIVERY), Level.CO_DESIGN),
        (with_the_idea_left_open, Level.CO_DESIGN),
        (lambda: Evaluation.objects.all().delete(), Level.CO_DESIGN),
        (lambda: Response.objects.first().delete(), Level.CONSULTATION),
        (lambda: Response.objects.update(answered_at=at(TODAY)), Level.CONSULTATION),
        (lambda: Stage.objects.filter(kind="DECISION").update(carer_right="ADVISE"), Level.CO_DESIGN),
        (lambda: Stage.objects.filter(kind="DESIGN").update(carer_right="ADVISE"), Level.ENGAGEMENT),
        (lambda: Attendance.objects.update(standing=Standing.CARER), Level.ENGAGEMENT),
        (lambda: Opportunity.objects.filter(stage__kind="DESIGN").update(offers_cover=False), Level.CONSULTATION),
        (lambda: Stage.objects.update(options_open=False), Level.CONSULTATION),
        (without_words, Level.INFORMING),
        (lambda: Invitation.objects.update(invited_at=at(TODAY)), Level.NONE_RECORDED),
        (lambda: Invitation.objects.update(reached_at=None), Level.NONE_RECORDED),
    ],
    ids=[
        "no carers at the idea",
        "no carers in the delivery",
        "no carers at an idea that is left open",
        "not evaluated",
        "one answer of six missing",
        "answers late",
        "no say in the decision",
        "no say in the design",
        "carers but no members",
        "once no assistance",
        "options never open",
        "nothing said",
        "asked after the decision",
        "no message reached anybody",
    ],
)
def test_the_finding_falls_when_one_piece_of_evidence_is_missing(take_away, level):
    project = a_project_carried_through()

    take_away()

    assert find_level(evidence_of(project, on=TODAY)).level == level


def test_the_level_stays_when_the_messages_of_old_projects_are_deleted():
    project = a_project_carried_through()

    delete_old_messages(by=None, at=at(date(2040, 1, 1)))

    assert Message.objects.count() == 0
    assert find_level(evidence_of(project, on=TODAY)).level == Level.CO_PRODUCTION


# --- Told, open, answered, evaluated ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "settled_on", "form_reaches"),
    [
        (State.SENT, YESTERDAY, Progress.DONE),
        (State.DONE, YESTERDAY, Progress.DONE),
        (State.QUEUED, None, Progress.PLANNED),
        (State.TO_DO, None, Progress.PLANNED),
        (State.SENT, TOMORROW, Progress.PLANNED),
        (State.FAILED, YESTERDAY, Progress.NO),
    ],
)
def test_told_follows_the_invitation_and_its_message(state, settled_on, form_reaches):
    stage = make_stage(**DONE)
    invited(stage, on=YESTERDAY, state=state, settled_on=settled_on)

    assert evidence_of(stage.project, on=TODAY).told == Told(Progress.DONE, form_reaches)


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        ({"will_ask": True}, Progress.PLANNED),
        ({"will_ask": False}, Progress.NO),
        ({"will_ask": True, **DONE}, Progress.NO),
        ({"will_ask": True, "state": StageState.SKIPPED}, Progress.NO),
    ],
    ids=["to be asked", "not to be asked", "done without asking", "left out"],
)
def test_told_is_planned_while_nobody_was_invited_and_a_stage_to_come_will_ask(plan, expected):
    assert evidence_of(make_stage(**plan).project, on=TODAY).told == Told(expected, expected)


@pytest.mark.parametrize(
    ("decided_on", "expected"),
    [(TODAY, Progress.DONE), (YESTERDAY, Progress.NO), (YESTERDAY - timedelta(days=1), Progress.NO)],
    ids=["decided after", "decided the same day", "decided before"],
)
def test_told_comes_too_late_with_or_after_the_first_decision(decided_on, expected):
    decision = make_stage(kind=StageKind.DECISION, **DONE)
    invited(make_stage(project=decision.project, will_ask=True), on=YESTERDAY, state=State.SENT, settled_on=YESTERDAY)
    make_decision(stage=decision, outcome=Outcome.FOR, decided_on=TODAY)
    make_decision(stage=decision, outcome=Outcome.FOR, decided_on=decided_on)

    assert evidence_of(decision.project, on=TODAY).told == Told(expected, expected)


def test_told_waits_for_no_decision_that_is_still_open():
    decision = make_decision(stage=make_stage(kind=StageKind.DECISION, carer_right=DecisionRight.ADVISE, will_ask=True))

    assert Decision.objects.get().decided_on is None
    assert evidence_of(decision.stage.project, on=TODAY).told == Told(Progress.PLANNED, Progress.PLANNED)


@pytest.mark.parametrize(
    ("kind", "options_open", "expected"),
    [
        (StageKind.IDEA, True, True),
        (StageKind.PRIORITIES, True, True),
        (StageKind.PRIORITIES, False, False),
        (StageKind.DESIGN, True, False),
    ],
)
def test_the_question_was_open_where_carers_spoke_early_while_options_were(kind, options_open, expected):
    stage = make_stage(kind=kind, options_open=options_open, **DONE)
    silent = make_stage(kind=kind, options_open=options_open, **DONE)
    make_contribution(stage=stage)

    assert evidence_of(stage.project, on=TODAY).question_open is expected
    assert evidence_of(silent.project, on=TODAY).question_open is False


def test_the_question_was_open_where_a_carer_asked_it():
    asked, from_nobody_known = make_project(), make_project()
    make_proposal(project=asked, person=make_person())
    make_proposal(project=from_nobody_known, person=None)

    assert evidence_of(asked, on=TODAY).question_open is True
    assert evidence_of(from_nobody_known, on=TODAY).question_open is False


def test_answers_are_those_due():
    stage = make_stage(**DONE)
    make_contribution(stage=stage, given_at=at(TODAY - timedelta(days=29)))
    make_response(contribution=make_contribution(stage=stage), answered_at=at(YESTERDAY))
    make_contribution(stage=stage)

    assert evidence_of(stage.project, on=TODAY).answers == Answers(due=2, given=1, in_time=1)


def test_no_answer_is_due_to_whoever_was_removed():
    stage = make_stage(**DONE)
    silent = make_contribution(stage=stage, given_at=at(TODAY - timedelta(days=29)))
    answered = make_response(contribution=make_contribution(stage=stage), answered_at=at(YESTERDAY))

    for person in (silent.person, answered.contribution.person):
        erase(person=person, by=None, at=at(TODAY))

    assert evidence_of(stage.project, on=TODAY).answers == Answers(due=1, given=1, in_time=1)


@pytest.mark.parametrize(
    ("plan", "expected"),
    [({}, Progress.PLANNED), (DONE, Progress.NO), ({"state": StageState.SKIPPED}, Progress.NO)],
    ids=["planned", "done without a word", "left out"],
)
def test_evaluated_by_carers_is_planned_only_while_the_stage_is(plan, expected):
    stage = make_stage(kind=StageKind.EVALUATION, **plan)
    evaluated = make_evaluation(project=make_stage(kind=StageKind.EVALUATION, **plan).project).project

    assert evidence_of(stage.project, on=TODAY).evaluated_by_carers == expected
    assert evidence_of(evaluated, on=TODAY).evaluated_by_carers == Progress.DONE
