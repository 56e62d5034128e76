"""Looks in a list: who, in which role, at whose record, and what for."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from cyfran.domain.base.models import AuditEvent, User
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.people.choices import REVEALED, WATCH
from cyfran.domain.people.models import Person
from cyfran.web.ui.looks import bodies_of, roles_in, why_of
from cyfran.web.ui.parts import Text


@dataclass(frozen=True)
class LookInList:
    """One look. `whose` is the name of a person; where the list itself was read, of whose people, and `person_id` is blank."""

    at: datetime
    who: str
    roles: Text
    whose: str
    person_id: str
    what: Text
    why: Text


def looks_in_list(looks: Collection[AuditEvent]) -> list[LookInList]:
    bodies = bodies_of(looks)
    staff = User.objects.in_bulk({look.actor_public_id for look in looks}, field_name="public_id")
    people, read = _named(looks, Person), _named(looks, Organisation)
    return [
        LookInList(
            at=look.at,
            who=str(staff.get(look.actor_public_id, "")),
            roles=roles_in(look, bodies),
            whose=_whose(look, people | read),
            person_id=look.subject_public_id if look.subject_public_id in people else "",
            what=_what(look),
            why=why_of(look),
        )
        for look in looks
    ]


def _named(looks: Collection[AuditEvent], kind: type[Model]) -> dict[str, Any]:
    """Return what was looked at, as far as it is of one kind, by public id."""
    ids = {look.subject_public_id for look in looks if look.subject_kind == kind._meta.label_lower}
    return kind._default_manager.in_bulk(ids, field_name="public_id")


def _whose(look: AuditEvent, known: Mapping[str, Any]) -> str:
    if look.subject_kind == User._meta.label_lower:
        return _("Every organisation")
    return str(known.get(look.subject_public_id, ""))


def _what(look: AuditEvent) -> Text:
    if look.verb == WATCH:
        return _("Read this list")
    return _("Was shown how they are reached") if look.verb == REVEALED else _("Looked at the record")
