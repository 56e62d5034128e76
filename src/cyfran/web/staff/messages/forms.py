"""Which messages to show, which letters were posted, what came of a call, and where answers by letter go."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.choices import Channel
from cyfran.domain.correspondence.choices import ASKING, CallOutcome, Meaning, Purpose, ReceivedState, State
from cyfran.domain.correspondence.models import Message, NotSent, Received
from cyfran.domain.opportunities.choices import Answer
from cyfran.domain.organisations.models import Organisation
from cyfran.web.staff.messages.not_sent import TO_DO


class MessageFilterForm(forms.Form):
    marks_optional = False

    state = forms.ChoiceField(label=_("State"), choices=[("", _("All states")), *State.choices], required=False)
    channel = forms.ChoiceField(label=_("Way"), choices=[("", _("All ways")), *Channel.choices], required=False)
    purpose = forms.ChoiceField(label=_("About"), choices=[("", _("Everything")), *Purpose.choices], required=False)

    def narrowed(self, messages: QuerySet[Message]) -> QuerySet[Message]:
        """Return the messages that fit what was chosen; what cannot be understood narrows nothing."""
        self.full_clean()
        return messages.filter(**{name: chosen for name, chosen in self.cleaned_data.items() if chosen})


class NotSentFilterForm(forms.Form):
    marks_optional = False

    reason = forms.ChoiceField(
        label=_("Why"), choices=[("", _("All reasons")), *((why, why.label) for why in TO_DO)], required=False
    )
    purpose = forms.ChoiceField(
        label=_("About"), choices=[("", _("Everything")), *((one, one.label) for one in ASKING)], required=False
    )

    def narrowed(self, notes: QuerySet[NotSent]) -> QuerySet[NotSent]:
        """Return the notes that fit what was chosen; what cannot be understood narrows nothing."""
        self.full_clean()
        return notes.filter(**{name: chosen for name, chosen in self.cleaned_data.items() if chosen})


class PostedForm(forms.Form):
    """The letters that were on the printed page, and no others: more may have come since."""

    posted = forms.ModelMultipleChoiceField(queryset=None, to_field_name="public_id", widget=forms.MultipleHiddenInput)

    def __init__(self, *args: Any, letters: QuerySet[Message], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["posted"].queryset = letters


class CallForm(forms.Form):
    """What came of a call, in one press: what somebody answered, or why she could not be told."""

    pressed = forms.ChoiceField(choices=[*Answer.choices, *CallOutcome.choices])


class ReturnAddressForm(forms.ModelForm):
    """Gives what `say_return_address` takes."""

    class Meta:
        model = Organisation
        fields = ("return_address",)
        widgets: ClassVar = {"return_address": forms.Textarea(attrs={"rows": 5})}
        help_texts: ClassVar = {
            "return_address": _("As it is to stand on the envelope. With a Freepost address nobody needs a stamp."),
        }


class ReceivedFilterForm(forms.Form):
    marks_optional = False

    state = forms.ChoiceField(label=_("State"), choices=[("", _("All states")), *ReceivedState.choices], required=False)
    meaning = forms.ChoiceField(label=_("What it says"), choices=[("", _("Everything")), *Meaning.choices], required=False)

    def narrowed(self, texts: QuerySet[Received]) -> QuerySet[Received]:
        """Return the texts that fit what was chosen; what cannot be understood narrows nothing."""
        self.full_clean()
        return texts.filter(**{name: chosen for name, chosen in self.cleaned_data.items() if chosen})


class SlipForm(forms.Form):
    code = forms.CharField(
        label=_("The code on the slip"),
        help_text=_("It stands beside the boxes: letters and figures, such as b2c3d4f5g6."),
        max_length=20,
    )

    def clean_code(self) -> str:
        return "".join(self.cleaned_data["code"].split()).lower()
