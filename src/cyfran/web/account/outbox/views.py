"""What a demonstration would have e-mailed, so that a visitor can read the codes to sign in with."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cyfran.web.account.outbox.presenters import latest_emails


@never_cache
@require_safe
def show_outbox(request: HttpRequest) -> HttpResponse:
    if not settings.DEMONSTRATION:
        raise Http404
    return render(request, "account/outbox/show.html", {"emails": latest_emails(settings.DATA / "outbox")})
