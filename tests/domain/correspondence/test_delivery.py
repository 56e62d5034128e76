"""Sending an e-mail once, or saying why it could not be sent."""

import socket
from datetime import UTC, datetime
from email import message_from_bytes, policy
from smtplib import SMTPConnectError, SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler
from django.core import mail

from cyfran.domain.base.choices import Channel, Language
from cyfran.domain.base.models import AuditEvent
from cyfran.domain.correspondence.actions.delivery import deliver, take_up_messages
from cyfran.domain.correspondence.actions.writing import queue_message
from cyfran.domain.correspondence.choices import Failure, Purpose, State
from cyfran.domain.correspondence.models import Message, NotSent
from tests.factories.base import make_user
from tests.factories.correspondence import make_message
from tests.factories.organisations import make_organisation
from tests.factories.people import make_caring_role, make_permission, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.domain.correspondence.urls")]

AT = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)
CONTACT = {"email": "ann@example.org", "telephone": "01970 000 001", "address": "1 Invented Street"}


def events():
    return list(AuditEvent.objects.order_by("id").values_list("verb", "facts"))


def test_an_email_goes_in_both_languages_where_none_was_chosen():
    contact = make_user(email="bob@example.org")
    person = make_person(email="ann@example.org", organisation=make_organisation(named_contact=contact))

    message = deliver(message=make_message(person=person), at=AT)

    (sent,) = mail.outbox
    assert (sent.subject, sent.body) == ("Pwnc / Subject", "Geiriau.\n\n———\n\nWords.\n")
    assert (sent.to, sent.reply_to, sent.extra_headers) == (
        ["ann@example.org"],
        ["bob@example.org"],
        {
            "Content-Language": "cy, en",
            "Cyfran-Address": "http://127.0.0.1:8000",
            "Cyfran-Person": person.public_id,
            "Cyfran-Message": message.public_id,
        },
    )


def test_beside_the_plain_text_stands_a_small_page_with_the_same_words_and_nothing_to_load():
    words = {"body_cy": "Helo <b>,\n\n- un\n- dau", "body_en": "Hello <b>,\n\n/en/my/abc/"}

    deliver(message=make_message(**words), at=AT)

    ((html, kind),) = mail.outbox[0].alternatives
    page = " ".join(html.split())
    assert kind == "text/html"
    assert page.startswith('<!DOCTYPE html> <html lang="cy">')
    assert '<div lang="cy"> <h1>Pwnc</h1> <p> Helo &lt;b&gt;, </p> <ul> <li>un</li><li>dau</li> </ul>' in page
    assert '<a href="http://127.0.0.1:8000/en/my/abc/">http://127.0.0.1:8000/en/my/abc/</a>' in page
    assert [word for word in ("src=", "<script", "@import", "url(") if word in page] == []


def test_whoever_has_left_is_named_in_no_message_and_gets_no_answers():
    contact = make_user(name="Bob Invented", email="bob@example.org", telephone="01970 000 009")
    person = make_person(organisation=make_organisation(named_contact=contact))
    contact.memberships.all().delete()

    message = queue_message(person=person, organisation=person.organisation, purpose=Purpose.MY_PAGE, about=person, at=AT)
    deliver(message=message, at=AT)

    (sent,) = mail.outbox
    assert ("Bob" in sent.body, "bob@" in sent.body, "000 009" in sent.body, sent.reply_to) == (False, False, False, [])


def test_an_email_goes_in_the_language_chosen():
    deliver(message=make_message(language=Language.WELSH), at=AT)

    (sent,) = mail.outbox
    assert (sent.subject, sent.body, sent.extra_headers["Content-Language"]) == ("Pwnc", "Geiriau.\n", "cy")


def test_an_invitation_that_waits_is_not_sent_to_somebody_who_has_lost_whom_she_looked_after():
    message = make_message(person=make_permission().person, purpose=Purpose.INVITATION)
    make_caring_role(person=message.person, state="DIED")

    deliver(message=message, at=AT)

    assert (mail.outbox, message.state, message.failure) == ([], "FAILED", "HELD_BACK")
    assert list(NotSent.objects.values_list("person", "about_public_id", "reason", "decided_at")) == [
        (message.person.pk, message.about_public_id, "GRIEVES", AT)
    ]
    assert [verb for verb, _facts in events()] == ["message.failed", "message.not_sent"]


@pytest.mark.parametrize("person", [{}, {"age_band": "FROM_13_TO_15"}], ids=["permits nothing", "turns out a child"])
def test_an_invitation_goes_to_nobody_who_may_not_be_asked_any_more(person):
    message = make_message(person=make_person(**person), purpose=Purpose.INVITATION)

    assert (deliver(message=message, at=AT).failure, mail.outbox) == ("HELD_BACK", [])


def test_an_email_is_sent_once_however_often_it_is_asked():
    message = make_message()
    same = Message.objects.get(pk=message.pk)

    for again in (message, message, same):
        deliver(message=again, at=AT)

    assert (len(mail.outbox), same.state, same.settled_at) == (1, "SENT", AT)
    assert events() == [("message.sent", {})]


@pytest.mark.parametrize("state", [State.SENDING, State.SENT, State.TO_DO, State.DONE, State.FAILED])
def test_an_email_in_another_state_is_left_alone(state):
    message = deliver(message=make_message(state=state), at=AT)

    assert (message.state, mail.outbox) == (state, [])


def test_a_letter_is_handed_to_staff_and_never_sent_as_an_email():
    message = make_message(person=make_person(channel=Channel.LETTER, **CONTACT))

    assert (deliver(message=message, at=AT).state, mail.outbox) == ("TO_DO", [])


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (SMTPRecipientsRefused({"ann@example.org": (550, b"no")}), Failure.ADDRESS_REFUSED),
        (SMTPServerDisconnected("ann@example.org"), Failure.NOT_REACHED),
        (SMTPConnectError(421, "busy"), Failure.NOT_REACHED),
        (ConnectionRefusedError(), Failure.NOT_REACHED),
        (TimeoutError(), Failure.NOT_REACHED),
        (SMTPDataError(554, b"refused for ann@example.org"), Failure.NOT_ACCEPTED),
        (UnicodeError("ann"), Failure.NOT_ACCEPTED),
    ],
)
def test_what_could_not_be_sent_says_why_and_names_nobody(error, failure, monkeypatch):
    def fail(email):
        raise error

    monkeypatch.setattr("cyfran.domain.correspondence.bridge.emails.EmailMessage.send", fail)

    message = deliver(message=make_message(), at=AT)

    assert (message.state, message.failure) == ("FAILED", failure)
    assert events() == [("message.failed", {"failure": failure})]


def test_somebody_without_an_address_any_more_is_not_written_to():
    person = make_person(channel=Channel.PHONE, email="", telephone="01970 000 001")

    message = deliver(message=make_message(person=person, channel=Channel.EMAIL), at=AT)

    assert (message.state, message.failure, mail.outbox) == ("FAILED", "NO_ADDRESS", [])


def test_what_was_cut_off_is_not_sent_twice_when_the_task_of_the_lost_worker_runs_again(
    settings, django_capture_on_commit_callbacks
):
    settings.EMAIL_HOST = "mail.example.org"
    message = make_message(state=State.SENDING, claimed_at=AT)

    with django_capture_on_commit_callbacks(execute=True):
        take_up_messages(at=LATER)
    deliver(message=message, at=LATER)

    assert (message.state, message.failure, mail.outbox) == ("FAILED", "CUT_OFF", [])


def test_take_up_messages_sends_what_waits_once_whether_or_not_the_worker_had_word_of_it(django_capture_on_commit_callbacks):
    waiting, letter = make_message(), make_message(person=make_person(channel=Channel.LETTER, **CONTACT), state=State.TO_DO)

    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            assert take_up_messages(at=AT) == []

    waiting.refresh_from_db()
    letter.refresh_from_db()
    assert (waiting.state, letter.state, len(mail.outbox)) == ("SENT", "TO_DO", 1)


def test_take_up_messages_shows_staff_what_was_cut_off_at_a_mail_server(settings, django_capture_on_commit_callbacks):
    settings.EMAIL_HOST = "mail.example.org"
    message = make_message(state=State.SENDING)

    with django_capture_on_commit_callbacks(execute=True):
        assert take_up_messages(at=LATER) == [message]

    message.refresh_from_db()
    assert (message.state, message.failure, message.settled_at, mail.outbox) == ("FAILED", "CUT_OFF", LATER, [])
    assert events() == [("message.failed", {"failure": "CUT_OFF"})]


def test_an_email_to_an_invented_person_becomes_a_file_and_never_leaves(settings, tmp_path):
    settings.DATA = tmp_path

    message = deliver(message=make_message(person=make_person(is_example=True)), at=AT)

    (file,) = (tmp_path / "outbox").iterdir()
    assert (message.state, mail.outbox) == ("SENT", [])
    assert "Content-Language: cy, en" in file.read_text()


@pytest.fixture
def inbox(settings):
    received = []

    class Inbox(MessageHandler):
        def handle_message(self, message):
            received.append(message_from_bytes(message.as_bytes(), policy=policy.default))

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(Inbox(), hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", port, False
    yield received
    server.stop()


def test_an_email_arrives_as_plain_text_with_its_accents(inbox):
    person = make_person(email="ann@example.org", language=Language.WELSH)

    message = deliver(
        message=make_message(person=person, subject_cy="Tŷ a gardd", body_cy="Beth ddaeth o’ch geiriau: tŷ, dŵr, ŷd."), at=AT
    )

    (received,) = inbox
    assert message.state == "SENT"
    assert (received["Subject"], received["To"], received["Content-Language"]) == ("Tŷ a gardd", "ann@example.org", "cy")
    plain, html = received.iter_parts()
    assert (received.get_content_type(), plain.get_content_type(), html.get_content_type()) == (
        "multipart/alternative",
        "text/plain",
        "text/html",
    )
    assert plain.get_content().strip() == "Beth ddaeth o’ch geiriau: tŷ, dŵr, ŷd."
    assert "<p> Beth ddaeth o’ch geiriau: tŷ, dŵr, ŷd. </p>" in " ".join(html.get_content().split())


def test_an_email_waits_when_nobody_answers(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        settings.EMAIL_HOST, settings.EMAIL_PORT = closed.getsockname()

        message = deliver(message=make_message(), at=AT)

    assert (message.state, message.failure) == ("FAILED", "NOT_REACHED")


def test_nobody_adds_a_line_to_the_head_of_an_e_mail():
    message = deliver(message=make_message(subject_cy="Pwnc\nBcc: zoe@example.org", subject_en="S\nBcc: zoe@example.org"), at=AT)

    assert (message.state, mail.outbox) == ("FAILED", [])
