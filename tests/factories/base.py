"""Accounts and events for tests: only what each needs, under names nobody has."""

from itertools import count

from django.utils import timezone

from cyfran.domain.base.choices import ActorKind
from cyfran.domain.base.models import AuditEvent, Slot, User, Worker

_numbers = count(1)


def make_user(**given) -> User:
    number = next(_numbers)
    return User.objects.create_user(**{"email": f"staff{number}@example.org", "name": f"Staff {number}", **given})


def make_administrator(**given) -> User:
    return make_user(**{"is_administrator": True, **given})


def make_audit_event(**given) -> AuditEvent:
    fields = {
        "verb": "thing.done",
        "actor_kind": ActorKind.SYSTEM,
        "subject_kind": "base.user",
        "subject_public_id": f"subject{next(_numbers)}",
        "at": timezone.now(),
    }
    return AuditEvent.objects.create(**{**fields, **given})


def make_slot(**given) -> Slot:
    return Slot.objects.create(**{"job": f"job{next(_numbers)}", "due_at": timezone.now(), **given})


def make_worker(**given) -> Worker:
    return Worker.objects.create(**{"name": f"worker{next(_numbers)}", "seen_at": timezone.now(), **given})
