"""Projects with carers: what each asks, how far carers take part in it, and what came of what they said."""

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from cyfran.domain.base import clock
from cyfran.domain.base.terms import speak
from cyfran.domain.contributions.queries import publishable_words, routes_into
from cyfran.domain.decisions.queries import said_and_done
from cyfran.domain.evaluation.bridge import evidence_of, evidence_of_all
from cyfran.domain.evaluation.queries import ratings_of
from cyfran.domain.opportunities.queries import announced_draws, open_opportunities, with_places_taken
from cyfran.domain.organisations.queries import contact_of
from cyfran.domain.projects.models import Project
from cyfran.domain.projects.queries import published_projects
from cyfran.web.public.examples import about_examples, wants_examples
from cyfran.web.public.projects.forms import FilterForm
from cyfran.web.public.projects.presenters import ProjectInList, ProjectOnPage
from cyfran.web.public.projects.routes import rows_of
from cyfran.web.ui.paging import page_of


def list_projects(request: HttpRequest) -> HttpResponse:
    example = wants_examples(request)
    form = FilterForm(request.GET, example=example)
    page = page_of(request, form.narrowed(published_projects(example=example)))
    records = evidence_of_all(page.object_list, on=clock.today())
    facts = {
        "filter_form": form,
        "page": page,
        "projects": [ProjectInList(project, records[project.pk]) for project in page],
        **about_examples(request),
    }
    return render(request, "public/projects/list.html", facts)


def show(request: HttpRequest, public_id: str) -> HttpResponse:
    project = get_object_or_404(_published(), public_id=public_id)
    speak(project.organisation.term)
    today = clock.today()
    on_page = ProjectOnPage(
        project=project,
        record=evidence_of(project, on=today),
        ratings=ratings_of(project),
        said=said_and_done(project=project),
        unanswered=publishable_words().filter(stage__project=project, responses=None),
        draws=announced_draws(example=project.is_example).filter(opportunity__stage__project=project),
        today=today,
    )
    facts = {"page": on_page, "project": project, "contact": contact_of(project.organisation), "is_example": project.is_example}
    if project.closed_on:
        # Before that, a number that grows by one could tell who came.
        routes = routes_into(project)
        facts |= {"routes": routes, "route_rows": rows_of(routes)}
    return render(request, "public/projects/show.html", facts)


def _published() -> QuerySet[Project]:
    """Return what is published, examples as well: their own page says what they are."""
    open_now = Prefetch("stages__opportunities", with_places_taken(open_opportunities(at=clock.now())))
    projects = published_projects() | published_projects(example=True)
    return projects.select_related("proposal", "organisation").prefetch_related("stages__decisions", open_now)
