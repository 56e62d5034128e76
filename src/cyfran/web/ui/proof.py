"""Whether somebody who signed in has also proved it with a second step: an app, a passkey, or a code kept for a bad day."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import suspend_request
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

_SECOND_STEP = "mfa"

View = Callable[..., HttpResponse]


def is_proved(request: HttpRequest) -> bool:
    """Tell whether the second step was taken since signing in. It stands in the session, so asking costs nothing."""
    return bool(_proofs(request))


def is_proved_lately(request: HttpRequest) -> bool:
    return any(time.time() - at < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT for at in _proofs(request))


def remember_proof(request: HttpRequest, kind: str) -> None:
    """Count what somebody has just set up as proved: she had the thing in her hand."""
    record_authentication(request, request.user, _SECOND_STEP, type=kind)


def asks_again(view: View) -> View:
    """Ask for the second step again before a page on which much can be done or undone, unless it was taken lately."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_proved_lately(request):
            return view(request, *args, **kwargs)
        ways = get_adapter().get_reauthentication_methods(request.user)
        # Who came by the sign-in of her organisation may have none here. What was sent is kept meanwhile, and done after.
        return suspend_request(request, ways[0]["url"]) if ways else redirect("account_second_step")

    return page


def _proofs(request: HttpRequest) -> list[float]:
    return [step["at"] for step in get_authentication_records(request, request.user) if step["method"] == _SECOND_STEP]
