"""Who may run an opportunity."""

from cyfran.domain.base.models import User
from cyfran.domain.opportunities.models import Opportunity
from cyfran.domain.organisations.rules import can_coordinate


def can_run(user: User, opportunity: Opportunity) -> bool:
    """Staff of the body that offers it may change it, ask people and enter their answers."""
    return can_coordinate(user, opportunity.organisation)
