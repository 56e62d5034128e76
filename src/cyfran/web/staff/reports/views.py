"""Reports: the frozen ones, and freezing the account of a year after a look at it."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cyfran.domain.base import clock
from cyfran.domain.organisations.choices import Act
from cyfran.domain.organisations.queries import organisations_of
from cyfran.domain.reports.actions import count_equality, freeze_edition
from cyfran.domain.reports.models import Edition
from cyfran.domain.reports.queries import editions, equality_of
from cyfran.web.staff.door import staff
from cyfran.web.staff.forms import WhichOrganisationForm
from cyfran.web.staff.reports.forms import FreezeForm
from cyfran.web.staff.reports.presenters import Preview
from cyfran.web.ui.paging import page_of
from cyfran.web.ui.refusals import add_refusal
from cyfran.web.ui.requests import StaffRequest
from cyfran.web.ui.templatetags.ui import day


@staff(Act.SEE_PROJECTS)
def list_editions(request: StaffRequest) -> HttpResponse:
    return render(request, "staff/reports/list.html", {"page": page_of(request, _editions(request))})


@staff(Act.REPORT, anew=True)
def freeze_year(request: StaffRequest) -> HttpResponse:
    """Show what would be in a report, and freeze it on a yes. What was asked stands in the address."""
    data = request.POST if request.method == "POST" else request.GET or None
    form = FreezeForm(data, reader=request.user, initial={"year": clock.today().year})
    preview = _preview(form) if form.is_valid() else None
    if preview and request.method == "POST":
        now = clock.now()
        edition = freeze_edition(by=request.user, at=now, **form.chosen)
        _say_what_became_of_it(request, edition, is_new=edition.frozen_at == now)
        return redirect("staff:reports:list")
    context = {"form": form, "preview": preview, "is_example": bool(preview and preview.is_example)}
    return render(request, "staff/reports/freeze.html", context)


@staff(Act.REPORT, anew=True)
def show_equality(request: StaffRequest) -> HttpResponse:
    """Show how the people of one organisation answered about equality, as counts of five or more."""
    form = WhichOrganisationForm(request.GET, organisations=organisations_of(request.user, request.act))
    chosen = form.chosen
    if chosen:
        count_equality(organisation=chosen, is_example=settings.DEMONSTRATION, at=clock.now())
    questions = equality_of(chosen, example=settings.DEMONSTRATION) if chosen else ()
    context = {"form": form, "organisation": chosen, "questions": questions, "is_example": settings.DEMONSTRATION}
    return render(request, "staff/reports/equality.html", context)


def _say_what_became_of_it(request: StaffRequest, edition: Edition, *, is_new: bool) -> None:
    if is_new:
        messages.success(request, _("The report is frozen, and everyone can read it."))
    else:
        words = _("Nothing has changed since this report was frozen on %(day)s. It stands as it is, and no second one was made.")
        messages.info(request, words % {"day": day(edition.frozen_at)})


def _preview(form: FreezeForm) -> Preview | None:
    try:
        return Preview.of(form.chosen, now=clock.now(), on=clock.today())
    except ValidationError as refusal:
        add_refusal(form, refusal)
        return None


def _editions(request: StaffRequest) -> QuerySet[Edition]:
    """Return the editions of the reader's organisations; an administrator's are those of regions too."""
    ours = Q(organisation__in=organisations_of(request.user, request.act))
    if request.user.is_administrator:
        ours |= Q(region__isnull=False)
    return (editions() | editions(example=True)).filter(ours)
