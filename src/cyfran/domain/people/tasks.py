"""What workers do about people: tell who sees to a worry, and settle what was made one."""

from datetime import timedelta
from functools import partial

from django_tasks import task

from cyfran.domain.base import clock
from cyfran.domain.base.tasks import see_to_each
from cyfran.domain.people.actions import flags
from cyfran.domain.people.actions.parting import settle_merge
from cyfran.domain.people.choices import FlagState
from cyfran.domain.people.models import Flag, Person

_TRIED_AGAIN_AFTER = timedelta(minutes=5)


@task()
def tell_owner(flag_id: int) -> None:
    """Tell the owner of a worry. Where the e-mail does not go it is tried again, for as long as the worry is open."""
    for flag in Flag.objects.filter(pk=flag_id).exclude(state=FlagState.CLOSED):
        if not flags.tell_owner(flag=flag, at=clock.now()):
            tell_owner.using(run_after=clock.now() + _TRIED_AGAIN_AFTER).enqueue(flag_id)


@task()
def settle_merges() -> None:
    at = clock.now()
    merged = Person.objects.filter(merged_into__isnull=False, erased_at=None)
    see_to_each([partial(settle_merge, gone=gone, by=None, at=at) for gone in merged])
