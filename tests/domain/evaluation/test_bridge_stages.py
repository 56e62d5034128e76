from datetime import date, timedelta

import pytest

from cyfran.domain.evaluation.bridge import evidence_of
from cyfran.domain.meetings.choices import Standing
from cyfran.domain.opportunities.choices import OpportunityState
from cyfran.domain.projects.choices import StageKind, StageState
from cyfran.domain.projects.models import Stage
from cyfran.engine.levels.record import Progress, Record, StageRecord
from cyfran.engine.levels.record import Stage as StageName
from cyfran.engine.levels.record import StageState as StateName
from tests.domain.evaluation.scenes import a_project_carried_through, at
from tests.factories.contributions import make_contribution
from tests.factories.evaluation import make_evaluation
from tests.factories.meetings import make_attendance, make_meeting
from tests.factories.opportunities import make_opportunity
from tests.factories.people import make_caring_role, make_person
from tests.factories.projects import make_proposal, make_stage

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 21)
YESTERDAY = TODAY - timedelta(days=1)
TOMORROW = TODAY + timedelta(days=1)
DONE = {"state": StageState.DONE, "happened_on": YESTERDAY}


def entry_of(stage: Stage, on: date = TODAY) -> StageRecord:
    return next(entry for entry in evidence_of(stage.project, on=on).stages if entry.stage == stage.kind.lower())


def test_carers_of_a_stage_are_counted_once_however_often_they_came_or_spoke():
    stage = make_stage(**DONE)
    came, said = make_person(), make_person()
    for _ in range(2):
        make_attendance(meeting=make_meeting(stage=stage), person=came, standing=Standing.CARER_MEMBER)
    make_attendance(meeting=make_meeting(stage=stage), person=said)
    for person in (came, said, said):
        make_contribution(stage=stage, person=person)

    entry = entry_of(stage)

    assert (entry.carers, entry.carer_members, entry.contributions) == (2, 1, 3)


def test_words_taken_back_are_no_contribution_but_whoever_spoke_took_part():
    stage = make_stage(**DONE)
    make_contribution(stage=stage, withdrawn_at=at(YESTERDAY))

    assert (entry_of(stage).carers, entry_of(stage).contributions) == (1, 0)


def test_who_said_how_it_was_took_part_in_the_evaluation():
    stage = make_stage(kind=StageKind.EVALUATION, **DONE)
    came = make_attendance(meeting=make_meeting(stage=stage)).person
    for person in (came, make_person()):
        make_evaluation(project=stage.project, person=person, given_at=at(YESTERDAY))
    make_evaluation(project=stage.project, given_at=at(TOMORROW))

    entry = entry_of(stage)

    assert (entry.carers, entry.carer_members, entry.contributions) == (2, 0, 0)


def test_who_said_how_it_was_and_whose_job_it_is_to_look_after_people_is_no_carer_in_it():
    stage = make_stage(kind=StageKind.EVALUATION, **DONE)
    worker = make_caring_role(relation="JOB").person
    make_evaluation(project=stage.project, person=worker, given_at=at(YESTERDAY))

    evidence = evidence_of(stage.project, on=TODAY)

    assert (entry_of(stage).carers, evidence.evaluated_by_carers) == (0, Progress.NO)


def test_the_person_who_asked_for_the_project_took_part_in_the_idea():
    idea, other = make_stage(kind=StageKind.IDEA, **DONE), make_stage(kind=StageKind.IDEA, **DONE)
    make_proposal(project=idea.project, person=make_person())
    make_proposal(project=other.project, person=None)

    assert (entry_of(idea).carers, entry_of(idea).contributions) == (1, 1)
    assert (entry_of(other).carers, entry_of(other).contributions) == (0, 0)


@pytest.mark.parametrize(
    ("offered", "plan", "asked", "assistance"),
    [
        ([], DONE, False, False),
        ([], {**DONE, "will_ask": True, "will_assist": True}, False, False),
        ([], {"will_ask": True}, True, False),
        ([], {"will_ask": True, "will_assist": True}, True, True),
        ([{"offers_travel": True}], DONE, True, True),
        ([{"offers_fee": True}, {"offers_cover": True}], DONE, True, True),
        ([{"offers_fee": True}, {}], DONE, True, False),
        ([{"offers_food": True}], DONE, True, False),
        ([{}], {"will_assist": True}, True, False),
    ],
    ids=[
        "nothing offered",
        "done, and only planned",
        "to be asked",
        "to be asked with assistance",
        "travel",
        "a fee here, cover there",
        "once without",
        "food alone",
        "without, whatever the plan says",
    ],
)
def test_asked_and_assisted_follow_from_what_was_published_or_is_planned(offered, plan, asked, assistance):
    stage = make_stage(**plan)
    for offers in offered:
        make_opportunity(stage=stage, state=OpportunityState.OPEN, **offers)
    make_opportunity(stage=stage, offers_cover=True)  # A draft is nothing yet.

    entry = entry_of(stage)

    assert (entry.asked, entry.assistance_offered) == (asked, assistance)


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        ({"planned_carers": 6, "planned_members": 2}, (StateName.PLANNED, 6, 2)),
        ({"planned_carers": 0}, (StateName.PLANNED, 1, 1)),
        ({"planned_carers": 6, "planned_members": 2, **DONE}, (StateName.DONE, 1, 1)),
        ({"planned_carers": 6, "state": StageState.SKIPPED}, (StateName.SKIPPED, 1, 1)),
        ({"planned_carers": 6, "state": StageState.DONE, "happened_on": TOMORROW}, (StateName.PLANNED, 6, 1)),
    ],
    ids=["more planned", "more seen", "done", "left out", "done tomorrow"],
)
def test_a_planned_stage_counts_what_is_planned_where_that_is_more(plan, expected):
    stage = make_stage(**plan)
    make_attendance(meeting=make_meeting(stage=stage), standing=Standing.CARER_MEMBER)

    entry = entry_of(stage)

    assert (entry.state, entry.carers, entry.carer_members) == expected


def test_the_idea_has_happened_once_any_other_stage_has():
    idea = make_stage(kind=StageKind.IDEA, planned_carers=6)
    make_stage(project=idea.project, **DONE)

    assert entry_of(idea, on=YESTERDAY - timedelta(days=1)) == StageRecord(StageName.IDEA, StateName.PLANNED, carers=6)
    assert entry_of(idea) == StageRecord(StageName.IDEA, StateName.DONE)


def test_what_is_dated_after_the_day_is_not_yet_evidence():
    stage = make_stage(**DONE)
    make_attendance(meeting=make_meeting(stage=stage, starts_at=at(TOMORROW)))
    make_contribution(stage=stage, given_at=at(TOMORROW))
    make_opportunity(stage=stage, state=OpportunityState.OPEN, published_at=at(TOMORROW), offers_cover=True)
    make_evaluation(project=stage.project, given_at=at(TOMORROW))

    assert evidence_of(stage.project, on=TODAY) == Record(stages=(StageRecord(StageName.DESIGN, StateName.DONE),))
    assert evidence_of(stage.project, on=TOMORROW).stages[0].carers == 2


def test_evidence_of_one_project_knows_nothing_of_another():
    a_project_carried_through()
    stage = make_stage()

    assert evidence_of(stage.project, on=TODAY) == Record(stages=(StageRecord(StageName.DESIGN, StateName.PLANNED),))
