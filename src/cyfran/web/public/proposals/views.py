"""Asking for co-production, and the public list of what was asked and how long each request has waited."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from cyfran.domain.base import clock
from cyfran.domain.projects.actions import propose, register_and_propose
from cyfran.domain.projects.models import Proposal
from cyfran.domain.projects.queries import public_proposals
from cyfran.web.public.examples import wants_examples
from cyfran.web.public.proposals.forms import AskForm, ContactForm, FilterForm
from cyfran.web.public.proposals.presenters import RequestOnPage, body_by_body
from cyfran.web.ui.paging import page_of
from cyfran.web.ui.refusals import carried_out
from cyfran.web.ui.requests import posted

# What is asked waits in the session while its writer says how to reach her; then, the reference of her request.
_BEGUN, _SENT = "request_begun", "request_sent"


def ask(request: HttpRequest) -> HttpResponse:
    begun = request.session.get(_BEGUN) or {"organisation": request.GET.get("body", "")}
    form = AskForm(posted(request), initial=begun)
    if form.is_valid() and form.wants_to_be_told:
        request.session[_BEGUN] = {name: form.data.get(name) for name in form.fields}
        return redirect("public:proposals:contact")
    if proposal := carried_out(form, propose, person=None, by=None, at=clock.now()):
        return _thank(request, proposal)
    return render(request, "public/proposals/ask.html", {"form": form})


def contact(request: HttpRequest) -> HttpResponse:
    asked = AskForm(request.session.get(_BEGUN, {}))
    if not asked.is_valid():
        return _nothing_begun(request)
    form = ContactForm(posted(request), organisation=asked.cleaned_data["organisation"])
    if proposal := carried_out(form, register_and_propose, at=clock.now(), **asked.cleaned_data):
        return _thank(request, proposal)
    return render(request, "public/proposals/contact.html", {"form": form, "asked": asked.cleaned_data})


def thanks(request: HttpRequest, public_id: str) -> HttpResponse:
    proposal = get_object_or_404(Proposal.objects.select_related("organisation", "owner", "person"), public_id=public_id)
    facts = {"proposal": proposal, "address": request.build_absolute_uri(), "is_example": proposal.is_example}
    response = render(request, "public/proposals/thanks.html", facts)
    # Whoever has the address reads the answer: no search engine lists it.
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def list_proposals(request: HttpRequest) -> HttpResponse:
    example = wants_examples(request)
    proposals = public_proposals(example=example)
    form = FilterForm(request.GET, proposals=proposals)
    of_body = form.of_body(proposals)
    page = page_of(request, form.in_state(of_body))
    facts = {
        "filter_form": form,
        "page": page,
        "requests": [RequestOnPage(proposal) for proposal in page],
        "bodies": body_by_body(of_body),
        "is_example": example,
    }
    return render(request, "public/proposals/list.html", facts)


def _thank(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    request.session.pop(_BEGUN, None)
    request.session[_SENT] = proposal.public_id
    return redirect("public:proposals:thanks", proposal.public_id)


def _nothing_begun(request: HttpRequest) -> HttpResponse:
    """A button pressed twice leads to the request it made the first time."""
    if sent := request.session.get(_SENT):
        return redirect("public:proposals:thanks", sent)
    return redirect("public:proposals:ask")
