"""What somebody is asked who registers: as little as will do, in everyday words."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.choices import Channel, Language
from cyfran.domain.people.choices import AgeBand, Format, Hours, Relation, Use
from cyfran.web.ui.areas import AreaField
from cyfran.web.ui.forms import Explained

BOTH_LANGUAGES = "BOTH"
_FEWEST_FIGURES = 6
# What must be known for each way of being reached.
DETAIL_OF = {Channel.EMAIL: "email", Channel.TEXT: "telephone", Channel.PHONE: "telephone", Channel.LETTER: "address"}
USES = [
    (Use.CONTACT, Explained(Use.CONTACT.label, _("When there is something to take part in. You can say no each time."))),
    (Use.QUOTE, Explained(Use.QUOTE.label, _("So that others can read what was said, and what came of it."))),
]


class WhomForm(forms.Form):
    page_heading = "relations"

    relations = forms.MultipleChoiceField(
        label=_("Who do you look after?"),
        help_text=_("Shopping, washing, medicine, forms, company, being there at night: it all counts. Choose everybody."),
        choices=Relation.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose who you look after.")},
    )
    hours = forms.ChoiceField(
        label=_("About how many hours a week is that, all in all?"),
        choices=Hours.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose about how many hours a week. “I am not sure” is a good answer.")},
    )


class YouForm(forms.Form):
    name = forms.CharField(
        label=_("What shall we call you?"),
        help_text=_("A first name will do."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false", "class": "govuk-input--width-20"}),
        error_messages={"required": _("Write what we shall call you.")},
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
    """Where to reach somebody, in which language and in which form."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"required": _("Write your e-mail address.")},
    )
    telephone = forms.CharField(
        label=_("Your telephone number"),
        max_length=30,
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
    language = forms.ChoiceField(
        label=_("Which language would you like us to use?"),
        choices=[*Language.choices, (BOTH_LANGUAGES, _("Both"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a language, or both.")},
    )
    format = forms.ChoiceField(
        label=_("How is it easiest for you to read?"),
        choices=Format.choices,
        widget=forms.RadioSelect,
        initial=Format.STANDARD,
    )

    def clean_telephone(self) -> str:
        telephone = self.cleaned_data["telephone"]
        if telephone and len(re.findall(r"\d", telephone)) < _FEWEST_FIGURES:
            raise ValidationError(_("Write a whole telephone number, such as 029 2018 0123."), code="not_a_telephone_number")
        return telephone

    def clean_language(self) -> str:
        """Both languages are kept as none chosen: then everything is sent in both."""
        language = self.cleaned_data["language"]
        return "" if language == BOTH_LANGUAGES else language


class ReachForm(DetailsForm):
    """Asks for nothing but the detail that the chosen way needs."""

    def __init__(self, *args: Any, channel: Channel, **options: Any) -> None:
        super().__init__(*args, **options)
        for detail in {*DETAIL_OF.values()} - {DETAIL_OF[channel]}:
            del self.fields[detail]


class PermitForm(forms.Form):
    uses = forms.MultipleChoiceField(
        label=_("What may we do?"),
        help_text=_("You may leave both empty, and change your mind at any time."),
        choices=USES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    age_band = forms.ChoiceField(
        label=_("How old are you?"),
        help_text=_("It shows us whether people of every age are heard."),
        choices=[("", _("No answer")), *AgeBand.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    is_old_enough = forms.BooleanField(
        label=_("I am 16 or over"),
        help_text=_("If you are younger, ask an adult you trust to talk to your council with you."),
        error_messages={"required": _("You must be 16 or over to register. Tick this if you are.")},
    )

    def clean(self) -> dict[str, Any]:
        """Being old enough is a condition, not a fact to keep."""
        given = super().clean() or self.cleaned_data
        return {name: value for name, value in given.items() if name != "is_old_enough"}
