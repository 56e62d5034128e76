"""Those who were drawn: whether they come, and who is asked in the place of whoever does not."""

from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from cyfran.domain.base import clock
from cyfran.domain.base.models import User
from cyfran.domain.opportunities.actions.panels import confirm, decline, replace
from cyfran.domain.opportunities.choices import Confirmation, DrawState, OpportunityState
from cyfran.domain.opportunities.models import DrawnPerson
from cyfran.domain.opportunities.queries import draws_open_to
from cyfran.domain.opportunities.rules import is_free
from cyfran.domain.organisations.choices import Act
from cyfran.domain.people.choices import WhyShown
from cyfran.web.staff.door import staff
from cyfran.web.staff.draws.forms import AnswerForm
from cyfran.web.staff.draws.presenters.draw import DrawOnPage
from cyfran.web.staff.draws.views import SHOW, about
from cyfran.web.staff.looks import looked_at, revealed
from cyfran.web.staff.over import over
from cyfran.web.ui.refusals import carried_out
from cyfran.web.ui.requests import StaffRequest, posted


@staff(Act.ASK)
def take_down(request: StaffRequest, public_id: str) -> HttpResponse:
    one = _drawn(request, public_id)
    draw, has_place = one.draw, bool(one.confirmation) and not one.replaced_by_id and one.person.erased_at is None
    because = _("This person has no place to confirm.")
    if seen := over(request, when=not has_place, because=because, page=SHOW, of=draw.public_id):
        return seen
    looked_at(request, [one.person])
    begun = {"answer": request.GET.get("answer") or one.confirmation, "channel": one.person.channel}
    form = AnswerForm(posted(request), initial=begun)
    if answered := carried_out(form, _take_down, drawn=one, by=request.user, at=clock.now()):
        messages.success(request, answered)
        return redirect(SHOW, draw.public_id)
    return render(request, "staff/draws/answer.html", {"form": form, "one": one, **about(draw)})


@staff(Act.ASK)
def ask_next(request: StaffRequest, public_id: str) -> HttpResponse:
    one = _drawn(request, public_id)
    if seen := over(request, when=not is_free(one), because=_("This place is not free."), page=SHOW, of=one.draw.public_id):
        return seen
    form = forms.Form(posted(request))
    if stand_in := carried_out(form, replace, drawn=one, by=request.user, at=clock.now()):
        messages.success(request, _("%(name)s is asked instead. The targets still hold.") % {"name": stand_in.person.name})
        return redirect(SHOW, one.draw.public_id)
    return render(request, "staff/draws/replace.html", {"form": form, "one": one, **about(one.draw)})


@staff(Act.ASK)
def ring(request: StaffRequest, public_id: str) -> HttpResponse:
    draw = get_object_or_404(draws_open_to(request.user, request.act), public_id=public_id)
    because, is_drawn = _("The group is not drawn yet, so there is nobody to ring."), draw.state == DrawState.DRAWN
    if seen := over(request, when=not is_drawn, because=because, page=SHOW, of=public_id):
        return seen
    page = DrawOnPage.of(draw, clock.now())
    revealed(request, page.people, WhyShown.DRAW)
    return render(request, "staff/draws/ring.html", {"draw": page, **about(draw)})


def _take_down(*, drawn: DrawnPerson, answer: str, channel: str, by: User, at: datetime) -> str:
    """Take the answer down, and return what to say of it."""
    if answer == Confirmation.CONFIRMED:
        confirm(drawn=drawn, channel=channel, by=by, at=at)
        return _("%(name)s comes.") % {"name": drawn.person.name}
    stand_in = decline(drawn=drawn, channel=channel, by=by, at=at)
    if drawn.draw.opportunity.state != OpportunityState.OPEN:
        return _("%(name)s does not come. This is closed, so nobody else is asked.") % {"name": drawn.person.name}
    if stand_in is None:
        return _("%(name)s does not come. Nobody else in the pool keeps the targets, so this seat stays free.") % {
            "name": drawn.person.name
        }
    facts = {"name": drawn.person.name, "stand_in": stand_in.person.name}
    return _("%(name)s does not come. %(stand_in)s is asked instead, and the targets still hold.") % facts


def _drawn(request: StaffRequest, public_id: str) -> DrawnPerson:
    drawn = DrawnPerson.objects.filter(draw__in=draws_open_to(request.user, request.act)).select_related(
        "person", "draw__opportunity__organisation", "draw__opportunity__stage__project"
    )
    return get_object_or_404(drawn, public_id=public_id)
