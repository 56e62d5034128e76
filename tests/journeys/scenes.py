"""What a journey may begin with: made by the same actions as on the pages."""

from typing import Any

from cyfran.domain.base.actions import create_user
from cyfran.domain.base.models import User
from cyfran.domain.opportunities.actions.offers import draft_opportunity, publish_opportunity, read_past_asks
from cyfran.domain.opportunities.models import Opportunity
from cyfran.domain.organisations.actions.organisations import name_contact
from cyfran.domain.organisations.actions.roles import appoint_coordinator
from cyfran.domain.organisations.models import Area, Organisation
from cyfran.domain.organisations.queries import council_of
from cyfran.domain.projects.actions import plan_stage, publish_project, start_project
from cyfran.domain.projects.models import Project
from tests.factories.opportunities import SAID_BEFOREHAND
from tests.journeys import stories
from tests.journeys.calendar import Calendar


def council_with_coordinator(area: str, *, name: str, email: str, calendar: Calendar) -> tuple[Organisation, User]:
    """Appoint a coordinator for a council of Wales, and name her as its contact."""
    council, at = council_of(Area.objects.get(slug=area)), calendar.now()
    coordinator = create_user(email=email, name=name, telephone="01632 960200", by=None, at=at)
    appoint_coordinator(user=coordinator, organisation=council, by=None, at=at)
    name_contact(organisation=council, user=coordinator, by=None, at=at)
    return council, coordinator


def project_of(council: Organisation, coordinator: User, *, calendar: Calendar, is_published: bool = True) -> Project:
    """Begin a project whose priorities are open."""
    done = {"by": coordinator, "at": calendar.now()}
    project = start_project(organisation=council, owner=coordinator, started_on=calendar.localdate(), **stories.PROJECT, **done)
    plan_stage(stage=project.stages.get(kind="PRIORITIES"), carer_right="ADVISE", options_open=True, **done)
    return publish_project(project=project, **done) if is_published else project


def open_meeting(project: Project, coordinator: User, *, calendar: Calendar, **given: Any) -> Opportunity:
    """Offer a meeting, in three weeks unless another time is given, to which nobody has been asked yet."""
    done = {"by": coordinator, "at": calendar.now()}
    offered = {
        "starts_at": calendar.in_days(21, 14),
        "reply_by": calendar.in_days(14),
        "minutes_there": 60,
        "in_person": True,
        "by_telephone": True,
        "offers_cover": True,
        **SAID_BEFOREHAND,
        **stories.MEETING,
    }
    stage = project.stages.get(kind="PRIORITIES")
    opportunity = draft_opportunity(organisation=project.organisation, stage=stage, **offered | given, **done)
    read_past_asks(opportunity=opportunity, **done)
    return publish_opportunity(opportunity=opportunity, **done)
