"""Two records of one person are made one, and parted again where that was a mistake."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.actions import Actor, record_event
from cyfran.domain.base.queries import lock
from cyfran.domain.base.registry import Alike, alike
from cyfran.domain.people.actions.erasing import erase
from cyfran.domain.people.choices import UNDO_FOR
from cyfran.domain.people.models import Permission, Person
from cyfran.domain.people.queries import equality_answers_of
from cyfran.domain.people.rules import refuse_to_merge

# What the record that is kept does not say, it learns from the other.
_LEARNT = ("email", "telephone", "address", "language", "format", "age_band", "how_long", "how_long_said_on", "stays")
# There can be one of these only, so that the other record lends it.
_LENT = ("user", "equality_token")


@transaction.atomic
def merge(*, kept: Person, gone: Person, by: Actor | None, at: datetime) -> Person:
    """Make one record of two: all that hangs on the one hangs on the other, and what both say alike counts once.

    What was said last stands, and what either took back stays taken back. What it takes to undo this is sealed on the record
    that went. The door for pages is `opportunities.actions.merging.merge_people`, which minds draws.
    """
    _lock_both(kept, gone)
    refuse_to_merge(kept, gone)
    pairs = list(_alike(kept, gone))
    stays = {one for rule, _twin, one in pairs if rule.stays}
    aside = [*_less_said(pairs), *_taken_back(kept, gone), *_second_answers(kept, gone)]
    aside += [one for one in _counted_from(aside, kept, gone) if one not in aside]
    undo: dict[str, Any] = {"rows": serializers.serialize("json", aside)}
    for row in aside:
        row.delete()
    undo["learnt"] = [name for name in _LEARNT if _is_unsaid(kept, name) and not _is_unsaid(gone, name)]
    undo["lent"] = [name for name in _LENT if _is_unsaid(kept, name) and not _is_unsaid(gone, name)]
    undo["moved"] = {where: _move(rows, where, to=kept, but=stays) for where, rows in _hanging_on(gone)}
    for name in undo["learnt"]:
        setattr(kept, name, getattr(gone, name))
    gone.merged_into, gone.merged_at, gone.set_aside = kept, at, json.dumps(undo)
    _hand_over(undo["lent"], of=gone, to=kept)
    record_event("person.merged", subject=gone, by=by, at=at, into=kept.public_id)
    return kept


@transaction.atomic
def part(*, gone: Person, by: Actor | None, at: datetime) -> Person:
    """Undo a merge: both are again as they were. What came since stays with the record that was kept."""
    kept = gone.merged_into
    if kept:
        _lock_both(kept, gone)
    if kept is None or gone.merged_at is None or gone.erased_at or at - gone.merged_at > UNDO_FOR:
        raise ValidationError(_("This can be undone for 28 days only."), code="too_late")
    undo = json.loads(gone.set_aside)
    for where, keys in undo["moved"].items():
        model, field = _place(where)
        model._default_manager.filter(pk__in=keys, **{field: kept}).update(**{field: gone})
    for name in undo["learnt"]:
        if getattr(kept, name) == getattr(gone, name):
            setattr(kept, name, _unsaid(name))
    gone.merged_into, gone.merged_at, gone.set_aside = None, None, ""
    _hand_over(undo["lent"], of=kept, to=gone)
    _bring_back(undo["rows"])
    record_event("person.parted", subject=gone, by=by, at=at, of=kept.public_id)
    return gone


@transaction.atomic
def settle_merges(*, by: Actor | None, at: datetime) -> None:
    """Once a merge can no longer be undone, keep nothing on the record that went but that its link leads to the other."""
    for gone in Person.objects.filter(merged_at__lt=at - UNDO_FOR, erased_at=None):
        version = gone.link_version
        erase(person=gone, by=by, at=at)
        gone.link_version = version
        gone.save(update_fields=["link_version"])
        record_event("person.merge_settled", subject=gone, by=by, at=at)


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
            twin = next((other for other in waiting if _said(other, rule.same) == _said(one, rule.same)), None)
            if twin:
                waiting.remove(twin)
                yield rule, twin, one


def _said(row: Model, names: Iterable[str]) -> list[Any]:
    fields: list[Any] = [row._meta.get_field(name) for name in names]
    return [getattr(row, field.attname) for field in fields]


def _less_said(pairs: Iterable[tuple[Alike, Model, Model]]) -> Iterator[Model]:
    """Return of each two rows that say the same the one that does not stand."""
    for rule, twin, one in pairs:
        if not rule.stays:
            earlier, later = (getattr(row, rule.latest, None) for row in (twin, one))
            yield twin if later and (not earlier or later > earlier) else one


def _counted_from(aside: Iterable[Model], kept: Person, gone: Person) -> Iterator[Model]:
    """Return the minutes that were counted from rows that are set aside."""
    sources = [[row._meta.label_lower, row.serializable_value("public_id")] for row in aside if hasattr(row, "public_id")]
    for label, rule in alike().items():
        rows = apps.get_model(label)._default_manager.filter(**{f"{rule.person}__in": [kept, gone]})
        yield from (row for row in (rows if rule.source else ()) if _said(row, rule.source) in sources)


def _taken_back(kept: Person, gone: Person) -> Iterator[Permission]:
    """Return the permissions that stand no longer: those of one record that the other took back, and one of two alike."""
    standing, taken_back = ([_uses(one, taken_back=back) for one in (kept, gone)] for back in (False, True))
    for of_gone in (False, True):
        for use, permission in standing[of_gone].items():
            if use in taken_back[not of_gone].keys() - standing[not of_gone].keys() or (of_gone and use in standing[0]):
                yield permission


def _uses(person: Person, *, taken_back: bool) -> dict[tuple[str, int | None], Permission]:
    rows = person.permissions.filter(withdrawn_at__isnull=not taken_back)
    return {(row.use, row.body_id): row for row in rows}


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


def _place(where: str) -> tuple[type[Model], str]:
    label, _dot, field = where.rpartition(".")
    return apps.get_model(label), field


def _move(rows: QuerySet[Any], where: str, *, to: Person, but: Iterable[Model]) -> list[int]:
    keys = [row.pk for row in rows if row not in but]
    model, field = _place(where)
    try:
        with transaction.atomic():
            model._default_manager.filter(pk__in=keys).update(**{field: to})
    except IntegrityError as error:
        sentence = _(
            "These two records cannot be made one as they are: one looks after the other or is their deputy, or somebody "
            "is named as looked after in both. Change that first."
        )
        raise ValidationError(sentence, code="one_for_the_other") from error
    return keys


def _unsaid(name: str) -> Any:
    field: Any = Person._meta.get_field(name)
    return field.get_default()


def _is_unsaid(person: Person, name: str) -> bool:
    return bool(getattr(person, name) == _unsaid(name))


def _hand_over(names: Iterable[str], *, of: Person, to: Person) -> None:
    """Let one record have what only one can have, and save both: the one that loses it first."""
    given = {name: getattr(of, name) for name in names}
    for name in names:
        setattr(of, name, _unsaid(name))
        setattr(to, name, given[name])
    for one in (of, to):
        one.full_clean()
        one.save()


def _bring_back(rows: str) -> None:
    """Write down again what was set aside. Where the same has been said anew since, that stands."""
    for found in serializers.deserialize("json", rows):
        row: Any = found.object
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            continue
