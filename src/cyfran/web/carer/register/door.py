"""The door of what a partner passed on: it says what is asked, and whoever goes in is known to have come by it."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from cyfran.domain.base import clock
from cyfran.domain.correspondence.choices import PASSED_ON_BY, Way
from cyfran.domain.correspondence.models import Arrival, Forward
from cyfran.domain.opportunities.bridge.forwards import opportunity_of
from cyfran.domain.opportunities.queries import is_open
from cyfran.web.carer.register.steps import Registration
from cyfran.web.ui.requests import posted


def come(request: HttpRequest, code: str, way: str) -> HttpResponse:
    forward = get_object_or_404(Forward.objects.select_related("organisation", "partner"), public_id=code)
    opportunity = opportunity_of(forward)
    if opportunity is None or way.upper() not in PASSED_ON_BY:
        raise Http404
    is_example = opportunity.stage.project.is_example
    if forms.Form(posted(request)).is_valid() and not is_example:
        Registration(request).came_by(Arrival(way=Way(way.upper()), forward=forward))
        return redirect("carer:register:start")
    context = {
        "form": forms.Form(),
        "forward": forward,
        "opportunity": opportunity,
        "is_open": is_open(opportunity, clock.now()),
        "is_example": is_example,
    }
    return render(request, "carer/register/come.html", context)
