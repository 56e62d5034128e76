"""Whom a person looks after, whether she stays once that is over, and help for herself: seen and said by herself."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from cyfran.domain.base import clock
from cyfran.domain.people.actions.caring import (
    confirm_caring,
    forget_cared_for,
    say_whether_she_stays,
    write_down_caring,
)
from cyfran.domain.people.actions.flags import raise_flag
from cyfran.domain.people.choices import FlagKind, RoleState
from cyfran.domain.people.models import CaringRole, Person
from cyfran.domain.people.queries import lead_for, person_by_link
from cyfran.domain.people.rules import can_be_asked_about_caring
from cyfran.web.carer.links import my_link, opened_by
from cyfran.web.carer.my.forms import HelpForm
from cyfran.web.carer.my.views import page_of_hers
from cyfran.web.ui.caring import CaringRoleForm, StayForm, row_of
from cyfran.web.ui.help import lines_to_ring
from cyfran.web.ui.refusals import carried_out
from cyfran.web.ui.requests import posted
from cyfran.web.ui.templatetags.ui import moment


@opened_by(person_by_link)
def show(request: HttpRequest, person: Person) -> HttpResponse:
    roles, link = person.caring_roles.select_related("cared_for"), my_link(person)
    rows = [row_of(role, href=reverse("carer:my:caring_role", args=[link, role.public_id]), action=_("Change")) for role in roles]
    carers = person.looked_after_by.select_related("person")
    named = [role for role in roles if role.cared_for]
    is_over = not can_be_asked_about_caring(person)
    return page_of_hers(request, person, "caring", rows=rows, carers=carers, named=named, is_over=is_over)


@opened_by(person_by_link)
def change(request: HttpRequest, person: Person, role: str = "") -> HttpResponse:
    one = get_object_or_404(person.caring_roles, public_id=role) if role else CaringRole(person=person)
    is_named = bool(one.called or one.cared_for_id)
    form = CaringRoleForm(posted(request), role=one)
    if carried_out(form, write_down_caring, role=one, by=person, at=clock.now()):
        messages.success(request, _what_is_said_after(one, is_named=is_named))
        return redirect("carer:my:show", my_link(person))
    return page_of_hers(request, person, "caring_role", form=form, is_new=not role)


@opened_by(person_by_link)
def confirm(request: HttpRequest, person: Person) -> HttpResponse:
    if request.method == "POST":
        confirm_caring(person=person, by=person, at=clock.now())
        messages.success(request, _("Thank you. We will not ask again for a year."))
    return redirect("carer:my:show", my_link(person))


@opened_by(person_by_link)
def forget(request: HttpRequest, person: Person, role: str) -> HttpResponse:
    """Take back that two records know of one another: either of the two may."""
    one = get_object_or_404(CaringRole.objects.filter(person=person) | person.looked_after_by.all(), public_id=role)
    if request.method == "POST":
        forget_cared_for(role=one, by=person, at=clock.now())
        messages.success(request, _("The two of you are no longer linked. Everything else stays as it was."))
    return redirect("carer:my:caring", my_link(person))


@opened_by(person_by_link)
def stay(request: HttpRequest, person: Person) -> HttpResponse:
    if can_be_asked_about_caring(person):
        raise Http404
    form = StayForm(posted(request), person=person)
    if carried_out(form, say_whether_she_stays, person=person, by=person, at=clock.now()):
        messages.success(request, _("Thank you for telling us. You can change it at any time."))
        return redirect("carer:my:show", my_link(person))
    return page_of_hers(request, person, "stay", form=form)


@opened_by(person_by_link)
def ask_for_help(request: HttpRequest, person: Person) -> HttpResponse:
    """Show whom she can ring at once; or have somebody named told that she needs help."""
    form = HelpForm(posted(request))
    if flag := carried_out(form, raise_flag, person=person, kind=FlagKind.DISTRESS, by=person, at=clock.now()):
        facts = {"name": flag.owner.name, "when": moment(flag.due_at)}
        messages.success(request, _("%(name)s has been told, and is in touch with you by %(when)s.") % facts)
        return redirect("carer:my:show", my_link(person))
    lead = lead_for(FlagKind.DISTRESS, person.organisation)
    return page_of_hers(request, person, "help", form=form, lines=lines_to_ring(), lead=lead)


def _what_is_said_after(role: CaringRole, *, is_named: bool) -> str:
    if role.state != RoleState.DIED:
        return _("What you changed is saved.")
    if is_named:
        return _(
            "We are very sorry. What said here who they were is deleted. That you looked after them, and the day you told us, "
            "stay on your record, so that you will be asked nothing about it."
        )
    return _(
        "We are very sorry. That you looked after them, and the day you told us, stay on your record, so that you will be "
        "asked nothing about it."
    )
