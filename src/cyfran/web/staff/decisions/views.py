"""Decisions: opening a vote, writing down how it went, and what it rests on."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from cyfran.domain.base import clock
from cyfran.domain.decisions.actions import decide, open_vote
from cyfran.domain.decisions.models import Decision
from cyfran.domain.decisions.queries import decisions_open_to, in_two_minds
from cyfran.domain.organisations.choices import Act
from cyfran.domain.projects.choices import StageKind
from cyfran.domain.projects.models import Project
from cyfran.domain.projects.queries import projects_open_to
from cyfran.web.staff.decisions.forms import OutcomeForm, VoteForm
from cyfran.web.staff.decisions.presenters import DecisionOnPage
from cyfran.web.staff.door import staff
from cyfran.web.staff.over import over
from cyfran.web.ui.refusals import carried_out
from cyfran.web.ui.requests import StaffRequest, posted


@staff(Act.DECIDE)
def add_decision(request: StaffRequest, public_id: str) -> HttpResponse:
    project = get_object_or_404(projects_open_to(request.user, request.act), public_id=public_id)
    because = _("This project is closed: nothing more can be decided in it.")
    if seen := over(request, when=bool(project.closed_on), because=because, page="staff:projects:show", of=public_id):
        return seen
    form = VoteForm(posted(request), project=project, initial={"stage": request.GET.get("stage", StageKind.DECISION.lower())})
    if decision := carried_out(form, open_vote, by=request.user, at=clock.now()):
        messages.success(request, _("Voting is open, and the carers' right is fixed. Next, write down how it went."))
        return redirect("staff:decisions:show", decision.public_id)
    context = {"form": form, "project": project, "is_example": project.is_example}
    return render(request, "staff/decisions/add.html", context)


@staff(Act.SEE_PROJECTS)
def show_decision(request: StaffRequest, public_id: str) -> HttpResponse:
    decision = _decision(request, public_id)
    context = {"decision": DecisionOnPage.of(decision), **_about(request, decision.stage.project)}
    return render(request, "staff/decisions/show.html", context)


@staff(Act.DECIDE)
def record_outcome(request: StaffRequest, public_id: str) -> HttpResponse:
    decision = _decision(request, public_id)
    because = _("This is decided. To decide it again, open a new vote.")
    if seen := over(request, when=bool(decision.outcome), because=because, page="staff:decisions:show", of=public_id):
        return seen
    form = OutcomeForm(posted(request), instance=decision)
    if carried_out(form, decide, decision=decision, by=request.user, at=clock.now()):
        messages.success(request, _("The decision is on record. Next, tell those who spoke of it."))
        return redirect("staff:decisions:show", public_id)
    context = {"form": form, "decision": decision, **_about(request, decision.stage.project)}
    return render(request, "staff/decisions/decide.html", context)


def _about(request: StaffRequest, project: Project) -> dict[str, object]:
    in_two = list(in_two_minds(project))
    return {"in_two_minds": in_two, "acts": request.acts.on(project), "is_example": project.is_example}


def _decision(request: StaffRequest, public_id: str) -> Decision:
    return get_object_or_404(decisions_open_to(request.user, request.act), public_id=public_id)
