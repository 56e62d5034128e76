"""Who may record a meeting."""

from cyfran.domain.base.models import User
from cyfran.domain.meetings.models import Meeting
from cyfran.domain.projects.rules import can_work_on


def can_record(user: User, meeting: Meeting) -> bool:
    """Staff who work on the project may record its meetings and who was there."""
    return can_work_on(user, meeting.stage.project)
