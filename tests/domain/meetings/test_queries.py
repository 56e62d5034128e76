import pytest

from cyfran.domain.meetings.choices import Standing
from cyfran.domain.meetings.queries import carers_at, meetings_open_to, members_at
from tests.factories.base import make_administrator, make_user
from tests.factories.meetings import make_attendance, make_meeting
from tests.factories.organisations import make_coordinator
from tests.factories.people import make_person
from tests.factories.projects import make_stage

pytestmark = pytest.mark.django_db


def test_meetings_open_to_shows_a_coordinator_those_of_her_projects():
    ours, theirs = make_meeting(), make_meeting()
    coordinator = make_coordinator(ours.stage.project.organisation)

    assert list(meetings_open_to(coordinator)) == [ours]
    assert set(meetings_open_to(make_administrator())) == {ours, theirs}
    assert list(meetings_open_to(make_user())) == []


@pytest.mark.parametrize("number", [1, 3])
def test_meetings_open_to_costs_the_same_for_more(number, django_assert_num_queries):
    for _ in range(number):
        make_meeting()
    administrator = make_administrator()

    with django_assert_num_queries(1):
        rows = [(meeting.title, meeting.stage.project.title) for meeting in meetings_open_to(administrator)]

    assert len(rows) == number


def test_carers_and_members_at_a_stage_are_each_counted_once():
    stage = make_stage()
    first, second = make_meeting(stage=stage), make_meeting(stage=stage)
    member, carer, sometimes = make_person(), make_person(), make_person()
    for meeting, person, standing in [
        (first, member, Standing.CARER_MEMBER),
        (second, member, Standing.CARER_MEMBER),
        (first, carer, Standing.CARER),
        (first, sometimes, Standing.CARER),
        (second, sometimes, Standing.CARER_MEMBER),
    ]:
        make_attendance(meeting=meeting, person=person, standing=standing)
    make_attendance(standing=Standing.CARER_MEMBER)

    assert carers_at(stage) == {member.pk, carer.pk, sometimes.pk}
    assert members_at(stage) == {member.pk, sometimes.pk}


def test_nobody_is_at_a_stage_without_meetings():
    stage = make_stage()

    assert (carers_at(stage), members_at(stage)) == (set(), set())
