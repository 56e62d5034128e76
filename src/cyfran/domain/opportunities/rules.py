"""Who may run an opportunity, and until when anybody can be asked to it."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.models import User
from cyfran.domain.opportunities.models import Opportunity
from cyfran.domain.organisations.rules import can_coordinate


def can_run(user: User, opportunity: Opportunity) -> bool:
    """Staff of the body that offers it may change it, ask people and enter their answers."""
    return can_coordinate(user, opportunity.organisation)


def refuse_what_is_over(opportunity: Opportunity, at: datetime) -> None:
    """Raise ValidationError where nobody can be asked any more."""
    if at >= opportunity.starts_at:
        raise ValidationError(_("This has already started."), code="already_started")
    refuse_closed_project(opportunity)


def refuse_closed_project(opportunity: Opportunity) -> None:
    """Raise ValidationError where nothing comes of taking part any more: its project is closed."""
    if opportunity.stage.project.closed_on:
        raise ValidationError(_("This project is closed."), code="project_closed")


def refuse_days_gone_by(opportunity: Opportunity, at: datetime) -> None:
    """Raise ValidationError where people could not answer any more, or not come."""
    if at >= opportunity.starts_at:
        raise ValidationError({"starts_at": ValidationError(_("Give a time that is still to come."), code="time_has_passed")})
    if opportunity.reply_by < localdate(at):
        sentence = _("The day by which people answer has passed: give a later one.")
        raise ValidationError({"reply_by": ValidationError(sentence, code="reply_by_has_passed")})
