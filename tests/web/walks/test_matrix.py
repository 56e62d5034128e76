"""The walk: every address of staff, opened and posted to by every role and by strangers, answers as the table of roles says."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve

from cyfran.cli.example.people import COORDINATOR_ELSEWHERE
from cyfran.domain.base.models import User
from cyfran.domain.groups.models import Group
from cyfran.domain.organisations.choices import ACTS_OF, IN_GROUP, IN_ORGANISATION, Act, Role
from cyfran.domain.organisations.models import Area, Organisation
from cyfran.domain.organisations.queries import council_of
from cyfran.domain.people.models import Person
from cyfran.domain.projects.models import Project
from tests.factories.base import make_administrator, make_user
from tests.factories.groups import make_group_role
from tests.factories.organisations import make_membership
from tests.factories.projects import make_project_role
from tests.journeys.samples import address_of, all_page_names

pytestmark = pytest.mark.every_page

STAFF_PAGES = [page for page in all_page_names() if page.name.startswith("staff:")]
FOR_ALL_STAFF = {"staff:gallery:show", "staff:roles:carer", "staff:roles:matrix", "staff:today:show"}
NOT_FOUND, FAILED = 404, 500
LINK = re.compile(r'(?:href|action)="(/en/staff/[^"#]*)')


@pytest.fixture
def addresses() -> dict[str, str]:
    """Return an address for the name of every staff page."""
    return {page.name: address_of(page, "en") for page in STAFF_PAGES}


def council() -> Organisation:
    return council_of(Area.objects.get(slug="ceredigion"))


def with_role(role: Role, **given) -> User:
    """Make an account with a role where the records of the example are."""
    user = make_user(name=f"A {role.label}")
    if role in IN_ORGANISATION:
        make_membership(user=user, role=role, organisation=council(), **given)
    elif role in IN_GROUP:
        make_group_role(user=user, role=role, group=Group.objects.get(is_example=True), **given)
    else:
        for project in Project.objects.filter(organisation=council()):
            make_project_role(user=user, role=role, project=project, **given)
    return user


def signed_in(user: User | None) -> Client:
    client = Client(raise_request_exception=False)
    if user:
        client.force_login(user)
    return client


@contextmanager
def nothing_kept() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def walked(client: Client, addresses: dict[str, str]) -> dict[str, tuple[int, int]]:
    """Return what each page answers to being opened, and to an empty form."""
    answers = {}
    for name, address in addresses.items():
        with nothing_kept():
            opened = client.get(address, follow=True)  # the address of a button leads to the page it stands on
        with nothing_kept():
            posted = client.post(address)
        answers[name] = (opened.status_code, posted.status_code)
    return answers


def allowed_to(role: Role, address: str) -> bool:
    view = resolve(address).func
    return view.act is None or (view.act in ACTS_OF[role] and (role in IN_ORGANISATION or not view.anew))


def test_every_staff_page_has_the_door_in_front_of_it(addresses):
    views = {name: resolve(address).func for name, address in addresses.items()}

    assert len(views) > 80
    assert [name for name, view in views.items() if not hasattr(view, "act")] == []
    assert [name for name, view in views.items() if view.act is None] == sorted(FOR_ALL_STAFF)


def test_every_role_opens_what_the_table_says_and_nothing_else(addresses):
    for role in Role:
        answers = walked(signed_in(with_role(role)), addresses)

        expected = {name: allowed_to(role, address) for name, address in addresses.items()}
        assert {name: codes for name, codes in answers.items() if max(codes) >= FAILED} == {}, role
        assert {name: NOT_FOUND not in codes for name, codes in answers.items()} == expected, role


def test_who_has_no_role_here_opens_no_record_and_no_room(addresses):
    over = with_role(Role.ADMINISTRATOR, joined_on=date(2020, 1, 1), ends_on=date(2020, 1, 2))
    nobody, elsewhere = make_user(), User.objects.get(email=COORDINATOR_ELSEWHERE["email"])
    needs = {page.name for page in STAFF_PAGES if page.needs}

    for user, closed in ((nobody, set(addresses)), (over, set(addresses)), (elsewhere, needs)):
        answers = walked(signed_in(user), {name: addresses[name] for name in sorted(closed)})

        opened = {name for name, codes in answers.items() if codes != (NOT_FOUND, NOT_FOUND)}
        assert opened - FOR_ALL_STAFF == set(), user


def test_whoever_has_not_signed_in_is_led_to_the_sign_in(addresses):
    client = signed_in(None)

    answers = {name: (client.get(one), client.post(one)) for name, one in addresses.items()}

    led_to = {answer.headers.get("Location", "").partition("?")[0] for both in answers.values() for answer in both}
    assert led_to == {"/en/account/sign-in/"}


def test_an_administrator_of_the_installation_opens_everything(addresses):
    answers = walked(signed_in(make_administrator()), addresses)

    assert {name: codes for name, codes in answers.items() if NOT_FOUND in codes or max(codes) >= FAILED} == {}


def test_no_link_leads_anybody_to_a_page_that_is_closed_to_her(addresses):
    for role in Role:
        client, dead = signed_in(with_role(role)), {}
        pages = [client.get(address) for address in addresses.values() if allowed_to(role, address)]
        for page in pages:
            for link in LINK.findall(page.content.decode(errors="replace")):
                place = link.replace("&amp;", "&")
                if not allowed_to(role, place.partition("?")[0]):
                    dead[place] = page.request["PATH_INFO"]

        assert dead == {}, role


def test_nobody_reads_who_people_are_without_a_role_for_it(addresses):
    people = list(Person.objects.filter(organisation=council()))
    names = {person.name for person in people}
    contacts = {fact for person in people for fact in (person.email, person.telephone) if fact}
    readers = [(with_role(role), ACTS_OF[role]) for role in Role if Act.SEE_PEOPLE not in ACTS_OF[role]]
    readers.append((User.objects.get(email=COORDINATOR_ELSEWHERE["email"]), frozenset()))

    for user, acts in readers:
        client = signed_in(user)
        told = {}
        for name, address in addresses.items():
            text = client.get(address, follow=True).content.decode(errors="replace")
            secrets = contacts if Act.SEE_GROUPS in acts and name.startswith("staff:groups:") else names | contacts
            if found := {secret for secret in secrets if secret in text}:
                told[name] = found

        assert told == {}, user
