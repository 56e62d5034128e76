"""Sending messages in the background, and seeing to those of whom nothing is heard. Each task is safe to repeat."""

from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django_tasks import task

from cyfran.domain.base import clock
from cyfran.domain.base.choices import Channel
from cyfran.domain.base.tasks import see_to_each
from cyfran.domain.correspondence.actions import delivery, links
from cyfran.domain.correspondence.actions.delivery import deliver, find_out, note_delivery, take_up_messages
from cyfran.domain.correspondence.actions.links import send_link
from cyfran.domain.correspondence.actions.receiving import take_in
from cyfran.domain.correspondence.actions.rounds import ask_together
from cyfran.domain.correspondence.actions.silence import list_and_tell, remove_silent
from cyfran.domain.correspondence.bridge.inbox import texts_in_folder
from cyfran.domain.correspondence.bridge.notify import goes_by_notify, why_not_posted
from cyfran.domain.correspondence.bridge.ways import can_tell
from cyfran.domain.correspondence.choices import State
from cyfran.domain.correspondence.models import Message
from cyfran.domain.correspondence.queries import letters_handed_over, people_to_remove, people_to_tell
from cyfran.domain.people.actions.leaving import let_stay
from cyfran.domain.people.models import Person


@task()
def deliver_message(message_id: int) -> None:
    """Send a message. Where another worker seems to have it in hand, look again once it is certain whether that one is lost."""
    for message in Message.objects.filter(pk=message_id):
        if deliver(message=message, at=clock.now()).state == State.SENDING and can_tell(message):
            silence = timedelta(seconds=settings.WORKER_SILENCE_SECONDS)
            deliver_message.using(run_after=clock.now() + silence).enqueue(message_id)


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
        links.send_code(person=person, by_text=by_text, nonce=nonce, at=datetime.fromisoformat(asked_at))


@task()
def find_out_about(message_id: int) -> None:
    for message in Message.objects.filter(pk=message_id):
        find_out(message=message, at=clock.now())


@task()
def ask_after_letters() -> None:
    """Learn which letters were handed over and are not posted after all; nobody tells that by itself."""
    at = clock.now()
    for message in letters_handed_over(at=at) if goes_by_notify(Channel.LETTER) else ():
        if failure := why_not_posted(message):
            note_delivery(message=message, failure=failure, at=at)


@task()
def ask_all_together(person_id: int) -> None:
    for person in Person.objects.filter(pk=person_id):
        ask_together(person=person, at=clock.now())


@task()
def take_in_files() -> None:
    for text in texts_in_folder():
        take_in(sent_from=text.sent_from, words=text.words, number_there=text.number, at=clock.now())
        text.path.unlink()


@task()
def delete_old() -> None:
    while delivery.delete_old_messages(by=None, at=clock.now()):
        pass


@task()
def see_to_silent() -> None:
    """Tell those of whom nothing has been heard for years, and remove those whose day has come: each by herself."""
    at = clock.now()
    let_stay(by=None, at=at)
    due = [partial(list_and_tell, person=person, at=at) for person in people_to_tell(at=at)]
    see_to_each(due + [partial(remove_silent, person=person, at=at) for person in people_to_remove(at=at)])
