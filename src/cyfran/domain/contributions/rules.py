"""Who may handle what was said."""

from cyfran.domain.base.models import User
from cyfran.domain.contributions.models import Contribution
from cyfran.domain.projects.rules import can_work_on


def can_handle(user: User, contribution: Contribution) -> bool:
    """Staff who work on the project may read, check and sort what was said in it."""
    return can_work_on(user, contribution.stage.project)
