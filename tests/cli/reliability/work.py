"""A task for the tests of workers, which writes down that it was begun, and once only that it was done."""

import time

from django.conf import settings
from django.db import transaction
from django_tasks import task

from cyfran.domain.base.models import AuditEvent

HALF_WAY, OPEN = 100, "gate-is-open"


@task()
def work(number: int) -> None:
    """Do next to nothing; from half way on, wait before it is done until the gate is open."""
    write("begun", number)
    while number >= HALF_WAY and not (settings.DATA / OPEN).exists():
        time.sleep(0.02)
    with transaction.atomic():
        if not AuditEvent.objects.filter(verb="done", subject_public_id=number).exists():
            write("done", number)


def write(verb: str, number: int) -> None:
    from cyfran.domain.base.clock import now

    AuditEvent.objects.create(verb=verb, actor_kind="SYSTEM", subject_kind="work", subject_public_id=number, at=now())
