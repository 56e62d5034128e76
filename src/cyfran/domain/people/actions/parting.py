"""That two records were made one is undone, or stands."""

import json
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from secrets import token_hex
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.actions import Actor, record_event
from cyfran.domain.base.choices import Channel
from cyfran.domain.base.fields import new_public_id
from cyfran.domain.base.queries import lock
from cyfran.domain.base.registry import alike
from cyfran.domain.people.actions.erasing import erase
from cyfran.domain.people.choices import DETAIL_OF, UNDO_FOR, Dimension
from cyfran.domain.people.models import EqualityAnswer, Permission, Person
from cyfran.domain.people.queries import equality_answers_of, equality_tokens


@transaction.atomic
def part(*, gone: Person, by: Actor | None, at: datetime) -> Person:
    """Undo a merge: both are again as they were. What came since stays with the record that was kept.

    So does what was said since in the place of what hung on the other, which has its own words back. Of several the last
    is undone first: the earlier ones are sealed in it. The door for pages is `opportunities.actions.merging.part_people`, which
    minds messages.
    """
    kept = gone.merged_into
    if kept:
        for one in sorted((kept, gone), key=lambda one: one.pk):
            lock(one)
    if kept is None or gone.merged_at is None or gone.erased_at or at - gone.merged_at > UNDO_FOR:
        raise ValidationError(_("This can be undone for 28 days only."), code="too_late")
    if kept.merged_into_id or kept.merged.filter(merged_at__gt=gone.merged_at, erased_at=None).exists():
        raise ValidationError(_("Another record was made one with this person later. Undo that first."), code="not_the_last")
    undo = json.loads(gone.set_aside)
    gone.merged_into, gone.merged_at, gone.set_aside = None, None, ""
    _unlearn(undo["learnt"], kept, gone)
    _hand_back(undo["lent"], undo["answers"], kept, gone)
    for one in (kept, gone):
        one.full_clean()
        one.save()
    for where, keys in undo["moved"].items():
        label, _dot, field = where.rpartition(".")
        model = apps.get_model(label)
        model._default_manager.filter(pk__in=keys, **{field: kept}).update(**{field: gone})
    for label, key, name, taken, before in undo.get("earliest", ()):
        apps.get_model(label)._default_manager.filter(pk=key, **{name: taken}).update(**{name: before})
    said_anew = [before for copy in undo["copies"] if (before := _leave_what_was_said_since(copy, kept))]
    _bring_back(undo["rows"], kept, said_anew)
    _permit_again(undo["withdrawn"])
    record_event("person.parted", subject=gone, by=by, at=at, of=kept.public_id)
    return gone


@transaction.atomic
def settle_merge(*, gone: Person, by: Actor | None, at: datetime) -> None:
    """Once a merge can no longer be undone, keep nothing on the record that went but that its link leads to the other."""
    lock(gone)
    if gone.merged_at is None or gone.erased_at or at - gone.merged_at <= UNDO_FOR:
        return
    version = gone.link_version
    erase(person=gone, by=by, at=at)
    gone.link_version = version
    gone.save(update_fields=["link_version"])
    record_event("person.merge_settled", subject=gone, by=by, at=at)


def _unlearn(learnt: Iterable[list[str]], kept: Person, gone: Person) -> None:
    """Let the record that was kept know no longer what it learnt, but for the way by which she is reached meanwhile."""
    for names in learnt:
        is_as_learnt = all(getattr(kept, name) == getattr(gone, name) for name in names)
        if is_as_learnt and DETAIL_OF[Channel(kept.channel)] not in names:
            for name in names:
                field: Any = Person._meta.get_field(name)
                setattr(kept, name, field.get_default())


def _hand_back(lent: dict[str, Any], answers: dict[str, str], kept: Person, gone: Person) -> None:
    """Give back what was lent. Where she answered about equality since, her new answers stay with her, found by a new secret."""
    if lent.get("user") and kept.user_id == lent["user"]:
        kept.user_id, gone.user_id = None, lent["user"]
    if token := lent.get("equality_token"):
        if kept.equality_token == token:
            since = _answers_of(kept)
            equality_answers_of(kept).delete()
            kept.equality_token = ""
            if since and since != answers:
                _write_answers(kept, since, token_hex())
        _write_answers(gone, answers, token)


def _write_answers(person: Person, answers: dict[str, str], token: str) -> None:
    person.equality_token = token
    tokens, facts = equality_tokens(person), {"organisation": person.organisation, "is_example": person.is_example}
    EqualityAnswer.objects.bulk_create(
        EqualityAnswer(token=tokens[Dimension(about)], dimension=about, answer=said, **facts) for about, said in answers.items()
    )


def _answers_of(person: Person) -> dict[str, str]:
    return dict(equality_answers_of(person).values_list("dimension", "answer"))


def _leave_what_was_said_since(copy: str, kept: Person) -> Model | None:
    """Let a row that moved be as it was. What it says since then stays with the record that was kept, in a row of its own.

    Return it as it was, or nothing where it says no other.
    """
    [found] = serializers.deserialize("json", copy)
    before: Any = found.object
    _find_merged(before)
    now: Any = type(before)._default_manager.filter(pk=before.pk, person=before.person).first()
    if now is None or serializers.serialize("json", [now]) == serializers.serialize("json", [before]):
        return None
    before.save()
    now.pk, now.person = None, kept
    if hasattr(now, "public_id"):
        now.public_id = new_public_id()
    now.save(force_insert=True)
    return found.object


def _find_merged(row: Model) -> None:
    """Let a row lead to the record into which that of somebody whom it names went since."""
    for field in row._meta.fields:
        other = getattr(row, field.name) if field.related_model is Person else None
        if other and other.merged_into:
            setattr(row, field.name, other.merged_into)


def _bring_back(rows: str, kept: Person, said_anew: Iterable[Model]) -> None:
    """Write down again what was set aside. Where the same has been said anew since, that stands, and what is published too."""
    for found in serializers.deserialize("json", rows):
        row: Any = found.object
        rule = alike().get(row._meta.label)
        anew = [one for one in said_anew if one._meta.label == row._meta.label and row.person == kept]
        if rule and any(rule.says(one) == rule.says(row) for one in anew):
            continue
        with suppress(IntegrityError), transaction.atomic():
            row.save(force_insert=True)
            if rule and rule.keeps(row):
                transaction.set_rollback(True)


def _permit_again(keys: Iterable[int]) -> None:
    for key in keys:
        # Where she permitted it anew since, that stands.
        with suppress(IntegrityError), transaction.atomic():
            Permission.objects.filter(pk=key).update(withdrawn_at=None, withdrawal_entered_by=None)
