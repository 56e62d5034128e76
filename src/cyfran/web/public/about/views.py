"""What Cyfran says of itself: its languages, who can use it, what it keeps, and the data it gives away."""

from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cyfran.domain.base.registry import Whose, kinds_kept
from cyfran.domain.organisations.choices import Act
from cyfran.web.public.about.presenters import operations
from cyfran.web.public.about.privacy import controllers, roles_with, what_is_kept, what_staff_may_do

# Change it whenever the statement is gone through again.
_STATEMENT_CHECKED_ON = date(2026, 11, 21)


def language(request: HttpRequest) -> HttpResponse:
    return render(request, "public/about/language.html", {"address": settings.DEFAULT_FROM_EMAIL})


def accessibility(request: HttpRequest) -> HttpResponse:
    facts = {"address": settings.DEFAULT_FROM_EMAIL, "checked_on": _STATEMENT_CHECKED_ON}
    return render(request, "public/about/accessibility.html", facts)


def privacy(request: HttpRequest) -> HttpResponse:
    facts = {
        "kinds": kinds_kept(Whose.PERSON),
        "controllers": controllers(),
        "acts_of_staff": what_staff_may_do(),
        "session_cookie": settings.SESSION_COOKIE_NAME,
        "session_days": settings.SESSION_COOKIE_AGE // (24 * 60 * 60),
        "language_cookie": settings.LANGUAGE_COOKIE_NAME,
    }
    return render(request, "public/about/privacy.html", facts)


def privacy_easy(request: HttpRequest) -> HttpResponse:
    facts = {"kinds": kinds_kept(Whose.PERSON), "controllers": controllers(), "roles": roles_with(Act.SEE_PEOPLE)}
    return render(request, "public/about/privacy_easy.html", facts)


def privacy_full(request: HttpRequest) -> HttpResponse:
    return render(request, "public/about/privacy_full.html", {"groups": what_is_kept(), "controllers": controllers()})


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    return render(request, "public/about/data.html", {"operations": operations(request)})
