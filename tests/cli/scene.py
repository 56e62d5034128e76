"""People for an installation of the tests, made inside it: `python -m tests.cli.scene NUMBER`. Prints who they are, as JSON."""

import json
import sys
import time

import django
from django.conf import settings

django.setup()

# ruff: noqa: E402 -- they need Django
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from cyfran.domain.people.queries import my_link
from tests.factories.contributions import make_contribution
from tests.factories.opportunities import make_invitation, make_opportunity
from tests.factories.organisations import make_coordinator, make_organisation
from tests.factories.people import make_person
from tests.factories.projects import make_project, make_stage
from tests.proving import proof_of


def signed_in(user) -> str:
    """Return the cookie of somebody who has signed in, with both steps."""
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.update(proof_of(user, at=time.time()))
    session.save()
    return session.session_key


def make(number: int) -> dict:
    """Make a council with two coordinators, a project, something said in it, and so many people who may say more."""
    council = make_organisation()
    coordinators = [make_coordinator(council) for _ in range(2)]
    stage = make_stage(project=make_project(organisation=council, owner=coordinators[0]))
    opportunity = make_opportunity(stage=stage, state="OPEN")
    people = [make_invitation(person=make_person(organisation=council), opportunity=opportunity).person for _ in range(number)]
    return {
        "sessions": [signed_in(user) for user in coordinators],
        "project": stage.project.public_id,
        "contribution": make_contribution(stage=stage).public_id,
        "links": [my_link(person) for person in people],
    }


if __name__ == "__main__":
    print(json.dumps(make(int(sys.argv[1]))))
