"""Who may run an opportunity, and until when anybody can be asked to it."""

from datetime import datetime

from django.core.exceptions import ValidationError
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
    if opportunity.stage.project.closed_on:
        raise ValidationError(_("This project is closed."), code="project_closed")
