"""Telling staff of their roles in the background."""

from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django_tasks import task

from cyfran.domain.base import clock
from cyfran.domain.base.models import User
from cyfran.domain.organisations.bridge import RoleTold, email_of_role
from cyfran.domain.organisations.choices import Role

_TRIED_AGAIN_AFTER = timedelta(minutes=5)
_TRIES = 8


class NotToldError(Exception):
    """Somebody was not told of a role, however often it was tried. A task keeps what is raised, and this names nobody."""


@task()
def tell_of_role(facts: dict[str, Any], tries: int = 1) -> None:
    """Tell somebody that a role was given to her or has ended.

    Where the e-mail does not go it is tried again, each time after twice as long; after half a day the task has failed.
    """
    user = User.objects.filter(pk=facts["user"]).first()
    place = apps.get_model(facts["kind"])._default_manager.filter(pk=facts["place"]).first() if facts["kind"] else None
    if user is None or (facts["kind"] and place is None):
        return
    told = RoleTold(
        user=user,
        by=User.objects.filter(pk=facts["by"]).first(),
        role=Role(facts["role"]),
        place=place,
        ends_on=date.fromisoformat(facts["until"]) if facts["until"] else None,
        is_ended=facts["is_ended"],
    )
    try:
        email_of_role(told).send()
    except (OSError, ValueError):
        if tries == _TRIES:
            raise NotToldError from None
        tell_of_role.using(run_after=clock.now() + _TRIED_AGAIN_AFTER * 2 ** (tries - 1)).enqueue(facts, tries + 1)
