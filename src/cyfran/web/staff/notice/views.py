"""What the privacy notice says of each organisation: whose it is to say, whoever guards the records there."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from cyfran.domain.base import clock
from cyfran.domain.organisations.actions.organisations import state_grounds
from cyfran.domain.organisations.choices import Act
from cyfran.domain.organisations.queries import organisations_of
from cyfran.web.staff.door import staff
from cyfran.web.staff.notice.forms import GroundsForm
from cyfran.web.ui.paging import page_of
from cyfran.web.ui.refusals import carried_out
from cyfran.web.ui.requests import StaffRequest, posted


@staff(Act.GUARD, anew=True)
def list_notices(request: StaffRequest) -> HttpResponse:
    return render(request, "staff/notice/list.html", {"page": page_of(request, organisations_of(request.user, request.act))})


@staff(Act.GUARD, anew=True)
def change_notice(request: StaffRequest, public_id: str) -> HttpResponse:
    organisation = get_object_or_404(organisations_of(request.user, request.act), public_id=public_id)
    form = GroundsForm(posted(request), instance=organisation)
    if carried_out(form, state_grounds, organisation=organisation, by=request.user, at=clock.now()):
        messages.success(request, _("It is written down, and stands in the privacy notice from now on."))
        return redirect("staff:notice:list")
    return render(request, "staff/notice/change.html", {"form": form, "organisation": organisation})
