"""What somebody fills in who asks from her own page: we know already how to reach her."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.choices import Language
from cyfran.web.ui.bodies import BodyField


def _language_of_page() -> str:
    return (get_language() or Language.ENGLISH).upper()


class AskForm(forms.Form):
    organisation = BodyField(
        label=_("Who should work on it with you?"),
        help_text=_("Choose the area of your council, or another body."),
        error_messages={"required": _("Choose who should work on it.")},
    )
    words = forms.CharField(
        label=_("What should be worked on with people who look after somebody?"),
        help_text=_("In your own words and your own language. Only the people who answer read them."),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write what should be worked on.")},
    )
    words_language = forms.ChoiceField(
        label=_("In which language did you write?"),
        choices=Language.choices,
        widget=forms.RadioSelect,
        initial=_language_of_page,
    )
