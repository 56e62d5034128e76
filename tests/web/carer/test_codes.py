"""Coming to one's own page with a code sent by e-mail or by text."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django_tasks_db.models import DBTaskResult

import cyfran
from cyfran.domain.base import clock
from cyfran.domain.base.models import AuditEvent
from cyfran.domain.correspondence.queries import code_of
from cyfran.domain.people.actions.erasing import erase
from cyfran.domain.people.actions.merging import merge
from cyfran.domain.people.queries import my_link
from cyfran.web.account.outbox.presenters import latest_emails
from tests.factories.people import make_person
from tests.web.carer.conftest import NOON
from tests.web.random_posts import assert_random_posts_never_break
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
HER_PAGE = ("carer:my:show", "me")


@pytest.fixture
def ask(client, django_capture_on_commit_callbacks, settings, tmp_path):
    """Ask for a code at an address or a number, and return the one that came."""
    settings.DATA = tmp_path

    def ask_at(contact: str) -> str:
        with django_capture_on_commit_callbacks(execute=True):
            client.post(address("carer:my:code"), {"contact": contact})
        sent = [message.body for message in mail.outbox] + [text.body for text in latest_emails(tmp_path / "outbox")]
        return re.search(r"\b\d{6}\b", sent[-1]).group() if sent else ""

    return ask_at


def type_in(client, code: str):
    return client.post(address("carer:my:code_type"), {"code": code}, follow=True)


def other(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


def test_a_code_by_email_opens_her_page_without_her_link(client, gwenllian, ask):
    code = ask("Gwenllian@example.org")

    page = type_in(client, code)

    assert [(message.to, message.subject) for message in mail.outbox] == [
        (["gwenllian@example.org"], "Eich cod ar gyfer eich tudalen eich hun / Your code for your own page")
    ]
    assert page.redirect_chain[-1][0] == address(*HER_PAGE)
    assert "Hello Gwenllian Enghraifft" in text_of(page)
    assert my_link(gwenllian) not in page.content.decode()


def test_a_code_by_text_opens_the_page_of_somebody_without_email(client, council, ask, settings):
    make_person(organisation=council, name="Tomos Sampl", channel="TEXT", telephone="07700 900104", email="")

    page = type_in(client, ask("07700900104"))

    (text,) = latest_emails(settings.DATA / "outbox")
    assert text.to == "07700900104"
    assert "Hello Tomos Sampl" in text_of(page)


def test_no_text_is_promised_where_no_service_sends_it(client, council, ask, settings):
    settings.TEXTS_ARE_SENT = False
    make_person(organisation=council, channel="TEXT", telephone="07700 900104", email="")

    page = text_of(client.get(address("carer:my:code")))

    assert "as a text" not in page
    assert ask("07700900104") == ""


def test_who_comes_with_a_code_has_been_heard_of(client, gwenllian, ask):
    type_in(client, ask(gwenllian.email))

    event = AuditEvent.objects.get(verb="person.heard")
    assert (event.subject_public_id, event.actor_public_id) == (gwenllian.public_id, gwenllian.public_id)


def test_her_other_pages_open_too_and_lead_back_without_her_link(client, gwenllian, ask):
    type_in(client, ask(gwenllian.email))

    saved = client.post(address("carer:my:permissions", "me"), {"uses": ["QUOTE"]})

    assert saved.url == address(*HER_PAGE)
    assert [permission.use for permission in gwenllian.permissions.all()] == ["QUOTE"]


def test_two_who_share_an_address_choose_whose_page_opens(client, gwenllian, council, ask):
    huw = make_person(organisation=council, name="Huw Enghraifft", email=gwenllian.email)

    choice = type_in(client, ask(gwenllian.email))
    page = client.post(address("carer:my:code_who"), {"person": huw.public_id}, follow=True)

    assert choice.redirect_chain[-1][0] == address("carer:my:code_who")
    assert {"Gwenllian Enghraifft", "Huw Enghraifft"} <= set(re.findall(r">(\w+ Enghraifft)<", choice.content.decode()))
    assert "Hello Huw Enghraifft" in text_of(page)


def test_a_code_sent_where_another_record_of_hers_is_reached_opens_her_one_page(client, gwenllian, council, ask):
    other_record = make_person(organisation=council, name="G. Enghraifft", email="gwen@example.org")
    merge(kept=gwenllian, gone=other_record, by=None, at=clock.now())

    page = type_in(client, ask("gwen@example.org"))

    assert mail.outbox[-1].to == ["gwen@example.org"]
    assert "Hello Gwenllian Enghraifft" in text_of(page)
    assert AuditEvent.objects.filter(verb="person.heard", subject_public_id=gwenllian.public_id).exists()


def test_whoever_was_removed_meanwhile_cannot_be_chosen(client, gwenllian, council, ask):
    huw = make_person(organisation=council, name="Huw Enghraifft", email=gwenllian.email)
    type_in(client, ask(gwenllian.email))
    erase(person=huw, by=None, at=NOON)

    page = client.post(address("carer:my:code_who"), {"person": huw.public_id}, follow=True)

    assert "Hello Gwenllian Enghraifft" in text_of(page)


def test_a_code_opens_nobody_elses_page(client, gwenllian, council, ask):
    stranger = make_person(organisation=council)
    make_person(organisation=council, email=gwenllian.email)
    type_in(client, ask(gwenllian.email))

    answer = client.post(address("carer:my:code_who"), {"person": stranger.public_id})

    assert answer.status_code == 404


def test_known_and_unknown_get_the_same_answer(client, gwenllian, ask):
    pages = []
    for contact in (gwenllian.email, "nobody@example.org"):
        ask(contact)
        pages.append(client.get(address("carer:my:code_type")).content.decode())

    assert len({re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page) for page in pages}) == 1
    assert "If we know you, a code is on its way" in pages[0]


def test_no_code_lets_an_unknown_address_in(client, ask, monkeypatch):
    monkeypatch.setattr("cyfran.web.carer.my.codes.code_of", lambda nonce: "123456")
    ask("nobody@example.org")

    page = type_in(client, "123456")

    assert "This is not the code we sent." in text_of(page)


def test_five_wrong_codes_end_it(client, gwenllian, ask):
    code = ask(gwenllian.email)

    pages = [type_in(client, other(code)) for _try in range(5)]
    too_late = type_in(client, code)

    assert ["This is not the code we sent." in text_of(page) for page in pages] == [True] * 4 + [False]
    assert "This code no longer works: ask for a new one." in text_of(pages[-1])
    assert too_late.redirect_chain[-1][0] == address("carer:my:code")


@pytest.mark.parametrize(("minutes", "opens"), [(9, True), (10, False)])
def test_a_code_works_for_ten_minutes(client, gwenllian, ask, monkeypatch, minutes, opens):
    code = ask(gwenllian.email)
    monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(minutes=minutes))

    page = type_in(client, code)

    assert ("Hello Gwenllian Enghraifft" in text_of(page)) is opens


def test_a_code_works_once(client, gwenllian, ask):
    code = ask(gwenllian.email)
    type_in(client, code)

    again = type_in(client, code)

    assert again.redirect_chain[-1][0] == address("carer:my:code")


def test_a_newer_code_ends_the_one_before(client, gwenllian, ask):
    first = ask(gwenllian.email)
    ask(gwenllian.email)

    page = type_in(client, first)

    assert "Hello" not in text_of(page)


@pytest.mark.parametrize(("minutes", "status"), [(119, 200), (120, 302)])
def test_her_page_stays_open_for_two_hours(client, gwenllian, ask, monkeypatch, minutes, status):
    type_in(client, ask(gwenllian.email))
    monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(minutes=minutes))

    answer = client.get(address(*HER_PAGE))

    assert (answer.status_code, answer.headers.get("Location", "")) in [(200, ""), (302, address("carer:my:again"))]
    assert answer.status_code == status


def test_she_closes_her_page_on_a_shared_device(client, gwenllian, ask):
    type_in(client, ask(gwenllian.email))

    closed = client.post(address("carer:my:code_leave"), follow=True)

    assert "Your page is closed on this device." in text_of(closed)
    assert client.get(address(*HER_PAGE)).url == address("carer:my:again")


@pytest.mark.parametrize("written", ["{0} ", "{1}-{2}", "{1} {2}"])
def test_a_code_may_be_written_as_it_is_read_out(client, gwenllian, ask, written):
    code = ask(gwenllian.email)

    page = type_in(client, written.format(code, code[:3], code[3:]))

    assert "Hello Gwenllian Enghraifft" in text_of(page)


def test_the_code_is_kept_nowhere(client, gwenllian, ask, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

    ask(gwenllian.email)

    (queued,) = DBTaskResult.objects.all()
    (session,) = Session.objects.all()
    kept = f"{queued.args_kwargs} {session.get_decoded()}"
    assert code_of(session.get_decoded()["code-asked"]["nonce"]) not in kept
    assert gwenllian.email not in kept


def test_nobody_is_flooded_with_codes(client, gwenllian, ask):
    for _time in range(8):
        ask(gwenllian.email)

    assert len(mail.outbox) == 6


@pytest.mark.parametrize("name", ["carer:my:code_type", "carer:my:code_who"])
def test_what_comes_later_leads_back_to_the_beginning(client, name):
    assert client.get(address(name)).url == address("carer:my:code")


@pytest.mark.parametrize("name", ["carer:invitation:show", "carer:evaluation:show"])
def test_the_short_word_opens_nothing_but_her_own_pages(client, gwenllian, ask, name):
    type_in(client, ask(gwenllian.email))

    assert client.get(address(name, "me")).status_code == 404


def test_pages_for_carers_lead_on_with_what_opened_them():
    folder = Path(cyfran.__file__).parent / "web" / "carer"

    taken = [
        file.name for file in folder.rglob("*.py") if re.search(r"people\.queries import .*\bmy_link\b(?! as)", file.read_text())
    ]

    assert taken == []


def test_random_posts_never_break_it(client, gwenllian, ask):
    assert_random_posts_never_break(client, address("carer:my:code"), {"contact": [gwenllian.email, "01632 960001"]})
    ask(gwenllian.email)
    assert_random_posts_never_break(client, address("carer:my:code_type"), {"code": ["123456", "000000"]})
