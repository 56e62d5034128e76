"""GOV.UK Notify: what is handed over, what it refuses, and that the fake answers as the real client does."""

from base64 import b64decode
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from notifications_python_client import NotificationsAPIClient
from notifications_python_client.errors import HTTPError

from cyfran.config.notify import Notify
from cyfran.domain.base.choices import Channel
from cyfran.domain.correspondence.actions.delivery import (
    deliver,
    find_out,
    note_delivery,
    note_return,
    send_again,
    take_up_messages,
)
from cyfran.domain.correspondence.actions.links import CannotSendError, send_code
from cyfran.domain.correspondence.actions.writing import queue_message
from cyfran.domain.correspondence.choices import Failure, Purpose, State
from cyfran.domain.correspondence.models import Message
from cyfran.domain.correspondence.tasks import ask_after_letters
from tests.factories.base import make_user
from tests.factories.correspondence import make_message
from tests.factories.opportunities import make_invitation
from tests.factories.people import make_person
from tests.fakes.notify import KEY, TEMPLATES, FakeNotify, Post, notify_on_this_machine
from tests.paper import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.domain.correspondence.urls")]

AT = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
BY_EMAIL = {"email": "ann@example.org"}
BY_LETTER = {"channel": Channel.LETTER, "address": "1 Heol Ddychmygol\nAbermorfa\nSY99 9ZZ"}
BY_TEXT = {"channel": Channel.TEXT, "telephone": "07700 900001"}
UNKNOWN = "00000000-0000-4000-8000-000000000000"


@pytest.fixture(params=["fake", "real"])
def client_of_notify(request):
    """Return the client of the tests, and the real one that speaks with a server on this machine."""
    post = Post()
    if request.param == "fake":
        yield FakeNotify(post)
        return
    with notify_on_this_machine(post) as address:
        yield NotificationsAPIClient(KEY, base_url=address)


@pytest.fixture
def notify(settings, monkeypatch):
    settings.NOTIFY = Notify(key=KEY, templates=TEMPLATES, letters=True)
    fake = FakeNotify()
    monkeypatch.setattr("cyfran.domain.correspondence.bridge.notify.client", lambda: fake)
    return fake.post


@pytest.fixture
def nobody_there(settings):
    settings.NOTIFY = Notify(key=KEY, address="http://127.0.0.1:9", templates=TEMPLATES, letters=True)


def test_the_fake_and_the_real_client_hand_over_and_find_alike(client_of_notify):
    words = {"subject": "Subject", "body": "Words"}

    taken = [
        client_of_notify.send_email_notification("ann@example.org", TEMPLATES["EMAIL"], words, reference="one"),
        client_of_notify.send_sms_notification("07700 900001", TEMPLATES["TEXT"], {"body": "Words"}, reference="two"),
    ]
    letter = client_of_notify.send_precompiled_letter_notification("three", BytesIO(b"%PDF-1.7 of an invented letter"))
    found = client_of_notify.get_all_notifications(reference="two")["notifications"]

    assert [(one["reference"], one["content"]) for one in taken] == [(name, {"body": "Words"}) for name in ("one", "two")]
    assert (letter["reference"], letter["postage"]) == ("three", "second")
    assert [(one["reference"], one["type"]) for one in found] == [("two", "sms")]
    assert client_of_notify.get_all_notifications(reference="none")["notifications"] == []


@pytest.mark.parametrize(
    ("hand_over", "message"),
    [
        (
            lambda c: c.send_email_notification("ann", TEMPLATES["EMAIL"], {}),
            "email_address Not a valid email address",
        ),
        (lambda c: c.send_sms_notification("12", TEMPLATES["TEXT"], {"body": "W"}), "phone_number Not a valid phone number"),
        (
            lambda c: c.send_sms_notification("07700 900001", TEMPLATES["TEXT"], {"body": "W" * 919}),
            "Content for template has a character count greater than the limit of 918",
        ),
        (lambda c: c.send_precompiled_letter_notification("one", BytesIO(b"no PDF")), "Letter content is not a valid PDF"),
        (lambda c: c.send_email_notification("ann@example.org", UNKNOWN, {"body": "W"}), "Template not found"),
    ],
)
def test_the_fake_and_the_real_client_refuse_alike(client_of_notify, hand_over, message):
    with pytest.raises(HTTPError) as refused:
        hand_over(client_of_notify)

    assert (refused.value.status_code, [one["message"] for one in refused.value.message]) == (400, [message])


@pytest.mark.parametrize(
    ("given", "to"),
    [(BY_EMAIL, {"email_address": "ann@example.org"}), (BY_TEXT, {"phone_number": "07700 900001"})],
)
def test_what_has_a_template_goes_by_notify_under_its_own_id(notify, given, to):
    message = deliver(message=make_message(person=make_person(language="EN", **given)), at=AT)

    (taken,) = notify.taken
    assert (message.state, taken["reference"]) == ("SENT", message.public_id)
    assert {name: taken["asked"][name] for name in to} == to
    assert taken["asked"]["personalisation"]["body"] == "Words."


def test_a_letter_goes_by_notify_as_it_would_be_printed_here(notify):
    message = deliver(message=make_message(person=make_person(name="Ann Example", language="EN", **BY_LETTER)), at=AT)

    (taken,) = notify.taken
    words = words_of(b64decode(taken["asked"]["content"]))
    assert (message.state, taken["reference"]) == ("SENT", message.public_id)
    assert words.startswith("Ann Example 1 Heol Ddychmygol Abermorfa SY99 9ZZ")
    assert words.endswith("Words.")


@pytest.mark.parametrize(
    ("status", "expected"),
    [("validation-failed", ("FAILED", "NOT_ACCEPTED")), ("accepted", ("SENT", "")), ("received", ("SENT", ""))],
)
def test_a_letter_whose_layout_or_address_notify_refuses_later_is_shown_as_not_sent(notify, status, expected, monkeypatch):
    message = deliver(message=make_message(person=make_person(**BY_LETTER)), at=AT)
    notify.taken[0]["status"] = status
    monkeypatch.setattr("cyfran.domain.base.clock.now", lambda: LATER)

    ask_after_letters.call()

    message.refresh_from_db()
    assert (message.state, message.failure) == expected


def test_letters_of_long_ago_are_not_asked_after(notify, monkeypatch):
    message = deliver(message=make_message(person=make_person(**BY_LETTER)), at=AT)
    notify.taken[0]["status"] = "validation-failed"
    monkeypatch.setattr("cyfran.domain.base.clock.now", lambda: AT + timedelta(days=3))

    ask_after_letters.call()

    message.refresh_from_db()
    assert message.state == "SENT"


@pytest.mark.usefixtures("nobody_there")
def test_where_notify_cannot_be_asked_a_letter_counts_as_posted(monkeypatch):
    message = make_message(person=make_person(**BY_LETTER), state=State.SENT, settled_at=AT)
    monkeypatch.setattr("cyfran.domain.base.clock.now", lambda: LATER)

    ask_after_letters.call()

    message.refresh_from_db()
    assert message.state == "SENT"


def test_a_letter_to_whoever_has_no_address_any_more_is_not_handed_over(notify):
    person = make_person(channel=Channel.PHONE, telephone="01970 000001")

    message = deliver(message=make_message(person=person, channel=Channel.LETTER), at=AT)

    assert (message.state, message.failure, notify.taken) == ("FAILED", "NO_ADDRESS", [])


@pytest.mark.parametrize(
    ("letters", "texts"),
    [(450, ["y" * 450 + "\n\n---\n\n" + "x" * 450]), (456, ["y" * 456, "x" * 456])],
    ids=["both fit", "too long"],
)
def test_a_text_too_long_for_both_languages_goes_in_one_for_each(notify, letters, texts):
    words = {"body_cy": "y" * letters, "body_en": "x" * letters}

    message = deliver(message=make_message(person=make_person(**BY_TEXT), **words), at=AT)

    assert (message.state, [taken["asked"]["personalisation"]["body"] for taken in notify.taken]) == ("SENT", texts)


def test_a_text_of_which_only_one_language_went_counts_as_not_gone(notify, django_capture_on_commit_callbacks):
    words = {"body_cy": "y" * 600, "body_en": "x" * 600}
    message = make_message(person=make_person(**BY_TEXT), state=State.SENDING, claimed_at=AT, **words)
    FakeNotify(notify).send_sms_notification("07700 900001", TEMPLATES["TEXT"], {"body": "y" * 600}, message.public_id)

    with django_capture_on_commit_callbacks(execute=True):
        take_up_messages(at=LATER)

    message.refresh_from_db()
    assert (message.state, len(notify.taken)) == ("SENT", 3)


def test_a_text_goes_by_itself_where_notify_sends_texts(notify, django_capture_on_commit_callbacks):
    person = make_person(**BY_TEXT)

    with django_capture_on_commit_callbacks(execute=True):
        queue_message(person=person, organisation=person.organisation, purpose=Purpose.MY_PAGE, about=person, at=AT)

    assert (Message.objects.get().state, len(notify.taken)) == ("SENT", 1)


def test_nothing_to_invented_people_goes_by_notify(notify, settings, tmp_path):
    settings.DATA = tmp_path
    texted = make_person(is_example=True, **BY_TEXT)

    deliver(message=make_message(person=make_person(is_example=True, **BY_EMAIL)), at=AT)
    waiting = queue_message(person=texted, organisation=texted.organisation, purpose=Purpose.MY_PAGE, about=texted, at=AT)

    assert (notify.taken, waiting.state, len(list((tmp_path / "outbox").iterdir()))) == ([], "TO_DO", 1)


def test_a_code_by_text_goes_by_notify(notify, settings):
    settings.TEXTS_ARE_SENT = True

    send_code(person=make_person(**BY_TEXT), by_text=True, nonce="one", at=AT)

    (taken,) = notify.taken
    assert (taken["type"], taken["reference"]) == ("sms", None)


@pytest.mark.parametrize(("email", "failure"), [("ann", Failure.ADDRESS_REFUSED), ("", Failure.NO_ADDRESS)])
def test_an_address_that_notify_refuses_is_known_as_that(notify, email, failure):
    person = make_person(email=email, channel=Channel.PHONE, telephone="01970 000001")

    message = deliver(message=make_message(person=person, channel=Channel.EMAIL), at=AT)

    assert (message.state, message.failure, notify.taken) == ("FAILED", failure, [])


@pytest.mark.usefixtures("notify")
def test_whatever_else_notify_refuses_can_be_sent_again(settings):
    settings.NOTIFY = Notify(key=KEY, templates={"EMAIL": UNKNOWN})

    message = deliver(message=make_message(person=make_person(**BY_EMAIL)), at=AT)

    assert (message.state, message.failure) == ("FAILED", "NOT_ACCEPTED")


@pytest.mark.usefixtures("nobody_there")
def test_of_a_service_that_does_not_answer_nobody_says_whether_it_took_a_message():
    message = deliver(message=make_message(person=make_person(**BY_EMAIL)), at=AT)

    assert (message.state, message.failure) == ("SENDING", "")


@pytest.mark.usefixtures("nobody_there")
def test_a_code_that_did_not_go_at_once_has_failed(settings):
    settings.TEXTS_ARE_SENT = True

    with pytest.raises(CannotSendError, match="NOT_REACHED"):
        send_code(person=make_person(**BY_TEXT), by_text=True, nonce="one", at=AT)


# --- What became of it ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("failure", "state"), [("", "DELIVERED"), (Failure.BOUNCED, "FAILED")])
def test_what_became_of_an_invitation_is_kept_beside_it(failure, state):
    invitation = make_invitation(reached_at=AT)
    about = {"about_kind": "opportunities.invitation", "about_public_id": invitation.public_id, "purpose": Purpose.INVITATION}
    message = make_message(person=invitation.person, state=State.SENT, **about)

    note_delivery(message=message, failure=failure, at=LATER)

    invitation.refresh_from_db()
    assert (message.state, message.failure) == (state, failure)
    assert invitation.reached_at == (None if failure else AT)


def test_whose_reminder_comes_back_was_reached_all_the_same():
    invitation = make_invitation(reached_at=AT)
    about = {"about_kind": "opportunities.invitation", "about_public_id": invitation.public_id, "purpose": Purpose.REMINDER}
    message = make_message(person=invitation.person, state=State.SENT, **about)

    note_delivery(message=message, failure=Failure.BOUNCED, at=LATER)

    invitation.refresh_from_db()
    assert (message.state, invitation.reached_at) == ("FAILED", AT)


@pytest.mark.parametrize(
    ("before", "told"),
    [
        ({"state": State.DONE}, Failure.BOUNCED),
        ({"state": State.DELIVERED}, Failure.NOT_DELIVERED),
        ({"state": State.DELIVERED}, ""),
        ({"state": State.FAILED, "failure": Failure.BOUNCED}, ""),
        ({"state": State.QUEUED}, Failure.NOT_DELIVERED),
    ],
    ids=["settled otherwise", "of an earlier try", "said twice", "staff said that it came back", "being tried again"],
)
def test_what_is_told_late_or_twice_changes_nothing(before, told):
    message = make_message(settled_at=AT, **before)

    note_delivery(message=message, failure=told, at=LATER)

    assert (message.state, message.failure, message.settled_at) == (before["state"], before.get("failure", ""), AT)


@pytest.mark.parametrize(
    "before", [{"state": State.FAILED, "failure": Failure.NOT_DELIVERED}, {"state": State.QUEUED}, {"state": State.SENDING}]
)
def test_what_turns_out_to_have_arrived_is_not_sent_again(before, notify):
    message = make_message(person=make_person(**BY_EMAIL), **before)

    note_delivery(message=message, failure="", at=LATER)
    deliver(message=message, at=LATER)

    assert (message.state, message.failure, notify.taken) == ("DELIVERED", "", [])


@pytest.mark.parametrize(("given", "failure"), [(BY_LETTER, "RETURNED"), (BY_EMAIL, "BOUNCED")])
def test_staff_say_that_a_message_came_back(given, failure):
    message = make_message(person=make_person(**given), state=State.SENT)

    note_return(message=message, by=make_user(), at=LATER)

    assert (message.state, message.failure) == ("FAILED", failure)


# --- After a stop -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("went_before", [True, False])
def test_of_what_was_cut_off_notify_tells_whether_it_went_and_it_goes_once(
    notify, went_before, django_capture_on_commit_callbacks
):
    message = make_message(person=make_person(**BY_EMAIL), state=State.SENDING, claimed_at=AT)
    if went_before:
        FakeNotify(notify).send_email_notification("ann@example.org", TEMPLATES["EMAIL"], {"body": "W"}, message.public_id)

    with django_capture_on_commit_callbacks(execute=True):
        take_up_messages(at=LATER)

    message.refresh_from_db()
    assert (message.state, [one["reference"] for one in notify.taken]) == ("SENT", [message.public_id])


def test_what_notify_failed_to_deliver_before_does_not_count_as_gone(notify, django_capture_on_commit_callbacks):
    message = make_message(person=make_person(**BY_EMAIL), state=State.SENDING, claimed_at=AT)
    FakeNotify(notify).send_email_notification("ann@example.org", TEMPLATES["EMAIL"], {"body": "W"}, message.public_id)
    notify.taken[0]["status"] = "temporary-failure"

    with django_capture_on_commit_callbacks(execute=True):
        take_up_messages(at=LATER)

    message.refresh_from_db()
    assert (message.state, len(notify.taken)) == ("SENT", 2)


def test_what_another_worker_has_taken_up_meanwhile_is_left_to_it(notify, monkeypatch):
    message = make_message(person=make_person(**BY_EMAIL), state=State.SENDING, claimed_at=AT)

    def taken_up(_message):
        Message.objects.update(claimed_at=LATER)
        return False

    monkeypatch.setattr("cyfran.domain.correspondence.actions.delivery.was_sent", taken_up)

    assert (find_out(message=message, at=LATER).state, notify.taken) == ("SENDING", [])


@pytest.mark.parametrize("went_before", [True, False])
def test_what_was_cut_off_is_sent_again_by_hand_only_where_it_did_not_go(notify, went_before, django_capture_on_commit_callbacks):
    message = make_message(person=make_person(**BY_EMAIL), state=State.SENDING, claimed_at=AT)
    if went_before:
        FakeNotify(notify).send_email_notification("ann@example.org", TEMPLATES["EMAIL"], {"body": "W"}, message.public_id)

    with django_capture_on_commit_callbacks(execute=True):
        send_again(message=message, by=make_user(), at=LATER)

    message.refresh_from_db()
    assert (message.state, len(notify.taken)) == ("SENT", 1)


def test_what_a_worker_has_in_hand_is_left_to_it(notify, django_capture_on_commit_callbacks):
    message = make_message(person=make_person(**BY_EMAIL), state=State.SENDING, claimed_at=AT)

    with django_capture_on_commit_callbacks(execute=True):
        take_up_messages(at=AT)

    message.refresh_from_db()
    assert (message.state, notify.taken) == ("SENDING", [])


@pytest.mark.usefixtures("nobody_there")
def test_where_notify_cannot_be_asked_a_message_stays_as_it_is():
    message = make_message(person=make_person(**BY_EMAIL), state=State.SENDING, claimed_at=AT)

    find_out(message=message, at=LATER)

    assert message.state == "SENDING"


@pytest.mark.parametrize("went_before", [True, False])
def test_what_became_a_file_of_the_outbox_is_found_there(settings, tmp_path, went_before, django_capture_on_commit_callbacks):
    settings.DATA = tmp_path
    message = make_message(person=make_person(is_example=True, **BY_EMAIL))
    if went_before:
        deliver(message=message, at=AT)
    Message.objects.update(state=State.SENDING, claimed_at=AT)

    with django_capture_on_commit_callbacks(execute=True):
        take_up_messages(at=LATER)

    message.refresh_from_db()
    assert (message.state, len(list((tmp_path / "outbox").iterdir()))) == ("SENT", 1)
