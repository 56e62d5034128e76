"""The register of groups: to search, to read and to take away."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from cyfran.domain.base.terms import speak
from cyfran.domain.groups.queries import register, seats_of
from cyfran.domain.organisations.queries import contact_of
from cyfran.web.public.groups.forms import FilterForm
from cyfran.web.public.groups.presenters import GroupOnPage, card_of, figures_of
from cyfran.web.public.groups.table import COLUMNS, as_row
from cyfran.web.public.spreadsheets import table
from cyfran.web.ui.paging import page_of


def list_groups(request: HttpRequest) -> HttpResponse:
    form = FilterForm(request.GET)
    found = form.found()
    page = page_of(request, found)
    facts = {"form": form, "page": page, "cards": [card_of(group) for group in page], "figures": figures_of(found)}
    return render(request, "public/groups/list.html", facts)


def download(request: HttpRequest) -> HttpResponse:
    return table("groups", COLUMNS, map(as_row, FilterForm(request.GET).found()))


def show(request: HttpRequest, public_id: str) -> HttpResponse:
    group = get_object_or_404(register(example=True), public_id=public_id)
    organisation = group.organisation
    speak(organisation.term if organisation else "")
    seats = seats_of(group) if group.meets else []
    facts = {"group": GroupOnPage(group, seats), "is_example": group.is_example}
    facts |= {"organisation": organisation, "contact": contact_of(organisation) if organisation else None}
    return render(request, "public/groups/show.html", facts)
