"""What workers do by themselves."""

from django_tasks import task

from cyfran.domain.base import actions, clock


@task()
def tidy() -> None:
    actions.tidy(at=clock.now())
    actions.empty_journal(at=clock.now())
