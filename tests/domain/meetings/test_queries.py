from datetime import UTC, datetime

import pytest

from cyfran.domain.meetings.queries import meetings_open_to, people_to_hear
from cyfran.domain.opportunities.choices import Answer
from cyfran.domain.organisations.choices import Act
from tests.factories.base import make_administrator, make_user
from tests.factories.meetings import make_attendance, make_meeting
from tests.factories.opportunities import make_invitation, make_opportunity
from tests.factories.organisations import make_coordinator
from tests.factories.projects import make_project_role

pytestmark = pytest.mark.django_db


def test_meetings_open_to_shows_a_coordinator_those_of_her_projects():
    ours, theirs = make_meeting(), make_meeting()
    coordinator = make_coordinator(ours.stage.project.organisation)

    assert list(meetings_open_to(coordinator, Act.HOLD_MEETINGS)) == [ours]
    assert set(meetings_open_to(make_administrator(), Act.HOLD_MEETINGS)) == {ours, theirs}
    assert list(meetings_open_to(make_user(), Act.HOLD_MEETINGS)) == []


@pytest.mark.parametrize("number", [1, 3])
def test_meetings_open_to_costs_the_same_for_more(number, django_assert_num_queries):
    for _ in range(number):
        make_meeting()
    administrator = make_administrator()

    with django_assert_num_queries(1):
        rows = [(meeting.title, meeting.stage.project.title) for meeting in meetings_open_to(administrator, Act.HOLD_MEETINGS)]

    assert len(rows) == number


def test_people_to_hear_are_those_of_her_organisation_or_those_at_the_meetings_of_her_project():
    came = make_attendance()
    stage = came.meeting.stage
    said_yes = make_invitation(
        opportunity=make_opportunity(stage=stage), answer=Answer.YES, answered_at=datetime(2026, 11, 4, 9, 0, tzinfo=UTC)
    ).person
    said_nothing = make_invitation(opportunity=make_opportunity(stage=stage)).person
    facilitator = make_project_role(project=stage.project).user
    coordinator = make_coordinator(stage.project.organisation)

    assert set(people_to_hear(facilitator, Act.HOLD_MEETINGS)) == {came.person, said_yes}
    assert set(people_to_hear(facilitator, Act.ASK)) == set()
    assert set(people_to_hear(coordinator, Act.HOLD_MEETINGS)) == {came.person, said_yes, said_nothing}
