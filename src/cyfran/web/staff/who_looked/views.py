"""Who of staff looked at whose record, and what for: to read and to take away. Whoever reads it stands in it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from cyfran.domain.base import clock
from cyfran.domain.base.files import as_table
from cyfran.domain.organisations.choices import Act
from cyfran.domain.organisations.queries import organisations_of
from cyfran.domain.people.actions.looks import record_reading
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import looks_at, looks_open_to, readings_open_to
from cyfran.web.staff.door import staff
from cyfran.web.staff.who_looked.forms import LookFilterForm
from cyfran.web.staff.who_looked.presenters import looks_in_list
from cyfran.web.ui.draw_files import csv_file
from cyfran.web.ui.paging import page_of
from cyfran.web.ui.proof import asks_again
from cyfran.web.ui.requests import StaffRequest, named_in_query


@staff(Act.GUARD, anew=True)
def list_looks(request: StaffRequest) -> HttpResponse:
    person = _person(request)
    form = _form(request, person)
    page = page_of(request, form.narrowed())
    context = {"page": page, "rows": looks_in_list(list(page)), "filter_form": form, "person": person}
    _is_read(request, person)
    return render(request, "staff/who_looked/list.html", context)


@staff(Act.GUARD, anew=True)
@asks_again
def download(request: StaffRequest) -> HttpResponse:
    person = _person(request)
    looks = list(_form(request, person).narrowed())
    _is_read(request, person)
    columns = [_("When"), _("Who looked"), _("In which role"), _("Whose record"), _("Id"), _("What"), _("What for")]
    rows = [
        [look.at.isoformat(), look.who, look.roles, look.whose, look.person_id, look.what, look.why]
        for look in looks_in_list(looks)
    ]
    return csv_file(as_table(columns, rows), "who_looked.csv")


def _form(request: StaffRequest, person: Person | None) -> LookFilterForm:
    """Return the filter: of the looks at one person, on whichever of her records, or of all that the reader guards."""
    if person:
        return LookFilterForm(request.GET, auto_id="filter_%s", looks=looks_at(person))
    looks, readings = looks_open_to(request.user, request.act), readings_open_to(request.user, request.act)
    return LookFilterForm(request.GET, auto_id="filter_%s", looks=looks, readings=readings)


def _person(request: StaffRequest) -> Person | None:
    people = Person.objects.filter(organisation__in=organisations_of(request.user, request.act))
    named = named_in_query(request, "person", people)
    return named and (named.merged_into or named)


def _is_read(request: StaffRequest, person: Person | None) -> None:
    """Write down that the list was read: of the body of one person, or of every body the reader guards."""
    guarded = None if request.acts.is_everywhere else organisations_of(request.user, request.act)
    read = [person.organisation] if person else guarded
    record_reading(organisations=read, by=request.user, roles=request.acts.to_write_down, at=clock.now())
