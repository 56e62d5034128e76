"""Who may act for an organisation."""

from django.contrib.auth.models import AnonymousUser

from cyfran.domain.base.models import User
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.organisations.queries import organisations_of


def can_coordinate(user: User | AnonymousUser, organisation: Organisation) -> bool:
    """A coordinator of the organisation, or an administrator."""
    return organisations_of(user).contains(organisation)
