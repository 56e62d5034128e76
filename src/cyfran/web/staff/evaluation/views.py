"""Evaluation: asking those who took part, taking down their answers, and seeing the counts."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cyfran.domain.base import clock
from cyfran.domain.decisions.queries import in_two_minds
from cyfran.domain.evaluation.actions import ask_for_evaluation, evaluate
from cyfran.domain.evaluation.queries import carers_of, projects_evaluated_by, requests_about
from cyfran.domain.organisations.choices import Act
from cyfran.domain.projects.models import Project
from cyfran.web.staff.door import staff
from cyfran.web.staff.evaluation.forms import AnswersForm
from cyfran.web.staff.evaluation.presenters import EvaluationOnPage, nobody_to_ask
from cyfran.web.staff.looks import looked_at
from cyfran.web.staff.over import over
from cyfran.web.ui.buttons import button_on
from cyfran.web.ui.refusals import carried_out
from cyfran.web.ui.requests import StaffRequest, posted
from cyfran.web.ui.templatetags.ui import named


@staff(Act.EVALUATE)
def show_evaluation(request: StaffRequest, public_id: str) -> HttpResponse:
    project = _project(request, public_id)
    on_page = EvaluationOnPage.of(project)
    looked_at(request, on_page.participants)
    return render(
        request,
        "staff/evaluation/show.html",
        {"evaluation": on_page, "in_two_minds": list(in_two_minds(project)), **_about(request, project)},
    )


@staff(Act.EVALUATE)
@button_on("staff:evaluation:show")
def ask(request: StaffRequest, public_id: str) -> HttpResponse:
    project = _project(request, public_id)
    try:
        asked = len(ask_for_evaluation(project=project, by=request.user, at=clock.now()))
    except ValidationError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _asked_how_it_was(project, asked))
    return redirect("staff:evaluation:show", public_id)


@staff(Act.EVALUATE)
def add_answers(request: StaffRequest, public_id: str) -> HttpResponse:
    project = _project(request, public_id)
    because = _("This project is closed, and how it was for people is published.")
    if seen := over(request, when=bool(project.closed_on), because=because, page="staff:evaluation:show", of=public_id):
        return seen
    people = carers_of(project).filter(erased_at__isnull=True).exclude(evaluations__project=project)
    form = AnswersForm(
        posted(request), people=people, acts=request.acts.on(project), initial={"person": request.GET.get("person")}
    )
    who = {"by": request.user, "entered_by": request.user, "at": clock.now()}
    if evaluation := carried_out(form, evaluate, project=project, **who):
        messages.success(
            request, _("The answers of %(name)s are written down.") % {"name": named(evaluation.person, request.acts.on(project))}
        )
        return redirect("staff:evaluation:show", public_id)
    return render(request, "staff/evaluation/add.html", {"form": form, **_about(request, project)})


def _project(request: StaffRequest, public_id: str) -> Project:
    return get_object_or_404(projects_evaluated_by(request.user), public_id=public_id)


def _asked_how_it_was(project: Project, count: int) -> str:
    if not count:
        return nobody_to_ask(requests_about(project).exists())
    words = ngettext(
        "%(count)s person is asked how it was. Look under Messages for what is to be posted, rung or texted.",
        "%(count)s people are asked how it was. Look under Messages for what is to be posted, rung or texted.",
        count,
    )
    return words % {"count": count}


def _about(request: StaffRequest, project: Project) -> dict[str, object]:
    return {"project": project, "acts": request.acts.on(project), "is_example": project.is_example}
