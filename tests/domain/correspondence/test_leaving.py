"""Of whom nothing has been heard for years is told, has time to say that she stays, and is then removed."""

import logging
from datetime import UTC, date, datetime, timedelta

import pytest

from cyfran.config.logs import JsonLines
from cyfran.domain.base import clock
from cyfran.domain.base.models import AuditEvent
from cyfran.domain.base.tasks import NotAllSeenToError
from cyfran.domain.correspondence import tasks
from cyfran.domain.correspondence.actions import silence
from cyfran.domain.correspondence.actions.silence import list_and_tell, remove_silent
from cyfran.domain.correspondence.choices import Purpose
from cyfran.domain.correspondence.models import Message
from cyfran.domain.correspondence.queries import people_to_remove, people_to_tell
from cyfran.domain.people.actions.leaving import hear_from
from cyfran.domain.people.models import Person
from tests.factories.correspondence import make_message
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def make_silent(**given) -> Person:
    return make_person(registered_at=LONG_AGO, **given)


def worker_at(monkeypatch, at: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: at)
    tasks.see_to_silent.call()


def told(person: Person, **given) -> Message:
    """Make somebody listed, whose day has come, and the message about it."""
    Person.objects.filter(pk=person.pk).update(leaves_on=AT.date())
    return make_message(person=person, purpose=Purpose.LEAVING, queued_at=AT - timedelta(days=28), **given)


def test_the_worker_tells_whoever_is_silent_and_removes_her_only_on_the_day_named(monkeypatch):
    silent, other = make_silent(language="CY"), make_person(registered_at=AT)

    for days in (0, 1, 27):
        worker_at(monkeypatch, AT + timedelta(days=days))
    silent.refresh_from_db()
    [message] = Message.objects.all()
    message.settled_at, message.state = AT, "SENT"
    message.save()
    before = (silent.leaves_on, silent.erased_at)
    worker_at(monkeypatch, AT + timedelta(days=28))

    silent.refresh_from_db()
    other.refresh_from_db()
    assert before == (date(2026, 12, 20), None)
    assert (message.purpose, message.language, "20 Rhagfyr 2026" in message.body_cy) == (Purpose.LEAVING, "CY", True)
    assert (silent.name, silent.leaves_on, other.erased_at) == ("—", None, None)
    assert AuditEvent.objects.filter(verb="person.listed_to_leave").count() == 1


def test_whoever_says_in_time_that_she_stays_is_not_removed(monkeypatch):
    silent = make_silent()
    told(silent, state="SENT", settled_at=AT - timedelta(days=28))
    hear_from(person=silent, by=silent, at=AT)

    worker_at(monkeypatch, AT)

    silent.refresh_from_db()
    assert (silent.erased_at, silent.leaves_on) == (None, None)


@pytest.mark.parametrize(
    ("message", "is_removed"),
    [
        ({"state": "TO_DO"}, False),
        ({"state": "QUEUED"}, False),
        ({"state": "DONE", "settled_at": AT - timedelta(days=13)}, False),
        ({"state": "DONE", "settled_at": AT - timedelta(days=14)}, True),
        ({"state": "FAILED", "failure": "NO_ADDRESS", "settled_at": AT - timedelta(days=20)}, True),
        ({"state": "FAILED", "failure": "ADDRESS_REFUSED", "settled_at": AT - timedelta(days=20)}, True),
        ({"state": "FAILED", "failure": "NOT_REACHED", "settled_at": AT - timedelta(days=20)}, False),
        ({"state": "FAILED", "failure": "NOT_ACCEPTED", "settled_at": AT - timedelta(days=20)}, False),
        ({"state": "FAILED", "failure": "CUT_OFF", "settled_at": AT - timedelta(days=20)}, False),
        ({"state": "QUEUED", "settled_at": AT - timedelta(days=20)}, False),
    ],
)
def test_nobody_is_removed_who_had_no_time_to_answer(message, is_removed):
    silent = make_silent()
    told(silent, **message)

    assert people_to_remove(at=AT).exists() is is_removed


def test_nobody_is_removed_whom_no_message_told():
    silent = make_silent(leaves_on=date(2026, 1, 1))

    assert (list(people_to_tell(at=AT)), list(people_to_remove(at=AT))) == ([silent], [])


def test_it_is_looked_again_before_anybody_is_listed_or_removed():
    listed, due = make_silent(), make_silent()
    told(due, state="SENT", settled_at=AT - timedelta(days=28))
    for person in (listed, due):
        hear_from(person=Person.objects.get(pk=person.pk), by=person, at=AT)

    list_and_tell(person=listed, at=AT)
    remove_silent(person=due, at=AT)

    assert list(Person.objects.values_list("leaves_on", "erased_at")) == [(None, None)] * 2
    assert Message.objects.count() == 1


def test_what_goes_wrong_with_one_stops_nobody_else_and_is_told_without_naming_her(monkeypatch, caplog):
    first, second = make_silent(name="Zebedee"), make_silent()
    for person in (first, second):
        told(person, state="SENT", settled_at=AT - timedelta(days=28))
    erase = silence.erase

    def stumble(*, person, by, at):
        if person == first:
            raise ValueError("Zebedee zebedee@example.org")
        return erase(person=person, by=by, at=at)

    monkeypatch.setattr(silence, "erase", stumble)

    with caplog.at_level(logging.ERROR), pytest.raises(NotAllSeenToError, match=r"^1$"):
        worker_at(monkeypatch, AT)

    first.refresh_from_db()
    second.refresh_from_db()
    [record] = caplog.records
    line = JsonLines().format(record)
    assert (first.erased_at, second.erased_at) == (None, AT)
    assert ("builtins.ValueError" in line, "ebedee" in line) == (True, False)
