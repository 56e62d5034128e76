import pytest

from cyfran.domain.evaluation.rules import can_evaluate
from tests.factories.meetings import make_attendance
from tests.factories.people import make_person
from tests.factories.projects import make_project

pytestmark = pytest.mark.django_db


def test_can_evaluate_is_for_those_who_took_part():
    attendance = make_attendance()
    project = attendance.meeting.stage.project

    assert can_evaluate(attendance.person, project)
    assert not can_evaluate(make_person(), project)
    assert not can_evaluate(attendance.person, make_project())
