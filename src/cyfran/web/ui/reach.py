"""How somebody is reached: asked in the same words wherever she says it herself."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.choices import Channel
from cyfran.domain.base.fields import check_telephone
from cyfran.domain.people.choices import ASKED_AT_FIRST, DETAIL_OF, HowLong, Relation, Use
from cyfran.domain.people.models import Person
from cyfran.web.ui.areas import AreaField
from cyfran.web.ui.forms import Explained

_OR_ANOTHER_WAY = {
    "email": _("Write your e-mail address, or choose another way."),
    "telephone": _("Write your telephone number, or choose another way."),
    "address": _("Write your postal address, or choose another way."),
}
_WHY = {
    Use.CONTACT: _("When there is something to take part in. You can say no each time."),
    Use.SUPPORT: _("Such as breaks, money or somebody to talk to. It has nothing to do with taking part."),
    Use.RECORD: _("We ask again before each recording."),
    Use.TRANSCRIBE: _("Without this, what you say is kept only as you have read and agreed it."),
    Use.QUOTE: _("So that others can read what was said, and what came of it."),
    Use.REUSE: _("Such as training or research. Without this, they are used for what you said them for."),
}
ALL_USES = [(use, Explained(use.label, why)) for use, why in _WHY.items()]
USES = [(use, Explained(use.label, _WHY[use])) for use in ASKED_AT_FIRST]
BOTH_LANGUAGES, ENGLISH_FIRST = "BOTH", "BOTH_EN"
IN_BOTH = {BOTH_LANGUAGES: _("Both, Welsh first"), ENGLISH_FIRST: _("Both, English first")}
HOW_LONG = [*HowLong.choices, ("", _("I am not sure"))]


def language_wished(person: Person) -> str:
    """Return in which language somebody is written to, as forms ask for it: one, or both in one order."""
    return person.language or (ENGLISH_FIRST if person.english_first else BOTH_LANGUAGES)


def with_language_kept(given: dict[str, Any]) -> dict[str, Any]:
    """Return what a form gave with its language as it is kept: both is none chosen, and which of them comes first."""
    wished = given.get("language")
    return given | {"language": "" if wished in IN_BOTH else wished, "english_first": wished == ENGLISH_FIRST}


class RelationsForm(forms.Form):
    relations = forms.MultipleChoiceField(
        label=_("Who do you look after?"),
        choices=Relation.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose who you look after.")},
    )


class YouForm(forms.Form):
    name = forms.CharField(
        label=_("What should we call you?"),
        help_text=_("A first name will do."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false", "class": "govuk-input--width-20"}),
        error_messages={"required": _("Write what we should call you.")},
    )
    area = AreaField(
        label=_("Where do you live?"),
        help_text=_("The area of your council."),
        error_messages={"required": _("Choose where you live.")},
    )
    channel = forms.ChoiceField(
        label=_("How would you like us to reach you?"),
        choices=Channel.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you would like us to reach you.")},
    )


class DetailsForm(forms.Form):
    """Where somebody is reached, one field for each way."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"required": _("Write your e-mail address.")},
    )
    telephone = forms.CharField(
        label=_("Your telephone number"),
        max_length=30,
        validators=[check_telephone],
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "class": "govuk-input--width-20"}),
        error_messages={"required": _("Write your telephone number.")},
    )
    address = forms.CharField(
        label=_("Your postal address"),
        help_text=_("With the postcode."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "street-address"}),
        error_messages={"required": _("Write your postal address.")},
    )


class YouAndDetailsForm(DetailsForm, YouForm):
    """All of it on one page: then nothing but the detail that the chosen way needs must be filled in."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for detail in DETAIL_OF.values():
            self.fields[detail].required = False

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        channel = given.get("channel")
        detail = DETAIL_OF[Channel(channel)] if channel else ""
        if detail and detail not in self.errors and not given[detail]:
            self.add_error(detail, ValidationError(_OR_ANOTHER_WAY[detail], code="needed_for_channel"))
        return given
