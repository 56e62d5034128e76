"""Work in the background, repeated and too late."""

from datetime import UTC, datetime, timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from cyfran.domain.base import clock
from cyfran.domain.correspondence.models import Message
from cyfran.domain.correspondence.tasks import deliver_message, send_code, send_links, take_up
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import my_link
from tests.factories.correspondence import make_message
from tests.factories.people import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.domain.correspondence.urls")]

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


def test_deliver_message_sends_once_however_often_it_runs(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    message = make_message()

    deliver_message.call(message.pk)
    deliver_message.call(message.pk)

    message.refresh_from_db()
    assert (message.state, message.settled_at, len(mail.outbox)) == ("SENT", NOW, 1)


def test_deliver_message_of_somebody_erased_meanwhile_does_nothing():
    deliver_message.call(12345)

    assert mail.outbox == []


def test_send_links_writes_one_message_each_and_none_twice():
    people = [make_person(), make_person()]
    ids = [person.pk for person in people]

    send_links.call(ids, NOW.isoformat())
    send_links.call(ids, NOW.isoformat())

    messages = Message.objects.order_by("person_id").values_list("person_id", "purpose", "queued_at")
    assert list(messages) == [(person_id, "MY_PAGE", NOW) for person_id in ids]


def test_a_link_asked_for_where_a_record_was_reached_that_went_into_another_goes_there_and_opens_the_other():
    kept, gone = make_person(), make_person(email="old@example.org")
    Person.objects.filter(pk=gone.pk).update(merged_into=kept, merged_at=NOW)

    for _again in range(2):
        send_links.call([kept.pk, gone.pk], NOW.isoformat())

    messages = Message.objects.order_by("pk")
    assert [(one.person, one.sent_to, my_link(kept) in one.body_en) for one in messages] == [
        (kept, "", True),
        (kept, "old@example.org", True),
    ]


def test_messages_that_have_waited_for_an_hour_are_taken_up(monkeypatch, settings, django_capture_on_commit_callbacks):
    settings.EMAIL_HOST = "mail.example.org"
    monkeypatch.setattr(clock, "now", lambda: NOW)
    states = (("QUEUED", 61), ("SENDING", 61), ("QUEUED", 59), ("SENDING", 59))
    waiting = [make_message(state=state, queued_at=NOW - timedelta(minutes=minutes)) for state, minutes in states]

    with django_capture_on_commit_callbacks(execute=True):
        take_up.enqueue()

    assert [Message.objects.get(pk=message.pk).state for message in waiting] == ["SENT", "FAILED", "QUEUED", "SENDING"]


def test_what_another_worker_seems_to_have_in_hand_is_looked_at_again(monkeypatch, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    monkeypatch.setattr(clock, "now", lambda: NOW)
    message = make_message(state="SENDING", claimed_at=NOW - timedelta(seconds=5))

    deliver_message.call(message.pk)

    again = DBTaskResult.objects.get()
    silence = timedelta(seconds=settings.WORKER_SILENCE_SECONDS)
    assert (again.args_kwargs, again.run_after) == ({"args": [message.pk], "kwargs": {}}, NOW + silence)


@pytest.mark.django_db(transaction=True)  # a worker closes its connection
def test_what_a_task_keeps_of_a_code_that_could_not_be_sent_names_nobody(monkeypatch, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    monkeypatch.setattr(EmailMessage, "send", refused)
    person = make_person(email="gwenllian@example.org")
    send_code.enqueue([person.pk], False, "nonce", NOW.isoformat())

    call_command("db_worker", batch=True, interval=0, verbosity=0, startup_delay=False)

    kept = DBTaskResult.objects.get()
    assert kept.status == "FAILED"
    assert kept.traceback.splitlines()[-1].endswith("CannotSendError: ADDRESS_REFUSED")
    assert "gwenllian" not in str(vars(kept))


def refused(email: EmailMessage) -> None:
    raise SMTPRecipientsRefused({email.to[0]: (550, f"no such person {email.to[0]}".encode())})
