import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cyfran.domain.meetings.choices import Standing
from cyfran.domain.meetings.models import Attendance, Meeting
from tests.factories.meetings import make_attendance, make_meeting
from tests.factories.opportunities import make_opportunity

pytestmark = pytest.mark.django_db


def test_a_meeting_cannot_be_stored_without_its_minutes():
    meeting = make_meeting()
    meeting.minutes = 0

    with pytest.raises(ValidationError) as refusal:
        meeting.full_clean()

    assert refusal.value.messages == ["Say how many minutes the meeting took."]
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(minutes=0)


def test_an_opportunity_cannot_be_stored_with_two_meetings():
    opportunity = make_opportunity()
    make_meeting(stage=opportunity.stage, opportunity=opportunity)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_meeting(stage=opportunity.stage, opportunity=opportunity)


def test_nobody_can_be_stored_at_a_meeting_twice():
    first = make_attendance()
    second = Attendance(meeting=first.meeting, person=first.person, standing=Standing.CARER_MEMBER, minutes=30)

    with pytest.raises(ValidationError) as refusal:
        second.full_clean()

    assert refusal.value.messages == ["This person is already recorded at this meeting."]
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()
