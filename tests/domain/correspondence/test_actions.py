"""Queuing, sending and settling messages."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cyfran.domain.base.choices import Channel, Language
from cyfran.domain.base.models import AuditEvent
from cyfran.domain.correspondence.actions.delivery import delete_old_messages, send_again, settle
from cyfran.domain.correspondence.actions.links import reach_anew, register_and_welcome, send_my_link
from cyfran.domain.correspondence.actions.writing import queue_message
from cyfran.domain.correspondence.choices import Purpose, State
from cyfran.domain.correspondence.models import Arrival, Message
from cyfran.domain.correspondence.queries import letter_of
from cyfran.domain.people.actions.people import renew_link
from cyfran.domain.people.choices import Hours, Relation, Use
from cyfran.domain.people.queries import my_link
from tests.factories.base import make_user
from tests.factories.correspondence import make_message
from tests.factories.organisations import make_coordinator, make_organisation
from tests.factories.people import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.domain.correspondence.urls")]

AT = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)
CONTACT = {"email": "ann@example.org", "telephone": "01970 000 001", "address": "1 Invented Street"}


def queue_my_page(person):
    return queue_message(person=person, organisation=person.organisation, purpose=Purpose.MY_PAGE, about=person, at=AT)


def events():
    return list(AuditEvent.objects.order_by("id").values_list("verb", "facts"))


def test_an_email_is_sent_by_itself_after_the_commit(django_capture_on_commit_callbacks):
    person = make_person(email="ann@example.org", language=Language.ENGLISH)

    with django_capture_on_commit_callbacks(execute=True):
        message = queue_my_page(person)

        assert (message.state, mail.outbox) == ("QUEUED", [])
    message.refresh_from_db()
    assert (message.state, [sent.to for sent in mail.outbox]) == ("SENT", [["ann@example.org"]])


@pytest.mark.parametrize("channel", [Channel.TEXT, Channel.PHONE, Channel.LETTER])
def test_every_other_form_waits_for_staff(channel, django_capture_on_commit_callbacks):
    person = make_person(channel=channel, **CONTACT)

    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        message = queue_my_page(person)

    assert (message.state, message.channel, callbacks, mail.outbox) == ("TO_DO", channel, [], [])


def test_a_message_remembers_what_it_is_about_and_the_language_of_its_reader():
    person = make_person(language=Language.WELSH)

    message = queue_my_page(person)

    assert (message.about_kind, message.about_public_id) == ("people.person", person.public_id)
    assert (message.language, message.queued_at, message.organisation) == ("CY", AT, person.organisation)
    assert events() == [("message.queued", {"purpose": "MY_PAGE", "channel": "EMAIL"})]


@pytest.mark.parametrize("state", [State.FAILED, State.SENDING, State.QUEUED])
def test_an_email_that_was_not_sent_is_sent_again(state, django_capture_on_commit_callbacks):
    message = make_message(state=state)

    with django_capture_on_commit_callbacks(execute=True):
        send_again(message=message, by=make_coordinator(message.organisation), at=AT)

    message.refresh_from_db()
    assert (message.state, len(mail.outbox)) == ("SENT", 1)
    assert [verb for verb, _ in events()] == ["message.queued", "message.sent"]


@pytest.mark.parametrize("state", [State.SENT, State.DONE, State.SENDING])
def test_a_message_that_arrived_or_is_being_sent_is_not_sent_again(state):
    with pytest.raises(ValidationError) as refused:
        send_again(message=make_message(state=state, claimed_at=AT), by=make_user(), at=AT)

    assert refused.value.code == "nothing_to_send"


def test_a_letter_is_not_sent_again_by_email():
    message = make_message(person=make_person(channel=Channel.LETTER, **CONTACT), state=State.TO_DO)

    with pytest.raises(ValidationError) as refused:
        send_again(message=message, by=make_user(), at=AT)

    assert refused.value.code == "nothing_to_send"


@pytest.mark.parametrize("state", [State.TO_DO, State.FAILED])
def test_settle_says_who_posted_or_rang_and_when(state):
    user = make_user()
    message = make_message(state=state)

    settle(message=message, by=user, at=AT)

    message.refresh_from_db()
    assert (message.state, message.settled_by, message.settled_at) == ("DONE", user, AT)
    assert events() == [("message.settled", {})]


@pytest.mark.parametrize("state", [State.QUEUED, State.SENDING, State.SENT, State.DONE])
def test_settle_refuses_what_waits_for_nobody(state):
    with pytest.raises(ValidationError) as refused:
        settle(message=make_message(state=state), by=make_user(), at=AT)

    assert refused.value.code == "nothing_to_do"


def register_ann(**given):
    organisation = make_organisation()
    fields = {"organisation": organisation, "area": organisation.area, "name": "Ann Example", "by": None, "at": AT}
    choices = {"relations": [(Relation.PARENT, Hours.NOT_SURE)], "uses": [Use.CONTACT], "came": Arrival(way="WEBSITE")}
    return register_and_welcome(**{**fields, **choices, **given})


def test_somebody_who_registers_gets_the_link_to_her_page(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        person = register_ann(channel=Channel.EMAIL, email="ann@example.org")

    assert f"http://127.0.0.1:8000/cy/my/{my_link(person)}/" in mail.outbox[0].body


def test_somebody_with_only_a_landline_is_welcomed_by_staff():
    person = register_ann(channel=Channel.PHONE, telephone="01970 000 001")

    assert list(person.messages.values_list("purpose", "state")) == [("MY_PAGE", "TO_DO")]


def test_somebody_who_cannot_be_registered_is_sent_nothing():
    with pytest.raises(ValidationError):
        register_ann(channel=Channel.EMAIL)

    assert Message.objects.count() == 0


@pytest.mark.parametrize("contact", ["ANN@example.org ", "+44 1970 000001"])
def test_whoever_is_reached_there_gets_her_link(contact, django_capture_on_commit_callbacks):
    person = make_person(email="ann@example.org", telephone="01970 000 001")

    with django_capture_on_commit_callbacks(execute=True):
        answer = send_my_link(contact=contact, at=AT)

    assert answer is None
    assert my_link(person) in mail.outbox[0].body


def test_each_of_a_household_gets_her_own(django_capture_on_commit_callbacks):
    people = [make_person(name=name, email="home@example.org") for name in ("Ann", "Bet")]

    with django_capture_on_commit_callbacks(execute=True):
        send_my_link(contact="home@example.org", at=AT)

    assert [my_link(person) in sent.body for person, sent in zip(people, mail.outbox, strict=True)] == [True, True]


def test_a_stranger_hears_nothing(django_capture_on_commit_callbacks):
    make_person()

    with django_capture_on_commit_callbacks(execute=True):
        answer = send_my_link(contact="stranger@example.org", at=AT)

    assert (answer, mail.outbox, Message.objects.count(), events()) == (None, [], 0, [])


@pytest.mark.parametrize("contact", ["ann@example.org", "stranger@example.org", "01970 000 001", "01970 000 002", ""])
def test_known_and_unknown_take_the_same_steps(contact, settings, django_capture_on_commit_callbacks):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    make_person(email="ann@example.org", telephone="01970 000 001")

    with CaptureQueriesContext(connection) as steps, django_capture_on_commit_callbacks(execute=True):
        send_my_link(contact=contact, at=AT)

    assert [step["sql"].split()[0] for step in steps if "SAVEPOINT" not in step["sql"]] == ["SELECT", "INSERT"]


def test_asking_again_while_staff_still_have_the_first_adds_nothing(django_capture_on_commit_callbacks):
    person = make_person(channel=Channel.PHONE, **CONTACT)
    first = queue_my_page(person)

    with django_capture_on_commit_callbacks(execute=True):
        send_my_link(contact=person.telephone, at=LATER)

    assert list(Message.objects.all()) == [first]


def test_asking_again_after_the_link_was_renewed_sends_the_new_one(django_capture_on_commit_callbacks):
    person = make_person(channel=Channel.LETTER, **CONTACT)
    queue_my_page(person)
    renew_link(person=person, by=person, at=AT)

    with django_capture_on_commit_callbacks(execute=True):
        send_my_link(contact=person.telephone, at=LATER)

    assert my_link(person) in person.messages.get(queued_at=LATER).body_en


def test_old_messages_are_deleted_some_at_a_time_and_what_is_not_settled_stays(settings):
    settings.MESSAGE_YEARS = 2
    old = [make_message(settled_at=AT - timedelta(days=731)) for _number in range(3)]
    kept = [make_message(settled_at=AT - timedelta(days=729)), make_message(settled_at=None)]

    deleted = [delete_old_messages(by=None, at=AT, most=2) for _time in range(3)]

    assert deleted == [2, 1, 0]
    assert set(Message.objects.all()) == set(kept)
    assert set(AuditEvent.objects.filter(verb="message.deleted").values_list("subject_public_id", flat=True)) == {
        message.public_id for message in old
    }


@pytest.mark.parametrize(
    ("before", "changed", "told"),
    [
        ({"email": "a@example.org"}, {"email": "b@example.org"}, [("EMAIL", "a@example.org")]),
        ({"email": "a@example.org"}, {"email": "A@Example.org"}, []),
        ({"email": "a@example.org"}, {"language": "CY"}, []),
        (
            {"channel": "TEXT", "telephone": "07700 900104", "email": ""},
            {"telephone": "07700 900105"},
            [("TEXT", "07700 900104")],
        ),
        ({"channel": "PHONE", "telephone": "01970 000777"}, {"telephone": "01970000777"}, []),
        ({"channel": "LETTER", "address": "1 Invented Lane"}, {"address": "2 Invented Lane"}, [("LETTER", "1 Invented Lane")]),
        ({"email": "a@example.org", "address": "1 Invented Lane"}, {"address": ""}, []),
        (
            {"email": "a@example.org", "telephone": "01970 000777"},
            {"channel": "LETTER", "address": "2 Invented Lane", "email": "", "telephone": ""},
            [("EMAIL", "a@example.org"), ("PHONE", "01970 000777")],
        ),
    ],
)
def test_whoever_is_reached_another_way_is_told_where_she_was_reached(before, changed, told):
    person = make_person(**before)

    reach_anew(person=person, by=person, at=AT, **changed)

    assert [(message.channel, message.sent_to) for message in Message.objects.order_by("pk")] == told
    assert {message.purpose for message in Message.objects.all()} <= {Purpose.REACH}


def test_a_letter_about_the_change_goes_to_the_old_address():
    person = make_person(channel="LETTER", address="1 Invented Lane\nInventown")

    reach_anew(person=person, by=person, at=AT, address="2 Invented Lane")

    assert letter_of(Message.objects.get()).address_lines == ("1 Invented Lane", "Inventown")
