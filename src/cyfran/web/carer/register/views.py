"""Registering: three short steps, and a page that says what happens next."""

from collections.abc import Sequence

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cyfran.domain.base import clock
from cyfran.domain.base.terms import speak
from cyfran.domain.correspondence.actions.links import register_and_welcome
from cyfran.domain.opportunities.actions.forwarding import ask_who_came
from cyfran.domain.opportunities.actions.replies import reply
from cyfran.domain.people.choices import AgeBand, Relation, Use
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import permits
from cyfran.domain.people.rules import why_caring_or_not
from cyfran.web.carer.contacts import who_answers
from cyfran.web.carer.invitation.forms import ReplyForm
from cyfran.web.carer.register.forms import TasksForm
from cyfran.web.carer.register.presenters import Finding, PageOfQuestions, RegisteredOnPage
from cyfran.web.carer.register.steps import FIRST, LAST, Registration, after
from cyfran.web.ui.buttons import button_on
from cyfran.web.ui.drafts import sent_once
from cyfran.web.ui.help import lines_to_ring
from cyfran.web.ui.limits import refuse_too_many
from cyfran.web.ui.programs import refuse_programs
from cyfran.web.ui.refusals import carried_out
from cyfran.web.ui.requests import posted


def ask(request: HttpRequest, page: str) -> HttpResponse:
    registration = Registration(request)
    if gap := registration.gap_before(page):
        return _to_what_is_missing(registration, gap)
    if request.method == "POST":
        form = registration.filled_in(page, request.POST)
        if form.is_valid():
            if form.cleaned_data.get("age_band") == AgeBand.UNDER_13:
                registration.forget()
                return redirect("carer:register:child")
            is_unsure = Relation.NOT_SURE in form.cleaned_data.get("relations", [])
            return redirect("carer:register:tasks" if is_unsure else f"carer:register:{after(page)}")
    else:
        form = registration.opened(page)
        if page == FIRST:
            _tick(form, request.GET.getlist("relation"))
    context = {"form": form, "page": PageOfQuestions(page), "is_begun": registration.is_begun}
    return render(request, "carer/register/ask.html", context)


def show_child(request: HttpRequest) -> HttpResponse:
    """Say to a child under 13 what to do; nothing of what was written is kept."""
    return render(request, "carer/register/child.html", {"lines": lines_to_ring()})


def find_out(request: HttpRequest) -> HttpResponse:
    """Help somebody find out whether what she does is looking after somebody. Whatever comes of it, she can go on.

    Of what she ticks one thing is kept, and she is told: that it is her job.
    """
    form = TasksForm(posted(request))
    finding = Finding(*why_caring_or_not(**form.cleaned_data)) if form.is_valid() else None
    is_written = bool(finding and finding.is_a_job) and Registration(request).say_it_is_a_job()
    context = {"form": form, "page": PageOfQuestions(FIRST), "finding": finding, "is_written": is_written, "onward": after(FIRST)}
    return render(request, "carer/register/tasks.html", context)


def ask_what_is_permitted(request: HttpRequest) -> HttpResponse:
    registration = Registration(request)
    if gap := registration.gap_before(LAST):
        return _to_what_is_missing(registration, gap)
    if request.method == "POST":
        form = registration.filled_in(LAST, request.POST)
        if carried_out(form, _register_once, request=request):
            return redirect("carer:register:done")
    else:
        form = registration.opened(LAST)
    organisation = registration.answers()["organisation"]
    speak(organisation.term)
    context = {
        "form": form,
        "page": PageOfQuestions(LAST),
        "organisation": organisation,
        "contact": who_answers(organisation),
        "arrival": registration.arrival,
    }
    return render(request, "carer/register/permit.html", context)


def show_what_happens_next(request: HttpRequest) -> HttpResponse:
    registration = Registration(request)
    person = registration.person
    if person is None:
        return redirect("carer:register:start")
    speak(person.organisation.term)
    now, invitation = clock.now(), registration.invitation
    form = ReplyForm(posted(request))
    # Whoever registered here has not shown yet whose address she gave: so she answers here, and no link is handed to her.
    if invitation and not invitation.answer and carried_out(form, reply, invitation=invitation, channel="", by=person, at=now):
        return redirect("carer:register:done")
    registered = RegisteredOnPage.of(person, invitation, may_be_asked=permits(person, Use.CONTACT), now=now)
    context = {"registered": registered, "contact": registered.contact, "form": form}
    return render(request, "carer/register/done.html", context)


@button_on("carer:register:start")
def forget(request: HttpRequest) -> HttpResponse:
    Registration(request).forget()
    messages.success(request, _("What was written here is cleared from this device."))
    return redirect("carer:register:start")


def _register_once(*, request: HttpRequest, uses: Sequence[str]) -> Person | None:
    with sent_once(request):
        registration = Registration(request)
        if registration.gap_before(LAST):
            return registration.person
        refuse_programs(request)
        refuse_too_many(request, "register")
        permitted = [Use(use) for use in uses]
        who, now = {**registration.answers(), "came": registration.arrival}, clock.now()
        person = register_and_welcome(**who, uses=permitted, by=None, at=now)
        registration.finish(person, ask_who_came(person=person, opportunity=registration.came_for, at=now))
        return person


def _to_what_is_missing(registration: Registration, gap: str) -> HttpResponse:
    """Lead to the page that waits for an answer; whoever has registered already is told so instead."""
    is_over = not registration.is_begun and registration.person
    return redirect("carer:register:done" if is_over else f"carer:register:{gap}")


def _tick(form: forms.Form, relations: Sequence[str]) -> None:
    """Tick what somebody chose on the page that led here."""
    ticked = form.initial.get("relations", [])
    form.initial["relations"] = [*ticked, *(relation for relation in relations if relation in Relation.values)]
