"""Worries about somebody: raising one, seeing to it, giving it to a colleague; and who sees to them in an organisation."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from cyfran.domain.base import clock
from cyfran.domain.meetings.queries import people_to_hear
from cyfran.domain.organisations.actions.organisations import name_leads
from cyfran.domain.organisations.choices import Act
from cyfran.domain.organisations.queries import organisations_of, who_may
from cyfran.domain.people.actions.flags import close_flag, give_flag, raise_flag, take_in_hand
from cyfran.domain.people.choices import FlagState
from cyfran.domain.people.models import Flag
from cyfran.domain.people.queries import flags_open_to
from cyfran.domain.people.rules import has_to_be_made_sure
from cyfran.web.staff.door import staff
from cyfran.web.staff.flags.forms import FlagForm, GiveForm, LeadsForm, OutcomeForm
from cyfran.web.staff.forms import WhichOrganisationForm
from cyfran.web.staff.looks import looked_at
from cyfran.web.ui.buttons import button_on
from cyfran.web.ui.refusals import carried_out
from cyfran.web.ui.requests import StaffRequest, posted
from cyfran.web.ui.templatetags.ui import moment


@staff(Act.TAKE_DOWN)
def raise_one(request: StaffRequest, public_id: str) -> HttpResponse:
    person = get_object_or_404(people_to_hear(request.user, request.act), public_id=public_id)
    form = FlagForm(posted(request))
    if flag := carried_out(form, raise_flag, person=person, by=request.user, at=clock.now()):
        facts = {"name": flag.owner, "when": moment(flag.due_at)}
        messages.success(request, _("%(name)s has been told, and sees to it by %(when)s.") % facts)
        return redirect("staff:today:show")
    return render(request, "staff/flags/raise.html", {"form": form, "person": person, "is_example": person.is_example})


@staff(Act.KEEP_PEOPLE)
def show(request: StaffRequest, public_id: str) -> HttpResponse:
    flag = _flag(request, public_id)
    is_mine = flag.owner == request.user
    form = OutcomeForm(posted(request))
    if carried_out(form, close_flag, flag=flag, by=request.user, at=clock.now()):
        messages.success(request, _("It is written down that this has been seen to."))
        return redirect("staff:today:show")
    if is_mine:
        looked_at(request, [flag.person])
    context = {
        "flag": flag,
        "form": form,
        "is_mine": is_mine,
        "is_open": flag.state != FlagState.CLOSED,
        "is_late": flag.state != FlagState.CLOSED and flag.due_at < clock.now(),
        "asks_age": flag.age_said and has_to_be_made_sure(flag.age_said, on_record=flag.person.age_band),
        "due": moment(timezone.localtime(flag.due_at)),
        "is_example": flag.person.is_example,
    }
    return render(request, "staff/flags/show.html", context)


@staff(Act.KEEP_PEOPLE)
@button_on("staff:flags:show")
def take(request: StaffRequest, public_id: str) -> HttpResponse:
    flag = _flag(request, public_id)
    if carried_out(forms.Form(request.POST), take_in_hand, flag=flag, by=request.user, at=clock.now()):
        messages.success(request, _("It is written down that you are seeing to it."))
    return redirect("staff:flags:show", public_id)


@staff(Act.KEEP_PEOPLE)
def give(request: StaffRequest, public_id: str) -> HttpResponse:
    waiting = flags_open_to(request.user, request.act).exclude(state=FlagState.CLOSED)
    flag = get_object_or_404(waiting, public_id=public_id)
    colleagues = who_may(Act.KEEP_PEOPLE, flag.person.organisation).exclude(pk=flag.owner.pk).order_by("name")
    form = GiveForm(posted(request), colleagues=colleagues)
    if carried_out(form, give_flag, flag=flag, by=request.user, at=clock.now()):
        messages.success(request, _("%(name)s has been told.") % {"name": flag.owner})
        return redirect("staff:today:show")
    context = {
        "flag": flag,
        "form": form,
        "has_colleagues": colleagues.exists(),
        "gives_roles": Act.APPOINT in request.acts.on(flag.person),
        "is_example": flag.person.is_example,
    }
    return render(request, "staff/flags/give.html", context)


@staff(Act.APPOINT, anew=True)
def choose_leads(request: StaffRequest) -> HttpResponse:
    """Ask for which organisation, then show who sees to it there now, to be changed."""
    which = WhichOrganisationForm(request.GET, organisations=organisations_of(request.user, request.act))
    organisation = which.chosen
    if organisation is None:
        return render(request, "staff/flags/leads.html", {"form": which})
    form = LeadsForm(posted(request), organisation=organisation)
    if carried_out(form, name_leads, organisation=organisation, by=request.user, at=clock.now()):
        messages.success(request, _("It is written down who sees to it."))
        return redirect("staff:roles:list")
    return render(request, "staff/flags/leads.html", {"form": form, "organisation": organisation})


def _flag(request: StaffRequest, public_id: str) -> Flag:
    return get_object_or_404(flags_open_to(request.user, request.act), public_id=public_id)
