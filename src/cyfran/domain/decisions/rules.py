"""Who may answer."""

from cyfran.domain.base.models import User
from cyfran.domain.contributions.models import Contribution
from cyfran.domain.contributions.rules import can_handle


def can_respond(user: User, contribution: Contribution) -> bool:
    """Whoever handles what was said answers it."""
    return can_handle(user, contribution)
