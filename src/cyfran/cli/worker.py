"""`cyfran worker`: does what waits in the background, beside any number of others on any number of machines."""

import argparse
import logging
import os
import socket
import threading
import time
from contextlib import suppress
from secrets import token_hex
from typing import Any

from cyfran.cli.application import application
from cyfran.cli.exits import DONE
from cyfran.cli.language import gettext as _

_log = logging.getLogger("cyfran.worker")
_LOOK_EVERY_SECONDS = 1
_WAIT_SECONDS = 2


def summary() -> str:
    return _("Do what waits in the background, until stopped with Ctrl-C. Several may run, on several machines.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take nothing: the settings say where the work waits."""


def run(options: argparse.Namespace) -> int:
    with application():
        from cyfran.cli.database import refuse_unless_ready, refuse_wrong_keys  # noqa: PLC0415 -- needs Django

        refuse_unless_ready()
        refuse_wrong_keys()
        work()
    return DONE


def work() -> None:
    """Work until we are stopped; where the database goes away, wait for it to come back.

    Whoever comes back has a new name: what the former one had in hand is then taken up like that of any lost worker.
    """
    from django.db import InterfaceError, OperationalError, connection  # noqa: PLC0415 -- needs Django

    while True:
        worker = _new_worker()
        heart = _Heart(worker.worker_id)
        try:
            worker.configure_signals()
            heart.beat()
            heart.start()
            worker.run()
            return
        except (InterfaceError, OperationalError):
            _log.warning("The database cannot be used; waiting for it.")
            connection.close()
            time.sleep(_WAIT_SECONDS)
        finally:
            heart.stop()


def _new_worker() -> Any:
    from django_tasks_db.management.commands.db_worker import Worker  # noqa: PLC0415 -- needs Django

    return Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=_LOOK_EVERY_SECONDS,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"{socket.gethostname()[:30]}-{os.getpid()}-{token_hex(4)}",
    )


class _Heart(threading.Thread):
    """Says every few seconds that the worker is there, and sees to the schedule and to what lost workers left."""

    def __init__(self, name: str) -> None:
        super().__init__(daemon=True)
        self.worker, self._end = name, threading.Event()

    def beat(self) -> None:
        """Say that the worker is there: before it takes anything in hand, or others would take that for lost."""
        from cyfran.domain.base import actions, clock  # noqa: PLC0415 -- needs Django

        actions.beat(worker=self.worker, at=clock.now())

    def run(self) -> None:
        from django.conf import settings  # noqa: PLC0415 -- needs Django
        from django.db import DatabaseError, connection  # noqa: PLC0415 -- needs Django

        from cyfran.domain.base import actions, clock  # noqa: PLC0415 -- needs Django

        while not self._end.wait(min(10, settings.WORKER_SILENCE_SECONDS / 4)):
            try:
                self.beat()
                actions.take_up_tasks(at=clock.now())
                actions.tick(at=clock.now())
            except DatabaseError:
                connection.close()
        with suppress(DatabaseError):
            actions.leave(worker=self.worker, at=clock.now())
        connection.close()

    def stop(self) -> None:
        """End, and let others know that the worker has gone."""
        self._end.set()
        if self.is_alive():
            self.join(timeout=5)
