"""What the journeys share: a browser, and a server with Wales and the worked example, both for all of them together."""

import os
import shutil
from argparse import Namespace
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from playwright.sync_api import sync_playwright
from pytest_django.live_server_helper import LiveServer

from cyfran.cli import demo
from cyfran.domain.base import clock
from tests.journeys.calendar import Calendar
from tests.journeys.inspector import Inspector
from tests.journeys.walker import Walker

_CHROMIUM = os.environ.get("CYFRAN_CHROMIUM") or shutil.which("chromium")
_PATIENCE = 10_000  # milliseconds
_QUIETLY = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/journeys/" in item.path.as_posix():
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="package")
def db(django_db_setup, django_db_blocker):
    """Let all journeys add to the same records, which are taken out after the last. It stands for the `db` of single tests."""
    with django_db_blocker.unblock():
        call_command("flush", interactive=False, verbosity=0)
        yield
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture(scope="package")
def calendar():
    """Stop the clock of the product; the journeys let days pass."""
    calendar = Calendar(datetime(2027, 1, 11, 10, tzinfo=UTC))
    with pytest.MonkeyPatch.context() as patched:
        # Not its functions: forms hold on to those from when they are imported.
        patched.setattr(clock, "timezone", calendar)
        yield calendar


@pytest.fixture(scope="package")
def server(db, calendar, tmp_path_factory):
    """Serve the pages as a demonstration does, with Wales and the worked example."""
    live = LiveServer("127.0.0.1")
    with override_settings(DATA=tmp_path_factory.mktemp("data"), DEMONSTRATION=True, PUBLIC_ADDRESS=live.url):
        demo.run(Namespace())
        yield live.url
    live.stop()


@pytest.fixture(scope="package")
def browser(server):
    """Open a browser, which is closed before the server stops: it keeps connections open as long as it can."""
    # Playwright runs a loop of its own in this thread, which Django would take for a reason not to ask the database.
    with pytest.MonkeyPatch.context() as environment, sync_playwright() as playwright:
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=_QUIETLY)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def inspector(browser):
    """Have each page looked at on the database that comes with the product: how it looks does not depend on which it is."""
    return Inspector(browser) if connection.vendor == "sqlite" else None


@pytest.fixture(scope="package")
def free_windows():
    """Keep the windows of those who left for those who come next: to open one takes as long as to read a page."""
    return []


@pytest.fixture
def walker(browser, free_windows, inspector, server):
    """Let somebody into the browser, without JavaScript: `walker("cy")` reads Welsh."""
    cache.clear()
    taken = []

    def enter(language: str) -> Walker:
        page = free_windows.pop() if free_windows else browser.new_context(java_script_enabled=False, base_url=server).new_page()
        page.context.clear_cookies()
        page.set_default_timeout(_PATIENCE)
        taken.append(page)
        return Walker(page, inspector, server, language)

    yield enter
    free_windows.extend(taken)
