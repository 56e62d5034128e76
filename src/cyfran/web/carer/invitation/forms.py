"""What a person answers to an invitation: one of four buttons, and words if she likes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cyfran.domain.opportunities.choices import Answer


class ReplyForm(forms.Form):
    answer = forms.ChoiceField(label=_("Your answer"), choices=Answer.choices, widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("Another way, or anything we should know"),
        help_text=_("For example: by telephone, in the evening, in writing, or what you would need to come."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
