"""Random roles at random addresses in random ways, and every form filled in with anything: no page ever breaks."""

import re
from copy import deepcopy

import pytest
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as pace
from hypothesis import strategies as st

from cyfran.cli.example.people import COORDINATOR, COORDINATOR_ELSEWHERE
from cyfran.domain.base.models import User
from cyfran.domain.organisations.choices import Role
from tests.factories.base import make_administrator
from tests.journeys.samples import address_of, all_page_names
from tests.web.random_posts import ANY_TEXT, AWKWARD
from tests.web.walks.test_matrix import FAILED, nothing_kept, signed_in, with_role

VISITS, POSTS_TO_A_FORM = 200, 4
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
FIELD = re.compile(r'<(?:input|select|textarea)\b[^>]*?\bname="([^"]+)"(?:[^>]*?\bvalue="([^"]*)")?')
OPTION = re.compile(r'<option value="([^"]+)"')
TO_ANYTHING = {"derandomize": True, "deadline": None, "database": None, "suppress_health_check": list(HealthCheck)}
ANYTHING = ANY_TEXT | AWKWARD


@pytest.fixture
def addresses() -> list[str]:
    return [address_of(page, "en") for page in all_page_names()]


def status_of(client: Client, method: str, address: str, sent: dict[str, list[str]], query: str = "") -> int:
    """Ask for a page as if it were the first thing somebody does, and keep nothing of it."""
    cookies = client.cookies
    client.cookies = deepcopy(cookies)
    with nothing_kept():
        if method == "POST":
            answer = client.post(address, sent, query_params={"q": query, "page": query})
        else:
            answer = client.generic(method, address, query_params={"q": query, "page": query})
    client.cookies = cookies
    return answer.status_code


def fields_of(client: Client, address: str) -> dict[str, list[str]]:
    """Return the names of what a page asks for, and the values it offers."""
    page = client.get(address).content.decode(errors="replace")
    offered = {name: OPTION.findall(page) for name, _value in FIELD.findall(page) if name != "csrfmiddlewaretoken"}
    for name, value in FIELD.findall(page):
        if value and name in offered:
            offered[name].append(value)
    return offered


def filled_in(offered: dict[str, list[str]]) -> st.SearchStrategy[dict[str, list[str]]]:
    def value(offers: list[str]) -> st.SearchStrategy[str]:
        return st.sampled_from(offers) | ANYTHING if offers else ANYTHING

    return st.fixed_dictionaries({name: st.lists(value(offers), max_size=2) for name, offers in offered.items()})


def test_whoever_visits_any_address_in_any_way_is_answered(addresses):
    readers = [None, make_administrator(), *User.objects.filter(email__in=[COORDINATOR["email"], COORDINATOR_ELSEWHERE["email"]])]
    clients = [signed_in(reader) for reader in (*readers, *map(with_role, Role))]
    broken = []

    @pace(max_examples=VISITS, **TO_ANYTHING)
    @given(st.sampled_from(clients), st.sampled_from(METHODS), st.sampled_from(addresses), ANYTHING)
    def visit(client, method, address, query):
        if status_of(client, method, address, {}, query) >= FAILED:
            broken.append((method, address, query))

    visit()

    assert broken == []


def test_every_form_takes_anything_and_answers(addresses):
    client = signed_in(User.objects.get(email=COORDINATOR["email"]))
    forms = {address: fields for address in addresses if (fields := fields_of(client, address))}
    broken = []

    def fill_in_anyhow(address):
        @pace(max_examples=POSTS_TO_A_FORM, **TO_ANYTHING)
        @given(filled_in(forms[address]))
        def fill_in(sent):
            if status_of(client, "POST", address, sent) >= FAILED:
                broken.append((address, sent))

        fill_in()

    for address in forms:
        fill_in_anyhow(address)

    assert len(forms) > 60
    assert broken == []
