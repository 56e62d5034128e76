"""Whom somebody looks after, and whether she stays once that is over: taken down by staff as she says it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from cyfran.domain.base import clock
from cyfran.domain.organisations.choices import Act
from cyfran.domain.people.actions.caring import forget_cared_for, name_cared_for, say_whether_she_stays, write_down_caring
from cyfran.domain.people.choices import CaringState
from cyfran.domain.people.models import CaringRole
from cyfran.domain.people.queries import GOES_ON, caring_state, people_open_to
from cyfran.web.staff.door import staff
from cyfran.web.staff.people.forms import CaredForForm
from cyfran.web.staff.people.views import person_looked_at
from cyfran.web.ui.caring import CaringRoleForm, StayForm, row_of
from cyfran.web.ui.refusals import carried_out
from cyfran.web.ui.requests import StaffRequest, posted


@staff(Act.KEEP_PEOPLE)
def show(request: StaffRequest, public_id: str) -> HttpResponse:
    person = person_looked_at(request, public_id)
    roles = list(person.caring_roles.select_related("cared_for"))
    rows = [row_of(one, href=_address("caring_role", one), action=_("Change")) for one in roles]
    is_over = caring_state(person) != CaringState.ACTIVE
    form = StayForm(posted(request) if is_over else None, person=person)
    if carried_out(form, say_whether_she_stays, person=person, by=request.user, at=clock.now()):
        messages.success(request, _("The answer is written down, and counts from now on."))
        return redirect("staff:people:show", public_id)
    context = {
        "form": form,
        "person": person,
        "rows": rows,
        "named": [one for one in roles if one.cared_for],
        "nameable": [one for one in roles if one.state in GOES_ON and not one.cared_for],
        "is_over": is_over,
        "is_example": person.is_example,
    }
    return render(request, "staff/people/caring.html", context)


@staff(Act.KEEP_PEOPLE)
def change(request: StaffRequest, public_id: str, role: str = "") -> HttpResponse:
    person = person_looked_at(request, public_id)
    one = get_object_or_404(person.caring_roles, public_id=role) if role else CaringRole(person=person)
    form = CaringRoleForm(posted(request), role=one)
    if carried_out(form, write_down_caring, role=one, by=request.user, at=clock.now()):
        messages.success(request, _("What they said is written down."))
        return redirect("staff:people:caring", public_id)
    context = {"form": form, "person": person, "is_new": not role, "is_example": person.is_example}
    return render(request, "staff/people/caring_role.html", context)


@staff(Act.KEEP_PEOPLE)
def name(request: StaffRequest, public_id: str, role: str) -> HttpResponse:
    """Link two people of whom one looks after the other, where both have agreed."""
    person = person_looked_at(request, public_id)
    one = get_object_or_404(person.caring_roles, public_id=role)
    others = people_open_to(request.user, request.act).exclude(pk=person.pk)
    form = CaredForForm(posted(request), others=others)
    if carried_out(form, name_cared_for, role=one, by=request.user, at=clock.now()):
        messages.success(request, _("The two records know of one another. Either of the two can take that back."))
        return redirect("staff:people:caring", public_id)
    context = {"form": form, "person": person, "is_example": person.is_example}
    return render(request, "staff/people/caring_name.html", context)


@staff(Act.KEEP_PEOPLE)
def forget(request: StaffRequest, public_id: str, role: str) -> HttpResponse:
    person = person_looked_at(request, public_id)
    one = get_object_or_404(person.caring_roles, public_id=role)
    if request.method == "POST":
        forget_cared_for(role=one, by=request.user, at=clock.now())
        messages.success(request, _("The two records no longer know of one another."))
    return redirect("staff:people:caring", public_id)


def _address(page: str, role: CaringRole) -> str:
    return reverse(f"staff:people:{page}", args=[role.person.public_id, role.public_id])
