"""What staff fill in to answer something said."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cyfran.domain.decisions.choices import ResponseState
from cyfran.domain.decisions.models import Decision
from cyfran.web.ui.forms import DayField, Explained

_STATES = {
    ResponseState.LISTENING: _("Nothing is settled yet. Say by when you will tell them more."),
    ResponseState.PLANNED: _("It will happen. Say by when you will tell them more."),
    ResponseState.DONE: _("Say what changed."),
    ResponseState.CANNOT: _("Say why. Without a reason there is no no."),
    ResponseState.NOT_OURS: _("Say whose it is, and what they can do."),
}


class ResponseForm(forms.Form):
    """The answer, what came of it and why in both languages, and the day of the next word where it is still open."""

    state = forms.ChoiceField(
        label=_("What is the answer?"),
        choices=[(state, Explained(state.label, words)) for state, words in _STATES.items()],
        widget=forms.RadioSelect,
    )
    reason_cy = forms.CharField(
        label=_("What came of it and why, in Welsh"), widget=forms.Textarea, max_length=2000, required=False
    )
    reason_en = forms.CharField(
        label=_("What came of it and why, in English"), widget=forms.Textarea, max_length=2000, required=False
    )
    due_on = DayField(
        label=_("By when will you tell them more?"),
        help_text=_("Only where you are still listening, or plan to do it."),
        required=False,
    )
    decision = forms.ModelChoiceField(
        label=_("Which decision does it rest on?"),
        queryset=None,
        to_field_name="public_id",
        empty_label=_("None"),
        required=False,
    )
    marks_optional = False

    def __init__(self, *args: Any, decisions: QuerySet[Decision], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["decision"].queryset = decisions
        if not decisions:
            del self.fields["decision"]
