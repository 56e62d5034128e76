"""Two records of one person: found, seen side by side, made one, and parted again."""

from collections.abc import Callable, Mapping
from itertools import chain

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cyfran.domain.base import clock
from cyfran.domain.opportunities.actions.merging import merge_people, part_people
from cyfran.domain.organisations.choices import Act
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import people_open_to
from cyfran.domain.people.rules import learnt_of, perhaps_the_same, perhaps_twice
from cyfran.web.staff.door import staff
from cyfran.web.staff.looks import looked_at
from cyfran.web.staff.people.forms import MergeForm
from cyfran.web.staff.people.presenters import language_of
from cyfran.web.staff.people.views import person_looked_at
from cyfran.web.ui.buttons import button_on
from cyfran.web.ui.caring import how_it_is
from cyfran.web.ui.paging import page_of
from cyfran.web.ui.parts import Row, Text
from cyfran.web.ui.refusals import carried_out
from cyfran.web.ui.requests import StaffRequest, posted
from cyfran.web.ui.templatetags.ui import day

_OF_ONE_ONLY: Mapping[str, tuple[Text, Callable[[Person], Text]]] = {
    "name": (gettext_lazy("Name"), lambda one: one.name),
    "area": (gettext_lazy("Area"), lambda one: one.area.name),
    "channel": (gettext_lazy("Reached by"), Person.get_channel_display),
    "language": (gettext_lazy("Language"), language_of),
    "format": (gettext_lazy("Form"), Person.get_format_display),
    "age_band": (gettext_lazy("Age"), Person.get_age_band_display),
    "how_long": (gettext_lazy("How long they have cared"), Person.get_how_long_display),
    "stays": (gettext_lazy("Wishes to stay"), Person.get_stays_display),
}
_HELD_BACK = {
    "email": gettext_lazy("E-mail address"),
    "telephone": gettext_lazy("Telephone"),
    "address": gettext_lazy("Postal address"),
}


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
    context = {"form": form, "kept": kept, "gone": gone, "sides": sides, "differing": _differing(kept, gone)}
    return render(request, "staff/people/compare.html", {**context, "is_example": kept.is_example})


@staff(Act.KEEP_PEOPLE)
@button_on("staff:people:twice")
def undo(request: StaffRequest, public_id: str) -> HttpResponse:
    person = person_looked_at(request, public_id)
    gone = person.merged.filter(erased_at=None, public_id=request.POST.get("gone", "")).first()
    if gone is None:
        return redirect("staff:people:twice", public_id)
    form = forms.Form(request.POST)
    if carried_out(form, part_people, gone=gone, by=request.user, at=clock.now()):
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


def _differing(kept: Person, gone: Person) -> list[Row]:
    """Return where the two say different things of which only one can count, and which: the addresses without saying them."""
    learnt = set(chain(*learnt_of(gone, by=kept)))
    rows = [Row(label, _which(kept, gone, said, is_learnt=name in learnt)) for name, (label, said) in _OF_ONE_ONLY.items()]
    rows += [Row(label, _("That of the record that stays")) for name, label in _HELD_BACK.items() if _both_say(name, kept, gone)]
    return [row for row in rows if row.value]


def _which(kept: Person, gone: Person, said: Callable[[Person], Text], *, is_learnt: bool) -> str:
    stands, other = (said(gone), said(kept)) if is_learnt else (said(kept), said(gone))
    differ = other and str(stands) != str(other)
    return _("%(stands)s, not: %(other)s") % {"stands": stands, "other": other} if differ else ""


def _both_say(name: str, *two: Person) -> bool:
    first, second = (getattr(one, name) for one in two)
    return bool(first and second) and first != second
