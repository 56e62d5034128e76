"""What staff fill in about a worry: what it is, what was done, who sees to it."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.models import User
from cyfran.domain.organisations.choices import Act
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.organisations.queries import who_may
from cyfran.domain.people.choices import FlagKind


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


class LeadsForm(forms.Form):
    """Who sees to worries in one organisation. Each box names who does so now, so that one left alone changes nothing."""

    young_carer_lead = forms.ModelChoiceField(
        label=_("Who is there for young people who look after somebody?"),
        queryset=None,
        to_field_name="public_id",
        required=False,
        empty_label=_("The named contact"),
    )
    safeguarding_lead = forms.ModelChoiceField(
        label=_("Who sees to it when somebody asks for help or may be at risk?"),
        queryset=None,
        to_field_name="public_id",
        required=False,
        empty_label=_("The named contact"),
    )

    def __init__(self, *args: Any, organisation: Organisation, **options: Any) -> None:
        super().__init__(*args, **options)
        able = who_may(Act.KEEP_PEOPLE, organisation)
        for name, field in self.fields.items():
            lead = getattr(organisation, name)
            # Whoever may no longer see to it stands there still, so that nobody is left out without a word.
            field.queryset = (able | User.objects.filter(pk=lead.pk) if lead else able).order_by("name")
            self.initial[name] = lead and lead.public_id
