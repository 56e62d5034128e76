"""The doors at which GOV.UK Notify tells what became of what it sent. It shows its token, and is told nothing."""

import json
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from cyfran.domain.base import clock
from cyfran.domain.correspondence.actions.delivery import note_delivery
from cyfran.domain.correspondence.actions.receiving import take_in
from cyfran.domain.correspondence.bridge.notify import OUTCOMES
from cyfran.domain.correspondence.models import Message


@csrf_exempt
@require_POST
def take_delivery(request: HttpRequest) -> HttpResponse:
    """Keep whether a message arrived. What is not ours, or says nothing final, changes nothing."""
    told = _told(request)
    status, public_id = str(told.get("status")), str(told.get("reference"))
    for message in Message.objects.filter(public_id=public_id) if status in OUTCOMES else ():
        note_delivery(message=message, failure=OUTCOMES[status], at=clock.now())
    return HttpResponse(status=204)


@csrf_exempt
@require_POST
def take_text(request: HttpRequest) -> HttpResponse:
    """Keep a text that somebody sent. The time is ours: what another clock says is not built on."""
    told = _told(request)
    named = {"sent_from": told.get("source_number"), "words": told.get("message"), "number_there": told.get("id")}
    if all(isinstance(value, str) and value.strip() for value in named.values()):
        said = {name: str(value) for name, value in named.items()}
        take_in(**said | {"sent_from": _with_plus(said["sent_from"])}, at=clock.now())
    return HttpResponse(status=204)


def _with_plus(number: str) -> str:
    """Return a number that came with the code of its country, and without the plus."""
    return f"+{number}" if number.isdecimal() and not number.startswith("0") else number


def _told(request: HttpRequest) -> dict[str, Any]:
    """Return what is told; 404 to whoever does not show the token, and nothing where it cannot be understood."""
    token = settings.NOTIFY.token
    if not token or not constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {token}"):
        raise Http404
    try:
        told = json.loads(request.body)
    except ValueError:
        return {}
    # One of the databases refuses a NUL.
    words = told.items() if isinstance(told, dict) else ()
    return {name: value.replace("\0", "") if isinstance(value, str) else value for name, value in words}
