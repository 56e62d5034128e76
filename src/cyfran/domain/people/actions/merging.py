"""Two records of one person are made one."""

import json
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from itertools import chain
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.actions import Actor, record_event
from cyfran.domain.base.models import User
from cyfran.domain.base.queries import lock
from cyfran.domain.base.registry import Alike, alike
from cyfran.domain.people.models import Permission, Person
from cyfran.domain.people.queries import equality_answers_of
from cyfran.domain.people.rules import is_unsaid, learnt_of, refuse_to_merge

# There can be one of these only, so that the other record lends it.
_LENT = ("user", "equality_token")
_NOBODY = Person()


@transaction.atomic
def merge(*, kept: Person, gone: Person, by: Actor | None, at: datetime) -> Person:
    """Make one record of two: all that hangs on the one hangs on the other, and what both say alike counts once.

    What was said last stands, and what either took back stays taken back, its earlier links too. What it takes to undo this
    is sealed on the record that went. The door for pages is `opportunities.actions.merging.merge_people`, which minds draws.
    """
    _lock_both(kept, gone)
    refuse_to_merge(kept, gone)
    pairs = list(_alike(kept, gone))
    stays = {one for rule, _twin, one in pairs if rule.keeps(one)}
    aside = [*_less_said(pairs, stays), *_permitted_twice(kept, gone), *_second_answers(kept, gone)]
    aside += [one for one in _counted_from(aside, kept, gone) if one not in aside]
    undo: dict[str, Any] = {"rows": serializers.serialize("json", aside)}
    undo["earliest"] = list(_take_earliest(pairs, aside))
    for row in aside:
        row.delete()
    undo["withdrawn"] = _withdraw(list(_taken_back(kept, gone)), by, at)
    undo["copies"] = [serializers.serialize("json", [row]) for rows in _hers_to_change(gone) for row in rows]
    undo["learnt"] = learnt_of(gone, by=kept)
    undo["lent"] = {name: getattr(gone, _column(name)) for name in _LENT if is_unsaid(kept, [name])}
    undo["answers"] = dict(equality_answers_of(gone).values_list("dimension", "answer"))
    undo["moved"] = {where: _move(rows, where, to=kept, but=stays) for where, rows in _hanging_on(gone)}
    for name in chain(*undo["learnt"], undo["lent"]):
        setattr(kept, _column(name), getattr(gone, _column(name)))
    for name in undo["lent"]:
        setattr(gone, _column(name), getattr(_NOBODY, _column(name)))
    gone.merged_into, gone.merged_at, gone.set_aside = kept, at, json.dumps(undo)
    _renew_links(kept, gone)
    for one in (gone, kept):
        one.full_clean()
        one.save()
    record_event("person.merged", subject=gone, by=by, at=at, into=kept.public_id)
    return kept


def _lock_both(*two: Person) -> None:
    """Hold both, in one order for everybody, so that no two actions wait for each other."""
    for person in sorted(two, key=lambda one: one.pk):
        lock(person)


def _alike(kept: Person, gone: Person) -> Iterator[tuple[Alike, Model, Model]]:
    """Return the rows of the two that say the same: that of the one kept first. Each row has one such other at most."""
    for label, rule in alike().items():
        rows = apps.get_model(label)._default_manager
        waiting = list(rows.filter(**{rule.person: kept}))
        for one in rows.filter(**{rule.person: gone}):
            twin = next((other for other in waiting if rule.says(other) == rule.says(one)), None)
            if twin:
                waiting.remove(twin)
                yield rule, twin, one


def _less_said(pairs: Iterable[tuple[Alike, Model, Model]], stays: Iterable[Model]) -> Iterator[Model]:
    """Return of each two rows that say the same the one that does not stand."""
    for rule, twin, one in pairs:
        if one not in stays:
            earlier, later = (getattr(row, rule.latest, None) for row in (twin, one))
            yield twin if later and (not earlier or later > earlier) else one


def _take_earliest(pairs: Iterable[tuple[Alike, Model, Model]], aside: Collection[Model]) -> Iterator[list[Any]]:
    """Let each row that stands take the earlier moment of the one set aside; return which, and what to undo it takes."""
    for rule, twin, one in pairs:
        stands, goes = (one, twin) if twin in aside else (twin, one)
        if not rule.earliest or goes not in aside:
            continue
        before, earlier = getattr(stands, rule.earliest), getattr(goes, rule.earliest)
        if earlier and (before is None or earlier < before):
            rows = type(stands)._default_manager.filter(pk=stands.pk)
            rows.update(**{rule.earliest: earlier})
            yield [stands._meta.label, stands.pk, rule.earliest, earlier.isoformat(), before and before.isoformat()]


def _counted_from(aside: Iterable[Model], kept: Person, gone: Person) -> Iterator[Model]:
    """Return the minutes that were counted from rows that are set aside."""
    sources = [[row._meta.label_lower, row.serializable_value("public_id")] for row in aside if hasattr(row, "public_id")]
    for label, rule in alike().items():
        rows = apps.get_model(label)._default_manager.filter(**{f"{rule.person}__in": [kept, gone]})
        yield from (row for row in (rows if rule.source else ()) if [getattr(row, name) for name in rule.source] in sources)


def _permitted_twice(kept: Person, gone: Person) -> Iterator[Permission]:
    """Return the permissions of the record that goes which stand on the other as well."""
    on_both = _uses(kept, taken_back=False)
    return (permission for use, permission in _uses(gone, taken_back=False).items() if use in on_both)


def _taken_back(kept: Person, gone: Person) -> Iterator[Permission]:
    """Return the permissions that stand on one record, and that she took back on the other."""
    for one, other in ((kept, gone), (gone, kept)):
        withdrawn = _uses(other, taken_back=True).keys() - _uses(other, taken_back=False).keys()
        yield from (permission for use, permission in _uses(one, taken_back=False).items() if use in withdrawn)


def _uses(person: Person, *, taken_back: bool) -> dict[tuple[str, int | None], Permission]:
    rows = person.permissions.filter(withdrawn_at__isnull=not taken_back)
    return {(row.use, row.body_id): row for row in rows}


def _withdraw(permissions: Iterable[Permission], by: Actor | None, at: datetime) -> list[int]:
    """Take permissions back and return which. The rows stay: they prove what was permitted until then."""
    keys = [permission.pk for permission in permissions]
    entered_by = by if isinstance(by, User) else None
    Permission.objects.filter(pk__in=keys).update(withdrawn_at=at, withdrawal_entered_by=entered_by)
    return keys


def _hers_to_change(gone: Person) -> Iterator[QuerySet[Any]]:
    """Return what moves and can be said otherwise on the record that is kept, so that its words are sealed as they were."""
    yield gone.permissions.all()
    for label, rule in alike().items():
        if rule.may_change:
            yield apps.get_model(label)._default_manager.filter(**{rule.person: gone})


def _second_answers(kept: Person, gone: Person) -> QuerySet[Any]:
    """Return what was answered about equality on the record that goes, where the other holds answers of its own."""
    answers = equality_answers_of(gone)
    return answers if kept.equality_token else answers.none()


def _hanging_on(person: Person) -> Iterator[tuple[str, QuerySet[Any]]]:
    """Return every kind of row that leads to a person, with the place of the field by which it does, and those of hers."""
    relations: list[Any] = Person._meta.get_fields(include_hidden=True)
    for relation in relations:
        if relation.auto_created and not relation.concrete:
            model, name = relation.related_model, relation.field.name
            yield f"{model._meta.label}.{name}", model._default_manager.filter(**{name: person.pk})


def _move(rows: QuerySet[Any], where: str, *, to: Person, but: Iterable[Model]) -> list[int]:
    keys = [row.pk for row in rows if row not in but]
    _label, _dot, field = where.rpartition(".")
    try:
        with transaction.atomic():
            rows.model._default_manager.filter(pk__in=keys).update(**{field: to})
    except IntegrityError as error:
        if sum(one.related_model is Person for one in rows.model._meta.fields) == 1:
            raise
        sentence = _(
            "These two records cannot be made one as they are: one looks after the other or is their deputy, or somebody "
            "is named as looked after in both. Change that first."
        )
        raise ValidationError(sentence, code="one_for_the_other") from error
    return keys


def _column(name: str) -> str:
    field: Any = Person._meta.get_field(name)
    return str(field.attname)


def _renew_links(kept: Person, gone: Person) -> None:
    """Let what was renewed on either record stay renewed: where one was, no earlier link of the two opens anything."""
    if kept.link_version != gone.link_version:
        kept.link_version = gone.link_version = max(kept.link_version, gone.link_version) + 1
        Person.objects.filter(merged_into=kept).update(link_version=kept.link_version)
