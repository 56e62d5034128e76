"""How a test takes the second step of signing in, and how a carer comes to her own page with a code."""

import time
from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.conf import settings
from django.test import Client, RequestFactory

from cyfran.domain.base.models import User
from cyfran.domain.people.models import Person
from cyfran.web.carer.links import ME, open_for


def prove(client: Client, user: User, *, seconds_ago: int = 0) -> None:
    """Let the session of somebody who signed in hold that she took the second step, now or some time ago."""
    session = client.session
    session.update(proof_of(user, at=time.time() - seconds_ago))
    session.save()


def proof_of(user: User, *, at: float) -> dict[str, Any]:
    """Return what a session holds once somebody took the second step."""
    return {
        "account_authentication_methods_user": str(user.pk),
        AUTHENTICATION_METHODS_SESSION_KEY: [{"method": "mfa", "type": "totp", "at": at}],
    }


def sign_in_with_code_alone(client: Client, user: User) -> None:
    """Sign in without the second step, as somebody who has never set one up."""
    client.force_login(user)
    session = client.session
    del session[AUTHENTICATION_METHODS_SESSION_KEY]
    session.save()


def come_with_code(client: Client, person: Person) -> str:
    """Open somebody's own pages as a code does, and return what stands in their addresses in place of her link."""
    request = RequestFactory().get("/")
    request.session = client.session
    open_for(request, person)
    request.session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
    return ME
