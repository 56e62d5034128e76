"""Signing in with a code sent by e-mail."""

import re

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from tests.factories.base import make_user
from tests.factories.organisations import make_coordinator, make_organisation

pytestmark = pytest.mark.django_db


def address(name: str, language: str = "en") -> str:
    with override(language):
        return reverse(name)


def ask_for_code(client, email: str, language: str = "en"):
    return client.post(address("account_request_login_code", language), {"email": email}, follow=True)


def code_in(message) -> str:
    return re.search(r"^\d{6}$", message.body, re.MULTILINE).group()


def test_a_coordinator_signs_in_with_the_code_from_the_e_mail(client, mailoutbox):
    mari = make_coordinator(make_organisation(), email="mari@example.org", name="Mari Enghraifft")

    page = ask_for_code(client, "mari@example.org")
    code = code_in(mailoutbox[0])
    signed_in = client.post(address("account_confirm_login_code"), {"code": code}, follow=True)

    assert "a code is on its way" in page.content.decode()
    assert mailoutbox[0].to == ["mari@example.org"]
    assert mailoutbox[0].subject == "Cyfran: Eich cod mewngofnodi / Your sign-in code"
    assert signed_in.redirect_chain[-2:] == [(address("staff:today:show"), 302), (address("account_second_step"), 302)]
    assert signed_in.context["user"] == mari
    assert "You are signed in as Mari Enghraifft." in signed_in.content.decode()


def test_the_code_comes_in_both_languages(client, mailoutbox):
    make_user(email="mari@example.org")

    ask_for_code(client, "mari@example.org", "cy")

    assert mailoutbox[0].body.count(code_in(mailoutbox[0])) == 2


def test_signing_in_leads_back_to_the_page_that_asked_for_it(client, mailoutbox):
    make_coordinator(make_organisation(), email="mari@example.org")
    wished = address("staff:people:list")

    door = client.get(wished, follow=True)
    client.post(door.redirect_chain[-1][0], {"email": "mari@example.org", "next": wished})
    code = code_in(mailoutbox[0])
    signed_in = client.post(address("account_confirm_login_code"), {"code": code, "next": wished}, follow=True)

    assert f'<input type="hidden" name="next" value="{wished}">' in door.content.decode()
    assert signed_in.redirect_chain[-2][0] == wished


@pytest.mark.parametrize("place", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_signing_in_leads_nobody_away_from_here_and_into_a_new_session(client, mailoutbox, place):
    make_coordinator(make_organisation(), email="mari@example.org")

    client.post(address("account_request_login_code"), {"email": "mari@example.org", "next": place})
    before = client.session.session_key
    code = code_in(mailoutbox[0])
    signed_in = client.post(address("account_confirm_login_code"), {"code": code, "next": place})

    assert signed_in.headers["Location"].startswith("/en/")
    assert client.session.session_key != before


@pytest.mark.parametrize("language", ["cy", "en"])
def test_an_unknown_address_gets_the_same_answer_and_no_e_mail(client, mailoutbox, language):
    make_user(email="known@example.org")

    known = ask_for_code(client, "known@example.org", language).content.decode()
    mailoutbox.clear()
    client.logout()
    unknown = ask_for_code(client, "stranger@example.org", language).content.decode()

    assert without_what_differs(unknown, "stranger@example.org") == without_what_differs(known, "known@example.org")
    assert mailoutbox == []


def test_an_unknown_address_costs_as_much_as_a_known_one(client, mailoutbox, monkeypatch):
    done = []
    monkeypatch.setattr("cyfran.web.account.adapter.beside", done.append)
    make_user(email="known@example.org")

    costs = []
    for email in ("known@example.org", "stranger@example.org"):
        with CaptureQueriesContext(connection) as queries:
            client.post(address("account_request_login_code"), {"email": email})
        costs.append(len(queries))
        client.logout()

    assert len(done) == 2
    assert abs(costs[0] - costs[1]) <= 1
    assert mailoutbox == []


def without_what_differs(page: str, email: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page).replace(email, "…")


def test_somebody_who_may_no_longer_sign_in_is_sent_no_code(client, mailoutbox):
    make_user(email="gone@example.org", is_active=False)

    page = ask_for_code(client, "gone@example.org")

    assert "a code is on its way" in page.content.decode()
    assert mailoutbox == []


def test_a_wrong_code_says_so_and_what_to_do(client, mailoutbox):
    make_user(email="mari@example.org")
    ask_for_code(client, "mari@example.org")
    wrong = "000000" if code_in(mailoutbox[0]) != "000000" else "111111"

    page = client.post(address("account_confirm_login_code"), {"code": wrong})

    assert "This is not the code we sent." in page.content.decode()
    assert page.context["user"].is_anonymous


def test_after_three_wrong_codes_one_must_be_asked_for_anew(client, mailoutbox):
    make_user(email="mari@example.org")
    ask_for_code(client, "mari@example.org")
    right = code_in(mailoutbox[0])
    wrong = "000000" if right != "000000" else "111111"

    for _try in range(2):
        client.post(address("account_confirm_login_code"), {"code": wrong})
    third = client.post(address("account_confirm_login_code"), {"code": wrong}, follow=True)
    too_late = client.post(address("account_confirm_login_code"), {"code": right}, follow=True)

    assert third.redirect_chain[-1][0] == address("account_request_login_code")
    assert "That was too many tries." in third.content.decode()
    assert too_late.context["user"].is_anonymous


def test_a_new_code_takes_the_place_of_the_first(client, mailoutbox):
    make_user(email="mari@example.org", name="Mari Enghraifft")
    ask_for_code(client, "mari@example.org")

    page = client.post(address("account_confirm_login_code"), {"action": "resend"}, follow=True)
    signed_in = client.post(address("account_confirm_login_code"), {"code": code_in(mailoutbox[1])})

    assert "a new code is on its way" in page.content.decode()
    assert signed_in.url == address("staff:today:show")


@pytest.mark.parametrize("email", ["mari@example.org", "stranger@example.org"])
def test_a_new_code_is_sent_twice_and_no_oftener_whoever_asks(client, email):
    make_user(email="mari@example.org")
    pages = [ask_for_code(client, email)]

    for _time in range(2):
        pages.append(client.post(address("account_confirm_login_code"), {"action": "resend"}, follow=True))

    assert ["Send me a new code" in page.content.decode() for page in pages] == [True, True, False]


def test_another_address_can_be_used(client):
    ask_for_code(client, "misspelt@example.org")

    page = client.post(address("account_logout"), {"next": address("account_request_login_code")}, follow=True)

    assert page.redirect_chain[-1][0] == address("account_request_login_code")
    assert "Sign in for staff" in page.content.decode()


def test_nobody_is_flooded_with_codes(client, mailoutbox):
    make_user(email="mari@example.org")

    for _time in range(4):
        page = ask_for_code(client, "mari@example.org")
        client.post(address("account_logout"))

    assert len(mailoutbox) == 3
    assert "That was too many tries." in page.content.decode()


def test_an_empty_address_is_asked_for_again(client):
    page = client.post(address("account_request_login_code"), {"email": ""}).content.decode()

    assert "There is a problem" in page
    assert '<a href="#id_email">Write your e-mail address.</a>' in page


def test_what_is_no_address_is_kept_and_said(client):
    page = client.post(address("account_request_login_code"), {"email": "mari at home"}).content.decode()

    assert 'value="mari at home"' in page
    assert '<a href="#id_email">Your e-mail address: Write an e-mail address in full, such as name@example.org.</a>' in page


def test_an_empty_code_is_asked_for_again(client):
    make_user(email="mari@example.org")
    ask_for_code(client, "mari@example.org")

    page = client.post(address("account_confirm_login_code"), {"code": ""}).content.decode()

    assert '<a href="#id_code">Write the code from the e-mail.</a>' in page


def test_the_page_names_the_time_a_code_works(client):
    page = ask_for_code(client, "mari@example.org").content.decode()

    assert settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT == 600
    assert "It works for ten minutes." in page


def test_the_page_for_the_code_leads_back_when_no_code_was_asked_for(client):
    page = client.get(address("account_confirm_login_code"), follow=True)

    assert page.redirect_chain[-1][0] == address("account_request_login_code")


def test_signing_out_asks_first_and_then_says_that_it_is_done(client):
    client.force_login(make_user(name="Mari Enghraifft"))

    question = client.get(address("account_logout"))
    done = client.post(address("account_logout"))

    assert "You are signed in as Mari Enghraifft." in question.content.decode()
    assert done.url == address("public:front:show")
    assert client.get(address("staff:today:show")).status_code == 302


@pytest.mark.parametrize("language", ["cy", "en"])
def test_a_closed_account_has_its_page(client, language):
    page = client.get(address("account_inactive", language))

    assert page.status_code == 200
    assert f'<html lang="{language}"' in page.content.decode()
