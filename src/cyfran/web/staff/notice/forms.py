"""On which grounds an organisation keeps what it knows of people, and whom they can turn to about it."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from cyfran.domain.organisations.actions.organisations import GROUNDS
from cyfran.domain.organisations.models import Organisation

_REACHED = _("An e-mail address or a telephone number that everybody may read; a postal address can stand beside it.")


class GroundsForm(forms.ModelForm):
    """Gives what `state_grounds` takes."""

    class Meta:
        model = Organisation
        fields = GROUNDS
        widgets: ClassVar = {name: forms.Textarea(attrs={"rows": 3}) for name in GROUNDS if "_text_" in name}
        help_texts: ClassVar = {
            "protection_officer_cy": _REACHED,
            "protection_officer_en": _REACHED,
            "special_basis": _("Ask your data protection officer: this is for your organisation to say."),
        }
