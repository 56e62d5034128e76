"""Looks in a list: who, in which role, at whose record, and what for."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from cyfran.domain.base.models import AuditEvent, User
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.people.choices import REVEALED, WATCH
from cyfran.domain.people.models import Person
from cyfran.web.ui.looks import bodies_of, roles_in, why_of
from cyfran.web.ui.parts import Text


@dataclass(frozen=True)
class LookInList:
    """One look. `whose` is the name of a person; where the list itself was read, of an organisation, and `person_id` is blank."""

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
    people = {one.public_id: one for one in people_of(looks)}
    read = {one.public_id: one for one in Organisation.objects.filter(public_id__in=_subjects(looks))}
    return [
        LookInList(
            at=look.at,
            who=str(staff.get(look.actor_public_id, "")),
            roles=roles_in(look, bodies),
            whose=str(people.get(look.subject_public_id) or read.get(look.subject_public_id) or ""),
            person_id=look.subject_public_id if look.subject_public_id in people else "",
            what=_what(look),
            why=why_of(look),
        )
        for look in looks
    ]


def people_of(looks: Collection[AuditEvent]) -> list[Person]:
    return list(Person.objects.filter(public_id__in=_subjects(looks)).select_related("organisation"))


def _subjects(looks: Collection[AuditEvent]) -> set[str]:
    return {look.subject_public_id for look in looks}


def _what(look: AuditEvent) -> Text:
    if look.verb == WATCH:
        return _("Read this list")
    return _("Was shown how they are reached") if look.verb == REVEALED else _("Looked at the record")
