"""Having something passed on by partners, and seeing how many came by it."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from cyfran.domain.base import clock
from cyfran.domain.correspondence.models import Forward
from cyfran.domain.correspondence.queries import forwards_about, forwards_open_to, not_sent_about
from cyfran.domain.opportunities.actions.forwarding import forward, tell_own_people
from cyfran.domain.opportunities.bridge.forwards import may_be_told_of, opportunity_of
from cyfran.domain.opportunities.models import Opportunity
from cyfran.domain.opportunities.queries import is_open, opportunities_open_to
from cyfran.domain.organisations.choices import Act
from cyfran.domain.organisations.queries import partners_of
from cyfran.domain.organisations.rules import may
from cyfran.web.staff.door import staff
from cyfran.web.staff.forwarding.forms import ForwardForm
from cyfran.web.staff.forwarding.presenters import ForwardInList, ForwardOnPage
from cyfran.web.staff.looks import looked_at
from cyfran.web.staff.opportunities.asking import say_who_is_asked
from cyfran.web.staff.opportunities.presenters import MOST_NOT_ASKED
from cyfran.web.staff.over import over_unless_open
from cyfran.web.ui.paging import page_of
from cyfran.web.ui.refusals import carried_out
from cyfran.web.ui.requests import StaffRequest, posted


@staff(Act.ASK)
def list_forwards(request: StaffRequest) -> HttpResponse:
    page = page_of(request, forwards_open_to(request.user, request.act))
    return render(request, "staff/forwarding/list.html", {"page": page, "rows": ForwardInList.all_of(page)})


@staff(Act.ASK)
def add_forward(request: StaffRequest, public_id: str) -> HttpResponse:
    opportunity = get_object_or_404(opportunities_open_to(request.user, request.act), public_id=public_id)
    if seen := over_unless_open(request, opportunity):
        return seen
    already = forwards_about(opportunity).values("partner")
    partners = partners_of(opportunity.organisation).exclude(pk__in=already)
    form = ForwardForm(posted(request), partners=partners)
    if passed_on := carried_out(form, forward, opportunity=opportunity, by=request.user, at=clock.now()):
        messages.success(request, _("%(partner)s finds it under “Passed on” now.") % {"partner": passed_on.partner.name})
        return redirect("staff:forwarding:show", passed_on.public_id)
    context = {"form": form, "opportunity": opportunity, "is_example": opportunity.stage.project.is_example}
    return render(request, "staff/forwarding/add.html", {**context, "partners": partners})


@staff(Act.ASK)
def show_forward(request: StaffRequest, public_id: str) -> HttpResponse:
    found, opportunity = passed_on_to(request, public_id)
    on_page = ForwardOnPage.of(found, opportunity, request.user, now=clock.now())
    not_sent = not_sent_about(found)[:MOST_NOT_ASKED] if on_page.is_ours_to_pass_on else []
    looked_at(request, [note.person for note in not_sent])
    context = {"forward": on_page, "not_sent": not_sent, "is_example": on_page.is_example}
    return render(request, "staff/forwarding/show.html", context)


@staff(Act.ASK)
def tell(request: StaffRequest, public_id: str) -> HttpResponse:
    """Have the partner, and nobody else, tell its own people."""
    found, opportunity = passed_on_to(request, public_id)
    if not may(request.user, request.act, found.partner):
        raise Http404
    form, now = forms.Form(posted(request)), clock.now()
    told = carried_out(form, tell_own_people, forward=found, by=request.user, at=now)
    if told is not None:
        say_who_is_asked(request, [message.person for message in told], to=found, at=now)
        return redirect("staff:forwarding:show", public_id)
    people = may_be_told_of(found, opportunity).count()
    facts = {"is_open": is_open(opportunity, now), "is_example": opportunity.stage.project.is_example}
    context = {"form": form, "forward": found, "opportunity": opportunity, "people": people, **facts}
    return render(request, "staff/forwarding/tell.html", context)


def passed_on_to(request: StaffRequest, public_id: str) -> tuple[Forward, Opportunity]:
    """Return what was passed on, and how: both bodies see it."""
    found = get_object_or_404(forwards_open_to(request.user, request.act), public_id=public_id)
    opportunity = opportunity_of(found)
    if opportunity is None:
        raise Http404
    return found, opportunity
