"""Doors for machines that look after Cyfran: is it alive, is it ready, and how is it going. They tell of no person."""

import ipaddress
import os
import shutil
from collections.abc import Iterable, Iterator
from functools import cache

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.models import Count, Max, Min
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_tasks_db.models import DBTaskResult

from cyfran import __version__
from cyfran.domain.base import clock
from cyfran.domain.base.models import AuditEvent, Worker
from cyfran.domain.correspondence.models import Message

_FORWARDED = {"Forwarded", "X-Forwarded-For", "X-Real-Ip"}
_LEAST_ROOM_BYTES = 50_000_000


@never_cache
@require_safe
def say_alive(_request: HttpRequest) -> HttpResponse:
    """Answer as long as the process can."""
    return _text("alive\n")


@never_cache
@require_safe
def say_ready(_request: HttpRequest) -> HttpResponse:
    """Answer 200 where people's words can be taken and kept, else 503 and what is missing."""
    missing = [what for what, is_there in (("database", _database_is_ready), ("disk", _disk_is_ready)) if not is_there()]
    return _text(f"not ready: {', '.join(missing)}\n", status=503) if missing else _text("ready\n")


@never_cache
@require_safe
def tell_figures(request: HttpRequest) -> HttpResponse:
    """Tell the figures of the installation in the text format of Prometheus, on this machine or to who has the token."""
    if not (_is_from_here(request) or _has_token(request)):
        raise Http404
    return _text("".join(_figures()), kind="text/plain; version=0.0.4")


def _text(words: str, *, status: int = 200, kind: str = "text/plain") -> HttpResponse:
    return HttpResponse(words, status=status, content_type=f"{kind}; charset=utf-8")


def _is_from_here(request: HttpRequest) -> bool:
    """Tell whether a program on this machine asks, and no proxy for somebody else."""
    try:
        is_local = ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
    return is_local and not _FORWARDED & set(request.headers)


def _has_token(request: HttpRequest) -> bool:
    token = settings.METRICS_TOKEN
    return bool(token) and constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {token}")


def _database_is_ready() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT app, name FROM django_migrations")
            return _migrations() <= set(cursor.fetchall())
    except DatabaseError:
        return False


@cache
def _migrations() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).disk_migrations)


def _disk_is_ready() -> bool:
    return os.access(settings.DATA, os.W_OK) and shutil.disk_usage(settings.DATA).free > _LEAST_ROOM_BYTES


def _figures() -> Iterator[str]:
    now = clock.now()
    tasks = DBTaskResult.objects.values_list("status").annotate(number=Count("pk")).order_by("status")
    messages = Message.objects.values_list("state").annotate(number=Count("pk")).order_by("state")
    oldest = DBTaskResult.objects.ready().aggregate(at=Min("enqueued_at"))["at"]
    seen = Worker.objects.aggregate(at=Max("seen_at"))["at"]
    yield _figure("cyfran_info", "The version.", {f'{{version="{__version__}"}}': 1})
    yield _figure("cyfran_tasks", "Tasks of the background by state.", _by("state", tasks))
    waits = (now - oldest).total_seconds() if oldest else 0
    yield _figure("cyfran_task_waiting_seconds", "How long the oldest task has waited.", {"": waits})
    yield _figure("cyfran_messages", "Messages by state.", _by("state", messages))
    if seen:
        yield _figure("cyfran_worker_seen_seconds", "How long ago a worker was heard of.", {"": (now - seen).total_seconds()})
    newest = AuditEvent.objects.aggregate(number=Max("pk"))["number"] or 0
    yield _figure("cyfran_events", "The number of the newest event on record.", {"": newest})
    yield _figure("cyfran_disk_free_bytes", "Room for records and messages.", {"": shutil.disk_usage(settings.DATA).free})


def _by(label: str, counts: Iterable[tuple[str, int]]) -> dict[str, float]:
    return {f'{{{label}="{name.lower()}"}}': number for name, number in counts}


def _figure(name: str, words: str, values: dict[str, float]) -> str:
    lines = "".join(f"{name}{label} {value}\n" for label, value in values.items())
    return f"# HELP {name} {words}\n# TYPE {name} gauge\n{lines}"
