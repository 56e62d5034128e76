"""Who may handle what was said."""

from cyfran.domain.base.models import User
from cyfran.domain.contributions.models import Contribution
from cyfran.domain.contributions.queries import contributions_open_to
from cyfran.domain.organisations.choices import Act


def can_handle(user: User, contribution: Contribution) -> bool:
    """Whoever keeps the words of the project may read, check and sort them."""
    return contributions_open_to(user, Act.KEEP_WORDS).contains(contribution)
