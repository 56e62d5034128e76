"""What staff fill in about groups: which to show, what the register says of one, and who holds a seat."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.choices import DecisionRight
from cyfran.domain.groups.choices import GroupClass, SeatKind
from cyfran.domain.groups.models import Group
from cyfran.domain.groups.queries import filtered
from cyfran.domain.people.models import Person
from cyfran.web.staff.forms import OfOurOrganisation, rights
from cyfran.web.ui.areas import AreaField
from cyfran.web.ui.forms import DayField

MOST_HOURS = 160
_LANGUAGES = [("cy", _("Welsh")), ("en", _("English"))]


class GroupFilterForm(forms.Form):
    marks_optional = False

    text = forms.CharField(label=_("Name or words"), required=False, max_length=100)
    group_class = forms.ChoiceField(label=_("Class"), choices=[("", _("All classes")), *GroupClass.choices], required=False)
    decision_right = forms.ChoiceField(
        label=_("Decision right"), choices=[("", _("All decision rights")), *DecisionRight.choices], required=False
    )

    def narrowed(self, groups: QuerySet[Group]) -> QuerySet[Group]:
        """Return the groups that fit what was chosen; what cannot be understood narrows nothing."""
        self.full_clean()
        return filtered(groups, **self.cleaned_data)


class GroupForm(forms.ModelForm):
    """What the register says of a group. Its decision right is missing once a vote has fixed it."""

    area = AreaField(
        label=_("Which county?"),
        help_text=_("Only for a group of one county. Left out, it is the county of the organisation."),
        blank=_("The county of the organisation"),
        required=False,
    )
    decision_right = forms.ChoiceField(
        label=_("What may carers do about decisions?"),
        choices=rights(not_stated=_("Nothing is written down about it yet.")),
        widget=forms.RadioSelect,
        initial=DecisionRight.NOT_STATED,
    )
    source_language = forms.ChoiceField(
        label=_("In which language do you write the rest?"), choices=_LANGUAGES, widget=forms.RadioSelect, initial="en"
    )

    class Meta:
        model = Group
        fields = (
            *("name_cy", "name_en", "group_class", "reach", "area", "carers", "planned_cy", "planned_en"),
            *("decision_right", "board_seat_is_stated"),
            *("source_language", "stated_role", "rhythm", "format", "carer_places", "chair", "run_by", "partners", "reports_to"),
        )
        help_texts: ClassVar = dict.fromkeys(("planned_cy", "planned_en"), _("Only where carers are not members of it."))
        widgets: ClassVar = {"group_class": forms.RadioSelect, "reach": forms.RadioSelect, "carers": forms.RadioSelect}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["area"] = self.instance.area
        for name in ("group_class", "reach"):
            self.fields[name].choices = self.fields[name].choices[1:]


class NewGroupForm(OfOurOrganisation, GroupForm):
    organisation = forms.ModelChoiceField(label=_("Whose group is it?"), queryset=None, to_field_name="public_id")
    field_order = ("organisation",)


class SeatKindForm(forms.Form):
    page_heading = "kind"
    kind = forms.ChoiceField(label=_("Who is the new seat for?"), choices=SeatKind.choices, widget=forms.RadioSelect)


class SeatForm(forms.Form):
    """Who holds a seat, chosen by a search before, for how long, and what it asks of the holder."""

    holder = forms.ModelChoiceField(
        queryset=None,
        to_field_name="public_id",
        widget=forms.HiddenInput,
        error_messages={"required": _("Search for the person who holds the seat, and choose them.")},
    )
    deputy = forms.ModelChoiceField(queryset=None, to_field_name="public_id", widget=forms.HiddenInput, required=False)
    is_shared = forms.BooleanField(
        label=_("The holder and the deputy share the seat"),
        help_text=_("Then both hold it: either comes, or both, and they share out the work between them."),
        required=False,
    )
    starts_on = DayField(label=_("First day of the term"))
    ends_on = DayField(label=_("Last day of the term"), help_text=_("Leave it out where the term has no end."), required=False)

    hours_a_year = forms.IntegerField(
        label=_("Hours a year that it asks of the holder"),
        help_text=_(
            "With reading and travel; where two share the seat, of each of them. They count towards the holder's limit for as "
            "long as the term lasts."
        ),
        min_value=1,
        max_value=MOST_HOURS,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("holder", "deputy"):
            self.fields[name].queryset = people

    def clean_deputy(self) -> Any:
        deputy = self.cleaned_data["deputy"]
        if deputy and deputy == self.cleaned_data.get("holder"):
            raise ValidationError(_("The deputy must be somebody other than the holder of the seat."), code="own_deputy")
        return deputy

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if "hours_a_year" in given:
            given["minutes_a_year"] = 60 * given.pop("hours_a_year")
        return given
