"""Who may change what the register says of a group."""

from django.contrib.auth.models import AnonymousUser

from cyfran.domain.base.models import User
from cyfran.domain.groups.models import Group
from cyfran.domain.groups.queries import groups_open_to


def can_change_group(user: User | AnonymousUser, group: Group) -> bool:
    """A coordinator of the organisation that runs the group, or an administrator."""
    return groups_open_to(user).contains(group)
