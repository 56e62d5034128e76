"""Roles: who has which, giving and ending them, handing over, and what each one allows."""

from functools import partial

from allauth.account.adapter import get_adapter
from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cyfran.domain.base import clock
from cyfran.domain.base.actions import reset_second_step
from cyfran.domain.base.models import User
from cyfran.domain.contributions.actions import hand_over
from cyfran.domain.organisations.actions.organisations import add_organisation, choose_term, name_contact
from cyfran.domain.organisations.actions.roles import appoint_by_address, end_administrator_and_tell, end_role
from cyfran.domain.organisations.choices import Act, Role
from cyfran.domain.organisations.models import RoleHeld
from cyfran.domain.organisations.queries import administrators, organisations_of
from cyfran.domain.people.actions.people import declare_carer, take_back_carer
from cyfran.domain.people.models import Person
from cyfran.domain.projects.queries import roles_in
from cyfran.domain.projects.rules import can_reset_second_step
from cyfran.web.staff.door import staff
from cyfran.web.staff.forms import WhichOrganisationForm
from cyfran.web.staff.roles.forms import AppointForm, CarerForm, ContactForm, HandOverForm, OrganisationForm, ResetForm, WordForm
from cyfran.web.staff.roles.presenters import INSTALLATION, RoleInList, matrix
from cyfran.web.ui.paging import page_of
from cyfran.web.ui.proof import asks_again
from cyfran.web.ui.refusals import carried_out
from cyfran.web.ui.requests import StaffRequest, posted


@staff(Act.APPOINT, anew=True)
def list_roles(request: StaffRequest) -> HttpResponse:
    page = page_of(request, [*administrators(), *_roles(request)])
    rows = [RoleInList.of(held, reader=request.user, today=clock.today()) for held in page]
    return render(request, "staff/roles/list.html", {"page": page, "rows": rows})


@staff()
def show_matrix(request: StaffRequest) -> HttpResponse:
    return render(request, "staff/roles/matrix.html", {"roles": list(Role), "matrix": matrix()})


@staff()
def also_a_carer(request: StaffRequest) -> HttpResponse:
    if is_declared := Person.objects.filter(user=request.user).exists():
        if request.method == "POST":
            take_back_carer(user=request.user, by=request.user, at=clock.now())
            messages.success(request, _("It is taken back."))
            return redirect("staff:roles:carer")
        return render(request, "staff/roles/carer.html", {"is_declared": is_declared})
    form = CarerForm(posted(request))
    if carried_out(form, declare_carer, user=request.user, by=request.user, at=clock.now()):
        messages.success(request, _("It is written down that you are also a carer."))
        return redirect("staff:roles:carer")
    return render(request, "staff/roles/carer.html", {"form": form})


@staff(Act.APPOINT, anew=True)
@asks_again
def appoint_somebody(request: StaffRequest) -> HttpResponse:
    form = AppointForm(posted(request), organisations=organisations_of(request.user, request.act))
    if held := carried_out(form, appoint_by_address, by=request.user, at=clock.now()):
        facts = {"name": held.user, "role": held.get_role_display(), "place": held.of}
        sentence = _("%(name)s has the role “%(role)s” in “%(place)s” from now on, and is told by e-mail.")
        messages.success(request, sentence % facts)
        return redirect("staff:roles:list")
    return render(request, "staff/roles/appoint.html", {"form": form})


@staff(Act.APPOINT, anew=True)
@asks_again
def add_another_organisation(request: StaffRequest) -> HttpResponse:
    form = OrganisationForm(posted(request), organisations=organisations_of(request.user, request.act))
    if added := carried_out(form, add_organisation, by=request.user, at=clock.now()):
        sentence = _("%(organisation)s is added. Its first administrator is told by e-mail.")
        messages.success(request, sentence % {"organisation": added})
        return redirect("staff:roles:list")
    return render(request, "staff/roles/organisation.html", {"form": form})


@staff(Act.APPOINT, anew=True)
@asks_again
def end(request: StaffRequest, public_id: str, user_id: str) -> HttpResponse:
    held = _role(request, public_id, user_id)
    shown = RoleInList.of(held, reader=request.user, today=clock.today())
    form = forms.Form(posted(request))
    ending = partial(end_administrator_and_tell, user=held) if isinstance(held, User) else partial(end_role, held=held)
    if carried_out(form, ending, by=request.user, at=clock.now()):
        messages.success(request, _ended_sentence(shown))
        return redirect("staff:today:show" if shown.is_own else "staff:roles:list")
    return render(request, "staff/roles/end.html", {"held": shown, "form": form})


@staff(Act.APPOINT, anew=True)
@asks_again
def reset_step(request: StaffRequest, public_id: str, user_id: str) -> HttpResponse:
    """Take a second step away that somebody has lost. Where it is not hers to do, the page says whose it is."""
    held = _role(request, public_id, user_id)
    shown = RoleInList.of(held, reader=request.user, today=clock.today())
    user = held if isinstance(held, User) else held.user
    form = ResetForm(posted(request)) if can_reset_second_step(request.user, user) else None
    if form and carried_out(form, reset_second_step, user=user, by=request.user, at=clock.now()):
        get_adapter().tell_of_reset(user, request.user, **form.cleaned_data)
        messages.success(request, _("It is done, and you are both told by e-mail. %(name)s sets up a new one.") % {"name": user})
        return redirect("staff:roles:list")
    return render(request, "staff/roles/reset.html", {"held": shown, "form": form})


@staff(Act.APPOINT, anew=True)
@asks_again
def hand_over_work(request: StaffRequest) -> HttpResponse:
    form = HandOverForm(posted(request), organisations=organisations_of(request.user, request.act))
    moved = carried_out(form, hand_over, by=request.user, at=clock.now())
    if moved is not None:
        sentence = ngettext(
            "The roles and %(count)s thing to see to are handed over.",
            "The roles and %(count)s things to see to are handed over.",
            moved,
        )
        messages.success(request, sentence % {"count": moved})
        is_own = form.cleaned_data["leaver"] == request.user
        return redirect("staff:today:show" if is_own else "staff:roles:list")
    return render(request, "staff/roles/hand_over.html", {"form": form})


@staff(Act.APPOINT, anew=True)
def choose_contact(request: StaffRequest) -> HttpResponse:
    """Ask for which organisation, then show whom people turn to there now, to be changed."""
    which = WhichOrganisationForm(request.GET, organisations=organisations_of(request.user, request.act))
    organisation = which.chosen
    if organisation is None:
        return render(request, "staff/roles/contact.html", {"form": which})
    form = ContactForm(posted(request), organisation=organisation)
    if carried_out(form, name_contact, organisation=organisation, by=request.user, at=clock.now()):
        messages.success(request, _("It is written down whom people turn to."))
        return redirect("staff:roles:list")
    return render(request, "staff/roles/contact.html", {"form": form, "organisation": organisation})


@staff(Act.APPOINT, anew=True)
def choose_word(request: StaffRequest) -> HttpResponse:
    form = WordForm(posted(request), organisations=organisations_of(request.user, request.act))
    if carried_out(form, choose_term, by=request.user, at=clock.now()):
        messages.success(request, _("The word is chosen. Pages, letters and reports of your organisation say it from now on."))
        return redirect("staff:roles:list")
    return render(request, "staff/roles/word.html", {"form": form})


def _ended_sentence(held: RoleInList) -> str:
    if held.is_over:
        return _("The role is ended. It was over already, so %(name)s is told nothing.") % {"name": held.name}
    sentence = _("The role is ended. Nothing it opened is open to %(name)s any more, which they are told by e-mail.")
    return sentence % {"name": held.name}


def _roles(request: StaffRequest) -> list[RoleHeld]:
    return roles_in(organisations_of(request.user, request.act))


def _role(request: StaffRequest, public_id: str, user_id: str) -> RoleHeld | User:
    if public_id == INSTALLATION and request.user.is_administrator:
        return get_object_or_404(administrators(), public_id=user_id)
    for held in _roles(request):
        if (held.of.public_id, held.user.public_id) == (public_id, user_id):
            return held
    raise Http404
