"""People: finding, registering and seeing them, and changing on their behalf what they wish and permit."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from cyfran.domain.base import clock
from cyfran.domain.correspondence.actions.links import reach_anew, register_and_welcome, send_link
from cyfran.domain.correspondence.choices import Way
from cyfran.domain.correspondence.models import Arrival
from cyfran.domain.involvement.actions import change_limit, change_preference
from cyfran.domain.involvement.queries import preference_of
from cyfran.domain.organisations.choices import Act
from cyfran.domain.organisations.queries import organisations_of
from cyfran.domain.people.actions.equality import answer_equality
from cyfran.domain.people.actions.erasing import erase
from cyfran.domain.people.actions.leaving import hear_from
from cyfran.domain.people.actions.people import permit, renew_link, withdraw_permission
from cyfran.domain.people.choices import WhyShown
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import people_open_to, permits, search_people
from cyfran.domain.people.rules import may_say_what_suits, perhaps_the_same, uses_asked_of
from cyfran.web.staff.door import staff
from cyfran.web.staff.looks import looked_at, revealed
from cyfran.web.staff.people.forms import (
    WHAT_A_NO_DOES,
    ContactForm,
    PeopleSearchForm,
    PermissionForm,
    ReachForm,
    RegisterForm,
    TheirLimitForm,
    TheirPreferenceForm,
)
from cyfran.web.staff.people.presenters import PersonInList, PersonOnPage, ReachOnPage, SpreadOnPage, how_it_goes
from cyfran.web.staff.searching import with_search
from cyfran.web.ui.buttons import button_on
from cyfran.web.ui.equality import EqualityForm
from cyfran.web.ui.load import LoadOnPage
from cyfran.web.ui.paging import page_of
from cyfran.web.ui.proof import asks_again
from cyfran.web.ui.refusals import carried_out
from cyfran.web.ui.requests import StaffRequest, posted


@staff(Act.SEE_PEOPLE)
@with_search(PeopleSearchForm)
def list_people(request: StaffRequest, search: PeopleSearchForm) -> HttpResponse:
    people = search.narrowed(search_people(people_open_to(request.user, request.act), search.words))
    page = page_of(request, people)
    rows = [PersonInList.of(person) for person in page]
    how_shared = SpreadOnPage.of(people, today=clock.today())
    return render(request, "staff/people/list.html", {"page": page, "rows": rows, "search": search, "spread": how_shared})


@staff(Act.KEEP_PEOPLE, anew=True)
def register_person(request: StaffRequest) -> HttpResponse:
    organisations = organisations_of(request.user, request.act)
    form = RegisterForm(posted(request), organisations=organisations)
    alike = _perhaps_known(request, form)
    who: dict[str, Any] = {"by": request.user, "registered_by": request.user, "came": Arrival(way=Way.STAFF)}
    if not alike and (person := carried_out(form, register_and_welcome, at=clock.now(), **who)):
        messages.success(request, _("%(name)s is registered.") % {"name": person.name} + " " + how_it_goes(person))
        return redirect("staff:people:show", person.public_id)
    context = {"form": form, "alike": alike, "others": " ".join(one.public_id for one in alike)}
    return render(request, "staff/people/register.html", context)


def _perhaps_known(request: StaffRequest, form: RegisterForm) -> list[Person]:
    """Return who may be the one to be registered, until it is said of all of them that it is somebody else."""
    if not form.is_valid():
        return []
    form.instance.organisation = form.cleaned_data["organisation"]
    alike = list(perhaps_the_same(form.instance, people_open_to(request.user, request.act)))
    are_others = {one.public_id for one in alike} <= set(request.POST.get("others", "").split())
    return [] if are_others else alike


@staff(Act.SEE_PEOPLE)
def show_person(request: StaffRequest, public_id: str) -> HttpResponse:
    person = person_looked_at(request, public_id)
    on_page = PersonOnPage.of(person, reader=request.user, today=clock.today())
    context = {"person": on_page, "acts": request.acts.on(person), "is_example": person.is_example}
    return render(request, "staff/people/show.html", context)


@staff(Act.SEE_CONTACTS)
def show_contact(request: StaffRequest, public_id: str) -> HttpResponse:
    person = _person(request, public_id)
    form = ReachForm(posted(request))
    context = {"form": form, "public_id": public_id, "name": person.name, "is_example": person.is_example}
    if form.is_valid():
        revealed(request, [person], form.cleaned_data["why"])
        context["reach"] = ReachOnPage.of(person)
    return render(request, "staff/people/reach.html", context)


@staff(Act.KEEP_PEOPLE)
def change_contact(request: StaffRequest, public_id: str) -> HttpResponse:
    person = person_looked_at(request, public_id)
    revealed(request, [person], WhyShown.CORRECT)
    known_as = person.name  # the form writes on the person what is typed, right or wrong
    form = ContactForm(posted(request), instance=person)
    if carried_out(form, reach_anew, person=person, by=request.user, at=clock.now()):
        messages.success(request, _("What you changed is saved. The next message goes by it."))
        return redirect("staff:people:show", public_id)
    context = {"form": form, "public_id": public_id, "known_as": known_as, "is_example": person.is_example}
    return render(request, "staff/people/contact.html", context | {"adult": person.adult})


@staff(Act.KEEP_PEOPLE)
def ask_permission(request: StaffRequest, public_id: str, use: str) -> HttpResponse:
    person = _person(request, public_id)
    asked = next((one for one in uses_asked_of(person.age_band) if one == use.upper()), None)
    if asked is None:
        raise Http404
    looked_at(request, [person])
    form = PermissionForm(posted(request), use=asked, initial={"answer": "yes" if permits(person, asked) else "no"})
    if form.is_valid():
        how = dict(form.cleaned_data)
        change = permit if how.pop("answer") == "yes" else withdraw_permission
        change(person=person, use=asked, by=request.user, at=clock.now(), **how)
        messages.success(request, _("The answer is written down, and counts from now on."))
        return redirect("staff:people:show", public_id)
    context = {"form": form, "person": person, "what_a_no_does": WHAT_A_NO_DOES[asked], "is_example": person.is_example}
    return render(request, "staff/people/permission.html", context)


@staff(Act.KEEP_PEOPLE)
def ask_about_equality(request: StaffRequest, public_id: str) -> HttpResponse:
    """Write down what she answers. What she answered before is shown to nobody, and goes."""
    person = person_looked_at(request, public_id)
    form = EqualityForm(posted(request))
    if form.is_valid():
        answer_equality(person=person, answers=form.answers, at=clock.now())
        messages.success(request, _("The answers are counted. Nobody can read them here again."))
        return redirect("staff:people:show", public_id)
    return render(request, "staff/people/equality.html", {"form": form, "person": person, "is_example": person.is_example})


@staff(Act.KEEP_PEOPLE)
def change_load(request: StaffRequest, public_id: str) -> HttpResponse:
    person = person_looked_at(request, public_id)
    load = LoadOnPage.of(person, today=clock.today())
    form = TheirLimitForm(posted(request), load=load)
    if carried_out(form, change_limit, person=person, by=request.user, at=clock.now()):
        messages.success(request, _("What they said is written down. It counts from now on, for every organisation."))
        return redirect("staff:people:show", public_id)
    context = {"form": form, "person": person, "load": load, "is_example": person.is_example}
    return render(request, "staff/people/load.html", context)


@staff(Act.KEEP_PEOPLE)
def write_down_preference(request: StaffRequest, public_id: str) -> HttpResponse:
    person = _person(request, public_id)
    if not may_say_what_suits(person):
        raise Http404
    looked_at(request, [person])
    form = TheirPreferenceForm(posted(request), preference=preference_of(person))
    if carried_out(form, change_preference, person=person, by=request.user, at=clock.now()):
        messages.success(request, _("What they said is written down. Whoever asks them goes by it from now on."))
        return redirect("staff:people:show", public_id)
    return render(request, "staff/people/preference.html", {"form": form, "person": person, "is_example": person.is_example})


@staff(Act.KEEP_PEOPLE)
@button_on("staff:people:show")
def send_link_again(request: StaffRequest, public_id: str) -> HttpResponse:
    person = _person(request, public_id)
    send_link(person=person, at=clock.now())
    messages.success(request, how_it_goes(person))
    return redirect("staff:people:show", public_id)


@staff(Act.KEEP_PEOPLE)
def make_new_link(request: StaffRequest, public_id: str) -> HttpResponse:
    person = _person(request, public_id)
    if request.method == "POST":
        renew_link(person=person, by=request.user, at=clock.now())
        messages.success(request, _("The old links no longer open anything. Send the new one, or read it out."))
        return redirect("staff:people:show", public_id)
    return render(request, "staff/people/renew_link.html", {"person": person, "is_example": person.is_example})


@staff(Act.SEE_PEOPLE)
def list_leaving(request: StaffRequest) -> HttpResponse:
    people = people_open_to(request.user, request.act).filter(leaves_on__isnull=False).order_by("leaves_on", "name", "pk")
    return render(request, "staff/people/leaving.html", {"page": page_of(request, people), "years": settings.SILENT_YEARS})


@staff(Act.KEEP_PEOPLE)
def say_they_stay(request: StaffRequest, public_id: str) -> HttpResponse:
    person = _person(request, public_id)
    if request.method == "POST":
        hear_from(person=person, by=request.user, at=clock.now())
        messages.success(request, _("%(name)s stays. It is written down that you heard from them.") % {"name": person.name})
    return redirect("staff:people:leaving")


@staff(Act.GUARD)
@asks_again
def remove_person(request: StaffRequest, public_id: str) -> HttpResponse:
    person = _person(request, public_id)
    if request.method == "POST":
        name = person.name
        erase(person=person, by=request.user, at=clock.now())
        messages.success(request, _("%(name)s is removed.") % {"name": name})
        return redirect("staff:people:list")
    return render(request, "staff/people/remove.html", {"person": person, "is_example": person.is_example})


def _person(request: StaffRequest, public_id: str) -> Person:
    return get_object_or_404(people_open_to(request.user, request.act), public_id=public_id)


def person_looked_at(request: StaffRequest, public_id: str) -> Person:
    """Return the person, and write down who looked: every look at somebody's record is logged."""
    person = _person(request, public_id)
    looked_at(request, [person])
    return person
