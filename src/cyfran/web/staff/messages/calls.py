"""Calls: what staff press while somebody is on the line, and where it leads."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from cyfran.domain.base import clock
from cyfran.domain.base.choices import Channel
from cyfran.domain.correspondence.actions.delivery import note_call
from cyfran.domain.correspondence.choices import CallOutcome, Purpose, State
from cyfran.domain.correspondence.models import Message
from cyfran.domain.correspondence.queries import calls_about
from cyfran.domain.opportunities.actions.calls import answer_when_rung
from cyfran.domain.opportunities.choices import Answer
from cyfran.domain.opportunities.models import Invitation
from cyfran.domain.opportunities.queries import opportunities_open_to
from cyfran.domain.organisations.choices import Act
from cyfran.domain.people.queries import people_open_to
from cyfran.web.ui.requests import StaffRequest


def invitation_of(request: StaffRequest, message: Message) -> Invitation | None:
    """Return the invitation a message is about, if whoever reads may write down its answer."""
    if message.purpose in (Purpose.INVITATION, Purpose.REMINDER):
        about: dict[str, Any] = {"public_id": message.about_public_id}
    elif message.purpose == Purpose.MOVED:
        about = {"opportunity__public_id": message.about_public_id, "person": message.person}
    else:
        return None
    invitations = Invitation.objects.filter(opportunity__in=opportunities_open_to(request.user, Act.TAKE_DOWN), **about)
    return invitations.select_related("person", "opportunity__stage__project").first()


def call_about(request: StaffRequest, message: Message) -> dict[str, Any]:
    """Return what stands beside the words to say: the calls so far, and what to press while somebody is on the line."""
    if message.channel != Channel.PHONE:
        return {}
    answers = Answer.choices if invitation_of(request, message) else []
    return {"calls": calls_about(message), "answers": answers, "outcomes": CallOutcome.choices}


def write_down(request: StaffRequest, message: Message, pressed: str) -> HttpResponse:
    """Write down what was pressed, and lead on to what comes next."""
    try:
        if pressed in CallOutcome.values:
            return _not_told(request, message, CallOutcome(pressed))
        return _answered(request, message, Answer(pressed))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("staff:messages:show", message.public_id)


def _not_told(request: StaffRequest, message: Message, outcome: CallOutcome) -> HttpResponse:
    note_call(message=message, outcome=outcome, by=request.user, at=clock.now())
    if outcome != CallOutcome.WRONG_NUMBER:
        messages.success(request, _("The call is written down. This message waits until they are told."))
        return redirect("staff:messages:show", message.public_id)
    messages.success(request, _("The call is written down. If you find out how they are reached, write it here."))
    if people_open_to(request.user, Act.KEEP_PEOPLE).filter(pk=message.person_id).exists():
        return redirect("staff:people:contact", message.person.public_id)
    return redirect("staff:messages:show", message.public_id)


def _answered(request: StaffRequest, message: Message, answer: Answer) -> HttpResponse:
    invitation = invitation_of(request, message)
    if invitation is None:
        return redirect("staff:messages:show", message.public_id)
    answer_when_rung(invitation=invitation, message=message, answer=answer, by=request.user, at=clock.now())
    messages.success(request, _("The answer of %(name)s is written down.") % {"name": message.person.name})
    if answer == Answer.ANOTHER_WAY:
        return redirect("staff:opportunities:reply", invitation.public_id)
    return redirect(f"{reverse('staff:messages:list')}?state={State.TO_DO}")
