"""The groups of our organisations: what the register says of them, and their seats."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from cyfran.domain.base import clock
from cyfran.domain.groups import actions
from cyfran.domain.groups.models import Group, Seat
from cyfran.domain.groups.queries import groups_open_to, seats_of
from cyfran.domain.organisations.choices import Act
from cyfran.domain.organisations.queries import organisations_of
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import people_open_to, search_people
from cyfran.web.staff.door import staff
from cyfran.web.staff.groups.forms import GroupFilterForm, GroupForm, NewGroupForm, SeatForm, SeatKindForm
from cyfran.web.staff.groups.presenters import GroupOnPage, SeatOnPage
from cyfran.web.staff.looks import looked_at
from cyfran.web.staff.searching import SearchForm, with_search
from cyfran.web.ui.load import LoadOnPage
from cyfran.web.ui.paging import page_of
from cyfran.web.ui.refusals import carried_out
from cyfran.web.ui.requests import StaffRequest, named_in_query, posted

_MOST_FOUND = 10


@staff(Act.SEE_GROUPS)
def list_groups(request: StaffRequest) -> HttpResponse:
    form = GroupFilterForm(request.GET)
    page = page_of(request, form.narrowed(groups_open_to(request.user, request.act)).prefetch_related("seats"))
    return render(
        request,
        "staff/groups/list.html",
        {"page": page, "filter_form": form, "may_add": Act.KEEP_GROUPS in request.acts.in_organisations},
    )


@staff(Act.KEEP_GROUPS, anew=True)
def add_group(request: StaffRequest) -> HttpResponse:
    organisations = organisations_of(request.user, request.act)
    form = NewGroupForm(posted(request), organisations=organisations)
    group = carried_out(form, actions.add_group, by=request.user, at=clock.now())
    if group:
        messages.success(request, _("The group is in the register, for everyone to read."))
        return redirect("staff:groups:show", group.public_id)
    return render(request, "staff/groups/add.html", {"form": form})


@staff(Act.SEE_GROUPS)
def show_group(request: StaffRequest, public_id: str) -> HttpResponse:
    group = _group(request, public_id)
    on_page = GroupOnPage.of(group, seats=seats_of(group), today=clock.today())
    return render(
        request, "staff/groups/show.html", {"group": on_page, "acts": request.acts.on(group), "is_example": group.is_example}
    )


@staff(Act.KEEP_GROUPS)
def change_group(request: StaffRequest, public_id: str) -> HttpResponse:
    group = _group(request, public_id)
    on_page = GroupOnPage.of(group, seats=(), today=clock.today())
    form = GroupForm(posted(request), instance=group)
    if carried_out(form, actions.change_group, group=group, by=request.user, at=clock.now()):
        messages.success(request, _("What you changed is in the register, for everyone to read."))
        return redirect("staff:groups:show", public_id)
    return render(request, "staff/groups/change.html", {"form": form, "group": on_page, "is_example": on_page.is_example})


@staff(Act.KEEP_GROUPS)
def add_seat(request: StaffRequest, public_id: str) -> HttpResponse:
    group = _group(request, public_id)
    form = SeatKindForm(posted(request))
    seat = carried_out(form, actions.add_seat, group=group, by=request.user, at=clock.now())
    if seat:
        messages.success(request, _("The seat is there, and vacant. Say who holds it, or come back to it later."))
        return redirect("staff:groups:seat", public_id, seat.public_id)
    return render(request, "staff/groups/add_seat.html", {"form": form, "group": group, "is_example": group.is_example})


@staff(Act.KEEP_GROUPS)
@with_search(beside=("holder", "deputy"))
def fill_seat(request: StaffRequest, public_id: str, seat_id: str, search: SearchForm) -> HttpResponse:
    """Search for a holder and a deputy, each kept in the address, then give the term and save."""
    seat = _seat(request, public_id, seat_id)
    people = _who_may_sit(request, seat)
    holder = seat.holder or named_in_query(request, "holder", people)
    deputy = named_in_query(request, "deputy", people) if "deputy" in request.GET else seat.deputy
    chosen = {"holder": holder.public_id if holder else "", "deputy": deputy.public_id if deputy else ""}
    term = {"starts_on": seat.starts_on or clock.today(), "ends_on": seat.ends_on, "is_shared": seat.is_shared}
    hours_a_year = -(-seat.minutes_a_year // 60) or None
    initial = {**chosen, **term, "hours_a_year": hours_a_year}
    form = SeatForm(posted(request), people=people, initial=initial)
    if carried_out(form, actions.fill_seat, seat=seat, by=request.user, at=clock.now()):
        messages.success(request, _("It is written down who holds the seat. Tell them, and their deputy."))
        return redirect("staff:groups:show", public_id)
    context = {
        "form": form,
        "group": seat.group,
        "seat": SeatOnPage.of(seat, today=clock.today()),
        "holder": holder,
        "deputy": deputy,
        "load": _load_of(request, holder),
        "search": search,
        "found": _found(request, search, people),
        "is_example": seat.group.is_example,
    }
    return render(request, "staff/groups/seat.html", context)


@staff(Act.KEEP_GROUPS)
def vacate_seat(request: StaffRequest, public_id: str, seat_id: str) -> HttpResponse:
    seat = _seat(request, public_id, seat_id)
    if request.method == "POST":
        actions.vacate_seat(seat=seat, by=request.user, at=clock.now())
        messages.success(request, _("The seat is vacant. It stands under Today until somebody holds it."))
        return redirect("staff:groups:show", public_id)
    context = {"group": seat.group, "seat": SeatOnPage.of(seat, today=clock.today()), "is_example": seat.group.is_example}
    return render(request, "staff/groups/vacate.html", context)


def _group(request: StaffRequest, public_id: str) -> Group:
    return get_object_or_404(groups_open_to(request.user, request.act), public_id=public_id)


def _seat(request: StaffRequest, public_id: str, seat_id: str) -> Seat:
    group = _group(request, public_id)
    return get_object_or_404(seats_of(group).select_related("group"), public_id=seat_id)


def _who_may_sit(request: StaffRequest, seat: Seat) -> QuerySet[Person]:
    """Return the people open to the reader; those of an example sit in its groups alone, and real people in real ones."""
    return people_open_to(request.user, request.act).filter(is_example=seat.group.is_example)


def _load_of(request: StaffRequest, holder: Person | None) -> LoadOnPage | None:
    """Return what is asked of the holder already, over all boards together; the look at it is written down."""
    if holder is None:
        return None
    looked_at(request, [holder])
    return LoadOnPage.of(holder, today=clock.today())


def _found(request: StaffRequest, search: SearchForm, people: QuerySet[Person]) -> QuerySet[Person]:
    return search_people(people, search.words)[:_MOST_FOUND] if search.words else people.none()
