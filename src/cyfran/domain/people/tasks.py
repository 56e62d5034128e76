"""What workers do about people: tell who sees to a worry, and remove those of whom nothing has been heard for years."""

from django_tasks import task

from cyfran.domain.base import clock
from cyfran.domain.people.actions import flags
from cyfran.domain.people.actions.erasing import erase
from cyfran.domain.people.actions.leaving import list_silent
from cyfran.domain.people.models import Flag


@task()
def remove_silent() -> None:
    for person in list_silent(by=None, at=clock.now()):
        erase(person=person, by=None, at=clock.now())


@task()
def tell_owner(flag_id: int) -> None:
    for flag in Flag.objects.filter(pk=flag_id):
        flags.tell_owner(flag=flag, at=clock.now())
