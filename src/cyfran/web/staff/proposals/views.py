"""Requests: seeing who waits for an answer, taking one down for somebody, and answering."""

from django.contrib import messages
from django.db.models import Case, QuerySet, Value, When
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from cyfran.domain.base import clock
from cyfran.domain.organisations.choices import Act
from cyfran.domain.organisations.queries import organisations_of
from cyfran.domain.people.queries import people_open_to
from cyfran.domain.projects.actions import answer_proposal, propose
from cyfran.domain.projects.choices import ProposalState
from cyfran.domain.projects.models import Proposal
from cyfran.domain.projects.queries import proposals_open_to
from cyfran.web.staff.door import staff
from cyfran.web.staff.looks import looked_at
from cyfran.web.staff.proposals.forms import AnswerForm, ProposalFilterForm, ProposalForm
from cyfran.web.staff.proposals.presenters import ProposalOnPage
from cyfran.web.ui.paging import page_of
from cyfran.web.ui.refusals import carried_out
from cyfran.web.ui.requests import StaffRequest, named_in_query, posted


@staff(Act.ANSWER)
def list_proposals(request: StaffRequest) -> HttpResponse:
    form = ProposalFilterForm(request.GET)
    page = page_of(request, form.narrowed(_waiting_first(proposals_open_to(request.user, request.act))))
    ours = _our_ids(request)
    rows = [ProposalOnPage.of(proposal, today=clock.today(), ours=ours) for proposal in page]
    looked_at(request, [row.person for row in rows if row.person])
    return render(request, "staff/proposals/list.html", {"page": page, "rows": rows, "filter_form": form})


@staff(Act.TAKE_DOWN, anew=True)
def add_proposal(request: StaffRequest) -> HttpResponse:
    organisations = organisations_of(request.user, request.act)
    person = named_in_query(request, "person", people_open_to(request.user, request.act))
    initial = {"organisation": person.organisation.public_id} if person else {}
    form = ProposalForm(posted(request), organisations=organisations, initial=initial)
    is_example = bool(person and person.is_example)
    proposal = carried_out(form, propose, person=person, is_example=is_example, by=request.user, at=clock.now())
    if proposal:
        messages.success(request, _("The request is written down, and its clock has started."))
        if Act.ANSWER in request.acts.on(proposal):
            return redirect("staff:proposals:show", proposal.public_id)
        return redirect("staff:people:show", person.public_id) if person else redirect("staff:today:show")
    return render(request, "staff/proposals/add.html", {"form": form, "person": person})


@staff(Act.ANSWER)
def show_proposal(request: StaffRequest, public_id: str) -> HttpResponse:
    proposal = get_object_or_404(proposals_open_to(request.user, request.act).select_related("answered_by"), public_id=public_id)
    form = AnswerForm(posted(request))
    if carried_out(form, answer_proposal, proposal=proposal, by=request.user, at=clock.now()):
        return _next_step(request, proposal)
    on_page = ProposalOnPage.of(proposal, today=clock.today(), ours=_our_ids(request))
    looked_at(request, [on_page.person] if on_page.person else [])
    is_own = bool(on_page.person and on_page.person.user_id == request.user.pk)
    context = {"proposal": on_page, "form": form, "is_own": is_own, "is_example": proposal.is_example}
    return render(request, "staff/proposals/show.html", context)


def _next_step(request: StaffRequest, proposal: Proposal) -> HttpResponse:
    """Say what the answer did, and lead on: a yes leads to the start of the project."""
    if proposal.state == ProposalState.ACCEPTED:
        messages.success(request, _("Your yes is on record, and whoever asked is told. Now start the project."))
        return redirect(f"{reverse('staff:projects:add')}?proposal={proposal.public_id}")
    messages.success(request, _("Your no is on record with its reasons, and whoever asked is told."))
    return redirect("staff:proposals:show", proposal.public_id)


def _our_ids(request: StaffRequest) -> set[int]:
    return set(organisations_of(request.user, request.act).values_list("pk", flat=True))


def _waiting_first(proposals: QuerySet[Proposal]) -> QuerySet[Proposal]:
    is_answered = Case(When(state=ProposalState.WAITING, person__erased_at__isnull=True, then=Value(0)), default=Value(1))
    return proposals.order_by(is_answered, "due_on", "id")
