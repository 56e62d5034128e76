"""Every address answers whoever opens it: with a page, with a file, or by leading on to one."""

import os
import re
import subprocess
import sys

import pytest

from cyfran.cli.example.people import COORDINATOR
from cyfran.domain.base.models import User
from tests.journeys.samples import address_of, all_page_names

# The buttons that stand on other pages, and those pages.
BUTTONS = {
    "carer:my:code_leave": "carer:my:code",
    "carer:register:forget": "carer:register:start",
    "staff:draws:adopt": "staff:draws:targets",
    "staff:draws:check": "staff:draws:targets",
    "staff:evaluation:ask": "staff:evaluation:show",
    "staff:flags:take": "staff:flags:show",
    "staff:messages:again": "staff:messages:show",
    "staff:messages:settle": "staff:messages:show",
    "staff:people:send_link": "staff:people:show",
    "staff:people:stays": "staff:people:leaving",
    "staff:people:undo_merge": "staff:people:twice",
    "staff:projects:reopen": "staff:projects:finish",
    "staff:visits:done": "staff:visits:show",
}


@pytest.fixture
def coordinator(client):
    """Sign the coordinator of the example in."""
    client.force_login(User.objects.get(email=COORDINATOR["email"]))


@pytest.mark.usefixtures("coordinator")
def test_no_address_is_a_dead_end(client):
    addresses = [address_of(page, "en") for page in all_page_names()]

    answers = {one: client.get(one, follow=True) for one in addresses}

    assert len(addresses) > 80
    assert {one: page.status_code for one, page in answers.items() if page.status_code != 200} == {}
    assert [one for one, page in answers.items() if not page.content] == []
    titles = {one: re.findall(rb"<title>(.*?)</title>", page.content, re.DOTALL) for one, page in answers.items()}
    assert {one: title for one, title in titles.items() if any(b"\n" in part or part != part.strip() for part in title)} == {}


@pytest.mark.usefixtures("coordinator")
def test_the_address_of_a_button_leads_to_the_page_it_stands_on(client):
    pages = {page.name: page for page in all_page_names()}

    led_to = {name: client.get(address_of(pages[name], "cy")).headers["Location"] for name in BUTTONS}

    assert led_to == {name: address_of(pages[on], "cy") for name, on in BUTTONS.items()}


def test_pages_start_without_loading_a_solver_or_what_few_ask_for():
    script = """
import sys
import django
django.setup()
from django.urls import get_resolver
get_resolver()._populate()
print(sorted({"fido2", "highspy", "numpy", "requests"} & set(sys.modules)))
"""
    ours = {**os.environ, "DJANGO_SETTINGS_MODULE": "cyfran.config.settings"}

    done = subprocess.run([sys.executable, "-c", script], env=ours, capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"
