"""A person's own copy of all that is kept about her: as a page, and as JSON for other programs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Field, Model
from django.utils.functional import Promise

from cyfran.domain.base.fields import Fingerprint
from cyfran.domain.base.registry import PersonalData
from cyfran.domain.people.models import EqualityAnswer, Person
from cyfran.domain.people.queries import looks_at, rows_about
from cyfran.web.carer.links import came_with_code
from cyfran.web.ui.parts import Row, Text
from cyfran.web.ui.templatetags.ui import day


@dataclass(frozen=True)
class KindOfCopy:
    """One kind of what is kept about her, row by row."""

    data: PersonalData
    records: Sequence[Sequence[Row]]


def copy_to_read(person: Person) -> list[KindOfCopy]:
    """Return all that is kept about her as people read it, by kind."""
    found: dict[PersonalData, list[list[Row]]] = {}
    for data, row, names in _rows_shown_to(person):
        lines = [Row(_label(field), _shown(row, field)) for field in _fields(row, names)]
        found.setdefault(data, []).append([line for line in lines if line.value])
    return [KindOfCopy(data, [record for record in records if record]) for data, records in found.items()]


def copy_for_programs(person: Person) -> dict[str, Any]:
    """Return all that is kept about her, with the names the database has for it; and each look at it."""
    records = [
        {"kind": str(data.what), "record": row._meta.label, **{field.name: _stored(row, field) for field in _fields(row, names)}}
        for data, row, names in _rows_shown_to(person)
    ]
    looks = [
        {"what": look.verb, "at": look.at.isoformat(), "by": look.actor_public_id, "why": look.facts.get("why", "")}
        for look in looks_at(person)
    ]
    return {"records": records, "looks": looks}


def _rows_shown_to(person: Person) -> Iterator[tuple[PersonalData, Model, list[str]]]:
    """Leave her answers about equality out, unless a code has shown that it is she."""
    for data, row, names in rows_about(person):
        if came_with_code(person) or not isinstance(row, EqualityAnswer):
            yield data, row, names


def _fields(row: Model, names: Sequence[str]) -> list[Any]:
    """Return the fields in which something of hers stands; not those that only say that it is hers."""
    fields = [row._meta.get_field(name) for name in names]
    return [field for field in fields if not isinstance(field, Fingerprint) and field.related_model is not Person]


def _label(field: Any) -> Text:
    return field.verbose_name if isinstance(getattr(field, "verbose_name", ""), Promise) else ""


def _shown(row: Model, field: Field[Any, Any]) -> Text:
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    value = ", ".join(map(str, getattr(row, field.name).all())) if field.many_to_many else getattr(row, field.name)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, bool | None) or field.name.endswith(("public_id", "token", "_kind", "version", "_count")):
        return ""
    return str(value)


def _stored(row: Model, field: Any) -> Any:
    if field.many_to_many:
        return [str(one) for one in getattr(row, field.name).all()]
    if field.is_relation:
        related = getattr(row, field.name)
        return None if related is None else str(getattr(related, "public_id", related))
    value = getattr(row, field.name)
    return value.isoformat() if isinstance(value, date) else value
