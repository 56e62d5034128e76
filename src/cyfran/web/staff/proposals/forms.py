"""What staff fill in about requests: which to show, one taken down for somebody, and the answer."""

from typing import ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.choices import Channel, Language
from cyfran.domain.projects.choices import ProposalState
from cyfran.domain.projects.models import Proposal
from cyfran.domain.projects.queries import still_to_answer
from cyfran.web.staff.forms import OfOurOrganisation
from cyfran.web.ui.forms import Explained

_ANSWERS = [
    ("yes", Explained(_("Yes"), _("We will work on this with carers. Next you start the project."))),
    ("no", Explained(_("No"), _("We will not, and this is why. A no may be asked about again."))),
]


class ProposalFilterForm(forms.Form):
    marks_optional = False

    state = forms.ChoiceField(label=_("Show"), choices=[("", _("All requests")), *ProposalState.choices], required=False)

    def narrowed(self, proposals: QuerySet[Proposal]) -> QuerySet[Proposal]:
        """Return the requests in the state chosen; what cannot be understood narrows nothing."""
        self.full_clean()
        state = self.cleaned_data.get("state")
        if state == ProposalState.WAITING:
            return still_to_answer(proposals)
        return proposals.filter(state=state) if state else proposals


class ProposalForm(OfOurOrganisation, forms.ModelForm):
    """A request in the person's own words, taken down for her."""

    organisation = forms.ModelChoiceField(label=_("Which organisation is asked?"), queryset=None, to_field_name="public_id")
    words_language = forms.ChoiceField(
        label=_("In which language are the words?"), choices=Language.choices, widget=forms.RadioSelect
    )
    given_by = forms.ChoiceField(label=_("How did they reach you?"), choices=Channel.choices, widget=forms.RadioSelect)

    class Meta:
        model = Proposal
        fields = ("organisation", "words", "words_language", "given_by")
        labels: ClassVar = {"words": _("What should be worked on with carers?")}
        help_texts: ClassVar = {"words": _("Word for word, as they say it.")}


class AnswerForm(forms.Form):
    """Yes or no, with the reasons either way, in both languages."""

    accepted = forms.TypedChoiceField(
        label=_("What is the answer?"), choices=_ANSWERS, coerce=lambda answer: answer == "yes", widget=forms.RadioSelect
    )
    reason_cy = forms.CharField(
        label=_("Why, in Welsh"),
        widget=forms.Textarea,
        max_length=2000,
        error_messages={"required": _("Say why in Welsh too: a yes and a no both carry their reasons, in both languages.")},
    )
    reason_en = forms.CharField(
        label=_("Why, in English"),
        widget=forms.Textarea,
        max_length=2000,
        error_messages={"required": _("Say why in English too: a yes and a no both carry their reasons, in both languages.")},
    )
