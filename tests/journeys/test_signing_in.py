"""Coming in: staff with an app or a passkey after the code from the e-mail, a carer with a code by text."""

from urllib.parse import urlsplit

import pytest
from allauth.mfa.utils import decrypt
from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import expect

from cyfran.cli.example.people import COORDINATOR
from cyfran.domain.base.models import User
from cyfran.domain.people.models import Person
from tests.journeys.letterbox import code_of_app, newest_code_by_text_to, newest_code_to
from tests.journeys.scenes import council_with_coordinator


def test_a_coordinator_comes_in_with_the_code_of_her_app(walker):
    # Given a coordinator whose app knows Cyfran
    mari = User.objects.get(email=COORDINATOR["email"])
    key = decrypt(mari.authenticator_set.get(type="totp").data["secret"])
    coordinator = walker("cy")

    # When she signs in with the code from the e-mail
    coordinator.visit("staff:people:list")
    coordinator.write(email=mari.email)
    coordinator.press("Send me a code")
    coordinator.write(code=newest_code_to(mari.email))
    coordinator.press("Sign in")

    # then her app is asked for too, and a wrong code is not enough
    assert coordinator.heading == coordinator.in_words("The second step")
    coordinator.write(code="000000")
    coordinator.press("Go on")
    coordinator.is_told("This did not work. A code counts once and not for long: wait for the next one, and write that.")
    coordinator.write(code=code_of_app(key))
    coordinator.press("Go on")
    assert coordinator.heading == coordinator.in_words("People")

    # and her own page shows what she has
    coordinator.visit("account_second_step")
    coordinator.is_told("Remove the app")


@pytest.fixture
def device(browser, server):
    """Open a browser on a device that keeps passkeys. They are bound to a name, so the pages are opened under one."""
    context = browser.new_context(base_url=f"http://localhost:{urlsplit(server).port}")
    page = context.new_page()
    console = context.new_cdp_session(page)
    console.send("WebAuthn.enable")
    keeps = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    console.send("WebAuthn.addVirtualAuthenticator", {"options": keeps | {"automaticPresenceSimulation": True}})
    yield page
    context.close()


def take_first_step(page, email: str) -> None:
    with override("en"):
        page.goto(reverse("account_request_login_code"))
    page.get_by_label("Your e-mail address").fill(email)
    page.get_by_role("button", name="Send me a code").click()
    page.wait_for_url("**/sign-in/code/")
    page.get_by_label("The code").fill(newest_code_to(email))
    page.get_by_role("button", name="Sign in").click()


def test_a_coordinator_adds_a_passkey_and_comes_in_with_it(device, server, calendar):
    # Given a coordinator who signs in for the first time
    council_with_coordinator("conwy", name="Non Sampl", email="non.sampl@example.org", calendar=calendar)
    take_first_step(device, "non.sampl@example.org")
    expect(device.get_by_role("heading", level=1)).to_have_text("Your second step")

    # When she adds a passkey
    device.get_by_role("link", name="Add a passkey").click()
    device.get_by_label("A name for it").fill("Fy ffôn")
    device.get_by_role("button", name="Add a passkey").click()

    # then she is given recovery codes, and may go on
    expect(device.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    device.get_by_role("link", name="Go on").click()
    expect(device.get_by_role("heading", level=1)).to_have_text("Today")

    # and the next time the passkey lets her in
    device.context.clear_cookies()
    take_first_step(device, "non.sampl@example.org")
    expect(device.get_by_role("heading", level=1)).to_have_text("The second step")
    device.get_by_role("button", name="Use a passkey").click()
    expect(device.get_by_role("heading", level=1)).to_have_text("Today")


@pytest.mark.parametrize("language", ["cy", "en"])
def test_a_carer_comes_to_her_own_page_with_a_code_by_text(walker, language):
    # Given a carer who is reached by text, at a computer of the library
    tomos = Person.objects.get(name="Tomos Sampl", is_example=True)
    carer = walker(language)

    # When he asks for a code and mistypes it once
    carer.visit("carer:my:again")
    carer.goes_on_to("carer:my:code")
    carer.write(contact=tomos.telephone)
    carer.press("Send me a code")
    code = newest_code_by_text_to(tomos.telephone)
    carer.write(code=f"{(int(code) + 1) % 10**6:06d}")
    carer.press("Open my page")
    carer.is_told("This is not the code we sent. Look in the newest message, and write its six figures again.")
    carer.write(code=code)
    carer.press("Open my page")

    # then his page opens, without the link that would stay in the computer's memory
    carer.sees(tomos.name)
    assert urlsplit(carer.address).path == f"/{language}/my/me/"

    # and he closes it when he leaves
    carer.press("Close my page on this device")
    carer.is_told("Your page is closed on this device.")
