"""Who may record a meeting."""

from cyfran.domain.base.models import User
from cyfran.domain.meetings.models import Meeting
from cyfran.domain.meetings.queries import meetings_open_to
from cyfran.domain.organisations.choices import Act


def can_record(user: User, meeting: Meeting) -> bool:
    """Whoever holds meetings in the project may record who was there."""
    return meetings_open_to(user, Act.HOLD_MEETINGS).contains(meeting)
