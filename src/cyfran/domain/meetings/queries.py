"""Which meetings a member of staff sees, and who was at a stage."""

from django.db.models import QuerySet

from cyfran.domain.base.models import User
from cyfran.domain.meetings.choices import Standing
from cyfran.domain.meetings.models import Attendance, Meeting
from cyfran.domain.projects.models import Stage
from cyfran.domain.projects.queries import projects_open_to


def meetings_open_to(user: User) -> QuerySet[Meeting]:
    """Return the meetings of the projects a member of staff works on."""
    return Meeting.objects.filter(stage__project__in=projects_open_to(user)).select_related("stage__project")


def carers_at(stage: Stage) -> set[int]:
    """Return the ids of the people who were at any meeting of a stage, each once, in whatever standing."""
    return set(_attendances_at(stage).values_list("person_id", flat=True))


def members_at(stage: Stage) -> set[int]:
    """Return the ids of those who were at a meeting of a stage as members."""
    return set(_attendances_at(stage).filter(standing=Standing.CARER_MEMBER).values_list("person_id", flat=True))


def _attendances_at(stage: Stage) -> QuerySet[Attendance]:
    return Attendance.objects.filter(meeting__stage=stage).order_by()
