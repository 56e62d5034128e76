"""What holds for every test."""

import signal

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation
from hypothesis import settings

from tests.proving import prove

# A busy machine is slow now and then: how long an example takes says nothing about whether it is right.
settings.register_profile("cyfran", deadline=None)
settings.load_profile("cyfran")

# A shell lets what it starts in the background ignore Ctrl+C, and every program we start would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)

# What is tested here touches no record.
_WITHOUT_RECORDS = ("tests/engine/", "tests/tools/", "tests/cli/test_draw")
# What pages show and refuse. On the second database random visits still try every form, and the chain and the draw the records.
_OF_PAGES = (
    "tests/journeys/test_also_a_carer",
    "tests/journeys/test_assisted",
    "tests/journeys/test_bereaved",
    "tests/journeys/test_choosing",
    "tests/journeys/test_email",
    "tests/journeys/test_forms",
    "tests/journeys/test_forwarding",
    "tests/journeys/test_landline",
    "tests/journeys/test_limit",
    "tests/journeys/test_offer",
    "tests/journeys/test_scripts",
    "tests/journeys/test_signing_in",
    "tests/journeys/test_strangers",
    "tests/journeys/test_young",
    "tests/web/public/test_narrow_door",
    "tests/web/public/test_small_counts",
)


def pytest_collection_modifyitems(items):
    for item in items:
        if any(place in item.path.as_posix() for place in _WITHOUT_RECORDS):
            item.add_marker(pytest.mark.without_records)
        if any(place in item.path.as_posix() for place in _OF_PAGES) or item.name.startswith("test_random_posts"):
            item.add_marker(pytest.mark.every_page)


@pytest.fixture(autouse=True)
def nothing_counted_yet():
    """Let no test be refused what earlier ones asked for too often."""
    cache.clear()


@pytest.fixture(autouse=True)
def no_language_left_behind():
    """Let no test be read in the language in which an earlier one opened a page."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def both_steps_at_once(monkeypatch):
    """Let `client.force_login` stand for both steps of signing in; how they are taken is tested in tests/web/account."""
    sign_in = Client.force_login

    def sign_in_and_prove(client, user, backend=None):
        sign_in(client, user, backend)
        prove(client, user)

    monkeypatch.setattr(Client, "force_login", sign_in_and_prove)


@pytest.fixture(autouse=True)
def e_mails_at_once(monkeypatch):
    """Let an e-mail about signing in be there as soon as the page is answered."""
    monkeypatch.setattr("cyfran.web.account.adapter.beside", lambda send: send())
