"""The door at which GOV.UK Notify tells what became of what it sent."""

import pytest

from cyfran.config.notify import Notify
from cyfran.domain.correspondence.choices import State
from cyfran.domain.correspondence.models import Received
from tests.factories.correspondence import make_message
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db

TOKEN = "an invented token, which is no secret at all"


def tell(client, told, token=TOKEN) -> int:
    headers = {"Authorization": f"Bearer {token}"}
    return client.post("/notify/delivery", told, content_type="application/json", headers=headers).status_code


@pytest.fixture(autouse=True)
def _listens(settings):
    settings.NOTIFY = Notify(token=TOKEN)


@pytest.mark.parametrize(
    ("status", "kept"),
    [
        ("delivered", ("DELIVERED", "")),
        ("permanent-failure", ("FAILED", "BOUNCED")),
        ("temporary-failure", ("FAILED", "NOT_DELIVERED")),
        ("sending", ("SENT", "")),
    ],
)
def test_what_became_of_a_message_is_kept(client, status, kept):
    message = make_message(state=State.SENT)

    answer = tell(client, {"reference": message.public_id, "status": status, "to": "ann@example.org"})

    message.refresh_from_db()
    assert (answer, (message.state, message.failure)) == (204, kept)


@pytest.mark.parametrize("told", ["no JSON", "[]", '{"reference": null, "status": "delivered"}', '{"status": ["delivered"]}'])
def test_what_is_not_understood_changes_nothing(client, told):
    message = make_message(state=State.SENT)

    answer = tell(client, told)

    message.refresh_from_db()
    assert (answer, message.state) == (204, "SENT")


@pytest.mark.parametrize("token", ["", "another"])
def test_nobody_without_the_token_is_listened_to(client, token):
    message = make_message(state=State.SENT)

    answer = tell(client, {"reference": message.public_id, "status": "delivered"}, token)

    message.refresh_from_db()
    assert (answer, message.state) == (404, "SENT")


def test_where_no_token_is_set_nobody_is_listened_to(client, settings):
    settings.NOTIFY = Notify()

    assert tell(client, {}, "") == 404


def tell_text(client, told, token=TOKEN) -> int:
    headers = {"Authorization": f"Bearer {token}"}
    return client.post("/notify/text", told, content_type="application/json", headers=headers).status_code


def test_a_text_that_somebody_sent_is_taken_in(client):
    person = make_person(channel="TEXT", telephone="07700 900001")

    answer = tell_text(client, {"id": "one", "source_number": "447700900001", "message": "Ie", "date_received": "?"})

    assert (answer, list(Received.objects.values_list("person", "meaning"))) == (204, [(person.pk, "YES")])


@pytest.mark.parametrize("told", ["[]", "{}", '{"id": "one", "source_number": 7, "message": "Yes"}', '{"id": "", "message": ""}'])
def test_what_is_no_text_is_not_taken_in(client, told):
    assert (tell_text(client, told), Received.objects.count()) == (204, 0)


def test_a_text_with_a_sign_that_cannot_be_stored_is_taken_in_without_it(client):
    told = {"id": "o\0ne", "source_number": "4477\x0000900001", "message": "\0I\0e"}

    assert tell_text(client, told) == 204

    received = Received.objects.get()
    assert (received.number_there, received.words, received.meaning) == ("one", "Ie", "YES")


def test_nobody_without_the_token_hands_on_a_text(client):
    told = {"id": "one", "source_number": "447700900001", "message": "STOP"}

    assert (tell_text(client, told, "another"), Received.objects.count()) == (404, 0)
