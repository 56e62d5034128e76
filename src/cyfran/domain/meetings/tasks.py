"""Thanking those who took part, in the background."""

from functools import partial

from django_tasks import task

from cyfran.domain.base import clock
from cyfran.domain.base.tasks import see_to_each
from cyfran.domain.meetings.actions import thank
from cyfran.domain.meetings.queries import to_be_thanked


@task()
def thank_everybody() -> None:
    """Thank those who took part, each by herself."""
    at = clock.now()
    see_to_each([partial(thank, attendance=attendance, at=at) for attendance in to_be_thanked(at=at)])
