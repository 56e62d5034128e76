"""Roles as they stand in the list, and the table of what each of them allows."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cyfran.domain.base.models import User
from cyfran.domain.organisations.choices import ACTS_OF, Act, Role
from cyfran.domain.organisations.models import RoleHeld
from cyfran.web.ui.parts import Text

# Stands in an address in place of an organisation, project or group.
INSTALLATION = "installation"


@dataclass(frozen=True)
class RoleInList:
    user_id: str
    public_id: str
    name: str
    email: str
    role: Text
    place: str
    joined_on: date
    ends_on: date | None
    is_over: bool
    may_be_ended: bool
    is_own: bool

    @classmethod
    def of(cls, held: RoleHeld | User, *, reader: User, today: date) -> Self:
        """Return a role as a line; a whole account is that of somebody who looks after the installation."""
        if isinstance(held, User):
            return cls(
                user_id=held.public_id,
                public_id=INSTALLATION,
                name=str(held),
                email=held.email,
                role=_("Administrator"),
                place=_("The whole installation"),
                joined_on=localdate(held.joined_at),
                ends_on=None,
                is_over=False,
                may_be_ended=reader.is_administrator,
                is_own=held == reader,
            )
        return cls(
            user_id=held.user.public_id,
            public_id=held.of.public_id,
            name=str(held.user),
            email=held.user.email,
            role=held.get_role_display(),
            place=str(held.of),
            joined_on=held.joined_on,
            ends_on=held.ends_on,
            is_over=held.is_over(today),
            may_be_ended=True,
            is_own=held.user == reader,
        )


@dataclass(frozen=True)
class ActInMatrix:
    """One line of the table: something that may be done, and for each role whether it may."""

    name: Text
    allowed: list[tuple[Text, bool]]


def matrix(roles: Collection[Role] = tuple(Role)) -> list[ActInMatrix]:
    """Return the table in `choices.ACTS_OF`, line by line."""
    return [ActInMatrix(act.label, [(role.label, act in ACTS_OF[role]) for role in roles]) for act in Act]
