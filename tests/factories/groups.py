"""Groups and seats for tests."""

from datetime import date
from itertools import count

from cyfran.domain.groups.choices import GroupClass, Reach
from cyfran.domain.groups.models import Group, GroupRole, Seat
from cyfran.domain.organisations.choices import Role
from tests.factories.base import make_user
from tests.factories.organisations import make_organisation

_numbers = count(1)


def make_group(**given) -> Group:
    """Make a standing group of a county, run by its council."""
    number = next(_numbers)
    if "organisation" not in given:
        given["organisation"] = make_organisation()
    if "reach" not in given:
        given = {"reach": Reach.COUNTY, "area": given["organisation"].area, "region": given["organisation"].region, **given}
    names = {"name_cy": f"Grŵp {number}", "name_en": f"Group {number}", "group_class": GroupClass.STANDING_GROUP}
    return Group.objects.create(**{**names, **given})


def make_seat(**given) -> Seat:
    if "group" not in given:
        given["group"] = make_group()
    return Seat.objects.create(**given)


def make_group_role(**given) -> GroupRole:
    if "user" not in given:
        given["user"] = make_user()
    if "group" not in given:
        given["group"] = make_group()
    return GroupRole.objects.create(**{"role": Role.BOARD_SECRETARY, "joined_on": date(2026, 1, 5), **given})
