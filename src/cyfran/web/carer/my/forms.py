"""What a person fills in on her own page."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.choices import Language
from cyfran.domain.contributions.choices import Audience
from cyfran.domain.people.choices import AGES_ASKED, AT_SCHOOL, OVER_16, RATHER_NOT_SAY, AgeBand, Use
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import bodies_beside, bodies_let_know
from cyfran.domain.people.rules import can_be_asked_about_caring
from cyfran.web.carer.register.forms import ReadingForm
from cyfran.web.ui.forms import Explained, language_of_page
from cyfran.web.ui.reach import ALL_USES, HOW_LONG, YouAndDetailsForm, language_wished

# Said before people were asked more closely, or written down by staff with an adult: it stays until somebody changes it.
_KEPT_AGES = (AgeBand.UNDER_13, AgeBand.FROM_16_TO_24)


class LinkAgainForm(forms.Form):
    contact = forms.CharField(
        label=_("Your e-mail address or telephone number"),
        help_text=_("The one you gave us."),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"required": _("Write your e-mail address or your telephone number.")},
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("The code"),
        help_text=_("Six figures, from the newest message of ours."),
        max_length=24,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "govuk-input--width-10"}),
        error_messages={"required": _("Write the code from the message.")},
    )


class SayForm(forms.Form):
    words = forms.CharField(
        label=_("What would you like to say?"),
        help_text=_("As much or as little as you like. Please do not name other people."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write what you would like to say.")},
    )
    words_language = forms.ChoiceField(
        label=_("Which language did you write in?"),
        choices=Language.choices,
        widget=forms.RadioSelect,
        initial=language_of_page,
    )
    audience = forms.ChoiceField(
        label=_("Who may read it?"),
        choices=[
            (Audience.TEAM, Audience.TEAM.label),
            (Audience.PUBLIC, Explained(Audience.PUBLIC.label, _("We first take out anything that shows who you are."))),
        ],
        widget=forms.RadioSelect,
        initial=Audience.TEAM,
    )


class HelpForm(forms.Form):
    words = forms.CharField(
        label=_("What should we know?"),
        help_text=_("You can leave this empty."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class PermissionsForm(forms.Form):
    page_heading = "uses"
    marks_optional = False

    uses = forms.MultipleChoiceField(
        label=_("What may we do?"),
        help_text=_("Tick what you permit, and leave empty what you do not. It counts from the moment you save it."),
        choices=ALL_USES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, asked: Sequence[Use], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["uses"].choices = [(use, label) for use, label in ALL_USES if use in asked]

    @property
    def permitted(self) -> list[Use]:
        return [Use(use) for use in self.cleaned_data["uses"]]


class KnownToForm(forms.Form):
    """Which organisations of her region may know of her, beside her own."""

    marks_optional = False

    bodies = forms.ModelMultipleChoiceField(
        label=_("Which other organisations may know of you?"),
        help_text=_("They may then be told your name and how to reach you. Tick those you permit, and leave the others empty."),
        queryset=None,
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, data: QueryDict | None, *, person: Person) -> None:
        super().__init__(data, initial={"bodies": list(bodies_let_know(person))})
        self.asked_about = self.fields["bodies"].queryset = bodies_beside(person)


class WishesForm(YouAndDetailsForm, ReadingForm):
    """How to reach a person: all of it on one page, since here she changes only a part."""

    marks_optional = False
    field_order = ("name", "channel", "email", "telephone", "address", "language", "format", "area", "how_long", "age_band")

    how_long = forms.ChoiceField(
        label=_("About how long have you been looking after somebody?"),
        choices=HOW_LONG,
        widget=forms.RadioSelect,
        required=False,
    )
    age_band = forms.ChoiceField(
        label=_("How old are you?"), choices=[*AGES_ASKED[1:], RATHER_NOT_SAY], widget=forms.RadioSelect, required=False
    )

    def __init__(self, data: QueryDict | None, *, person: Person) -> None:
        initial = {name: getattr(person, name) for name in self.base_fields}
        super().__init__(data, initial=initial | {"language": language_wished(person)})
        self._age_on_record, ages = person.age_band, self.fields["age_band"]
        ages.choices = [*ages.choices, *((age, age.label) for age in _KEPT_AGES if age == person.age_band)]
        if person.age_band in AT_SCHOOL:
            ages.help_text = _("Say so here when you are older. It counts once somebody has made sure with you.")
        if not can_be_asked_about_caring(person):
            del self.fields["how_long"]

    def clean_age_band(self) -> str:
        """Keep no age of whoever would rather not say more; of whoever leaves it, what stands."""
        age = self.cleaned_data["age_band"] or self._age_on_record
        return "" if age == OVER_16 else age
