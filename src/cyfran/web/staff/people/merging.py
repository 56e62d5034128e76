"""Two records of one person: found, seen side by side, made one, and parted again."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from cyfran.domain.base import clock
from cyfran.domain.opportunities.actions.merging import merge_people
from cyfran.domain.organisations.choices import Act
from cyfran.domain.people.actions.parting import part
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import people_open_to
from cyfran.domain.people.rules import perhaps_the_same, perhaps_twice
from cyfran.web.staff.door import staff
from cyfran.web.staff.looks import looked_at
from cyfran.web.staff.people.forms import MergeForm
from cyfran.web.staff.people.views import person_looked_at
from cyfran.web.ui.buttons import button_on
from cyfran.web.ui.caring import how_it_is
from cyfran.web.ui.paging import page_of
from cyfran.web.ui.parts import Row
from cyfran.web.ui.refusals import carried_out
from cyfran.web.ui.requests import StaffRequest, posted
from cyfran.web.ui.templatetags.ui import day


@staff(Act.KEEP_PEOPLE)
def list_doubles(request: StaffRequest) -> HttpResponse:
    people = people_open_to(request.user, request.act)
    page = page_of(request, perhaps_twice(people))
    on_page = people.in_bulk({key for keys in page for key in keys})
    page.object_list = [[on_page[key] for key in keys] for keys in page]
    return render(request, "staff/people/doubles.html", {"page": page})


@staff(Act.KEEP_PEOPLE)
def find(request: StaffRequest, public_id: str) -> HttpResponse:
    person = person_looked_at(request, public_id)
    others = perhaps_the_same(person, people_open_to(request.user, request.act).filter(organisation=person.organisation))
    context = {"person": person, "others": others, "gone": person.merged.filter(erased_at=None)}
    return render(request, "staff/people/twice.html", {**context, "is_example": person.is_example})


@staff(Act.KEEP_PEOPLE)
def compare(request: StaffRequest, public_id: str, other: str) -> HttpResponse:
    kept = person_looked_at(request, public_id)
    same_body = people_open_to(request.user, request.act).filter(organisation=kept.organisation)
    gone = get_object_or_404(same_body.exclude(pk=kept.pk), public_id=other)
    looked_at(request, [gone])
    form = MergeForm(posted(request))
    if carried_out(form, merge_people, kept=kept, gone=gone, by=request.user, at=clock.now()):
        messages.success(request, _("The two records are one. You can undo this for 28 days."))
        return redirect("staff:people:show", public_id)
    sides = [(_("Stays"), _rows_of(kept)), (_("Goes into the other"), _rows_of(gone))]
    context = {"form": form, "kept": kept, "gone": gone, "sides": sides, "is_example": kept.is_example}
    return render(request, "staff/people/compare.html", context)


@staff(Act.KEEP_PEOPLE)
@button_on("staff:people:twice")
def undo(request: StaffRequest, public_id: str) -> HttpResponse:
    person = person_looked_at(request, public_id)
    gone = person.merged.filter(erased_at=None, public_id=request.POST.get("gone", "")).first()
    if gone is None:
        return redirect("staff:people:twice", public_id)
    form = forms.Form(request.POST)
    if carried_out(form, part, gone=gone, by=request.user, at=clock.now()):
        messages.success(request, _("The two records are apart again."))
    for refusal in form.non_field_errors():
        messages.error(request, str(refusal))
    return redirect("staff:people:show", public_id)


def _rows_of(person: Person) -> list[Row]:
    """Return what tells two records apart, and how much was said, asked and given on each."""
    caring = [f"{role.get_relation_display()}: {how_it_is(role)}" for role in person.caring_roles.all()]
    permitted = [one.get_use_display() for one in person.permissions.filter(withdrawn_at__isnull=True)]
    return [
        Row(_("Name"), person.name),
        Row(_("Registered on"), day(timezone.localdate(person.registered_at))),
        Row(_("Area"), person.area.name),
        Row(_("Reached by"), person.get_channel_display()),
        Row(_("Age"), person.get_age_band_display() or _("Not said")),
        Row(_("Looks after"), "\n".join(caring) or _("Not said")),
        Row(_("Permits"), "\n".join(permitted) or _("Nothing")),
        Row(_("Was invited"), person.invitations.count()),
        Row(_("Said"), person.contributions.count()),
    ]
