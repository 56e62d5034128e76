"""The second step of signing in: staff set it up, take it each time, and are asked again before much can be undone."""

import json
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.urls import reverse
from django.utils.translation import override

from cyfran.domain.base.models import AuditEvent
from cyfran.web.account.outbox.presenters import CodeOnPage, codes_now
from tests.factories.account import make_passkey
from tests.factories.base import make_user
from tests.factories.organisations import make_coordinator, make_organisation
from tests.proving import prove, sign_in_with_code_alone

pytestmark = pytest.mark.django_db


def address(name: str, *args, language: str = "en") -> str:
    with override(language):
        return reverse(name, args=args)


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, max(yield_hotp_counters_from_time())))


@pytest.fixture
def secret():
    return generate_totp_secret()


@pytest.fixture
def mari():
    return make_coordinator(make_organisation(), email="mari@example.org", name="Mari Enghraifft")


@pytest.fixture
def with_app(mari, secret):
    TOTP.activate(mari, secret)
    return mari


def half_signed_in(client, mailoutbox, email="mari@example.org", wished=""):
    """Sign in up to the code from the e-mail, and return the page that comes then."""
    client.post(address("account_request_login_code"), {"email": email, "next": wished})
    code = re.search(r"^\d{6}$", mailoutbox[-1].body, re.MULTILINE).group()
    return client.post(address("account_confirm_login_code"), {"code": code, "next": wished}, follow=True)


@pytest.mark.parametrize("page", ["staff:today:show", "staff:people:list", "staff:gallery:show"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_staff_page_opens_before_a_second_step_is_set_up(client, mari, page, method):
    sign_in_with_code_alone(client, mari)

    answer = getattr(client, method)(address(page))

    assert (answer.status_code, answer.url) == (302, address("account_second_step"))


def test_whoever_has_a_second_step_is_led_to_it_and_on_to_where_she_wished(client, with_app, secret):
    sign_in_with_code_alone(client, with_app)
    wished = address("staff:people:list")

    door = client.get(wished, follow=True)
    opened = client.post(door.redirect_chain[-1][0], {"code": code_of(secret), "next": wished}, follow=True)

    assert "Show once more that it is you" in door.content.decode()
    assert opened.redirect_chain == [(wished, 302)]
    assert opened.status_code == 200


def test_a_coordinator_signs_in_with_the_code_from_the_e_mail_and_the_one_of_her_app(client, mailoutbox, with_app, secret):
    wished = address("staff:people:list")

    second = half_signed_in(client, mailoutbox, wished=wished)
    opened = client.post(address("mfa_authenticate"), {"code": code_of(secret)}, follow=True)

    assert second.redirect_chain[-1][0].startswith(address("mfa_authenticate"))
    assert second.context["user"].is_anonymous
    assert opened.redirect_chain[-1][0] == wished
    assert opened.context["user"] == with_app


def test_a_wrong_code_of_the_app_lets_nobody_in(client, mailoutbox, with_app, secret):
    half_signed_in(client, mailoutbox)
    right = code_of(secret)

    page = client.post(address("mfa_authenticate"), {"code": f"{(int(right) + 1) % 10**6:06d}"})

    assert "This did not work." in page.content.decode()
    assert client.get(address("staff:today:show")).url.startswith(address("account_request_login_code"))


def test_a_code_of_the_app_counts_once(client, mailoutbox, with_app, secret):
    half_signed_in(client, mailoutbox)
    code = code_of(secret)
    client.post(address("mfa_authenticate"), {"code": code})
    client.post(address("account_logout"))

    half_signed_in(client, mailoutbox)
    page = client.post(address("mfa_authenticate"), {"code": code})

    assert "This did not work." in page.content.decode()


def test_the_code_that_sets_up_an_app_counts_once_too(client, mailoutbox, mari):
    sign_in_with_code_alone(client, mari)
    code = code_of(client.get(address("mfa_activate_totp")).context["form"].secret)
    client.post(address("mfa_activate_totp"), {"code": code})
    client.post(address("account_logout"))

    half_signed_in(client, mailoutbox)
    page = client.post(address("mfa_authenticate"), {"code": code})

    assert Authenticator.objects.filter(user=mari, type="totp").exists()
    assert "This did not work." in page.content.decode()


def test_the_owner_of_a_code_that_is_written_twice_is_told_once(client, mailoutbox, with_app, secret):
    half_signed_in(client, mailoutbox)
    code = code_of(secret)
    client.post(address("mfa_authenticate"), {"code": code})
    client.post(address("account_logout"))
    half_signed_in(client, mailoutbox)
    before = len(mailoutbox)

    for again in (code, f"{code[:3]} {code[3:]}", code):
        client.post(address("mfa_authenticate"), {"code": again})

    (told,) = mailoutbox[before:]
    assert (told.to, "A code of yours was written twice" in told.subject) == ([with_app.email], True)
    event = AuditEvent.objects.get(verb="user.code_used_twice")
    assert (event.subject_public_id, event.facts) == (with_app.public_id, {})


def test_codes_cannot_be_guessed_one_after_the_other(client, mailoutbox, with_app, secret):
    half_signed_in(client, mailoutbox)
    wrong = f"{(int(code_of(secret)) + 1) % 10**6:06d}"

    pages = [client.post(address("mfa_authenticate"), {"code": wrong}) for _try in range(11)]

    assert "That was too many tries." in pages[-1].content.decode()


def test_a_recovery_code_lets_her_in_once(client, mailoutbox, with_app):
    code = RecoveryCodes.activate(with_app).get_unused_codes()[0]

    half_signed_in(client, mailoutbox)
    first = client.post(address("mfa_authenticate"), {"code": code})
    client.post(address("account_logout"))
    half_signed_in(client, mailoutbox)
    second = client.post(address("mfa_authenticate"), {"code": code})

    assert first.url == address("staff:today:show")
    assert "This did not work." in second.content.decode()


def test_setting_up_an_app_opens_the_staff_pages_gives_recovery_codes_and_is_told_by_e_mail(
    client, mailoutbox, mari, django_capture_on_commit_callbacks
):
    sign_in_with_code_alone(client, mari)
    page = client.get(address("mfa_activate_totp"))

    with django_capture_on_commit_callbacks(execute=True):
        saved = client.post(address("mfa_activate_totp"), {"code": code_of(page.context["form"].secret)})
    codes = client.get(saved.url)

    assert "<svg" in page.content.decode()
    assert "<?xml" not in page.content.decode()
    assert saved.url == address("mfa_view_recovery_codes")
    assert len(re.findall(r"<code class=\"cy-key\">\d{8}</code>", codes.content.decode())) == 10
    assert client.get(address("staff:today:show")).status_code == 200
    assert [message.to for message in mailoutbox] == [["mari@example.org"]]
    assert mailoutbox[0].subject == "Cyfran: Mae'r ffordd rydych yn mewngofnodi wedi newid / How you sign in has changed"
    assert "An app for codes can now be used as the second step." in mailoutbox[0].body


def test_a_wrong_code_sets_up_no_app(client, mari):
    sign_in_with_code_alone(client, mari)
    client.get(address("mfa_activate_totp"))

    page = client.post(address("mfa_activate_totp"), {"code": "nothing"})

    assert "This did not work." in page.content.decode()
    assert not Authenticator.objects.exists()


def test_the_only_second_step_cannot_be_removed(client, with_app):
    client.force_login(with_app)

    page = client.post(address("mfa_deactivate_totp")).content.decode()

    assert "This is your only second step." in page
    assert with_app.authenticator_set.count() == 1


def test_the_only_passkey_cannot_be_removed(client, mari):
    passkey = make_passkey(mari, name="Ffôn")
    client.force_login(mari)

    page = client.post(address("mfa_remove_webauthn", passkey.pk), follow=True).content.decode()

    assert "This is your only second step." in page
    assert mari.authenticator_set.count() == 1


def test_a_second_step_is_removed_where_there_is_another(client, mailoutbox, with_app):
    passkey = make_passkey(with_app, name="Ffôn")
    client.force_login(with_app)

    page = client.post(address("mfa_remove_webauthn", passkey.pk), follow=True).content.decode()

    assert "The passkey is removed." in page
    assert [step.type for step in with_app.authenticator_set.all()] == ["totp"]
    assert "A passkey can no longer be used as the second step." in mailoutbox[0].body


def test_nobody_removes_the_passkey_of_somebody_else(client, with_app):
    passkey = make_passkey(make_user(), name="Ffôn")
    client.force_login(with_app)

    answer = client.post(address("mfa_remove_webauthn", passkey.pk))

    assert answer.status_code == 404


@pytest.mark.parametrize("page", ["mfa_deactivate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"])
@pytest.mark.parametrize(("seconds_ago", "status"), [(500, 200), (700, 302)])
def test_what_changes_the_sign_in_is_asked_for_again_after_ten_minutes(client, with_app, page, seconds_ago, status):
    client.force_login(with_app)
    prove(client, with_app, seconds_ago=seconds_ago)

    answer = client.get(address(page))

    assert answer.status_code == status
    assert answer.headers.get("Location", "") in ("", f"{address('mfa_reauthenticate')}?next={address(page).replace('/', '%2F')}")


def test_her_page_shows_what_she_has_set_up(client, with_app):
    make_passkey(with_app, name="Fy ffôn")
    RecoveryCodes.activate(with_app)
    client.force_login(with_app)

    page = client.get(address("account_second_step")).content.decode()

    assert "Remove the app" in page
    assert "Fy ffôn, since" in page
    assert "10 codes are left" in page


def test_recovery_codes_can_be_saved_as_a_file(client, with_app):
    codes = RecoveryCodes.activate(with_app).get_unused_codes()
    client.force_login(with_app)

    file = client.get(address("mfa_download_recovery_codes"))

    assert file.headers["Content-Type"].startswith("text/plain")
    assert file.content.decode().split("\n\n")[1].split() == codes


def test_the_page_for_a_passkey_gives_the_browser_what_it_needs_and_no_script_inline(client, mari):
    sign_in_with_code_alone(client, mari)

    page = client.get(address("mfa_add_webauthn")).content.decode()

    assert '<script id="passkey-options" type="application/json">{"publicKey": {"rp": {"name": "Cyfran"' in page
    assert re.findall(r"<script(?![^>]*(?:src=|application/json))", page) == []


def test_under_an_address_in_numbers_the_page_for_a_passkey_says_that_it_needs_a_name(client, mari):
    sign_in_with_code_alone(client, mari)

    page = client.get(address("mfa_add_webauthn"), headers={"host": "127.0.0.1:8000"}).content.decode()

    assert "This page is open under an address in numbers, 127.0.0.1:8000, for which no browser keeps one." in page
    assert ("passkey.js" in page, 'id="passkey"' in page) == (False, False)


@pytest.mark.parametrize("credential", ["", "null", "{}", "[]", '{"id": "a", "response": {}}', "not JSON"])
def test_what_is_no_passkey_is_refused(client, mari, credential):
    sign_in_with_code_alone(client, mari)
    client.get(address("mfa_add_webauthn"))

    answer = client.post(address("mfa_add_webauthn"), {"name": "Ffôn", "credential": credential})

    assert answer.status_code == 200
    assert not Authenticator.objects.exists()


FORGED = json.dumps(
    {
        "id": "a",
        "rawId": "a",
        "type": "public-key",
        "response": dict.fromkeys(("clientDataJSON", "authenticatorData", "signature"), "a"),
    }
)


@pytest.mark.parametrize("has_passkey", [True, False])
def test_a_passkey_is_asked_for_only_where_there_is_one(client, mailoutbox, with_app, has_passkey):
    if has_passkey:
        make_passkey(with_app)

    page = half_signed_in(client, mailoutbox).content.decode()

    assert ('data-do="ask"' in page) is has_passkey
    assert ("passkey.js" in page) is has_passkey
    assert ('"allowCredentials": [{"type": "public-key"' in page) is has_passkey


@pytest.mark.parametrize("credential", ["", "null", "{}", "[]", "not JSON", FORGED])
def test_what_is_no_passkey_lets_nobody_in(client, mailoutbox, mari, credential):
    make_passkey(mari)
    half_signed_in(client, mailoutbox)

    page = client.post(address("mfa_authenticate"), {"credential": credential})

    assert page.status_code == 200
    assert "There is a problem" in page.content.decode()
    assert page.context["user"].is_anonymous


@pytest.mark.parametrize("credential", ["{}", FORGED])
def test_what_is_no_passkey_proves_nothing_again(client, mari, credential):
    make_passkey(mari)
    client.force_login(mari)
    prove(client, mari, seconds_ago=700)

    client.post(address("mfa_reauthenticate_webauthn"), {"credential": credential})

    assert client.get(address("mfa_add_webauthn")).status_code == 302


def test_a_session_of_staff_ends_after_a_working_day(client, mailoutbox, with_app, secret):
    half_signed_in(client, mailoutbox)

    client.post(address("mfa_authenticate"), {"code": code_of(secret)})

    assert client.session.get_expiry_age() == pytest.approx(12 * 60 * 60, abs=60)


def test_a_demonstration_shows_what_the_apps_show(with_app, secret):
    assert codes_now() == [CodeOnPage("Mari Enghraifft", code_of(secret))]


def test_only_a_proof_of_the_person_who_is_signed_in_counts(client, with_app):
    other = make_user()
    client.force_login(with_app)

    prove(client, other)

    assert client.get(address("staff:today:show")).status_code == 302
