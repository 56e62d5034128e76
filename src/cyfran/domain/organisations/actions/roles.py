"""Who works for whom: giving roles and ending them, and telling those who hold them."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cyfran.domain.base.actions import Actor, create_user, end_administrator, record_event
from cyfran.domain.base.models import User
from cyfran.domain.base.queries import lock
from cyfran.domain.base.tasks import hand_to_worker
from cyfran.domain.organisations.choices import Role
from cyfran.domain.organisations.models import Membership, Organisation, RoleHeld
from cyfran.domain.organisations.queries import administrators_of, in_force


@transaction.atomic
def appoint(*, held: RoleHeld, by: Actor | None, at: datetime) -> RoleHeld:
    """Give somebody a role in an organisation, a project or a group. One that ended in the same makes room for it.

    Who has no role in the organisation itself comes from outside, and works on a project up to a last day.
    """
    held.joined_on = localdate(at)
    if hasattr(held, "is_external"):
        held.is_external = not in_force(Membership.objects.filter(organisation=held.of.organisation), held.user).exists()
    roles = type(held)._default_manager.filter(user=held.user, ends_on__lt=held.joined_on)
    roles.filter(**{held.place: held.of}).delete()
    held.full_clean()
    held.save()
    facts = {"user": held.user.public_id, "role": held.role, "until": held.ends_on and held.ends_on.isoformat()}
    record_event("role.given", subject=held.of, by=by, at=at, **facts)
    return held


@transaction.atomic
def appoint_and_tell(*, held: RoleHeld, by: Actor | None, at: datetime) -> RoleHeld:
    """Give somebody a role as `appoint` does, and tell her by e-mail who gave it and what it lets her do."""
    appoint(held=held, by=by, at=at)
    _tell(held.user, held.role, held.of, by=by, until=held.ends_on)
    return held


@transaction.atomic
def appoint_coordinator(*, user: User, organisation: Organisation, by: Actor | None, at: datetime) -> RoleHeld:
    """Let a member of staff coordinate for an organisation."""
    return appoint(held=Membership(user=user, organisation=organisation, role=Role.COORDINATOR), by=by, at=at)


@transaction.atomic
def appoint_by_address(*, held: RoleHeld, email: str, name: str, by: Actor | None, at: datetime) -> RoleHeld:
    """Give a role to whoever signs in with this address, and tell her; an account is made for somebody who has none yet."""
    user = User.objects.filter(email__iexact=email.strip()).first()
    if user is None:
        user = create_user(email=email, name=name, by=by, at=at)
    held.user = user
    return appoint_and_tell(held=held, by=by, at=at)


@transaction.atomic
def end_role(*, held: RoleHeld, by: Actor | None, at: datetime) -> RoleHeld:
    """Take a role from somebody at once, and tell her. That she held it stays on record. The last administrator keeps hers."""
    if isinstance(held, Membership):
        lock(held.organisation)
        those = administrators_of(held.organisation)
        if those.contains(held) and those.count() == 1:
            sentence = _(
                "%(name)s is the last administrator of %(organisation)s, so this role cannot end yet. "
                "Give somebody else the role of administrator first."
            )
            raise ValidationError(sentence % {"name": held.user, "organisation": held.organisation}, code="last_administrator")
    held.delete()
    record_event("role.ended", subject=held.of, by=by, at=at, user=held.user.public_id, role=held.role)
    if not held.is_over(localdate(at)):
        _tell(held.user, held.role, held.of, by=by, is_ended=True)
    return held


@transaction.atomic
def end_administrator_and_tell(*, user: User, by: Actor | None, at: datetime) -> User:
    """Let somebody no longer look after the installation, and tell her. The last one who does goes on."""
    end_administrator(user=user, by=by, at=at)
    _tell(user, Role.ADMINISTRATOR, None, by=by, is_ended=True)
    return user


def _tell(
    user: User, role: str, place: models.Model | None, *, by: Actor | None, until: date | None = None, is_ended: bool = False
) -> None:
    """Give the worker the e-mail about a role after the commit; by its name, since tasks stand above actions."""
    facts = {
        "user": user.pk,
        "by": by.pk if isinstance(by, User) else None,
        "role": str(role),
        "kind": place._meta.label_lower if place else "",
        "place": place.pk if place else None,
        "until": until.isoformat() if until else "",
        "is_ended": is_ended,
    }
    hand_to_worker("cyfran.domain.organisations.tasks.tell_of_role", facts)
