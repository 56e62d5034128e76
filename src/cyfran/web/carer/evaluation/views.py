"""How it was for somebody who took part: said once, in under a minute, by her own link."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cyfran.domain.base import clock
from cyfran.domain.contributions.choices import GivenBy
from cyfran.domain.evaluation.actions import evaluate
from cyfran.domain.evaluation.models import Evaluation
from cyfran.domain.evaluation.queries import evaluation_by_link, evaluation_link
from cyfran.domain.people.models import Person
from cyfran.domain.projects.models import Project
from cyfran.web.carer.contacts import who_answers
from cyfran.web.carer.links import opened_by
from cyfran.web.ui.drafts import sent_once
from cyfran.web.ui.evaluation import EvaluationForm
from cyfran.web.ui.refusals import carried_out
from cyfran.web.ui.requests import posted


@opened_by(evaluation_by_link)
def show(request: HttpRequest, opened: tuple[Project, Person]) -> HttpResponse:
    project, person = opened
    context = {
        "project": project,
        "is_example": project.is_example,
        "contact": who_answers(project.organisation),
    }
    if _said_already(project, person):
        return render(request, "carer/evaluation/thanks.html", context)
    form = EvaluationForm(posted(request))
    if carried_out(form, _evaluate_once, request=request, project=project, person=person):
        return redirect("carer:evaluation:show", evaluation_link(project, person))
    return render(request, "carer/evaluation/show.html", {"form": form, **context})


def _said_already(project: Project, person: Person) -> Evaluation | None:
    return project.evaluations.filter(person=person).first()


def _evaluate_once(*, request: HttpRequest, project: Project, person: Person, **answers: Any) -> Evaluation:
    with sent_once(request):
        return _said_already(project, person) or evaluate(
            project=project, person=person, given_by=GivenBy.WEB, by=person, at=clock.now(), **answers
        )
