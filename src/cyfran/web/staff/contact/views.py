"""How far invitations went, in all and in one project; how often people are asked beside how often they would like to be."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from cyfran.domain.base import clock
from cyfran.domain.base.files import as_table
from cyfran.domain.involvement.queries import wishes_kept
from cyfran.domain.meetings.queries import drop_off, drop_off_in
from cyfran.domain.organisations.choices import Act
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.organisations.queries import organisations_of
from cyfran.domain.people.models import Person
from cyfran.domain.projects.queries import projects_open_to
from cyfran.web.staff.contact.presenters import DropOffTable, WishesTable
from cyfran.web.staff.door import staff
from cyfran.web.staff.forms import WhichOrganisationForm
from cyfran.web.ui.draw_files import csv_file
from cyfran.web.ui.requests import StaffRequest

_TWO_YEARS = timedelta(days=2 * 365)


@staff(Act.ASK, anew=True)
def show_drop_off(request: StaffRequest) -> HttpResponse:
    form = _which(request)
    table = _drop_off(form.chosen) if form.chosen else None
    return render(request, "staff/contact/drop_off.html", {"form": form, "table": table, **_about(form)})


@staff(Act.ASK, anew=True)
def download_drop_off(request: StaffRequest) -> HttpResponse:
    form = _which(request)
    if form.chosen is None:
        return redirect("staff:contact:drop_off")
    table = _drop_off(form.chosen)
    return csv_file(as_table(table.columns, table.lines), "drop-off.csv")


@staff(Act.ASK)
def show_drop_off_in(request: StaffRequest, public_id: str) -> HttpResponse:
    project = get_object_or_404(projects_open_to(request.user, request.act), public_id=public_id)
    context = {"project": project, "table": DropOffTable(drop_off_in(project)), "is_example": project.is_example}
    return render(request, "staff/contact/drop_off_in.html", context)


@staff(Act.ASK, anew=True)
def show_wishes(request: StaffRequest) -> HttpResponse:
    form = _which(request)
    table = _wishes(form.chosen) if form.chosen else None
    return render(request, "staff/contact/wishes.html", {"form": form, "table": table, **_about(form)})


@staff(Act.ASK, anew=True)
def download_wishes(request: StaffRequest) -> HttpResponse:
    form = _which(request)
    if form.chosen is None:
        return redirect("staff:contact:wishes")
    table = _wishes(form.chosen)
    return csv_file(as_table(table.columns, table.lines), "wishes.csv")


def _which(request: StaffRequest) -> WhichOrganisationForm:
    return WhichOrganisationForm(request.GET, organisations=organisations_of(request.user, request.act))


def _drop_off(organisation: Organisation) -> DropOffTable:
    since = clock.today() - _TWO_YEARS
    return DropOffTable(drop_off(organisation, since=since, example=settings.DEMONSTRATION))


def _wishes(organisation: Organisation) -> WishesTable:
    ours = {"organisation": organisation, "is_example": settings.DEMONSTRATION, "erased_at": None, "merged_into": None}
    return WishesTable(wishes_kept(Person.objects.filter(**ours), on=clock.today()))


def _about(form: WhichOrganisationForm) -> dict[str, object]:
    return {"organisation": form.chosen, "is_example": settings.DEMONSTRATION}
