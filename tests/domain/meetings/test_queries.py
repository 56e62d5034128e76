import pytest

from cyfran.domain.meetings.queries import meetings_open_to
from tests.factories.base import make_administrator, make_user
from tests.factories.meetings import make_meeting
from tests.factories.organisations import make_coordinator

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
