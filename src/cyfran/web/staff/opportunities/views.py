"""Ways to take part: preparing and publishing them, asking people, and taking down what they answer."""

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from cyfran.domain.base import clock
from cyfran.domain.opportunities.actions.offers import (
    change_opportunity,
    close_opportunity,
    draft_opportunity,
    invite,
    publish_opportunity,
    read_past_asks,
)
from cyfran.domain.opportunities.actions.replies import reply
from cyfran.domain.opportunities.actions.templates import draft_from_template
from cyfran.domain.opportunities.bridge.scores import Scores
from cyfran.domain.opportunities.choices import Answer, DrawState, OpportunityState
from cyfran.domain.opportunities.models import Invitation, Opportunity
from cyfran.domain.opportunities.queries import (
    clashing_with,
    has_been_asked,
    may_be_invited_to,
    not_asked,
    opportunities_open_to,
    unread_asks,
)
from cyfran.domain.opportunities.rules import can_be_answered
from cyfran.domain.organisations.choices import Act
from cyfran.domain.people.queries import people_open_to
from cyfran.domain.projects.models import Project
from cyfran.domain.projects.queries import current_stage, projects_open_to
from cyfran.web.staff.door import staff
from cyfran.web.staff.looks import looked_at
from cyfran.web.staff.opportunities.asking import say_who_is_asked
from cyfran.web.staff.opportunities.forms import (
    ChecklistForm,
    InviteForm,
    InviteSearchForm,
    OpportunityFilterForm,
    OpportunityForm,
    PublishForm,
    ReplyForm,
    SmallForm,
)
from cyfran.web.staff.opportunities.past import past_of
from cyfran.web.staff.opportunities.presenters import (
    MOST_NOT_ASKED,
    Checklist,
    InvitationOnPage,
    Notice,
    OpportunityOnPage,
    PersonNotToAsk,
    PersonToAsk,
    people_not_to_ask,
    people_to_ask,
)
from cyfran.web.staff.over import over, over_if_removed, over_unless_open
from cyfran.web.staff.searching import with_search
from cyfran.web.ui.paging import page_of
from cyfran.web.ui.refusals import carried_out
from cyfran.web.ui.requests import StaffRequest, posted
from cyfran.web.ui.templatetags.ui import named


@staff(Act.ASK)
def list_opportunities(request: StaffRequest) -> HttpResponse:
    form = OpportunityFilterForm(request.GET)
    said_yes = Count("invitations", filter=Q(invitations__answer=Answer.YES))
    opportunities = opportunities_open_to(request.user, request.act).annotate(asked=Count("invitations"), said_yes=said_yes)
    page = page_of(request, form.narrowed(opportunities).order_by("-starts_at", "-id"))
    context = {"page": page, "filter_form": form, "counts_contact": request.act in request.acts.in_organisations}
    return render(request, "staff/opportunities/list.html", context)


@staff(Act.ASK)
def add_opportunity(request: StaffRequest, public_id: str) -> HttpResponse:
    project = get_object_or_404(projects_open_to(request.user, request.act), public_id=public_id)
    form = OpportunityForm(posted(request), project=project, initial={"stage": _stage_wished(request, project)})
    whose = {"organisation": project.organisation, "by": request.user, "at": clock.now()}
    if opportunity := carried_out(form, draft_opportunity, **whose):
        messages.success(request, _("This is prepared, and nobody has been asked yet. Read it through, then publish it."))
        return redirect("staff:opportunities:show", opportunity.public_id)
    context = {"form": form, "project": project, "is_example": project.is_example}
    return render(request, "staff/opportunities/add.html", context)


@staff(Act.ASK)
def begin_small(request: StaffRequest, public_id: str) -> HttpResponse:
    project = get_object_or_404(projects_open_to(request.user, request.act), public_id=public_id)
    wished = {"stage": _stage_wished(request, project), "kind": request.GET.get("kind")}
    form = SmallForm(posted(request), project=project, initial=wished)
    whose = {"organisation": project.organisation, "by": request.user, "at": clock.now()}
    if opportunity := carried_out(form, draft_from_template, **whose):
        messages.success(
            request, _("The rest is filled in as is usual for this kind. Read it through, and change what is different.")
        )
        return redirect("staff:opportunities:show", opportunity.public_id)
    context = {"form": form, "project": project, "is_example": project.is_example}
    return render(request, "staff/opportunities/small.html", context)


@staff(Act.ASK)
def show_opportunity(request: StaffRequest, public_id: str) -> HttpResponse:
    opportunity = get_object_or_404(
        opportunities_open_to(request.user, request.act).select_related("meeting"), public_id=public_id
    )
    invitations = opportunity.invitations.select_related("person").prefetch_related("person__caring_roles")
    page = page_of(request, invitations.order_by("person__name", "id"))
    not_sent = not_asked(opportunity)[:MOST_NOT_ASKED]
    looked_at(request, [*(invitation.person for invitation in page), *(note.person for note in not_sent)])
    context = {
        "opportunity": OpportunityOnPage.of(opportunity, clock.now()),
        "invitations": [InvitationOnPage.of(invitation) for invitation in page],
        "page": page,
        "not_sent": not_sent,
        "draws": opportunity.draws.defer("lottery"),
        "answers": Answer.choices,
        "clashes": clashing_with(opportunity),
        "is_example": opportunity.stage.project.is_example,
    }
    return render(request, "staff/opportunities/show.html", context)


@staff(Act.ASK)
def change(request: StaffRequest, public_id: str) -> HttpResponse:
    opportunity = _opportunity(request, public_id)
    if seen := _over_once_asked(request, opportunity):
        return seen
    form = OpportunityForm(posted(request), instance=opportunity, project=opportunity.stage.project)
    if carried_out(form, change_opportunity, opportunity=opportunity, by=request.user, at=clock.now()):
        messages.success(request, _("What you changed is saved."))
        return redirect("staff:opportunities:show", public_id)
    return render(request, "staff/opportunities/change.html", {"form": form, **_about(opportunity)})


@staff(Act.ASK)
def say_beforehand(request: StaffRequest, public_id: str) -> HttpResponse:
    opportunity = _opportunity(request, public_id)
    if seen := _over_once_asked(request, opportunity):
        return seen
    form = ChecklistForm(posted(request), instance=opportunity)
    if carried_out(form, change_opportunity, opportunity=opportunity, by=request.user, at=clock.now()):
        messages.success(request, _("What you changed is saved."))
        page = "publish" if opportunity.state == OpportunityState.DRAFT else "show"
        return redirect(f"staff:opportunities:{page}", public_id)
    return render(request, "staff/opportunities/beforehand.html", {"form": form, **_about(opportunity)})


@staff(Act.ASK)
def read_past(request: StaffRequest, public_id: str) -> HttpResponse:
    opportunity, now = _opportunity(request, public_id), clock.now()
    form = forms.Form(posted(request))
    if carried_out(form, read_past_asks, opportunity=opportunity, by=request.user, at=now):
        return redirect("staff:opportunities:publish", public_id)
    context = {"form": form, "past": past_of(opportunity, at=now), "is_draft": opportunity.state == OpportunityState.DRAFT}
    return render(request, "staff/opportunities/past.html", {**context, **_about(opportunity)})


@staff(Act.ASK)
def publish(request: StaffRequest, public_id: str) -> HttpResponse:
    opportunity = _opportunity(request, public_id)
    because, is_draft = _("This has already been published."), opportunity.state == OpportunityState.DRAFT
    if seen := over(request, when=not is_draft, because=because, page="staff:opportunities:show", of=public_id):
        return seen
    notice, checklist = Notice.of(opportunity, clock.today()), Checklist.of(opportunity)
    form = PublishForm(posted(request), is_short=notice.is_short)
    if carried_out(form, publish_opportunity, opportunity=opportunity, by=request.user, at=clock.now()):
        messages.success(request, _("This is open now. Next, choose whom to ask."))
        return redirect("staff:choosing:show", public_id)
    unread = unread_asks(opportunity, at=clock.now()).count()
    context = {"form": form, "notice": notice, "checklist": checklist, "unread": unread}
    context |= {"clashes": clashing_with(opportunity), **_about(opportunity)}
    return render(request, "staff/opportunities/publish.html", context)


@staff(Act.ASK)
@with_search(InviteSearchForm)
def invite_people(request: StaffRequest, public_id: str, search: InviteSearchForm) -> HttpResponse:
    opportunity = _opportunity(request, public_id)
    if seen := over_unless_open(request, opportunity):
        return seen
    found = search.found(people_open_to(request.user, request.act))
    page = page_of(request, people_to_ask(opportunity, found, clock.today()))
    not_to_ask = people_not_to_ask(opportunity, found, clock.today())
    looked_at(request, [*page, *not_to_ask])
    scores = Scores(opportunity, clock.today())
    shown = [PersonToAsk.of(person, scores) for person in page]
    ticked = {"people": _ticked(request, shown)}
    form = InviteForm(posted(request), who_may_be_asked=may_be_invited_to(opportunity), shown=shown, initial=ticked)
    now = clock.now()
    invitations = carried_out(form, invite, opportunity=opportunity, by=request.user, at=now)
    if invitations is not None:
        say_who_is_asked(request, [invitation.person for invitation in invitations], to=opportunity, at=now)
        return redirect("staff:opportunities:show", public_id)
    elsewhere = sum(person.asked_elsewhere for person in page)
    people = {"page": page, "elsewhere": elsewhere, "not_to_ask": [PersonNotToAsk.of(person) for person in not_to_ask]}
    drawing = opportunity.draws.filter(state__in=[DrawState.RUNNING, DrawState.READY, DrawState.DRAWN])
    context = {"form": form, "search": search, "is_by_lot": drawing.exists(), **people, **_about(opportunity)}
    # A template asks it only where nobody is left.
    context["has_been_asked"] = opportunity.invitations.exists
    return render(request, "staff/opportunities/invite.html", context)


@staff(Act.ASK)
def close(request: StaffRequest, public_id: str) -> HttpResponse:
    opportunity = _opportunity(request, public_id)
    because, is_open = _("Only something that is open can be closed."), opportunity.state == OpportunityState.OPEN
    if seen := over(request, when=not is_open, because=because, page="staff:opportunities:show", of=public_id):
        return seen
    form = forms.Form(posted(request))
    if carried_out(form, close_opportunity, opportunity=opportunity, by=request.user, at=clock.now()):
        messages.success(request, _("Nobody else can be asked to this. Those already asked can still answer until it starts."))
        return redirect("staff:opportunities:show", public_id)
    return render(request, "staff/opportunities/close.html", {"form": form, **_about(opportunity)})


@staff(Act.TAKE_DOWN)
def take_down_reply(request: StaffRequest, public_id: str) -> HttpResponse:
    opportunities = opportunities_open_to(request.user, request.act)
    invitations = Invitation.objects.filter(opportunity__in=opportunities)
    invitation = get_object_or_404(invitations.select_related("person", "opportunity__stage__project"), public_id=public_id)
    project = invitation.opportunity.stage.project
    acts = request.acts.on(project)
    page = ("staff:opportunities:show", invitation.opportunity) if Act.ASK in acts else ("staff:projects:show", project)
    because = _("This can no longer be answered: it has started, was called off, or its project is closed.")
    is_over, where = not can_be_answered(invitation.opportunity, clock.now()), {"page": page[0], "of": page[1].public_id}
    if seen := over_if_removed(request, invitation.person, **where) or over(request, when=is_over, because=because, **where):
        return seen
    looked_at(request, [invitation.person])
    form = ReplyForm(posted(request), initial=ReplyForm.beginning_of(invitation))
    who = {"by": request.user, "entered_by": request.user, "at": clock.now()}
    if carried_out(form, reply, invitation=invitation, **who):
        messages.success(request, _("The answer of %(name)s is written down.") % {"name": named(invitation.person, acts)})
        return redirect(page[0], page[1].public_id)
    context = {"form": form, "invitation": invitation, "acts": acts, **_about(invitation.opportunity)}
    return render(request, "staff/opportunities/reply.html", context)


def _over_once_asked(request: StaffRequest, opportunity: Opportunity) -> HttpResponse | None:
    because = _("People have been asked to this as it stands. Move its time or place, or close it and prepare another one.")
    is_asked = has_been_asked(opportunity)
    return over(request, when=is_asked, because=because, page="staff:opportunities:show", of=opportunity.public_id)


def _opportunity(request: StaffRequest, public_id: str) -> Opportunity:
    return get_object_or_404(opportunities_open_to(request.user, request.act), public_id=public_id)


def _about(opportunity: Opportunity) -> dict[str, object]:
    return {"opportunity": opportunity, "is_example": opportunity.stage.project.is_example}


def _stage_wished(request: StaffRequest, project: Project) -> str:
    """Return the stage that is named in the address, else the one being worked on."""
    return request.GET.get("stage") or current_stage(project).kind.lower()


def _ticked(request: StaffRequest, shown: list[PersonToAsk]) -> list[str]:
    """Return whose boxes are ticked to begin with: everyone's, those not asked this year, or nobody's."""
    wished = request.GET.get("tick")
    return [one.public_id for one in shown if wished == "all" or (wished == "rested" and one.minutes_asked == 0)]
