"""What staff say when they move something or call it off: what made it necessary, and why, for those who were asked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cyfran.domain.opportunities.choices import Cause
from cyfran.domain.opportunities.models import Opportunity
from cyfran.web.ui.forms import MomentField


class CallOffForm(forms.Form):
    cause = forms.ChoiceField(label=_("What made it necessary?"), choices=Cause.choices, widget=forms.RadioSelect)
    reason_cy = forms.CharField(label=_("Why, in Welsh"), max_length=300, help_text=_("Everyone who was asked reads it."))
    reason_en = forms.CharField(label=_("Why, in English"), max_length=300)


class MoveForm(CallOffForm):
    """The new time and place, which begin as they are."""

    starts_at = MomentField(label=_("When does it start?"))
    place_cy = forms.CharField(label=_("Place in Welsh"), max_length=200, required=False)
    place_en = forms.CharField(label=_("Place in English"), max_length=200, required=False)
    field_order = ["starts_at", "place_cy", "place_en", "cause", "reason_cy", "reason_en"]

    @property
    def to_be_read(self) -> str:
        """Return the new time and place as one text: whoever changes them after reading what follows reads it anew."""
        return "|".join(str(self.cleaned_data[name]) for name in ("starts_at", "place_cy", "place_en"))

    @property
    def is_read(self) -> bool:
        return self.data.get("read") == self.to_be_read

    @staticmethod
    def beginning_of(opportunity: Opportunity) -> dict[str, Any]:
        return {name: getattr(opportunity, name) for name in ("starts_at", "place_cy", "place_en")}
