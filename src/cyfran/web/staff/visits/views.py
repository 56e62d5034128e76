"""Writing down visits, and registering people on the spot: with a bad signal nothing is lost, and nothing counts twice."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from cyfran.domain.base import clock
from cyfran.domain.correspondence.actions.visits import follow_up, record_visit, sign_up_there
from cyfran.domain.correspondence.models import Visit
from cyfran.domain.correspondence.queries import visits_open_to
from cyfran.domain.organisations.choices import Act
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.organisations.queries import organisations_of
from cyfran.web.staff.door import staff
from cyfran.web.staff.visits.forms import NewVisitForm, SignUpForm, VisitForm
from cyfran.web.ui.buttons import button_on
from cyfran.web.ui.paging import page_of
from cyfran.web.ui.refusals import carried_out
from cyfran.web.ui.requests import StaffRequest, posted


@staff(Act.KEEP_PEOPLE)
def list_visits(request: StaffRequest) -> HttpResponse:
    visits = visits_open_to(request.user, request.act).annotate(signed_up=Count("arrivals")).order_by("-went_on", "-id")
    return render(request, "staff/visits/list.html", {"page": page_of(request, visits)})


@staff(Act.KEEP_PEOPLE, anew=True)
def add_visit(request: StaffRequest) -> HttpResponse:
    organisations = organisations_of(request.user, request.act)
    form = NewVisitForm(posted(request), organisations=organisations, initial={"went_on": clock.today()})
    if visit := carried_out(form, _record_new, by=request.user, at=clock.now()):
        messages.success(request, _("The visit is written down. You can register people there now."))
        return redirect("staff:visits:show", visit.public_id)
    return render(request, "staff/visits/add.html", {"form": form})


@staff(Act.KEEP_PEOPLE)
def show_visit(request: StaffRequest, public_id: str) -> HttpResponse:
    visit = _visit(request, public_id)
    return render(request, "staff/visits/show.html", {"visit": visit, "signed_up": visit.arrivals.count()})


@staff(Act.KEEP_PEOPLE)
def change_visit(request: StaffRequest, public_id: str) -> HttpResponse:
    visit = _visit(request, public_id)
    form = VisitForm(posted(request), instance=visit)
    if carried_out(form, record_visit, visit=_visit(request, public_id), by=request.user, at=clock.now()):
        messages.success(request, _("What you changed is saved."))
        return redirect("staff:visits:show", public_id)
    return render(request, "staff/visits/change.html", {"form": form, "public_id": public_id})


@staff(Act.KEEP_PEOPLE)
@button_on("staff:visits:show")
def say_it_is_done(request: StaffRequest, public_id: str) -> HttpResponse:
    form = forms.Form(request.POST)
    if carried_out(form, follow_up, visit=_visit(request, public_id), by=request.user, at=clock.now()):
        messages.success(request, _("It is done."))
    return redirect("staff:visits:show", public_id)


@staff(Act.KEEP_PEOPLE)
def sign_up(request: StaffRequest, public_id: str) -> HttpResponse:
    """Register somebody. The script of the page asks for a short answer, and sends again until it has one."""
    visit = _visit(request, public_id)
    form = SignUpForm(posted(request), organisation=visit.organisation)
    person = carried_out(form, sign_up_there, visit=visit, by=request.user, at=clock.now())
    if request.headers.get("Accept") == "application/json":
        errors = {name: [str(error) for error in found] for name, found in form.errors.items()}
        return JsonResponse({"accepted": bool(person), "errors": errors}, status=200 if person else 422)
    if person:
        messages.success(request, _("%(name)s is registered.") % {"name": person.name})
        return redirect("staff:visits:sign_up", public_id)
    return render(request, "staff/visits/sign_up.html", {"form": form, "visit": visit})


def _visit(request: StaffRequest, public_id: str) -> Visit:
    return get_object_or_404(visits_open_to(request.user, request.act), public_id=public_id)


def _record_new(*, organisation: Organisation, **given: Any) -> Visit:
    return record_visit(visit=Visit(organisation=organisation), **given)
