"""What staff fill in about a worry: what it is, what was done, who sees to it."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.models import User
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.people.choices import FlagKind
from cyfran.web.staff.forms import OfOurOrganisation


class FlagForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[(kind, kind.label) for kind in (FlagKind.SAFEGUARDING, FlagKind.DISTRESS)],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("What did you see or hear?"),
        help_text=_("Only the one who sees to it can read this."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class OutcomeForm(forms.Form):
    outcome = forms.CharField(label=_("What was done?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))


class GiveForm(forms.Form):
    owner = forms.ModelChoiceField(label=_("Who sees to it from now on?"), queryset=None, to_field_name="public_id")

    def __init__(self, *args: Any, colleagues: QuerySet[User], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["owner"].queryset = colleagues


class LeadsForm(OfOurOrganisation, forms.Form):
    organisation = forms.ModelChoiceField(label=_("For which organisation?"), queryset=None, to_field_name="public_id")
    young_carer_lead = forms.ModelChoiceField(
        label=_("Who is there for young people who look after somebody?"),
        queryset=None,
        to_field_name="public_id",
        required=False,
    )
    safeguarding_lead = forms.ModelChoiceField(
        label=_("Who sees to it when somebody asks for help or may be at risk?"),
        queryset=None,
        to_field_name="public_id",
        required=False,
    )

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **options: Any) -> None:
        super().__init__(*args, organisations=organisations, **options)
        people = User.objects.filter(memberships__organisation__in=organisations, is_active=True).distinct().order_by("name")
        for name in ("young_carer_lead", "safeguarding_lead"):
            self.fields[name].queryset = people
            self.fields[name].empty_label = _("The named contact")
            if self.only_organisation:
                lead = getattr(self.only_organisation, name)
                self.initial[name] = lead and lead.public_id
