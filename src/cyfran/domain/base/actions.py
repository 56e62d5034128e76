"""Writing down what was done, and sealing anew."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol

from django.db import models, transaction

from cyfran.domain.base.choices import ActorKind
from cyfran.domain.base.fields import EncryptedText, Fingerprint
from cyfran.domain.base.models import AuditEvent, User
from cyfran.domain.base.queries import sealed_with_another_key


class Actor(Protocol):
    """Whoever acts: a user, or a person through her own link."""

    actor_kind: Any
    public_id: Any


def record_event(verb: str, *, subject: models.Model, by: Actor | None, at: datetime, **facts: Any) -> AuditEvent:
    """Write down what was done to what, by whom. No names, addresses or words of people go into the facts."""
    event = _event(verb, subject, by, at, facts)
    event.save()
    return event


def record_events(verb: str, *, subjects: Iterable[models.Model], by: Actor | None, at: datetime) -> list[AuditEvent]:
    """Write down in one go that the same was done to several things."""
    return AuditEvent.objects.bulk_create([_event(verb, subject, by, at, {}) for subject in subjects])


@transaction.atomic
def create_user(*, email: str, name: str, by: Actor | None, at: datetime, **fields: Any) -> User:
    """Make an account for someone who works with carers."""
    user = User.objects.create_user(email, name=name, joined_at=at, **fields)
    record_event("user.created", subject=user, by=by, at=at)
    return user


@transaction.atomic
def seal_anew(*, model: type[models.Model], by: Actor | None, at: datetime, most: int = 200) -> int:
    """Seal with the first key what another key has sealed, so many rows at once; return how many. None are left at 0."""
    rows = list(sealed_with_another_key(model).select_for_update()[:most])
    names = [field.name for field in model._meta.fields if isinstance(field, EncryptedText | Fingerprint)]
    for row in rows:
        row.save(update_fields=names)
    if rows:
        record_event("records.sealed_anew", subject=rows[-1], by=by, at=at, rows=len(rows))
    return len(rows)


def _event(verb: str, subject: models.Model, by: Actor | None, at: datetime, facts: dict[str, Any]) -> AuditEvent:
    return AuditEvent(
        verb=verb,
        actor_kind=by.actor_kind if by else ActorKind.SYSTEM,
        actor_public_id=by.public_id if by else "",
        subject_kind=subject._meta.label_lower,
        subject_public_id=getattr(subject, "public_id", subject.pk),
        facts=facts,
        at=at,
    )
