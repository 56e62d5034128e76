"""Through whom something is passed on."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cyfran.domain.organisations.models import Organisation
from cyfran.web.ui.alphabet import choices_by_name


class ForwardForm(forms.Form):
    marks_optional = False

    partner = forms.ModelChoiceField(
        label=_("Which organisation passes it on?"),
        queryset=None,
        to_field_name="public_id",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose an organisation.")},
    )

    def __init__(self, *args: Any, partners: QuerySet[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["partner"].queryset = partners
        self.fields["partner"].choices = choices_by_name(partners, key="public_id")
