"""Who may do what in an organisation. What each role allows stands in `choices.ACTS_OF`."""

from django.contrib.auth.models import AnonymousUser

from cyfran.domain.base.models import User
from cyfran.domain.organisations.choices import Act
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.organisations.queries import organisations_of


def may(user: User | AnonymousUser, act: Act, organisation: Organisation) -> bool:
    """Tell whether somebody may do this in all of the organisation."""
    return organisations_of(user, act).contains(organisation)
