"""The doors of what is asked: they say what it is, and whoever goes in is known to have come for it, and which way."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from cyfran.domain.base import clock
from cyfran.domain.correspondence.choices import PASSED_ON_BY, Way
from cyfran.domain.correspondence.models import Arrival, Forward
from cyfran.domain.opportunities.bridge.forwards import opportunity_of
from cyfran.domain.opportunities.models import Opportunity
from cyfran.domain.opportunities.queries import is_open, with_places_taken
from cyfran.web.carer.register.steps import Registration
from cyfran.web.ui.requests import posted


def come(request: HttpRequest, code: str, way: str) -> HttpResponse:
    """Come by what a partner passed on."""
    forward = get_object_or_404(Forward.objects.select_related("organisation", "partner"), public_id=code)
    return _door(request, opportunity_of(forward), way, forward)


def come_for(request: HttpRequest, public_id: str, way: str) -> HttpResponse:
    """Come by what its own body shows to everybody."""
    shown = Opportunity.objects.filter(published_at__isnull=False, stage__project__published_at__isnull=False)
    found = with_places_taken(shown).select_related("organisation", "stage__project").filter(public_id=public_id).first()
    return _door(request, found, way)


def _door(request: HttpRequest, opportunity: Opportunity | None, way: str, forward: Forward | None = None) -> HttpResponse:
    if opportunity is None or way.upper() not in PASSED_ON_BY:
        raise Http404
    arrival, is_example = Arrival(way=Way(way.upper()), forward=forward), opportunity.stage.project.is_example
    if forms.Form(posted(request)).is_valid() and not is_example:
        Registration(request).came_by(arrival, opportunity)
        return redirect("carer:register:start")
    context = {
        "form": forms.Form(),
        "arrival": arrival,
        "opportunity": opportunity,
        "is_open": is_open(opportunity, clock.now()),
        "is_example": is_example,
    }
    return render(request, "carer/register/come.html", context)
