"""Meetings and attendances for tests: only what is required."""

from datetime import UTC, datetime

from cyfran.domain.meetings.choices import Standing
from cyfran.domain.meetings.models import Attendance, Meeting
from tests.factories.people import make_person
from tests.factories.projects import make_stage


def make_meeting(**given) -> Meeting:
    if "stage" not in given:
        given["stage"] = make_stage()
    titles = {"title_cy": "Cyfarfod", "title_en": "Meeting"}
    return Meeting.objects.create(**{**titles, "starts_at": datetime(2026, 11, 10, 18, 0, tzinfo=UTC), "minutes": 90, **given})


def make_attendance(**given) -> Attendance:
    """Make a carer who was there, though not as a member."""
    if "meeting" not in given:
        given["meeting"] = make_meeting()
    if "person" not in given:
        given["person"] = make_person(organisation=given["meeting"].stage.project.organisation)
    return Attendance.objects.create(**{"standing": Standing.CARER, "minutes": 90, **given})
