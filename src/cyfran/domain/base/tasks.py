"""How workers are given work, what they do by themselves, and how they do the same with many people."""

import logging
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.module_loading import import_string
from django_tasks import task

from cyfran.domain.base import actions, clock

_log = logging.getLogger(__name__)


class NotAllSeenToError(Exception):
    """The worker could not do with everybody what was due."""


@task()
def tidy() -> None:
    actions.tidy(at=clock.now())
    actions.empty_journal(at=clock.now())


def hand_to_worker(task: str, *arguments: Any) -> None:
    """Give the worker a task after the commit; by its name, since tasks stand above actions."""
    transaction.on_commit(partial(import_string(task).enqueue, *arguments))


def see_to_each(due: Iterable[Callable[[], object]]) -> None:
    """Do what is due, each by itself.

    What goes wrong with one stops nobody else; the task then counts as failed, so that the doctor tells of it.
    """
    left = sum(not _done(act) for act in due)
    if left:
        raise NotAllSeenToError(left)


def _done(act: Callable[[], object]) -> bool:
    try:
        act()
    except Exception:  # whatever it is: the others wait for their turn
        _log.exception("The worker could not do with somebody what was due.")
        return False
    return True
