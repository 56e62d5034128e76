"""Must be so: when somebody takes back what she permitted, whichever way, her words are gone from every public door at once."""

from collections.abc import Callable
from functools import partial

import pytest
from django.test import Client

from cyfran.domain.correspondence.queries import code_of
from cyfran.domain.people.actions.people import permit
from cyfran.domain.people.choices import Use
from cyfran.domain.people.queries import my_link
from tests.factories.organisations import make_coordinator
from tests.web.public.test_narrow_door import NOW, PLANTED, Scene
from tests.web.reading import address

pytestmark = pytest.mark.django_db


def on_her_page(client: Client, scene: Scene, *, language: str) -> None:
    client.post(address("carer:my:permissions", my_link(scene.person), language=language), {"uses": ["CONTACT"]})


def told_to_staff(client: Client, scene: Scene, *, said_by: str, language: str) -> None:
    client.force_login(make_coordinator(scene.person.organisation))
    page = address("staff:people:permission", scene.person.public_id, "quote")
    client.post(page, {"answer": "no", "said_by": said_by, "language": language})
    client.logout()


def these_words_alone(client: Client, scene: Scene) -> None:
    client.post(address("carer:my:withdraw", my_link(scene.person), scene.said.public_id))


def being_removed(client: Client, scene: Scene) -> None:
    client.post(address("carer:my:remove", my_link(scene.person)))
    client.post(address("carer:my:code_type"), {"code": code_of(client.session["code-asked"]["nonce"])}, follow=True)
    client.post(address("carer:my:remove", "me"))


# The last two cannot be taken back: they come at the end.
WAYS: dict[str, Callable[[Client, Scene], None]] = {
    "on her page, in Welsh": partial(on_her_page, language="cy"),
    "on her page, in English": partial(on_her_page, language="en"),
    "by telephone, in Welsh": partial(told_to_staff, said_by="PHONE", language="CY"),
    "by letter, in English": partial(told_to_staff, said_by="LETTER", language="EN"),
    "in person, in Welsh": partial(told_to_staff, said_by="IN_PERSON", language="CY"),
    "by e-mail, in English": partial(told_to_staff, said_by="EMAIL", language="EN"),
    "by text message, in Welsh": partial(told_to_staff, said_by="TEXT", language="CY"),
    "these words alone": these_words_alone,
    "being removed": being_removed,
}


def showing(client: Client, addresses: set[str]) -> set[str]:
    return {one for one in addresses if PLANTED in client.get(one).content.decode()}


def test_words_are_off_every_public_door_with_the_request_that_takes_them_back(client):
    scene = Scene()
    doors = scene.where(client, PLANTED)
    before, after = {}, {}

    for name, take_back in WAYS.items():
        permit(person=scene.person, use=Use.QUOTE, by=scene.person, at=NOW)
        before[name] = showing(client, doors)
        take_back(client, scene)
        after[name] = showing(client, doors)

    assert len(doors) > 8
    assert {name: found for name, found in before.items() if found != doors} == {"being removed": set()}
    assert {name: found for name, found in after.items() if found} == {}
    assert scene.where(client, PLANTED) == set()
