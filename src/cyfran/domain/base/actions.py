"""Writing down what was done, sealing anew, and the order in which workers do what waits in the background."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from cyfran.domain.base.choices import ActorKind, HowSure, WhyReset
from cyfran.domain.base.fields import EncryptedText, Fingerprint
from cyfran.domain.base.models import AuditEvent, Slot, User, Worker
from cyfran.domain.base.queries import hold, lock, sealed_in, sealed_with_another_key
from cyfran.domain.base.sealing import PLACE_OF_SECOND_STEPS, first_key, mark_of, seal, unseal

_TRIES = 3
_KEPT = timedelta(days=28)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Actor(Protocol):
    """Whoever acts: a user, or a person through her own link."""

    actor_kind: Any
    public_id: Any


def record_event(verb: str, *, subject: models.Model, by: Actor | None, at: datetime, **facts: Any) -> AuditEvent:
    """Write down what was done to what, by whom. No names, addresses or words of people go into the facts."""
    event = _event(verb, subject, by, at, facts)
    event.save()
    return event


def record_events(
    verb: str, *, subjects: Iterable[models.Model], by: Actor | None, at: datetime, **facts: Any
) -> list[AuditEvent]:
    """Write down in one go that the same was done to several things."""
    return AuditEvent.objects.bulk_create([_event(verb, subject, by, at, facts) for subject in subjects])


@transaction.atomic
def create_user(*, email: str, name: str, by: Actor | None, at: datetime, **fields: Any) -> User:
    """Make an account for someone who works with carers."""
    user = User.objects.create_user(email, name=name, joined_at=at, **fields)
    record_event("user.created", subject=user, by=by, at=at)
    return user


@transaction.atomic
def give_telephone(*, user: User, telephone: str, by: Actor | None, at: datetime) -> User:
    """Write down at which number somebody of staff is rung. Raise ValidationError where it is none."""
    user.telephone = telephone
    user.full_clean()
    user.save(update_fields=["telephone"])
    record_event("user.changed", subject=user, by=by, at=at, changed=["telephone"])
    return user


@transaction.atomic
def appoint_administrator(*, email: str, name: str, by: Actor | None, at: datetime) -> bool:
    """Let somebody look after the installation, in the account she has or a new one; say whether she did not before."""
    user = User.objects.filter(email=email.strip().lower()).first() or create_user(email=email, name=name, by=by, at=at)
    if user.is_administrator:
        return False
    user.is_administrator = True
    user.save(update_fields=["is_administrator"])
    record_event("user.made_administrator", subject=user, by=by, at=at)
    return True


@transaction.atomic
def end_administrator(*, user: User, by: Actor | None, at: datetime) -> User:
    """Let somebody no longer look after the installation. The last one who does goes on."""
    those = User.objects.filter(is_administrator=True, is_active=True)
    hold(those)
    if not those.exclude(pk=user.pk).exists():
        sentence = _(
            "%(name)s is the last who looks after this installation. Let somebody else do so first: "
            "whoever runs the machine does it with “cyfran begin” and their e-mail address and name."
        )
        raise ValidationError(sentence % {"name": user}, code="last_administrator")
    lock(user)
    user.is_administrator = False
    user.save(update_fields=["is_administrator"])
    record_event("user.no_longer_administrator", subject=user, by=by, at=at)
    return user


@transaction.atomic
def reset_second_step(*, user: User, why: str, sure: str, by: User, at: datetime) -> User:
    """Take away what somebody proves who she is with, since she has lost it, and sign her out everywhere."""
    Authenticator.objects.filter(user=user).delete()
    sessions = UserSession.objects.filter(user=user)
    Session.objects.filter(pk__in=sessions.values("session_key")).delete()
    sessions.delete()
    record_event("user.second_step_reset", subject=user, by=by, at=at, why=WhyReset(why), sure=HowSure(sure))
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


@transaction.atomic
def seal_second_step_anew(*, step: Authenticator, by: Actor | None, at: datetime) -> None:
    """Seal with the first key what somebody of staff proves who she is with, whatever she does with it meanwhile."""
    lock(step)
    kept = {name: text for name, text in sealed_in(step.data).items() if not text.startswith(mark_of(first_key()))}
    step.data |= {
        name: str(seal(unseal(text, place=PLACE_OF_SECOND_STEPS), place=PLACE_OF_SECOND_STEPS)) for name, text in kept.items()
    }
    step.save(update_fields=["data"])
    record_event("records.sealed_anew", subject=step, by=by, at=at, rows=1)


# --- Work in the background ------------------------------------------------------------------------------------------


@transaction.atomic
def tick(*, at: datetime) -> list[str]:
    """Give the workers the jobs of the schedule that are due, each once, however many workers ask; return which."""
    due = [job for job, every in settings.SCHEDULE.items() if _is_first(job, every, at)]
    for job in due:
        import_string(job).enqueue()
    return due


def _is_first(job: str, every: timedelta, at: datetime) -> bool:
    return Slot.objects.get_or_create(job=job, due_at=at - (at - _EPOCH) % every)[1]


@transaction.atomic
def beat(*, worker: str, at: datetime) -> None:
    """Say that a worker is there."""
    Worker.objects.update_or_create(name=worker, defaults={"seen_at": at})


@transaction.atomic
def leave(*, worker: str, at: datetime) -> None:
    """Say that a worker has gone, so that what it had in hand is taken up at once."""
    Worker.objects.filter(name=worker).delete()


@transaction.atomic
def take_up_tasks(*, at: datetime) -> int:
    """Hand on what workers had in hand who have not been heard of for a while; return how many tasks that were.

    A task that has lost several workers is given up, since it may be what ends them.
    """
    heard_of = Worker.objects.filter(seen_at__gt=at - timedelta(seconds=settings.WORKER_SILENCE_SECONDS))
    present = set(heard_of.values_list("name", flat=True))
    running = DBTaskResult.objects.running().select_for_update()
    lost = [task for task in running if not present.intersection(task.worker_ids[-1:])]
    for task in lost:
        task.status = "READY" if len(task.worker_ids) < _TRIES else "FAILED"
        task.finished_at = None if task.status == "READY" else at
        task.save(update_fields=["status", "finished_at"])
    return len(lost)


@transaction.atomic
def tidy(*, at: datetime) -> None:
    """Take away what only machines needed: tasks done, slots and workers of long ago, sessions and counts that have ended."""
    DBTaskResult.objects.finished().filter(finished_at__lt=at - _KEPT).delete()
    Slot.objects.filter(due_at__lt=at - _KEPT).delete()
    Worker.objects.filter(seen_at__lt=at - timedelta(days=1)).delete()
    Session.objects.filter(expire_date__lt=at).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    _forget_counts(at)


def empty_journal(*, at: datetime) -> None:
    """Bring what lies in the journal of the embedded database into its file, so that nothing taken away stays beside it."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


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


def _forget_counts(at: datetime) -> None:
    """Take away what was counted and no longer holds: the cache does that by itself only when it is full."""
    if isinstance(caches["default"], DatabaseCache):
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM cache WHERE expires < %s", [connection.ops.adapt_datetimefield_value(at)])
