"""Which meetings a member of staff sees, whom she hears there, and how many of those asked came."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncQuarter
from django.utils.timezone import localdate

from cyfran.domain.base.models import User
from cyfran.domain.correspondence.choices import Purpose
from cyfran.domain.correspondence.models import Message
from cyfran.domain.meetings.models import Attendance, Meeting
from cyfran.domain.opportunities.choices import Answer
from cyfran.domain.opportunities.models import Invitation
from cyfran.domain.organisations.choices import Act
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.organisations.queries import organisations_of
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import who_may_be_asked
from cyfran.domain.projects.models import Project
from cyfran.domain.projects.queries import project_roles, projects_open_to
from cyfran.engine.redaction.counts import publishable

# On the next day staff have written down who was there. What is written down long afterwards is history.
_THANKED_AFTER, _THANKED_WITHIN = timedelta(days=1), timedelta(days=14)


@dataclass(frozen=True)
class DropOff:
    """Of the invitations sent in one quarter of a year, how many reached somebody, were answered, with a yes, and who came.

    None is a count too small to show.
    """

    quarter: date
    asked: int | None
    reached: int | None
    answered: int | None
    yes: int | None
    came: int | None


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


def to_be_thanked(*, at: datetime) -> QuerySet[Attendance]:
    """Return who took part lately, since at least a day, has not been thanked and may still be asked.

    Whoever was written to after a hard meeting was thanked in that.
    """
    thanked = Message.objects.filter(purpose__in=[Purpose.THANKS, Purpose.SUPPORT], person=OuterRef("person"))
    lately = Q(meeting__starts_at__gt=at - _THANKED_WITHIN, meeting__starts_at__lte=at - _THANKED_AFTER)
    took_part = Attendance.objects.filter(lately, ~Exists(thanked.filter(about_public_id=OuterRef("meeting__public_id"))))
    took_part = took_part.filter(person__in=who_may_be_asked())
    return took_part.select_related("person", "meeting__stage__project__organisation").order_by("pk")


def drop_off(organisation: Organisation, *, since: date, example: bool = False) -> list[DropOff]:
    """Count from quarter to quarter how far the invitations of an organisation went, the earliest first.

    Whoever answered or came was reached, however she heard of it.
    """
    sent = Invitation.objects.filter(opportunity__organisation=organisation, opportunity__stage__project__is_example=example)
    return _by_quarter(sent.filter(invited_at__date__gte=since))


def drop_off_in(project: Project) -> list[DropOff]:
    """Count the same of the invitations to one project, from its beginning."""
    return _by_quarter(Invitation.objects.filter(opportunity__stage__project=project))


def _by_quarter(sent: QuerySet[Invitation]) -> list[DropOff]:
    came = Attendance.objects.filter(meeting__opportunity=OuterRef("opportunity"), person=OuterRef("person"))
    quarters = sent.annotate(came=Exists(came), quarter=TruncQuarter("invited_at"))
    rows = (
        quarters.order_by("quarter")
        .values("quarter")
        .annotate(
            asked=Count("pk"),
            reached=Count("pk", filter=Q(reached_at__isnull=False) | ~Q(answer="") | Q(came=True)),
            answered=Count("pk", filter=~Q(answer="")),
            yes=Count("pk", filter=Q(answer=Answer.YES)),
            there=Count("pk", filter=Q(came=True)),
        )
    )
    return [_drop_off(row) for row in rows]


def _drop_off(row: Mapping[str, Any]) -> DropOff:
    shown = {name: publishable(row[name]) for name in ("asked", "reached", "answered", "yes")}
    return DropOff(localdate(row["quarter"]), came=publishable(row["there"]), **shown)
