"""What would hurt her in the hands of somebody else who holds her link opens once a code has shown that it is she."""

import re

import pytest
from django.core import mail

from cyfran.domain.correspondence.queries import code_of
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import my_link
from tests.factories.people import make_person
from tests.proving import come_with_code
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

FOR_HER_ALONE = ("copy", "copy_json", "looks", "reach")
CONTACTS = ("gwenllian@example.org", "01970 000 001", "1 Invented Street")
ASKED = "First we make sure that it is you"


@pytest.fixture
def gwenllian(council):
    return make_person(
        organisation=council,
        name="Gwenllian Enghraifft",
        email="gwenllian@example.org",
        telephone="01970 000 001",
        address="1 Invented Street",
    )


def reached_by_letter(person: Person) -> Person:
    person.email, person.channel = "", "LETTER"
    person.save()
    return person


@pytest.mark.parametrize("page", FOR_HER_ALONE)
def test_her_link_alone_does_not_open_it(client, gwenllian, page):
    shown = text_of(client.get(address(f"carer:my:{page}", my_link(gwenllian))))

    assert ASKED in shown
    assert [contact for contact in CONTACTS if contact in shown] == []


@pytest.mark.parametrize("page", FOR_HER_ALONE)
def test_a_code_sent_to_her_leads_to_where_she_wanted_to_go(client, gwenllian, page, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address(f"carer:my:{page}", my_link(gwenllian)))
    code = re.search(r"\b\d{6}\b", mail.outbox[-1].body).group()

    opened = client.post(address("carer:my:code_type"), {"code": code}, follow=True)

    assert mail.outbox[-1].to == [gwenllian.email]
    assert opened.redirect_chain[-1][0] == address(f"carer:my:{page.removesuffix('_json')}", "me")
    assert ASKED not in text_of(opened)


def test_a_code_that_was_never_sent_cannot_be_guessed(client, gwenllian, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for _time in range(7):
            client.post(address("carer:my:reach", my_link(gwenllian)))
    code = code_of(client.session["code-asked"]["nonce"])

    page = client.post(address("carer:my:code_type"), {"code": code}, follow=True)

    assert len(mail.outbox) == 6
    assert "This is not the code we sent." in text_of(page)


def test_her_contacts_are_on_no_page_that_her_link_opens_and_on_hers(client, gwenllian):
    by_link = text_of(client.get(address("carer:my:show", my_link(gwenllian))))
    herself = text_of(client.get(address("carer:my:show", come_with_code(client, gwenllian))))

    assert [contact for contact in CONTACTS if contact in by_link] == []
    assert [contact for contact in CONTACTS if contact not in herself] == []


def test_nothing_is_changed_by_her_link_alone(client, gwenllian):
    client.post(address("carer:my:reach", my_link(gwenllian)), {"channel": "EMAIL", "email": "thief@example.org"})

    assert Person.objects.get(pk=gwenllian.pk).email == "gwenllian@example.org"


def test_no_second_code_is_asked_for_while_her_page_is_open(client, gwenllian):
    come_with_code(client, gwenllian)

    led_to = [client.get(address(f"carer:my:{page}", my_link(gwenllian))).headers["Location"] for page in ("copy", "remove")]

    assert led_to == [address("carer:my:copy", "me"), address("carer:my:remove", "me")]


def test_a_code_of_somebody_else_opens_nothing_of_hers(client, gwenllian, council):
    come_with_code(client, make_person(organisation=council))

    shown = text_of(client.get(address("carer:my:copy", my_link(gwenllian))))

    assert ASKED in shown


def test_whom_no_code_reaches_reads_her_copy_without_her_contacts_and_changes_them_with_staff(client, gwenllian):
    link = my_link(reached_by_letter(gwenllian))

    copy, file = (text_of(client.get(address(f"carer:my:{page}", link))) for page in ("copy", "copy_json"))
    reach = text_of(client.get(address("carer:my:reach", link)))
    client.post(address("carer:my:reach", link), {"channel": "EMAIL", "email": "thief@example.org"})

    assert "Gwenllian Enghraifft" in copy
    assert "How to reach you and what you said about equality are not here" in copy
    assert [contact for contact in CONTACTS if contact in copy + file + reach] == []
    assert "So somebody does it with you: ring, write or ask when you meet." in reach
    assert Person.objects.get(pk=gwenllian.pk).email == ""
