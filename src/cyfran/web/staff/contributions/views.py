"""What people said: the list of a project, taking it down, checking, sorting, and taking it back for them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cyfran.domain.base import clock
from cyfran.domain.contributions.actions import (
    add_theme,
    add_to_theme,
    check_words,
    contribute,
    sort_into_themes,
    withdraw_words,
)
from cyfran.domain.contributions.models import Contribution
from cyfran.domain.contributions.queries import contributions_open_to, open_projects_of
from cyfran.domain.meetings.models import Meeting
from cyfran.domain.meetings.queries import meetings_open_to, people_to_hear
from cyfran.domain.organisations.choices import Act
from cyfran.domain.people.models import Person
from cyfran.domain.projects.models import Project
from cyfran.domain.projects.queries import current_stage, projects_open_to
from cyfran.web.staff.contributions.forms import (
    CheckForm,
    ContributionFilterForm,
    ContributionForm,
    IntoThemeForm,
    SortForm,
    ThemeForm,
)
from cyfran.web.staff.contributions.presenters import (
    ContributionOnPage,
    in_list,
    name_of_stage,
    people_found,
    stages_to_speak_in,
)
from cyfran.web.staff.door import staff
from cyfran.web.staff.finding import is_in_vain
from cyfran.web.staff.looks import looked_at
from cyfran.web.staff.over import over
from cyfran.web.ui.paging import page_of
from cyfran.web.ui.refusals import carried_out
from cyfran.web.ui.requests import StaffRequest, named_in_query, posted
from cyfran.web.ui.templatetags.ui import day, named


@staff(Act.KEEP_WORDS)
def list_contributions(request: StaffRequest, public_id: str) -> HttpResponse:
    project = _project(request, public_id)
    contributions = contributions_open_to(request.user, request.act).filter(stage__project=project)
    filter_form = ContributionFilterForm(request.GET, auto_id="filter_%s", project=project)
    form = IntoThemeForm(posted(request), contributions=contributions, project=project)
    sorted_now = carried_out(form, add_to_theme, by=request.user, at=clock.now())
    if sorted_now is not None:
        messages.success(request, _sorted_into(len(sorted_now), form.cleaned_data["theme"].name))
        return redirect(request.get_full_path())
    page = page_of(request, filter_form.narrowed(contributions, clock.today()))
    looked_at(request, [contribution.person for contribution in page])
    context = {"page": page, "filter_form": filter_form, "form": form, **_about(request, project)}
    return render(
        request,
        "staff/contributions/list.html",
        {"contributions": in_list(list(page), project, clock.today(), request.acts.on(project)), **context},
    )


@staff(Act.TAKE_DOWN)
def add_contribution(request: StaffRequest) -> HttpResponse:
    meeting = named_in_query(request, "meeting", meetings_open_to(request.user, request.act))
    person = named_in_query(request, "person", people_to_hear(request.user, request.act))
    project = (
        meeting.stage.project if meeting else named_in_query(request, "project", projects_open_to(request.user, request.act))
    )
    form = _words_form(request, meeting, person, project)
    looked_at(request, [one.person for one in form.found])
    how = {"meeting": meeting, "by": request.user, "entered_by": request.user, "at": clock.now()}
    if contribution := carried_out(form, contribute, **how):
        messages.success(request, _written_down(request, contribution))
        return redirect(_next_after(request, contribution))
    is_example = any(known and known.is_example for known in (person, project))
    nothing = "" if form.stages else _why_nowhere(request, person, project)
    context = {"form": form, "search_is_in_vain": form.search_is_in_vain, "why_nowhere": nothing}
    about = {"meeting": meeting, "project": project, "acts": _acts(request, project), "is_example": is_example}
    return render(request, "staff/contributions/add.html", context | about)


@staff(Act.KEEP_WORDS)
def show_contribution(request: StaffRequest, public_id: str) -> HttpResponse:
    contribution = _contribution_looked_at(request, public_id)
    project = contribution.stage.project
    context = {"contribution": ContributionOnPage.of(contribution, clock.today(), request.acts.on(project))}
    return render(request, "staff/contributions/show.html", context | _about(request, project))


@staff(Act.KEEP_WORDS)
def check(request: StaffRequest, public_id: str) -> HttpResponse:
    contribution = _contribution_looked_at(request, public_id)
    if seen := _taken_back(request, contribution):
        return seen
    form = CheckForm(posted(request), initial={"public_words": contribution.public_words or contribution.words})
    if carried_out(form, check_words, contribution=contribution, by=request.user, at=clock.now()):
        messages.success(request, _("The words are checked. Next, sort them into themes or answer them."))
        return redirect("staff:contributions:show", public_id)
    context = {"form": form, "contribution": contribution, **_about(request, contribution.stage.project)}
    return render(request, "staff/contributions/check.html", context)


@staff(Act.KEEP_WORDS)
def sort(request: StaffRequest, public_id: str) -> HttpResponse:
    contribution = _contribution_looked_at(request, public_id)
    form = SortForm(posted(request), contribution=contribution)
    if carried_out(form, sort_into_themes, contribution=contribution, by=request.user, at=clock.now()):
        messages.success(request, _("It is sorted. Next, answer it."))
        return redirect("staff:contributions:show", public_id)
    context = {"form": form, "contribution": contribution, **_about(request, contribution.stage.project)}
    return render(request, "staff/contributions/sort.html", context)


@staff(Act.KEEP_WORDS)
def withdraw(request: StaffRequest, public_id: str) -> HttpResponse:
    contribution = _contribution_looked_at(request, public_id)
    if seen := _taken_back(request, contribution):
        return seen
    form = forms.Form(posted(request))
    if carried_out(form, withdraw_words, contribution=contribution, by=request.user, at=clock.now()):
        messages.success(request, _("The words are taken back, and shown nowhere from now on."))
        return redirect("staff:contributions:show", public_id)
    context = {"form": form, "contribution": contribution, **_about(request, contribution.stage.project)}
    return render(request, "staff/contributions/withdraw.html", context)


@staff(Act.KEEP_WORDS)
def themes(request: StaffRequest, public_id: str) -> HttpResponse:
    project = _project(request, public_id)
    form = ThemeForm(posted(request))
    if theme := carried_out(form, add_theme, project=project, by=request.user, at=clock.now()):
        messages.success(request, _("The theme “%(name)s” is added. Next, sort what was said into it.") % {"name": theme.name})
        return redirect("staff:contributions:themes", public_id)
    context = {
        "form": form,
        "themes": project.themes.annotate(said=Count("contributions")).order_by("id"),
        **_about(request, project),
    }
    return render(request, "staff/contributions/themes.html", context)


# --- Fetching, and what is said afterwards ---------------------------------------------------------------------------


def _project(request: StaffRequest, public_id: str) -> Project:
    return get_object_or_404(projects_open_to(request.user, request.act), public_id=public_id)


def _contribution_looked_at(request: StaffRequest, public_id: str) -> Contribution:
    contributions = contributions_open_to(request.user, request.act).select_related("meeting", "entered_by", "person__area")
    contribution = get_object_or_404(contributions, public_id=public_id)
    looked_at(request, [contribution.person])
    return contribution


def _taken_back(request: StaffRequest, contribution: Contribution) -> HttpResponse | None:
    because, of = _("The person has taken these words back."), contribution.public_id
    return over(request, when=contribution.withdrawn_at is not None, because=because, page="staff:contributions:show", of=of)


def _about(request: StaffRequest, project: Project) -> dict[str, object]:
    return {"project": project, "acts": request.acts.on(project), "is_example": project.is_example}


def _words_form(
    request: StaffRequest, meeting: Meeting | None, person: Person | None, project: Project | None
) -> ContributionForm:
    """Return the form for what the address names already: a meeting, a project, a person, or nothing."""
    projects, people = (
        projects_open_to(request.user, request.act).filter(closed_on=None),
        people_to_hear(request.user, request.act),
    )
    if project:
        # The people of an example speak in it alone, and real people nowhere in it.
        projects, people = projects.filter(pk=project.pk), people.filter(is_example=project.is_example)
    elif person:
        projects = projects.filter(is_example=person.is_example)
    chosen = request.POST.getlist("person") or ([person.public_id] if person else [])
    text = request.POST.get("text", "")
    given: dict[str, Any] = {
        "people": people,
        "found": people_found(people, text=text, chosen=chosen, meeting=meeting, acts=request.acts),
        "stages": stages_to_speak_in(projects),
        "meeting": meeting,
        "search_is_in_vain": is_in_vain(people, text),
    }
    if "find" in request.POST:
        return ContributionForm.kept(request.POST, **given)
    return ContributionForm(posted(request), initial=_beginning(person, project), **given)


def _why_nowhere(request: StaffRequest, person: Person | None, project: Project | None) -> str:
    """Say why nothing can be written down: in a project that is closed, in none, or in the example alone."""
    if project:
        return _("This project is closed, so nothing more can be said in it.")
    if person and projects_open_to(request.user, request.act).filter(closed_on=None, is_example=not person.is_example).exists():
        return _("What people say belongs to an open project. Real people speak in no example, and invented people in it alone.")
    return _("What people say belongs to an open project, and none is open here now.")


def _acts(request: StaffRequest, project: Project | None) -> frozenset[Act]:
    """Return what the reader may do in the project; where none is named, in the whole of an organisation of hers."""
    return request.acts.on(project) if project else request.acts.in_organisations


def _beginning(person: Person | None, project: Project | None) -> dict[str, str]:
    """Return what the form starts with: her language, and the stage being worked on in the project it is likely about."""
    likely = project or (person and open_projects_of(person).prefetch_related("stages").first())
    beginning = {"words_language": person.language} if person else {}
    return beginning | ({"stage": name_of_stage(current_stage(likely))} if likely else {})


def _written_down(request: StaffRequest, contribution: Contribution) -> str:
    name = named(contribution.person, request.acts.on(contribution.stage.project))
    facts = {"name": name, "owner": contribution.owner, "day": day(contribution.due_on)}
    return _("What %(name)s said is written down. %(owner)s answers by %(day)s.") % facts


def _next_after(request: StaffRequest, contribution: Contribution) -> str:
    """Return where it goes on: to what was written down, or to the next person at the same meeting or project."""
    if request.POST.get("then") != "another":
        if Act.KEEP_WORDS not in request.acts.on(contribution.stage.project):
            return reverse("staff:people:show", args=[contribution.person.public_id])
        return reverse("staff:contributions:show", args=[contribution.public_id])
    query = request.GET.copy()
    query.pop("person", None)
    return f"{request.path}?{query.urlencode()}"


def _sorted_into(count: int, theme: str) -> str:
    words = ngettext("%(count)s thing said is now in “%(theme)s”.", "%(count)s things said are now in “%(theme)s”.", count)
    return words % {"count": count, "theme": theme}
