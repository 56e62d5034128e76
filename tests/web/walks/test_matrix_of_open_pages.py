"""The walk beyond the pages of staff: what is open to everybody, to one person by her link, to an account, and to machines.

Every address is opened and posted to by every role and by strangers: nothing breaks, and nothing of another person is told.
"""

from copy import deepcopy

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from cyfran.api.doors import api
from cyfran.cli.example.people import COORDINATOR, COORDINATOR_ELSEWHERE
from cyfran.domain.base.models import User
from cyfran.domain.contributions.choices import Audience
from cyfran.domain.contributions.models import Contribution
from cyfran.domain.evaluation.queries import evaluation_link
from cyfran.domain.groups.models import Group
from cyfran.domain.opportunities.queries import draws_of, invitation_link
from cyfran.domain.organisations.choices import Role
from cyfran.domain.people.actions.people import renew_link
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import my_link
from tests.cli.example.loading import NOW
from tests.factories.base import make_administrator
from tests.journeys.samples import SAMPLES, PageName, address_of, all_page_names
from tests.web.walks.test_matrix import FAILED, NOT_FOUND, nothing_kept, signed_in, with_role

pytestmark = pytest.mark.every_page

OPEN_PAGES = [page for page in all_page_names() if not page.name.startswith("staff:")]
BY_LINK = [page for page in OPEN_PAGES if "link" in page.needs]
FOR_MACHINES = (
    "/",
    "/healthz",
    "/readyz",
    "/metrics",
    "/notify/delivery",
    "/notify/text",
    "/api/",
    "/api/v1/",
    "/api/v1/openapi.json",
    "/organisation/organisation/",
)


@pytest.fixture
def addresses() -> dict[str, str]:
    """Return the address of every page that is not for staff, and of every door for machines."""
    pages = {page.name: address_of(page, "en") for page in OPEN_PAGES}
    known = {"group_id": Group.objects.get(is_example=True).public_id}
    doors = [path.format(**known) for path in api.get_openapi_schema()["paths"]]
    return pages | {door: door for door in (*FOR_MACHINES, *doors)}


def answers_of(client: Client, address: str) -> tuple[HttpResponse, HttpResponse]:
    """Open an address and post an empty form to it, each as if it were the first thing somebody does."""
    cookies, answers = client.cookies, []
    for ask in (client.get, client.post):
        client.cookies = deepcopy(cookies)
        with nothing_kept():
            answers.append(ask(address))
    client.cookies = cookies
    return answers[0], answers[1]


def statuses(client: Client, address: str) -> tuple[int, int]:
    opened, posted = answers_of(client, address)
    return opened.status_code, posted.status_code


def one_of(name: str) -> Person:
    return Person.objects.get(name=name, is_example=True)


def address_with(page: PageName, **known: str) -> str:
    """Return the address of a page with something in place of what its sample says."""
    sample = (SAMPLES.get(page.name) or SAMPLES[page.feature])() | known
    with override("en"):
        return reverse(page.name, kwargs={need: sample[need] for need in page.needs})


def test_no_open_page_and_no_door_breaks_whoever_asks(addresses):
    readers = [None, make_administrator(), User.objects.get(email=COORDINATOR_ELSEWHERE["email"])]
    readers += [with_role(role) for role in Role]

    broken = {}
    for reader in readers:
        client = signed_in(reader)
        for name, address in addresses.items():
            if max(codes := statuses(client, address)) >= FAILED:
                broken[name, str(reader)] = codes

    assert len(addresses) > 80
    assert broken == {}


def test_no_open_page_and_no_door_tells_a_stranger_of_anybody(addresses):
    people = Person.objects.filter(is_example=True)
    staff = set(User.objects.values_list("name", flat=True))
    secrets = {person.name for person in people} - staff
    secrets |= {fact for person in people for fact in (person.email, person.telephone, person.public_id) if fact}
    secrets |= set(Contribution.objects.filter(audience=Audience.TEAM).values_list("words", flat=True))
    theirs = {page.name for page in BY_LINK} | {"account_outbox"}  # the outbox is there in demonstrations alone

    told = {}
    for reader in (None, User.objects.get(email=COORDINATOR_ELSEWHERE["email"])):
        client = signed_in(reader)
        for name in addresses.keys() - theirs:
            texts = "".join(answer.content.decode() for answer in answers_of(client, addresses[name]) if not answer.streaming)
            if found := {secret for secret in secrets if secret in texts}:
                told[name] = found

    assert told == {}


def test_a_link_that_is_made_up_altered_of_another_kind_or_replaced_opens_no_page(addresses):
    huw, client = one_of("Huw Enghraifft"), signed_in(None)
    invitation = one_of("Ann Pretend").invitations.first()
    replaced = my_link(huw)
    renew_link(person=huw, by=None, at=NOW)
    links = {
        "made up": "abcdef",
        "altered": f"{my_link(huw)[:-1]}{'a' if my_link(huw)[-1] != 'a' else 'b'}",
        "of an invitation": invitation_link(invitation),
        "of an evaluation": evaluation_link(invitation.opportunity.stage.project, huw),
        "replaced": replaced,
        "with a null": "a\x00b",
    }
    kinds = {"carer:invitation:show": "of an invitation", "carer:evaluation:show": "of an evaluation"}

    opened = {
        (page.name, kind): codes
        for page in BY_LINK
        for kind, link in links.items()
        if (codes := statuses(client, address_with(page, link=link))) != (NOT_FOUND, NOT_FOUND) and kinds.get(page.name) != kind
    }

    assert len(BY_LINK) > 15
    assert opened == {}


def test_a_page_that_a_code_opens_is_closed_to_whoever_has_typed_none(addresses):
    client = signed_in(User.objects.get(email=COORDINATOR["email"]))
    pages = [page for page in BY_LINK if page.name not in ("carer:invitation:show", "carer:evaluation:show")]

    led_to = {answer.headers.get("Location") for page in pages for answer in answers_of(client, address_with(page, link="me"))}

    assert led_to == {"/en/my-link/"}


def test_her_own_link_opens_nothing_of_anybody_else(addresses):
    ann, client = one_of("Ann Pretend"), signed_in(None)
    said = Contribution.objects.exclude(person=ann).filter(person__isnull=False).first()
    drawn = [one for person in Person.objects.exclude(pk=ann.pk) for one in draws_of(person)]
    hers = {one.draw_id for one in draws_of(ann)}
    pages = {page.name: page for page in BY_LINK}

    of_others = [address_with(pages["carer:my:withdraw"], link=my_link(ann), contribution=said.public_id)]
    of_others += [
        address_with(pages["carer:draws:show"], link=my_link(ann), public_id=one.draw.public_id)
        for one in drawn
        if one.draw_id not in hers
    ]

    assert {address: codes for address in of_others if (codes := statuses(client, address)) != (NOT_FOUND, NOT_FOUND)} == {}


def test_each_page_of_hers_tells_of_her_alone(addresses):
    ann, client = one_of("Ann Pretend"), signed_in(None)
    others = Person.objects.filter(is_example=True).exclude(pk=ann.pk)
    secrets = {other.name for other in others} - set(User.objects.values_list("name", flat=True))
    secrets |= {fact for other in others for fact in (other.email, other.telephone) if fact} - {ann.email, ann.telephone}
    pages = [page for page in BY_LINK if page.feature in ("carer:my", "carer:asking") and "contribution" not in page.needs]

    told = {}
    for page in pages:
        texts = "".join(answer.content.decode() for answer in answers_of(client, address_with(page, link=my_link(ann))))
        if found := {secret for secret in secrets if secret in texts}:
            told[page.name] = found

    assert told == {}


def test_nobody_takes_away_the_passkey_of_somebody_else(addresses):
    stranger = signed_in(User.objects.get(email=COORDINATOR_ELSEWHERE["email"]))

    assert statuses(stranger, addresses["mfa_remove_webauthn"])[1] in (302, NOT_FOUND)
    assert User.objects.get(email=COORDINATOR["email"]).authenticator_set.filter(type="webauthn").exists()
