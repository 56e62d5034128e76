"""How a test takes the second step of signing in."""

import time
from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.test import Client

from cyfran.domain.base.models import User


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
