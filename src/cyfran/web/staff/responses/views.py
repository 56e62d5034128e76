"""Answering what people said: one by one, or everyone who spoke of the same theme."""

import re

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from cyfran.domain.base import clock
from cyfran.domain.contributions.models import Theme
from cyfran.domain.contributions.queries import contributions_open_to
from cyfran.domain.decisions.actions import respond, respond_to_theme
from cyfran.domain.decisions.queries import answers_to_theme, decisions_open_to, in_two_minds, without_last_answer
from cyfran.domain.organisations.choices import Act
from cyfran.domain.projects.queries import projects_open_to
from cyfran.web.staff.contributions.presenters import responses_to
from cyfran.web.staff.door import staff
from cyfran.web.staff.looks import looked_at
from cyfran.web.staff.over import over_if_removed
from cyfran.web.staff.responses.forms import ResponseForm
from cyfran.web.staff.responses.presenters import answered, how_it_goes, people_to_answer
from cyfran.web.ui.refusals import carried_out
from cyfran.web.ui.requests import StaffRequest, named_in_query, posted


def answers_read(request: StaffRequest) -> int | None:
    """Return how many answers stood on the page from which this one was sent."""
    number = request.POST.get("answers_read", "")
    return int(number) if re.fullmatch("[0-9]{1,6}", number) else None


@staff(Act.ANSWER)
def answer_one(request: StaffRequest, public_id: str) -> HttpResponse:
    contribution = get_object_or_404(contributions_open_to(request.user, request.act), public_id=public_id)
    project, person = contribution.stage.project, contribution.person
    if seen := over_if_removed(request, person, page="staff:contributions:show", of=public_id):
        return seen
    looked_at(request, [person])
    form = ResponseForm(posted(request), decisions=decisions_open_to(request.user, request.act).filter(stage__project=project))
    if carried_out(form, respond, contribution=contribution, answers_read=answers_read(request), by=request.user, at=clock.now()):
        messages.success(request, answered([person]))
        return redirect("staff:contributions:show", public_id)
    context = {
        "form": form,
        "contribution": contribution,
        "is_own": person.user_id == request.user.pk,
        "project": project,
        "how_it_goes": how_it_goes(person),
        "responses": responses_to(contribution),
        "is_example": project.is_example,
    }
    return render(request, "staff/responses/add.html", context)


@staff(Act.ANSWER)
def answer_theme(request: StaffRequest, public_id: str) -> HttpResponse:
    theme = get_object_or_404(Theme.objects.filter(project__in=projects_open_to(request.user, request.act)), public_id=public_id)
    decisions = decisions_open_to(request.user, request.act).filter(stage__project=theme.project)
    form = ResponseForm(
        posted(request), decisions=decisions, initial={"decision": named_in_query(request, "decision", decisions)}
    )
    waiting = without_last_answer(theme)
    looked_at(request, [contribution.person for contribution in waiting])
    given = carried_out(form, respond_to_theme, theme=theme, answers_read=answers_read(request), by=request.user, at=clock.now())
    if given is not None:
        messages.success(request, answered([contribution.person for contribution in waiting]))
        return redirect("staff:contributions:themes", theme.project.public_id)
    answers = answers_to_theme(theme)
    last = answers.select_related("contribution").first()
    context = {
        "form": form,
        "theme": theme,
        "answers_read": answers.count(),
        "responses": responses_to(last.contribution)[:1] if last else [],
        "project": theme.project,
        "people": people_to_answer(waiting),
        "in_two_minds": list(in_two_minds(theme.project)),
        "acts": request.acts.on(theme.project),
        "is_example": theme.project.is_example,
    }
    return render(request, "staff/responses/theme.html", context)
