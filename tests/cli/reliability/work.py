"""A task for the tests of workers, which writes down that it was begun, and once only that it was done."""

import time

from django.db import transaction
from django_tasks import task

from cyfran.domain.base.models import AuditEvent

_LONG_ENOUGH_TO_BE_CUT_OFF = 0.02


@task()
def work(number: int) -> None:
    write("begun", number)
    time.sleep(_LONG_ENOUGH_TO_BE_CUT_OFF)
    with transaction.atomic():
        if not AuditEvent.objects.filter(verb="done", subject_public_id=number).exists():
            write("done", number)


def write(verb: str, number: int) -> None:
    from cyfran.domain.base.clock import now

    AuditEvent.objects.create(verb=verb, actor_kind="SYSTEM", subject_kind="work", subject_public_id=number, at=now())
