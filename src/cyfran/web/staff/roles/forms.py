"""Who gets which role and where, and to whom somebody who leaves hands over."""

import re
from collections import Counter
from collections.abc import Collection
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.choices import HowSure, WhyReset
from cyfran.domain.base.fields import check_telephone
from cyfran.domain.base.models import User
from cyfran.domain.base.terms import Term
from cyfran.domain.contributions.queries import who_holds_work, who_may_take_on
from cyfran.domain.groups.models import Group, GroupRole
from cyfran.domain.organisations.choices import ADDED_BY_HAND, IN_GROUP, IN_ORGANISATION, ON_PROJECT, Act, Role
from cyfran.domain.organisations.models import Membership, Organisation, Region, RoleHeld
from cyfran.domain.organisations.queries import who_may
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import person_by_link
from cyfran.domain.projects.models import Project, ProjectRole
from cyfran.web.staff.forms import OfOurOrganisation
from cyfran.web.ui.alphabet import choices_by_name
from cyfran.web.ui.areas import AreaField
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
    ends_on = DayField(
        label=_("Last day"),
        help_text=_("Needed for a role in a project, where they have none in the organisation itself."),
        required=False,
    )

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        projects = Project.objects.filter(organisation__in=organisations, closed_on=None)
        kinds: list[tuple[Any, list[Any]]] = [
            (_("Organisations"), list(organisations)),
            (_("Projects"), list(projects.select_related("organisation"))),
            (_("Groups"), list(Group.objects.filter(organisation__in=organisations).select_related("organisation"))),
        ]
        self._places = {thing.public_id: thing for _name, things in kinds for thing in things}
        self.fields["where"].choices = [("", _("Choose")), *((name, _named(things)) for name, things in kinds if things)]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if self.errors:
            return given
        place, role = self._places[given["where"]], Role(given["role"])
        kind = _HELD_IN[type(place)]
        held = kind(role=role, ends_on=given["ends_on"], **{kind.place: place})
        return {"held": held, "email": given["email"], "name": given["name"]}


class OrganisationForm(forms.Form):
    """Another organisation and its first administrator. Whoever adds it answers for one of the same region."""

    kind = forms.ChoiceField(label=_("What kind of organisation is it?"), choices=[(kind, kind.label) for kind in ADDED_BY_HAND])
    name_cy = forms.CharField(label=_("Name in Welsh"), max_length=160)
    name_en = forms.CharField(label=_("Name in English"), max_length=160)
    region = forms.ModelChoiceField(label=_("Region"), queryset=None, to_field_name="slug", empty_label=_("Choose"))
    area = AreaField(label=_("Area, where it serves one alone"), blank=_("The whole region"), required=False)
    email = forms.EmailField(
        label=_("E-mail address of its first administrator"),
        help_text=_("They are told by e-mail, sign in by this address and give the other roles. People turn to them at first."),
    )
    administrator = forms.CharField(label=_("Name of its first administrator"), max_length=120)
    telephone = forms.CharField(
        label=_("Their telephone number at work"),
        max_length=30,
        validators=[check_telephone],
        widget=forms.TextInput(attrs={"inputmode": "tel", "class": "govuk-input--width-20"}),
    )

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        regions = Region.objects.filter(pk__in=organisations.order_by().values("region"))
        self.fields["region"].queryset = regions
        self.fields["region"].choices = [("", _("Choose")), *choices_by_name(regions)]


class HandOverForm(forms.Form):
    """Somebody who leaves an organisation, and who takes on their work there."""

    leaver = forms.ChoiceField(
        label=_("Who leaves?"),
        help_text=_("Everybody is named who still holds a role or work, also somebody who has left already."),
    )
    successor = forms.ModelChoiceField(
        label=_("Who takes on their work?"),
        help_text=_("Everybody is named whose role lets them see to work here."),
        queryset=None,
        to_field_name="public_id",
        empty_label=_("Choose"),
    )
    telephone = forms.CharField(
        label=_("Their telephone number at work"),
        help_text=_("Needed where carers are told to ring whoever leaves, and we have no number of whoever takes on their work."),
        max_length=30,
        required=False,
        validators=[check_telephone],
        widget=forms.TextInput(attrs={"inputmode": "tel", "class": "govuk-input--width-20"}),
    )

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["successor"].queryset = who_may_take_on(organisations).order_by("name")
        self.fields["leaver"].choices = [("", _("Choose")), *self._leavers(organisations)]

    def _leavers(self, organisations: QuerySet[Organisation]) -> list[Any]:
        """Return who can leave, by organisation where there are several; what is chosen names both."""
        holders = who_holds_work(organisations)
        users = User.objects.in_bulk(set().union(*holders.values()))
        self._both = {f"{body.pk}-{pk}": (body, users[pk]) for body in organisations for pk in holders.get(body.pk, ())}
        named = [
            (body.name, [(f"{body.pk}-{pk}", name) for pk, name in choices_by_name([users[pk] for pk in theirs], key="pk")])
            for body in organisations
            if (theirs := holders.get(body.pk))
        ]
        return named if len(named) > 1 else [choice for _body, choices in named for choice in choices]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if "leaver" in given:
            given["organisation"], given["leaver"] = self._both[given["leaver"]]
        return given


class ResetForm(forms.Form):
    """Why a second step is taken away, and how it is certain who asks for it."""

    why = forms.ChoiceField(label=_("What has happened?"), choices=WhyReset.choices, widget=forms.RadioSelect)
    sure = forms.ChoiceField(
        label=_("How did you make sure that it is they who ask?"),
        help_text=_("An e-mail alone is not enough: whoever reads their e-mail could have written it."),
        choices=HowSure.choices,
        widget=forms.RadioSelect,
    )


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


def _named(things: Collection[Any]) -> list[tuple[str, str]]:
    """Return the things by name; of several called alike, each with whose it is."""
    called = Counter(map(str, things))
    named = [_Named(thing.public_id, _name_of(thing, is_one_of_several=called[str(thing)] > 1)) for thing in things]
    return choices_by_name(named, key="public_id")


def _name_of(thing: Any, *, is_one_of_several: bool) -> str:
    if isinstance(thing, Organisation) or not is_one_of_several:
        return str(thing)
    return str(_("%(name)s (%(organisation)s)") % {"name": thing, "organisation": thing.organisation})


class _Named:
    def __init__(self, public_id: str, name: str) -> None:
        self.public_id, self.name = public_id, name


class ContactForm(forms.Form):
    """Whom people turn to in one organisation, and who stands in."""

    user = forms.ModelChoiceField(label=_("Who is the named contact?"), queryset=None, to_field_name="public_id")
    stand_in = forms.ModelChoiceField(
        label=_("Who stands in?"),
        help_text=_("They are named instead while the contact is away, and once the contact's role has ended."),
        queryset=None,
        to_field_name="public_id",
        required=False,
    )
    away_until = DayField(
        label=_("Last day on which the contact is away"), help_text=_("Leave it blank while they are there."), required=False
    )

    def __init__(self, *args: Any, organisation: Organisation, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("user", "stand_in"):
            self.fields[name].queryset = who_may(Act.ANSWER, organisation).order_by("name")
        named = {"user": organisation.named_contact, "stand_in": organisation.contact_stand_in}
        self.initial.update({name: user and user.public_id for name, user in named.items()})
        self.initial["away_until"] = organisation.contact_away_until
