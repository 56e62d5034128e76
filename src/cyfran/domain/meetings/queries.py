"""Which meetings a member of staff sees."""

from django.db.models import QuerySet

from cyfran.domain.base.models import User
from cyfran.domain.meetings.models import Meeting
from cyfran.domain.projects.queries import projects_open_to


def meetings_open_to(user: User) -> QuerySet[Meeting]:
    """Return the meetings of the projects a member of staff works on."""
    return Meeting.objects.filter(stage__project__in=projects_open_to(user)).select_related("stage__project")
