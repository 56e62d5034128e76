"""What the doctor looks at on the machine: room on the disk, and the clock."""

import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection

from cyfran.cli.doctor.findings import Findings, care, fault, fine
from cyfran.cli.language import gettext as _
from cyfran.domain.base import clock
from cyfran.domain.base.models import AuditEvent

_MEGABYTE = 1_000_000
_FULL, _NEARLY_FULL = 200 * _MEGABYTE, 1000 * _MEGABYTE
_MOST_APART = timedelta(minutes=2)


def disk() -> Findings:
    """See that the folder of this installation can be written to, and that there is room."""
    folder: Path = settings.DATA
    if not os.access(folder, os.W_OK):
        words = _("Nothing can be written to the folder %(folder)s.") % {"folder": folder}
        yield fault("disk", words, _("Let it belong to the user that serves Cyfran."))
        return
    free = shutil.disk_usage(folder).free
    words = _("Room left on the disk, in megabytes: %(free)s.") % {"free": free // _MEGABYTE}
    advice = _("Make room: what people say cannot be kept on a full disk. Old backups and the outbox are the first to look at.")
    if free < _FULL:
        yield fault("disk", words, advice)
    elif free < _NEARLY_FULL:
        yield care("disk", words, advice)
    else:
        yield fine("disk", words)


def the_clock() -> Findings:
    """See that the clock agrees with that of the database, and that nothing on record lies in the future."""
    now = clock.now()
    advice = _("Let the machines set their clocks by the network: answers are due by the day, and codes end by the minute.")
    apart = max(abs(_database_time() - now), _ahead(now))
    if apart > _MOST_APART:
        words = _("The clock is not right: it differs by %(minutes)s minutes from the database or from what is on record.")
        yield fault("clock", words % {"minutes": int(apart.total_seconds() // 60)}, advice)
    else:
        yield fine("clock", _("The clock agrees with the database and with what is on record."))


def _database_time() -> datetime:
    """Return what time it is where the database is; the embedded one has no clock of its own."""
    if connection.vendor != "postgresql":
        return clock.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now: datetime = cursor.fetchone()[0]
    return now.astimezone(UTC)


def _ahead(now: datetime) -> timedelta:
    newest = AuditEvent.objects.order_by("-pk").values_list("at", flat=True).first()
    return max(newest - now, timedelta()) if newest else timedelta()
