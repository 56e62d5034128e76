"""Who may answer."""

from cyfran.domain.base.models import User
from cyfran.domain.contributions.models import Contribution
from cyfran.domain.contributions.queries import contributions_open_to
from cyfran.domain.organisations.choices import Act


def can_respond(user: User, contribution: Contribution) -> bool:
    """Whoever answers in the project."""
    return contributions_open_to(user, Act.ANSWER).contains(contribution)
