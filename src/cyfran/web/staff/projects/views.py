"""Projects: the list, the workbench of one, and what staff do with it and its stages."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from cyfran.domain.base import clock
from cyfran.domain.evaluation.actions import close_with_evaluation
from cyfran.domain.organisations.choices import Act
from cyfran.domain.organisations.queries import organisations_of
from cyfran.domain.projects.actions import (
    change_project,
    claim_level,
    finish_stage,
    plan_stage,
    publish_project,
    reopen_stage,
    skip_stage,
    start_project,
)
from cyfran.domain.projects.choices import StageState
from cyfran.domain.projects.models import Project, Stage
from cyfran.domain.projects.queries import projects_open_to, proposals_open_to
from cyfran.web.staff.door import staff
from cyfran.web.staff.over import over
from cyfran.web.staff.projects.forms import ChangeForm, ClaimForm, DayForm, PlanForm, ProjectFilterForm, ProjectForm
from cyfran.web.staff.projects.presenters.in_list import in_list
from cyfran.web.staff.projects.presenters.project import ProjectOnPage
from cyfran.web.ui.buttons import button_on
from cyfran.web.ui.paging import page_of
from cyfran.web.ui.refusals import carried_out
from cyfran.web.ui.requests import StaffRequest, named_in_query, posted


@staff(Act.SEE_PROJECTS)
def list_projects(request: StaffRequest) -> HttpResponse:
    form = ProjectFilterForm(request.GET)
    page = page_of(request, form.narrowed(projects_open_to(request.user, request.act)))
    projects = in_list(list(page), clock.today())
    return render(request, "staff/projects/list.html", {"page": page, "projects": projects, "filter_form": form})


@staff(Act.KEEP_PROJECTS, anew=True)
def add_project(request: StaffRequest) -> HttpResponse:
    proposal = named_in_query(request, "proposal", proposals_open_to(request.user, request.act))
    organisations = organisations_of(request.user, request.act)
    if proposal:
        organisations = organisations.filter(pk=proposal.organisation_id)
    if not organisations:
        raise Http404
    form = ProjectForm(posted(request), organisations=organisations)
    beginning = {"proposal": proposal, "is_example": bool(proposal and proposal.is_example), "owner": request.user}
    if project := carried_out(form, start_project, by=request.user, at=clock.now(), **beginning):
        messages.success(request, _("The project has begun. Next, plan what carers may do in each stage."))
        return redirect("staff:projects:show", project.public_id)
    return render(request, "staff/projects/add.html", {"form": form, "proposal": proposal})


@staff(Act.SEE_PROJECTS)
def show_project(request: StaffRequest, public_id: str) -> HttpResponse:
    projects = projects_open_to(request.user, request.act).select_related("proposal").prefetch_related("evaluations")
    project = get_object_or_404(projects, public_id=public_id)
    on_page = ProjectOnPage.of(project, reader=request.user, today=clock.today())
    return render(
        request,
        "staff/projects/show.html",
        {"project": on_page, "acts": request.acts.on(project), "is_example": project.is_example},
    )


@staff(Act.KEEP_PROJECTS)
def change(request: StaffRequest, public_id: str) -> HttpResponse:
    project = _project(request, public_id)
    if seen := _closed(request, project):
        return seen
    form = ChangeForm(posted(request), instance=project)
    if carried_out(form, change_project, project=project, by=request.user, at=clock.now()):
        messages.success(request, _("What you changed is saved."))
        return redirect("staff:projects:show", public_id)
    return render(request, "staff/projects/change.html", {"form": form, "project": project, "is_example": project.is_example})


@staff(Act.KEEP_PROJECTS)
def claim(request: StaffRequest, public_id: str) -> HttpResponse:
    project = _project(request, public_id)
    form = ClaimForm(posted(request), initial={"level": project.claimed_level})
    if carried_out(form, claim_level, project=project, by=request.user, at=clock.now()):
        messages.success(request, _("Your claim now stands beside the level the record shows."))
        return redirect("staff:projects:show", public_id)
    return render(request, "staff/projects/claim.html", {"form": form, "project": project, "is_example": project.is_example})


@staff(Act.KEEP_PROJECTS)
def publish(request: StaffRequest, public_id: str) -> HttpResponse:
    project = _project(request, public_id)
    form = forms.Form(posted(request))
    if carried_out(form, publish_project, project=project, by=request.user, at=clock.now()):
        messages.success(request, _("Everyone can read this project now."))
        return redirect("staff:projects:show", public_id)
    return render(request, "staff/projects/publish.html", {"form": form, "project": project, "is_example": project.is_example})


@staff(Act.KEEP_PROJECTS)
def close(request: StaffRequest, public_id: str) -> HttpResponse:
    project = _project(request, public_id)
    if seen := _closed(request, project):
        return seen
    form = DayForm(posted(request))
    if carried_out(form, close_with_evaluation, project=project, by=request.user, at=clock.now()):
        messages.success(request, _("The project is closed. What is still owed an answer stays on your list for today."))
        return redirect("staff:projects:show", public_id)
    return render(request, "staff/projects/close.html", {"form": form, "project": project, "is_example": project.is_example})


@staff(Act.KEEP_PROJECTS)
def plan(request: StaffRequest, public_id: str, kind: str) -> HttpResponse:
    stage = _stage(request, public_id, kind)
    if seen := _closed(request, stage.project) or _done(request, stage):
        return seen
    form = PlanForm(posted(request), instance=stage)
    if carried_out(form, plan_stage, stage=stage, by=request.user, at=clock.now()):
        messages.success(request, _("The plan of this stage is saved: %(stage)s.") % _name_of(stage))
        return redirect("staff:projects:show", public_id)
    return render(request, "staff/projects/plan.html", {"form": form, **_about(stage)})


@staff(Act.KEEP_PROJECTS)
def finish(request: StaffRequest, public_id: str, kind: str) -> HttpResponse:
    stage = _stage(request, public_id, kind)
    if seen := _closed(request, stage.project):
        return seen
    form = DayForm(posted(request), initial={"on": stage.happened_on or clock.today()})
    if carried_out(form, finish_stage, stage=stage, by=request.user, at=clock.now()):
        messages.success(request, _("This stage is marked as done: %(stage)s.") % _name_of(stage))
        return redirect("staff:projects:show", public_id)
    return render(request, "staff/projects/finish.html", {"form": form, **_about(stage)})


@staff(Act.KEEP_PROJECTS)
@button_on("staff:projects:finish")
def reopen(request: StaffRequest, public_id: str, kind: str) -> HttpResponse:
    stage = _stage(request, public_id, kind)
    form = forms.Form(request.POST)
    if carried_out(form, reopen_stage, stage=stage, by=request.user, at=clock.now()):
        messages.success(request, _("This stage is not done any more: %(stage)s. Its plan stands as it was.") % _name_of(stage))
    for refusal in form.non_field_errors():
        messages.error(request, str(refusal))
    return redirect("staff:projects:show", public_id)


@staff(Act.KEEP_PROJECTS)
def leave_out(request: StaffRequest, public_id: str, kind: str) -> HttpResponse:
    stage = _stage(request, public_id, kind)
    if seen := _closed(request, stage.project) or _done(request, stage):
        return seen
    form = forms.Form(posted(request))
    if carried_out(form, skip_stage, stage=stage, by=request.user, at=clock.now()):
        messages.success(request, _("This stage is left out: %(stage)s. To take it up again, plan it.") % _name_of(stage))
        return redirect("staff:projects:show", public_id)
    return render(request, "staff/projects/leave_out.html", {"form": form, **_about(stage)})


def _project(request: StaffRequest, public_id: str) -> Project:
    return get_object_or_404(projects_open_to(request.user, request.act), public_id=public_id)


def _stage(request: StaffRequest, public_id: str, kind: str) -> Stage:
    stages = Stage.objects.filter(project__in=projects_open_to(request.user, request.act)).select_related("project")
    return get_object_or_404(stages, project__public_id=public_id, kind=kind.upper())


def _closed(request: StaffRequest, project: Project) -> HttpResponse | None:
    because, of = _("This project is closed."), project.public_id
    return over(request, when=project.closed_on is not None, because=because, page="staff:projects:show", of=of)


def _done(request: StaffRequest, stage: Stage) -> HttpResponse | None:
    because, of = _("This stage is already done."), stage.project.public_id
    return over(request, when=stage.state == StageState.DONE, because=because, page="staff:projects:show", of=of)


def _name_of(stage: Stage) -> dict[str, str]:
    return {"stage": stage.get_kind_display()}


def _about(stage: Stage) -> dict[str, object]:
    return {"stage": stage, "project": stage.project, "is_example": stage.project.is_example}
