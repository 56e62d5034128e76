"""Who may take on what somebody leaves behind."""

from collections.abc import Collection

from cyfran.domain.base.models import User
from cyfran.domain.contributions.queries import who_may_take_on
from cyfran.domain.organisations.choices import Act
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.organisations.rules import may


def can_take_on(user: User, acts: Collection[Act], organisation: Organisation) -> bool:
    """Whoever may act on some work that is left in an organisation, and on all that comes with these acts."""
    is_offered = who_may_take_on(Organisation.objects.filter(pk=organisation.pk)).contains(user)
    return is_offered and all(may(user, act, organisation) for act in acts)
