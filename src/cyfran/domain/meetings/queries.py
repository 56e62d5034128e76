"""Which meetings a member of staff sees, and whom she hears there."""

from django.db.models import Q, QuerySet

from cyfran.domain.base.models import User
from cyfran.domain.meetings.models import Attendance, Meeting
from cyfran.domain.opportunities.choices import Answer
from cyfran.domain.opportunities.models import Invitation
from cyfran.domain.organisations.choices import Act
from cyfran.domain.organisations.queries import organisations_of
from cyfran.domain.people.models import Person
from cyfran.domain.projects.queries import project_roles, projects_open_to


def meetings_open_to(user: User, act: Act) -> QuerySet[Meeting]:
    """Return the meetings of the projects in which somebody may do this."""
    return Meeting.objects.filter(stage__project__in=projects_open_to(user, act)).select_related("stage__project")


def people_to_hear(user: User, act: Act) -> QuerySet[Person]:
    """Return the people with whom somebody may do this: those of her organisations, and those at the meetings of her projects.

    At a meeting is who was there, and who said yes to it.
    """
    projects = project_roles(user, act).values("project")
    came = Attendance.objects.filter(meeting__stage__project__in=projects).values("person")
    said_yes = Invitation.objects.filter(answer=Answer.YES, opportunity__stage__project__in=projects).values("person")
    hers = Q(organisation__in=organisations_of(user, act)) | Q(pk__in=came) | Q(pk__in=said_yes)
    return Person.objects.filter(hers, erased_at=None, merged_into=None).select_related("organisation", "area")
