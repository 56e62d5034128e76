"""Writing down whom somebody looks after, how that changes, and whether she stays once it is over."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.actions import Actor, record_event
from cyfran.domain.base.fields import set_fields
from cyfran.domain.base.queries import lock
from cyfran.domain.people.actions.people import withdraw_permission
from cyfran.domain.people.choices import RoleState, Stays, Use
from cyfran.domain.people.models import CaringRole, Person
from cyfran.domain.people.rules import refuse_gone, refuse_to_mix

_HERS_TO_SAY = {"relation", "hours", "called", "state"}


@transaction.atomic
def write_down_caring(*, role: CaringRole, by: Actor | None, at: datetime, **said: Any) -> CaringRole:
    """Write down a new role, or how one is now. Of somebody who has died, nothing is kept that says who they were.

    Who looks after somebody again has answered by that whether she stays.
    """
    refuse_gone(role.person)
    if role.pk:
        lock(role)
    changed = set_fields(role, said, allowed=_HERS_TO_SAY)
    if "hours" in changed:
        role.hours_in_all = False
    if "state" in changed:
        role.since = localdate(at)
    if role.state == RoleState.DIED:
        role.called, role.cared_for = "", None
    role.said_on = localdate(at)
    role.full_clean()
    role.save()
    if role.state == RoleState.ACTIVE and role.person.stays:
        _keep_answer(role.person, "")
    record_event("caring.said", subject=role.person, by=by, at=at, state=role.state)
    return role


@transaction.atomic
def confirm_caring(*, person: Person, by: Actor | None, at: datetime) -> None:
    """Write down that all is still as she said, so that she is not asked again for a year."""
    refuse_gone(person)
    person.caring_roles.update(said_on=localdate(at))
    record_event("caring.confirmed", subject=person, by=by, at=at)


@transaction.atomic
def name_cared_for(*, role: CaringRole, other: Person, by: Actor | None, at: datetime) -> CaringRole:
    """Write down that the one looked after has a record too. Both have agreed to it, and either can take it back."""
    refuse_gone(role.person, other)
    lock(role)
    if role.state in (RoleState.ENDED, RoleState.DIED):
        raise ValidationError(_("This is over."), code="over")
    refuse_to_mix(other, with_example=role.person.is_example)
    role.cared_for, role.called = other, ""
    role.full_clean()
    role.save(update_fields=["cared_for", "called"])
    record_event("caring.named", subject=role.person, by=by, at=at, other=other.public_id)
    return role


@transaction.atomic
def forget_cared_for(*, role: CaringRole, by: Actor | None, at: datetime) -> CaringRole:
    """Keep no longer who it is that somebody looks after. What she does stays on her record, and so does she."""
    refuse_gone(role.person)
    lock(role)
    role.cared_for, role.called = None, ""
    role.save(update_fields=["cared_for", "called"])
    record_event("caring.forgotten", subject=role.person, by=by, at=at)
    return role


@transaction.atomic
def say_whether_she_stays(*, person: Person, answer: str, by: Actor | None, at: datetime) -> Person:
    """Take down whether somebody stays who looks after nobody any more. After a no, nobody asks her to take part."""
    refuse_gone(person)
    _keep_answer(person, answer)
    if answer == Stays.NO:
        withdraw_permission(person=person, use=Use.CONTACT, by=by, at=at)
    record_event("person.stays", subject=person, by=by, at=at, answer=answer)
    return person


def _keep_answer(person: Person, answer: str) -> None:
    person.stays = answer
    person.full_clean()
    person.save(update_fields=["stays"])
