"""A project carried from a carer's request to its evaluation, with two carers in every stage, for tests of several rooms."""

from datetime import UTC, date, datetime
from typing import Any

from cyfran.domain.base.choices import DecisionRight
from cyfran.domain.correspondence.choices import Purpose, State
from cyfran.domain.decisions.choices import Outcome
from cyfran.domain.meetings.choices import Standing
from cyfran.domain.opportunities.choices import OpportunityState
from cyfran.domain.projects.choices import ProposalState, StageKind, StageState
from cyfran.domain.projects.models import Project, Stage
from tests.factories.contributions import make_contribution
from tests.factories.correspondence import make_message
from tests.factories.decisions import make_decision, make_response
from tests.factories.evaluation import make_evaluation
from tests.factories.meetings import make_attendance, make_meeting
from tests.factories.opportunities import make_invitation, make_opportunity
from tests.factories.people import make_person
from tests.factories.projects import make_project, make_proposal, make_stage

DAYS = dict(zip(StageKind, [date(2026, month, 10) for month in range(3, 9)], strict=True))


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 18, 0, tzinfo=UTC)


def a_project_carried_through(**given: Any) -> Project:
    """Make a project that shows co-production: six stages from March to August 2026, one a month."""
    project = make_project(started_on=date(2026, 3, 1), published_at=at(date(2026, 3, 2)), **given)
    people = [make_person(organisation=project.organisation) for _ in range(2)]
    make_proposal(
        organisation=project.organisation,
        project=project,
        person=people[0],
        state=ProposalState.ACCEPTED,
        received_at=at(date(2026, 2, 1)),
        due_on=date(2026, 3, 1),
        answered_at=at(date(2026, 2, 20)),
        is_example=project.is_example,
    )
    for kind in StageKind:
        _carry_through(project, kind, people)
    make_decision(
        stage=project.stages.get(kind=StageKind.DECISION),
        carer_right=DecisionRight.AGREE_JOINTLY,
        vote_opened_at=at(date(2026, 6, 1)),
        outcome=Outcome.FOR,
        decided_on=date(2026, 6, 10),
    )
    make_evaluation(project=project, person=people[0], given_at=at(date(2026, 8, 10)))
    return project


def _carry_through(project: Project, kind: StageKind, people: list) -> Stage:
    day = DAYS[kind]
    stage = make_stage(
        project=project,
        kind=kind,
        state=StageState.DONE,
        happened_on=day,
        carer_right=DecisionRight.AGREE_JOINTLY,
        options_open=kind == StageKind.PRIORITIES,
    )
    opportunity = make_opportunity(
        stage=stage, state=OpportunityState.CLOSED, published_at=at(day.replace(day=1)), starts_at=at(day), offers_cover=True
    )
    meeting = make_meeting(stage=stage, opportunity=opportunity, starts_at=at(day))
    for person in people:
        invitation = make_invitation(
            opportunity=opportunity, person=person, invited_at=at(day.replace(day=2)), reached_at=at(day.replace(day=3))
        )
        make_message(
            person=person,
            purpose=Purpose.INVITATION,
            about_kind="opportunities.invitation",
            about_public_id=invitation.public_id,
            state=State.SENT,
            queued_at=at(day.replace(day=2)),
            settled_at=at(day.replace(day=3)),
        )
        make_attendance(meeting=meeting, person=person, standing=Standing.CARER_MEMBER)
    contribution = make_contribution(stage=stage, person=people[0], given_at=at(day), due_on=date(2026, day.month + 1, 7))
    make_response(contribution=contribution, answered_at=at(day.replace(day=20)))
    return stage
