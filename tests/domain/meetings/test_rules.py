import pytest

from cyfran.domain.meetings.rules import can_record
from tests.factories.base import make_administrator
from tests.factories.meetings import make_meeting
from tests.factories.organisations import make_coordinator, make_organisation

pytestmark = pytest.mark.django_db


def test_can_record_is_for_those_who_work_on_the_project():
    meeting = make_meeting()
    organisation = meeting.stage.project.organisation
    alice, bob, charlie = (make_coordinator(body) for body in (organisation, organisation, make_organisation()))

    assert [can_record(user, meeting) for user in (alice, bob, charlie, make_administrator())] == [True, True, False, True]
