"""Registering people, keeping what they wish, and what they permit."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cyfran.domain.base.actions import Actor, record_event
from cyfran.domain.base.fields import set_fields
from cyfran.domain.base.models import User
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.people.actions.flags import raise_flag
from cyfran.domain.people.choices import OVER_16, UNDER_16, FlagKind, Hours, Relation, SaidBy, Use
from cyfran.domain.people.models import CaringRole, Permission, Person
from cyfran.domain.people.rules import has_to_be_made_sure, refuse_gone

_CONTACT_WISHES = {
    *("name", "area", "channel", "email", "telephone", "address", "language", "english_first", "format"),
    *("age_band", "adult", "how_long"),
}


@transaction.atomic
def register(
    *,
    organisation: Organisation,
    relations: Sequence[tuple[Relation, Hours]],
    uses: Collection[Use],
    by: Actor | None,
    at: datetime,
    hours_in_all: bool = False,
    registered_by: User | None = None,
    is_example: bool = False,
    **wishes: Any,
) -> Person:
    """Write down somebody who looks after somebody: how to reach her, whom she cares for, what she permits.

    With `hours_in_all` the hours beside each are those of all together.
    The wishes are what `change_contact_wishes` can change later: her name, her area, how and in which form she is reached.
    It sends nothing: the door that welcomes her with the link to her page is `correspondence.actions.links.register_and_welcome`.
    """
    if unknown := wishes.keys() - _CONTACT_WISHES:
        raise TypeError(f"Cannot be registered: {', '.join(sorted(unknown))}")
    person = Person(organisation=organisation, registered_at=at, registered_by=registered_by, is_example=is_example, **wishes)
    person.how_long_said_on = localdate(at) if person.how_long else None
    person.full_clean()
    person.save()
    for relation, hours in relations:
        in_all = hours_in_all and hours != Hours.NOT_SURE
        role = CaringRole(person=person, relation=relation, hours=hours, hours_in_all=in_all, said_on=localdate(at))
        role.full_clean()
        role.save()
    record_event("person.registered", subject=person, by=by or person, at=at, channel=person.channel)
    if person.age_band in UNDER_16:
        raise_flag(person=person, kind=FlagKind.YOUNG_CARER, by=by, at=at)
    for use in uses:
        permit(person=person, use=use, by=by or person, at=at, said_by=SaidBy.TO_STAFF if isinstance(by, User) else SaidBy.PAGE)
    return person


@transaction.atomic
def change_contact_wishes(*, person: Person, by: Actor | None, at: datetime, **fields: Any) -> Person:
    """Change how a person is reached, in which language and form. Only the names of what changed are kept.

    That somebody under 18 is older than on record counts once staff have written it down.
    """
    refuse_gone(person)
    if not isinstance(by, User) and has_to_be_made_sure(fields.get("age_band", person.age_band), on_record=person.age_band):
        _have_age_made_sure(person, fields.pop("age_band"), by, at)
    changed = set_fields(person, fields, allowed=_CONTACT_WISHES)
    if "how_long" in changed:
        person.how_long_said_on = localdate(at) if person.how_long else None
    person.full_clean()
    if changed:
        person.save(update_fields=[*changed, "how_long_said_on", "email_print", "telephone_print"])
        record_event("person.wishes_changed", subject=person, by=by, at=at, changed=changed)
    if "age_band" in changed and person.age_band in UNDER_16:
        # Nobody asks a child, and nobody asks her years later for what she permitted as one.
        withdraw_permission(person=person, use=Use.CONTACT, by=by, at=at, said_by="" if isinstance(by, User) else SaidBy.PAGE)
        raise_flag(person=person, kind=FlagKind.YOUNG_CARER, by=by, at=at)
    return person


def _have_age_made_sure(person: Person, age_band: str, by: Actor | None, at: datetime) -> None:
    """Bring what somebody young says of her age before whoever is there for young people, once as long as it is open."""
    said = age_band or OVER_16
    if not person.flags.filter(age_said=said, closed_at=None).exists():
        raise_flag(person=person, kind=FlagKind.YOUNG_CARER, by=by, at=at, age_said=said)


@transaction.atomic
def permit(
    *,
    person: Person,
    use: Use,
    by: Actor | None,
    at: datetime,
    body: Organisation | None = None,
    said_by: str = SaidBy.PAGE,
    language: str = "",
) -> Permission:
    """Permit one use, as she said it in this way and language. Permitting again what already stands changes nothing."""
    refuse_gone(person)
    standing = person.permissions.filter(use=use, body=body, withdrawn_at__isnull=True).first()
    if standing:
        return standing
    permission = Permission(
        person=person,
        use=use,
        body=body,
        granted_at=at,
        granted_by=said_by,
        granted_in=language,
        entered_by=by if isinstance(by, User) else None,
    )
    permission.full_clean()
    permission.save()
    record_event("permission.granted", subject=person, by=by, at=at, use=use, **_named(body))
    return permission


@transaction.atomic
def withdraw_permission(
    *,
    person: Person,
    use: Use,
    by: Actor | None,
    at: datetime,
    body: Organisation | None = None,
    said_by: str = SaidBy.PAGE,
    language: str = "",
) -> Permission | None:
    """Take one use back, at once and for everything already given. Where it was not permitted, nothing changes."""
    refuse_gone(person)
    permission = person.permissions.filter(use=use, body=body, withdrawn_at__isnull=True).first()
    if permission is None:
        return None
    permission.withdrawn_at, permission.withdrawn_by, permission.withdrawn_in = at, said_by, language
    permission.withdrawal_entered_by = by if isinstance(by, User) else None
    permission.full_clean()
    permission.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_in", "withdrawal_entered_by"])
    record_event("permission.withdrawn", subject=person, by=by, at=at, use=use, **_named(body))
    return permission


@transaction.atomic
def renew_link(*, person: Person, by: Actor | None, at: datetime) -> Person:
    """Make every earlier link to a person's page useless, as when one was lost or passed on."""
    refuse_gone(person)
    person.link_version += 1
    person.full_clean()
    person.save(update_fields=["link_version"])
    person.merged.update(link_version=F("link_version") + 1)
    record_event("person.link_renewed", subject=person, by=by, at=at)
    return person


@transaction.atomic
def declare_carer(*, user: User, person: Person, by: Actor | None, at: datetime) -> Person:
    """Write down that a member of staff is also a carer, as she says herself: she stays one person, and counts as one carer."""
    refuse_gone(person)
    if Person.objects.filter(user=user).exists():
        raise ValidationError(_("You have said already that you are also a carer."), code="already_declared")
    if person.user_id is not None:
        raise ValidationError(_("Somebody else has said that this page is theirs."), code="not_hers")
    person.user = user
    person.save(update_fields=["user"])
    record_event("carer.declared", subject=person, by=by, at=at)
    return person


@transaction.atomic
def take_back_carer(*, user: User, by: Actor | None, at: datetime) -> None:
    """Take back what a member of staff said of herself as a carer. Her record as a carer stays hers."""
    for person in Person.objects.filter(user=user):
        person.user = None
        person.save(update_fields=["user"])
        record_event("carer.taken_back", subject=person, by=by, at=at)


def _named(body: Organisation | None) -> dict[str, str]:
    return {"body": body.public_id} if body else {}
