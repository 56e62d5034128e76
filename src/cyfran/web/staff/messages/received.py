"""Texts that came: what nobody but a person can answer, and what was done with the others; and slips that came by post."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from cyfran.domain.base import clock
from cyfran.domain.correspondence.actions.receiving import settle_received
from cyfran.domain.correspondence.choices import ReceivedState
from cyfran.domain.correspondence.queries import received_open_to
from cyfran.domain.opportunities.models import Invitation
from cyfran.domain.opportunities.queries import opportunities_open_to
from cyfran.domain.organisations.choices import Act
from cyfran.web.staff.door import staff
from cyfran.web.staff.looks import looked_at
from cyfran.web.staff.messages.forms import ReceivedFilterForm, SlipForm
from cyfran.web.ui.buttons import button_on
from cyfran.web.ui.paging import page_of
from cyfran.web.ui.requests import StaffRequest, posted


@staff(Act.SEND)
def list_received(request: StaffRequest) -> HttpResponse:
    form = ReceivedFilterForm(request.GET)
    page = page_of(request, form.narrowed(received_open_to(request.user, request.act)))
    looked_at(request, [text.person for text in page if text.person])
    context = {"page": page, "filter_form": form, "for_staff": ReceivedState.FOR_STAFF}
    return render(request, "staff/messages/received.html", context)


@staff(Act.SEND)
@button_on("staff:messages:received")
def mark_as_read(request: StaffRequest) -> HttpResponse:
    if not request.POST.get("text"):
        return redirect("staff:messages:received")
    received = get_object_or_404(received_open_to(request.user, request.act), public_id=request.POST["text"])
    try:
        settle_received(received=received, by=request.user, at=clock.now())
    except ValidationError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("It is on record that this text was dealt with."))
    return redirect(f"{reverse('staff:messages:received')}?state={ReceivedState.FOR_STAFF}")


@staff(Act.TAKE_DOWN)
def find_slip(request: StaffRequest) -> HttpResponse:
    """Lead from the code on a slip to where its answer is written down."""
    form = SlipForm(posted(request))
    if form.is_valid():
        opportunities = opportunities_open_to(request.user, request.act)
        found = Invitation.objects.filter(opportunity__in=opportunities, public_id=form.cleaned_data["code"]).first()
        if found:
            return redirect("staff:opportunities:reply", found.public_id)
        form.add_error("code", _("No invitation of yours has this code. Compare it with the slip once more."))
    return render(request, "staff/messages/slip.html", {"form": form})
