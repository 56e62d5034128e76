"""Asking for co-production, and the public list of what was asked and how long each request has waited."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from cyfran.domain.base import clock
from cyfran.domain.base.terms import speak
from cyfran.domain.organisations.queries import contact_of
from cyfran.domain.projects.actions import propose, register_and_propose
from cyfran.domain.projects.models import Proposal
from cyfran.domain.projects.queries import public_proposals
from cyfran.web.public.examples import about_examples, wants_examples
from cyfran.web.public.proposals.forms import AskAndHearForm, FilterForm, SendForm
from cyfran.web.public.proposals.presenters import RequestOnPage, body_by_body
from cyfran.web.ui.drafts import Draft, sent_once
from cyfran.web.ui.limits import refuse_too_many
from cyfran.web.ui.paging import page_of
from cyfran.web.ui.programs import refuse_programs
from cyfran.web.ui.refusals import carried_out
from cyfran.web.ui.requests import posted

_ASKED, _SENT = "asked", "request_sent"


def ask(request: HttpRequest) -> HttpResponse:
    draft = _draft(request)
    if request.method == "POST":
        form = AskAndHearForm(request.POST)
        draft.keep(_ASKED, request.POST, form.fields)
        if form.is_valid():
            return redirect("public:proposals:send")
    else:
        begun = draft.initial(_ASKED, AskAndHearForm.base_fields)
        form = AskAndHearForm(initial={"organisation": request.GET.get("body", "")} | begun)
    return render(request, "public/proposals/ask.html", {"form": form})


def send(request: HttpRequest) -> HttpResponse:
    asked = AskAndHearForm(_draft(request).posted(_ASKED))
    if not asked.is_valid():
        return _to_what_was_sent(request)
    speak(asked.cleaned_data["organisation"].term)
    form = SendForm(posted(request), asked=asked)
    if request.method == "POST":
        carried_out(form, _send_once, request=request, asked=asked.cleaned_data)
        if not form.errors:
            return _to_what_was_sent(request)
    facts = {"form": form, "asked": asked.cleaned_data, "contact": contact_of(asked.cleaned_data["organisation"])}
    return render(request, "public/proposals/send.html", facts)


def thanks(request: HttpRequest, public_id: str) -> HttpResponse:
    proposal = get_object_or_404(Proposal.objects.select_related("organisation", "owner", "person"), public_id=public_id)
    speak(proposal.organisation.term)
    facts = {"proposal": proposal, "address": request.build_absolute_uri(), "is_example": proposal.is_example}
    response = render(request, "public/proposals/thanks.html", facts)
    # Whoever has the address reads the answer: no search engine lists it.
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def list_proposals(request: HttpRequest) -> HttpResponse:
    proposals = public_proposals(example=wants_examples(request))
    form = FilterForm(request.GET, proposals=proposals)
    of_body = form.of_body(proposals)
    page = page_of(request, form.in_state(of_body))
    facts = {
        "filter_form": form,
        "page": page,
        "requests": [RequestOnPage(proposal) for proposal in page],
        "bodies": body_by_body(of_body),
        **about_examples(request),
    }
    return render(request, "public/proposals/list.html", facts)


def _draft(request: HttpRequest) -> Draft:
    return Draft(request, "request_begun")


def _send_once(*, request: HttpRequest, asked: dict[str, Any], **contact: Any) -> Proposal | None:
    """Send a request; with how to reach whoever asks, she is registered as well. Pressed twice, it is sent once."""
    with sent_once(request):
        draft = _draft(request)
        if not draft.is_begun:
            return None
        refuse_programs(request)
        refuse_too_many(request, "ask")
        if contact:
            proposal = register_and_propose(at=clock.now(), **asked, **contact)
        else:
            proposal = propose(person=None, by=None, at=clock.now(), **asked)
        draft.forget()
        request.session[_SENT] = proposal.public_id
        return proposal


def _to_what_was_sent(request: HttpRequest) -> HttpResponse:
    """Lead to the request that was sent from here last; where there is none, to asking."""
    sent = request.session.get(_SENT)
    return redirect("public:proposals:thanks", sent) if sent else redirect("public:proposals:ask")
