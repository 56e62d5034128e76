"""Sending messages in the background. Each task takes ids and is safe to repeat."""

from datetime import datetime, timedelta

from django_tasks import task

from cyfran.domain.base import clock
from cyfran.domain.correspondence import actions
from cyfran.domain.correspondence.actions import deliver, send_link, take_up_messages
from cyfran.domain.correspondence.models import Message
from cyfran.domain.people.models import Person


@task()
def deliver_message(message_id: int) -> None:
    for message in Message.objects.filter(pk=message_id):
        deliver(message=message, at=clock.now())


@task()
def send_links(person_ids: list[int], asked_at: str) -> None:
    for person in Person.objects.filter(pk__in=person_ids):
        send_link(person=person, at=datetime.fromisoformat(asked_at))


@task()
def take_up() -> None:
    """Look after e-mails of which the word to the worker was lost, or whose worker was."""
    take_up_messages(at=clock.now(), waiting_for=timedelta(hours=1))


@task()
def send_code(person_ids: list[int], by_text: bool, nonce: str, asked_at: str) -> None:
    for person in Person.objects.filter(pk__in=person_ids):
        actions.send_code(person=person, by_text=by_text, nonce=nonce, at=datetime.fromisoformat(asked_at))


@task()
def delete_old() -> None:
    while actions.delete_old_messages(by=None, at=clock.now()):
        pass
