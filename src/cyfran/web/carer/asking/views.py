"""Asking for co-production from one's own page."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cyfran.domain.base import clock
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import person_by_link
from cyfran.domain.projects.actions import propose
from cyfran.domain.projects.models import Proposal
from cyfran.web.carer.contacts import who_answers
from cyfran.web.carer.links import my_link, opened_by
from cyfran.web.ui.asking import AskForm
from cyfran.web.ui.drafts import Draft, sent_once
from cyfran.web.ui.limits import refuse_too_many
from cyfran.web.ui.refusals import carried_out
from cyfran.web.ui.templatetags.ui import day

_ASKED = "asked"


@opened_by(person_by_link)
def ask(request: HttpRequest, person: Person) -> HttpResponse:
    draft = _draft(request, person)
    if request.method == "POST":
        form = AskForm(request.POST)
        draft.keep(_ASKED, request.POST, form.fields)
        if form.is_valid():
            return redirect("carer:asking:send", my_link(person))
    else:
        form = AskForm(initial={"organisation": person.organisation.slug} | draft.initial(_ASKED, AskForm.base_fields))
    return _page(request, person, "ask", form=form)


@opened_by(person_by_link)
def send(request: HttpRequest, person: Person) -> HttpResponse:
    draft = _draft(request, person)
    if not draft.is_begun:
        return redirect("carer:my:show", my_link(person))
    form = AskForm(draft.posted(_ASKED))
    if not form.is_valid():
        return redirect("carer:asking:ask", my_link(person))
    if request.method == "POST":
        if sent := carried_out(form, _send_once, request=request, person=person):
            facts = {"name": sent.owner.name, "day": day(sent.due_on)}
            messages.success(
                request, _("Your request is sent. %(name)s owes you a yes or a no by %(day)s, with the reasons.") % facts
            )
        if not form.errors:
            return redirect("carer:my:show", my_link(person))
    asked = form.cleaned_data
    through = person.organisation if asked["organisation"] != person.organisation else None
    return _page(request, person, "send", form=form, asked=asked, through=through)


def _page(request: HttpRequest, person: Person, name: str, **context: Any) -> HttpResponse:
    known = {"link": my_link(person), "contact": who_answers(person.organisation), "is_example": person.is_example}
    return render(request, f"carer/asking/{name}.html", known | context)


def _draft(request: HttpRequest, person: Person) -> Draft:
    """Return what she began to ask. It is hers alone: a telephone may be shared."""
    return Draft(request, f"ask-{person.public_id}")


def _send_once(*, request: HttpRequest, person: Person, **asked: Any) -> Proposal | None:
    with sent_once(request):
        draft = _draft(request, person)
        if not draft.is_begun:
            return None
        refuse_too_many(request, "ask")
        proposal = propose(person=person, by=person, at=clock.now(), is_example=person.is_example, **asked)
        draft.forget()
        return proposal
