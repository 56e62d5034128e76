"""What workers do about people: remove those of whom nothing has been heard for years, after they stood in a list."""

from django_tasks import task

from cyfran.domain.base import clock
from cyfran.domain.people.actions.leaving import list_silent
from cyfran.domain.people.actions.people import erase


@task()
def remove_silent() -> None:
    for person in list_silent(by=None, at=clock.now()):
        erase(person=person, by=None, at=clock.now())
