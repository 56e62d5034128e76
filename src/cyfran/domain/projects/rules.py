"""Who may work on a project, who may take away a second step, and on which days a project and its stages can be."""

from datetime import date, datetime

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.clock import refuse_long_past
from cyfran.domain.base.models import User
from cyfran.domain.organisations.choices import Act
from cyfran.domain.organisations.queries import organisations_of
from cyfran.domain.organisations.rules import may
from cyfran.domain.projects.choices import StageKind
from cyfran.domain.projects.models import Project, Stage
from cyfran.domain.projects.queries import acts_held, start_may_be_corrected


def can_work_on(user: User | AnonymousUser, project: Project) -> bool:
    """Whoever keeps the projects of its organisation."""
    return may(user, Act.KEEP_PROJECTS, project.organisation)


def can_reset_second_step(by: User, user: User) -> bool:
    """Whoever gives roles in all organisations in which somebody has one; nobody for herself."""
    if by == user or (user.is_administrator and not by.is_administrator):
        return False
    theirs = {held.organisation for held in acts_held(user).roles if held.organisation}
    return theirs <= set(organisations_of(by, Act.APPOINT).values_list("pk", flat=True))


def refuse_before_the_project(stage: Stage, on: date) -> None:
    """Raise ValidationError where a stage cannot have been done on a day; an idea is there before its project begins."""
    if stage.kind != StageKind.IDEA and on < stage.project.started_on:
        raise ValidationError(_("The project had not begun yet on this day."), code="before_the_project")


def refuse_as_start(day: date, at: datetime) -> None:
    """Raise ValidationError where no project can have started on a day."""
    refuse_long_past(day, field="started_on")
    if day > timezone.localdate(at):
        raise ValidationError({"started_on": ValidationError(_("A project cannot start in the future."), code="day_to_come")})


def refuse_to_move_start(project: Project, at: datetime) -> None:
    """Raise ValidationError where the day set as a project's start cannot be, or cannot take the place of the old one."""
    refuse_as_start(project.started_on, at)
    if not start_may_be_corrected(project):
        sentence = _("A stage is done or a vote in it has opened, so the day on which the project started stands.")
        raise ValidationError({"started_on": ValidationError(sentence, code="start_stands")})
