"""Whom to ask to something: the list chosen, who is missing from it, one press to ask them all, and whom that would reach."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from cyfran.domain.base import clock
from cyfran.domain.opportunities.actions.choosing import ask_chosen
from cyfran.domain.opportunities.bridge.choice import Choice
from cyfran.domain.opportunities.models import Opportunity
from cyfran.domain.opportunities.queries import may_be_invited_to, opportunities_open_to
from cyfran.domain.organisations.choices import Act
from cyfran.domain.people.queries import people_open_to
from cyfran.web.staff.choosing.forms import AskThemForm, SoughtForm
from cyfran.web.staff.choosing.presenters import ChoiceOnPage, ReachOnPage, sought_from
from cyfran.web.staff.door import staff
from cyfran.web.staff.looks import looked_at
from cyfran.web.staff.opportunities.asking import say_who_is_asked
from cyfran.web.staff.over import over_unless_open
from cyfran.web.ui.refusals import carried_out
from cyfran.web.ui.requests import StaffRequest, posted

_USUAL_PLACES = 10


@staff(Act.ASK)
def choose(request: StaffRequest, public_id: str) -> HttpResponse:
    opportunity = _opportunity(request, public_id)
    if seen := over_unless_open(request, opportunity):
        return seen
    people = people_open_to(request.user, request.act)
    if request.method == "POST":
        return _ask(request, opportunity, people)
    form, choice = _chosen(request, opportunity, people)
    chosen = choice.chosen if choice else []
    looked_at(request, [one.person for one in chosen])
    asking = AskThemForm(None, people=[one.person for one in chosen], may_be_asked=None)
    may_see = Act.SEE_PEOPLE in request.acts.on(opportunity)
    page = ChoiceOnPage.of(opportunity, choice, asking, may_see_people=may_see) if choice else None
    return render(request, "staff/choosing/show.html", {"form": form, "asking": asking, "page": page, **_about(opportunity)})


@staff(Act.ASK)
def show_reach(request: StaffRequest, public_id: str) -> HttpResponse:
    opportunity = _opportunity(request, public_id)
    if seen := over_unless_open(request, opportunity):
        return seen
    form, choice = _chosen(request, opportunity, people_open_to(request.user, request.act))
    page = ReachOnPage.of(opportunity, choice, clock.today()) if choice else None
    return render(request, "staff/choosing/reach.html", {"form": form, "page": page, **_about(opportunity)})


def _ask(request: StaffRequest, opportunity: Opportunity, people: Any) -> HttpResponse:
    """Ask those of the list who were not taken out of it, as it stood when it was read."""
    listed = people.filter(public_id__in=request.POST.getlist("people"))
    looked_at(request, listed)
    form = AskThemForm(posted(request), people=listed, may_be_asked=may_be_invited_to(opportunity).filter(pk__in=listed))
    now = clock.now()
    invitations = carried_out(form, ask_chosen, opportunity=opportunity, by=request.user, at=now)
    if invitations is None:
        return render(request, "staff/choosing/refused.html", {"form": form, **_about(opportunity)})
    say_who_is_asked(request, [invitation.person for invitation in invitations], to=opportunity, at=now)
    return redirect("staff:opportunities:show", opportunity.public_id)


def _chosen(request: StaffRequest, opportunity: Opportunity, people: Any) -> tuple[SoughtForm, Choice | None]:
    """Return the form and whom the engine chooses by it; nobody where something in it is wrong."""
    from cyfran.domain.opportunities.bridge.choosing import choose_people, how_many_to_ask  # noqa: PLC0415 -- loads numpy

    size = how_many_to_ask(opportunity, opportunity.places or _USUAL_PLACES)
    form = SoughtForm(request.GET, size=size)
    if not form.is_valid():
        return form, None
    sought = sought_from(form, opportunity)
    size = form.cleaned_data["size"]
    return form, choose_people(opportunity, people, size=size, sought=sought, at=clock.now())


def _opportunity(request: StaffRequest, public_id: str) -> Opportunity:
    opportunities = opportunities_open_to(request.user, request.act).select_related("stage__project__area")
    return get_object_or_404(opportunities, public_id=public_id)


def _about(opportunity: Opportunity) -> dict[str, object]:
    return {"opportunity": opportunity, "is_example": opportunity.stage.project.is_example}
