"""What a demonstration would have e-mailed, and what apps would show, so that a visitor can read the codes to sign in with."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cyfran.web.account.outbox.presenters import codes_now, latest_emails


@never_cache
@require_safe
def show_outbox(request: HttpRequest) -> HttpResponse:
    if not settings.DEMONSTRATION:
        raise Http404
    seen = {"emails": latest_emails(settings.DATA / "outbox"), "codes": codes_now()}
    return render(request, "account/outbox/show.html", seen)
