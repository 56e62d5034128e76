"""Who gets which role and where, and to whom somebody who leaves hands over."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.models import User
from cyfran.domain.base.terms import Term
from cyfran.domain.groups.models import Group, GroupRole
from cyfran.domain.organisations.choices import IN_GROUP, IN_ORGANISATION, ON_PROJECT, Role
from cyfran.domain.organisations.models import Membership, Organisation, RoleHeld
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import person_by_link
from cyfran.domain.projects.models import Project, ProjectRole
from cyfran.web.staff.forms import OfOurOrganisation
from cyfran.web.ui.alphabet import choices_by_name
from cyfran.web.ui.forms import DayField

_OWN_PAGE = re.compile(r"/my/([^/?#]+)")
_HELD_IN: dict[type, type[RoleHeld]] = {Organisation: Membership, Project: ProjectRole, Group: GroupRole}


class AppointForm(forms.Form):
    """Gives what `appoint_by_address` takes."""

    email = forms.EmailField(label=_("E-mail address, by which they sign in"))
    name = forms.CharField(label=_("Name"), max_length=120)
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[
            ("", _("Choose")),
            (_("In a whole organisation"), [(role, role.label) for role in IN_ORGANISATION]),
            (_("In one project"), [(role, role.label) for role in ON_PROJECT]),
            (_("In one group"), [(role, role.label) for role in IN_GROUP]),
        ],
    )
    where = forms.ChoiceField(label=_("Where?"))
    is_external = forms.BooleanField(label=_("They come from outside the organisation"), required=False)
    ends_on = DayField(label=_("Last day"), help_text=_("Needed for somebody from outside."), required=False)

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        projects = Project.objects.filter(organisation__in=organisations, closed_on=None)
        kinds: list[tuple[Any, list[Any]]] = [
            (_("Organisations"), list(organisations)),
            (_("Projects"), list(projects)),
            (_("Groups"), list(Group.objects.filter(organisation__in=organisations))),
        ]
        self._places = {thing.public_id: thing for _name, things in kinds for thing in things}
        self.fields["where"].choices = [("", _("Choose")), *((name, _named(things)) for name, things in kinds if things)]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if self.errors:
            return given
        place, role = self._places[given["where"]], Role(given["role"])
        kind = _HELD_IN[type(place)]
        outside = {"is_external": given["is_external"]} if kind is ProjectRole else {}
        held = kind(role=role, ends_on=given["ends_on"], **{kind.place: place}, **outside)
        return {"held": held, "email": given["email"], "name": given["name"]}


class HandOverForm(OfOurOrganisation, forms.Form):
    """Somebody who leaves, and who takes on their work. Both have a role there."""

    organisation = forms.ModelChoiceField(
        label=_("In which organisation?"), queryset=None, to_field_name="public_id", empty_label=_("Choose")
    )
    leaver = forms.ModelChoiceField(label=_("Who leaves?"), queryset=None, to_field_name="public_id", empty_label=_("Choose"))
    successor = forms.ModelChoiceField(
        label=_("Who takes on their work?"), queryset=None, to_field_name="public_id", empty_label=_("Choose")
    )

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **options: Any) -> None:
        super().__init__(*args, organisations=organisations, **options)
        staff = User.objects.filter(memberships__organisation__in=organisations, is_active=True).distinct().order_by("name")
        self.fields["leaver"].queryset = self.fields["successor"].queryset = staff


class WordForm(OfOurOrganisation, forms.Form):
    """What an organisation calls people who look after somebody."""

    organisation = forms.ModelChoiceField(
        label=_("In which organisation?"), queryset=None, to_field_name="public_id", empty_label=_("Choose")
    )
    term = forms.ChoiceField(label=_("Which word do you use?"), choices=Term.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **options: Any) -> None:
        super().__init__(*args, organisations=organisations, **options)
        if self.only_organisation:
            self.fields["term"].initial = self.only_organisation.term or settings.TERM


class CarerForm(forms.Form):
    """Whoever has the link to a person's own page is that person."""

    person = forms.CharField(
        label=_("The link to your own page as a carer"),
        help_text=_("It stands in every message to you. Nobody else sees it."),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_person(self) -> Person:
        found = _OWN_PAGE.search(self.cleaned_data["person"])
        person = person_by_link(found[1]) if found else None
        if person is None:
            raise ValidationError(
                _("This link opens nobody's page. Copy it whole from the last message to you."), code="no_such_link"
            )
        return person


def _named(things: Iterable[Any]) -> list[tuple[str, str]]:
    return choices_by_name([_Named(thing.public_id, str(thing)) for thing in things], key="public_id")


class _Named:
    def __init__(self, public_id: str, name: str) -> None:
        self.public_id, self.name = public_id, name
