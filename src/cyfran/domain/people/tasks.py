"""What workers do about people: tell who sees to a worry, and settle what was made one."""

from datetime import timedelta

from django_tasks import task

from cyfran.domain.base import clock
from cyfran.domain.people.actions import flags, merging
from cyfran.domain.people.choices import FlagState
from cyfran.domain.people.models import Flag

_TRIED_AGAIN_AFTER = timedelta(minutes=5)


@task()
def tell_owner(flag_id: int) -> None:
    """Tell the owner of a worry. Where the e-mail does not go it is tried again, for as long as the worry is open."""
    for flag in Flag.objects.filter(pk=flag_id).exclude(state=FlagState.CLOSED):
        if not flags.tell_owner(flag=flag, at=clock.now()):
            tell_owner.using(run_after=clock.now() + _TRIED_AGAIN_AFTER).enqueue(flag_id)


@task()
def settle_merges() -> None:
    merging.settle_merges(by=None, at=clock.now())
