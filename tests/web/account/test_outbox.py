"""The e-mails of a demonstration, for anyone to read."""

from datetime import UTC, datetime

import pytest
from django.core.mail import EmailMessage, get_connection
from django.urls import reverse
from django.utils.translation import override

from cyfran.web.account.outbox.presenters import EmailOnPage, latest_emails

pytestmark = pytest.mark.django_db


@pytest.fixture
def outbox(settings, tmp_path):
    settings.DEMONSTRATION = True
    settings.DATA = tmp_path
    return tmp_path / "outbox"


def put(outbox, *, subject: str, **given) -> None:
    connection = get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=outbox)
    fields = {"body": "Eich cod: 123456", "to": ["mari@example.org"], "connection": connection}
    EmailMessage(subject=subject, **{**fields, **given}).send()


def address() -> str:
    with override("en"):
        return reverse("account_outbox")


def test_the_outbox_is_not_there_unless_this_is_a_demonstration(client, settings):
    settings.DEMONSTRATION = False

    assert client.get(address()).status_code == 404


def test_the_outbox_shows_what_would_have_been_sent(client, outbox):
    put(outbox, subject="Your sign-in code")

    page = client.get(address()).content.decode()

    assert "Your sign-in code" in page
    assert "mari@example.org" in page
    assert "Eich cod: 123456" in page


def test_the_outbox_is_empty_at_first(client, outbox):
    assert "No e-mail has been sent yet." in client.get(address()).content.decode()


def test_links_in_an_e_mail_can_be_followed_and_nothing_in_it_is_run(client, outbox):
    put(outbox, subject="Your page", body="<script>1</script> http://127.0.0.1:8000/en/my/abc/")

    page = client.get(address()).content.decode()

    assert '<a href="http://127.0.0.1:8000/en/my/abc/"' in page
    assert "<script>1</script>" not in page


def test_links_lead_to_where_the_demonstration_is_served_now(outbox, settings):
    put(
        outbox,
        subject="Your page",
        body="http://127.0.0.1:8000/en/my/abc/ http://elsewhere.example.org/",
        headers={"Cyfran-Address": "http://127.0.0.1:8000"},
    )
    settings.PUBLIC_ADDRESS = "http://127.0.0.1:8123"

    (email,) = latest_emails(outbox)

    assert email.body == "http://127.0.0.1:8123/en/my/abc/ http://elsewhere.example.org/"


def test_an_e_mail_is_read_whole_with_its_language(outbox):
    put(
        outbox,
        subject="Cod mewngofnodi – eich cod",
        headers={"Date": "Fri, 20 Nov 2026 12:00:00 -0000", "Content-Language": "cy"},
    )

    assert latest_emails(outbox) == [
        EmailOnPage(
            to="mari@example.org",
            subject="Cod mewngofnodi – eich cod",
            sent_at=datetime(2026, 11, 20, 12, 0, tzinfo=UTC),
            language="cy",
            body="Eich cod: 123456",
        )
    ]


def test_the_latest_e_mail_stands_first(outbox):
    put(outbox, subject="Older", headers={"Date": "Thu, 19 Nov 2026 12:00:00 +0000"})
    put(outbox, subject="Newer", headers={"Date": "Fri, 20 Nov 2026 12:00:00 +0000"})

    assert [email.subject for email in latest_emails(outbox)] == ["Newer", "Older"]
    assert latest_emails(outbox)[0].sent_at == datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize("is_demonstration", [True, False])
def test_the_sign_in_page_leads_to_the_outbox_of_a_demonstration(client, settings, is_demonstration):
    settings.DEMONSTRATION = is_demonstration

    with override("en"):
        page = client.get(reverse("account_request_login_code")).content.decode()

    assert (address() in page) is is_demonstration
