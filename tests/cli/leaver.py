"""Somebody who took part in everything, made and removed inside an installation of the tests.

`python -m tests.cli.leaver make` prints where she is; `python -m tests.cli.leaver leave LINK PROJECT` begins to say something
on her own page, and has herself removed there.
"""

import json
import sys

import django

django.setup()

# ruff: noqa: E402 -- they need Django
from django.test import Client

from cyfran.domain.correspondence.actions.links import send_link
from cyfran.domain.correspondence.queries import code_of
from cyfran.domain.people.actions.equality import answer_equality
from cyfran.domain.people.choices import Dimension, Said
from cyfran.domain.people.queries import my_link
from tests.factories.people import make_caring_role
from tests.web.public.test_narrow_door import NAME, NOW, PLANTED, REPLY, REQUEST, UNEDITED, Scene
from tests.web.reading import address

SECRETS = (NAME, NAME.lower(), PLANTED, UNEDITED, REQUEST, REPLY)


def make() -> dict[str, str]:
    scene = Scene()
    make_caring_role(person=scene.person, called=UNEDITED)
    send_link(person=scene.person, at=NOW)
    answer_equality(person=scene.person, answers={Dimension.RELIGION: Said.SIKH}, at=NOW)
    scene.person.refresh_from_db()
    known = {"link": my_link(scene.person), "project": scene.project.public_id, "organisation": scene.project.organisation.slug}
    return known | {"token": scene.person.equality_token}


def leave(link: str, project: str) -> list[int]:
    client = Client(SERVER_NAME="127.0.0.1")
    begun = client.post(address("carer:my:say", link, project), {"words": PLANTED, "words_language": "EN", "audience": "TEAM"})
    client.post(address("carer:my:remove", link))
    client.post(address("carer:my:code_type"), {"code": code_of(client.session["code-asked"]["nonce"])}, follow=True)
    return [begun.status_code, client.post(address("carer:my:remove", "me")).status_code]


if __name__ == "__main__":
    print(json.dumps({"make": make, "leave": leave}[sys.argv[1]](*sys.argv[2:])))
