"""Who may work on a project, and who may answer a request."""

from django.contrib.auth.models import AnonymousUser

from cyfran.domain.base.models import User
from cyfran.domain.organisations.rules import can_coordinate
from cyfran.domain.projects.models import Project, Proposal


def can_work_on(user: User | AnonymousUser, project: Project) -> bool:
    """A coordinator of the project's organisation, or an administrator."""
    return can_coordinate(user, project.organisation)


def can_answer(user: User | AnonymousUser, proposal: Proposal) -> bool:
    """A coordinator of the organisation that was asked, or an administrator."""
    return can_coordinate(user, proposal.organisation)
