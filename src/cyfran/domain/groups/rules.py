"""Who may change what the register says of a group."""

from django.contrib.auth.models import AnonymousUser

from cyfran.domain.base.models import User
from cyfran.domain.groups.models import Group
from cyfran.domain.groups.queries import groups_open_to
from cyfran.domain.organisations.choices import Act


def can_change_group(user: User | AnonymousUser, group: Group) -> bool:
    """Whoever keeps the groups of its organisation or this one, or an administrator."""
    return groups_open_to(user, Act.KEEP_GROUPS).contains(group)
