"""A person's own copy of all that is kept about her: as a page, and as JSON for other programs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, prefetch_related_objects
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cyfran.domain.base.choices import Topic
from cyfran.domain.base.fields import Fingerprint
from cyfran.domain.base.registry import PersonalData
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import looks_at, rows_about
from cyfran.web.carer.links import came_with_code
from cyfran.web.carer.my.labels import LABELS, ONLY_FOR_PROGRAMS
from cyfran.web.ui.draws import ValueNames, chance_in_words
from cyfran.web.ui.parts import Row, Text
from cyfran.web.ui.templatetags.ui import day, duration


def _values_in_words(values: Mapping[str, Sequence[str]]) -> str:
    names = ValueNames()
    return "\n".join(names.in_full(feature, code) for feature, codes in values.items() for code in codes)


def _topics_in_words(topics: Sequence[str]) -> str:
    return "\n".join(str(Topic(topic).label) for topic in topics)


# What a record is about stands one step further on.
_ABOUT = {"stage": "stage__project", "draw": "draw__opportunity"}
_IN_WORDS: Mapping[str, Callable[[Any], Text]] = {
    "chance": chance_in_words,
    "contribution": lambda said: said.words,
    "draw": lambda draw: draw.opportunity.title,
    "minutes": duration,
    "minutes_asked": duration,
    "topics": _topics_in_words,
    "stage": lambda stage: stage.project.title,
    "values": _values_in_words,
}


@dataclass(frozen=True)
class KindOfCopy:
    """One kind of what is kept about her, row by row."""

    data: PersonalData
    records: Sequence[Sequence[Row]]


def copy_to_read(person: Person) -> list[KindOfCopy]:
    """Return all that is kept about her as people read it, by kind."""
    found: dict[PersonalData, list[list[Row]]] = {}
    for data, row, names in _rows(person):
        shown = [field for field in fields_of_hers(row, names) if field.name not in ONLY_FOR_PROGRAMS]
        lines = [Row(label_of(type(row), field), _shown(row, field)) for field in shown]
        if record := [line for line in lines if line.value]:
            found.setdefault(data, []).append(record)
    return [KindOfCopy(data, records) for data, records in found.items()]


def copy_for_programs(person: Person) -> dict[str, Any]:
    """Return all that is kept about her, with the names the database has for it; and each look at it."""
    records = [
        {
            "kind": str(data.what),
            "record": row._meta.label,
            **{field.name: _stored(row, field) for field in fields_of_hers(row, names)},
        }
        for data, row, names in rows_about(person, herself=came_with_code(person))
    ]
    looks = [
        {
            "what": look.verb,
            "at": look.at.isoformat(),
            "by": look.actor_public_id,
            "roles": look.facts.get("roles", []),
            "why": look.facts.get("why", ""),
        }
        for look in looks_at(person)
    ]
    return {"records": records, "looks": looks}


def _rows(person: Person) -> list[tuple[PersonalData, Model, list[str]]]:
    """Return what is kept about her, with what the records are about read for all of them at once."""
    rows = list(rows_about(person, herself=came_with_code(person)))
    for name, way in _ABOUT.items():
        prefetch_related_objects([row for _data, row, names in rows if name in names], way)
    return rows


def fields_of_hers(row: Model | type[Model], names: Sequence[str]) -> list[Any]:
    """Return the fields in which something of hers stands; not those that only say that it is hers."""
    fields = [row._meta.get_field(name) for name in names]
    return [field for field in fields if not isinstance(field, Fingerprint) and field.related_model is not Person]


def label_of(model: type[Model], field: Any) -> Text:
    """Return what the field is called to her. A test finds one without a name."""
    of_the_model = field.verbose_name if isinstance(getattr(field, "verbose_name", ""), Promise) else ""
    return capfirst(str(LABELS.get(f"{model._meta.object_name}.{field.name}") or of_the_model or LABELS[field.name]))


def _shown(row: Model, field: Any) -> Text:
    """Return what stands in the field as she reads it."""
    value = getattr(row, field.name)
    if value in ("", None):
        return ""
    if field.name in _IN_WORDS:
        return _IN_WORDS[field.name](value)
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if field.many_to_many:
        return ", ".join(map(str, value.all()))
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return day(value) if isinstance(value, date) else str(value)


def _stored(row: Model, field: Any) -> Any:
    if field.many_to_many:
        return [str(one) for one in getattr(row, field.name).all()]
    if field.is_relation:
        related = getattr(row, field.name)
        return None if related is None else str(getattr(related, "public_id", related))
    value = getattr(row, field.name)
    return value.isoformat() if isinstance(value, date) else value
