"""Moving something, or calling it off, after people were asked: each is told why, and what is late is counted."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cyfran.domain.base import clock
from cyfran.domain.opportunities.actions.changes import call_off, move_opportunity
from cyfran.domain.opportunities.fields import NOTICE_DAYS
from cyfran.domain.opportunities.models import Opportunity
from cyfran.domain.opportunities.queries import opportunities_open_to, who_have_a_place
from cyfran.domain.opportunities.rules import can_still_change
from cyfran.domain.organisations.choices import Act
from cyfran.web.staff.changes.forms import CallOffForm, MoveForm
from cyfran.web.staff.changes.presenters import MoveToRead
from cyfran.web.staff.door import staff
from cyfran.web.staff.looks import looked_at
from cyfran.web.staff.over import over
from cyfran.web.ui.refusals import carried_out
from cyfran.web.ui.requests import StaffRequest, posted


@staff(Act.ASK)
def move(request: StaffRequest, public_id: str) -> HttpResponse:
    opportunity, now = _opportunity(request, public_id), clock.now()
    if seen := _over(request, opportunity):
        return seen
    form = MoveForm(posted(request), initial=MoveForm.beginning_of(opportunity))
    to_read = _to_read(request, opportunity, form)
    if not to_read and carried_out(form, move_opportunity, opportunity=opportunity, by=request.user, at=now):
        messages.success(request, _("It is moved. Everybody who has not said no is told, with the reason."))
        return redirect("staff:opportunities:show", public_id)
    return render(request, "staff/changes/move.html", {"form": form, "to_read": to_read, **_about(opportunity)})


@staff(Act.ASK)
def call_it_off(request: StaffRequest, public_id: str) -> HttpResponse:
    opportunity, now = _opportunity(request, public_id), clock.now()
    if seen := _over(request, opportunity):
        return seen
    form = CallOffForm(posted(request))
    if carried_out(form, call_off, opportunity=opportunity, by=request.user, at=now):
        messages.success(request, _("It is called off. Everybody who has not said no is told, with the reason."))
        return redirect("staff:opportunities:show", public_id)
    context = {"form": form, "have_a_place": who_have_a_place(opportunity).count(), **_about(opportunity)}
    return render(request, "staff/changes/call_off.html", context)


def _to_read(request: StaffRequest, opportunity: Opportunity, form: MoveForm) -> MoveToRead | None:
    """Return what is to be read before it is moved; None once that is read, and where the time is none to move it to."""
    if not form.is_valid() or form.is_read or form.cleaned_data["starts_at"] <= clock.now():
        return None
    to_read = MoveToRead.of(opportunity, form.cleaned_data["starts_at"], clock.now())
    looked_at(request, [*to_read.by_hand, *to_read.perhaps_too_late])
    return to_read


def _opportunity(request: StaffRequest, public_id: str) -> Opportunity:
    return get_object_or_404(opportunities_open_to(request.user, request.act), public_id=public_id)


def _over(request: StaffRequest, opportunity: Opportunity) -> HttpResponse | None:
    because = _("Only what people wait for can be moved or called off, until it starts.")
    is_over = not can_still_change(opportunity, clock.now())
    return over(request, when=is_over, because=because, page="staff:opportunities:show", of=opportunity.public_id)


def _about(opportunity: Opportunity) -> dict[str, object]:
    days = (localdate(opportunity.starts_at) - clock.today()).days
    is_example = opportunity.stage.project.is_example
    return {"opportunity": opportunity, "days": days, "is_late": days < NOTICE_DAYS, "is_example": is_example}
