"""What somebody fills in who asks for co-production: three questions, and a page more for whoever wants to be told."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cyfran.domain.people.choices import Hours, Relation
from cyfran.domain.projects.choices import ProposalState
from cyfran.domain.projects.queries import PublicProposal
from cyfran.web.ui.alphabet import choices_by_name
from cyfran.web.ui.asking import AskForm
from cyfran.web.ui.forms import Explained
from cyfran.web.ui.parts import Text
from cyfran.web.ui.reach import USES, RelationsForm, YouAndDetailsForm

SENT, ON_ITS_PAGE = "SENT", "ON_ITS_PAGE"
LATE = "LATE"


class AskAndHearForm(AskForm):
    """What is asked, and how the answer comes back."""

    answer = forms.ChoiceField(
        label=_("How would you like to hear the answer?"),
        choices=[
            (
                ON_ITS_PAGE,
                Explained(
                    _("I will look it up"), _("We ask nothing about you. The answer will stand on a page whose address you keep.")
                ),
            ),
            (SENT, Explained(_("Tell me"), _("On the next page we ask how to reach you. It takes a minute."))),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you would like to hear the answer.")},
    )
    wants_to_be_told = False

    def clean(self) -> dict[str, Any]:
        """Keep what is asked apart from how the answer comes back."""
        given = super().clean() or self.cleaned_data
        self.wants_to_be_told = given.pop("answer", "") == SENT
        return given


class SendForm(YouAndDetailsForm, RelationsForm):
    """How to reach somebody who wants to be told, and what registering needs: as little as will do. Else nothing."""

    field_order = ("name", "relations", "area", "channel", "email", "telephone", "address")

    uses = forms.MultipleChoiceField(
        label=_("May we do more than answer you?"),
        help_text=_("You may leave this empty, and change your mind at any time."),
        choices=USES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    is_old_enough = forms.BooleanField(
        label=_("I am 16 or over"),
        help_text=_("If you are younger, go back and choose to look up the answer, or ask an adult you trust to help."),
        error_messages={"required": _("You must be 16 or over for us to keep how to reach you. Tick this if you are.")},
    )

    def __init__(self, data: Any, *, asked: AskAndHearForm) -> None:
        super().__init__(data)
        self.fields["channel"].help_text = _("Fill in only what we need for the way you choose.")
        self._wants_to_be_told = asked.wants_to_be_told
        self._council_area = asked.cleaned_data["organisation"].area
        if self._council_area:
            del self.fields["area"]
        if not self._wants_to_be_told:
            self.fields.clear()

    def clean(self) -> dict[str, Any]:
        """Give what registering takes. Whoever asks is not made to count hours."""
        given = super().clean()
        if not self._wants_to_be_told:
            return given
        given.pop("is_old_enough", None)
        given.setdefault("area", self._council_area)
        given["relations"] = [(Relation(relation), Hours.NOT_SURE) for relation in given.get("relations", [])]
        return given


class FilterForm(forms.Form):
    """Every part may be left out. What does not fit is said beside it, and the rest still counts."""

    marks_optional = False

    body = forms.ChoiceField(label=_("Body"), required=False)
    state = forms.ChoiceField(
        label=_("Answer"),
        choices=[("", _("Any answer, or none yet")), (LATE, _("No answer yet, and late")), *ProposalState.choices],
        required=False,
    )

    def __init__(self, data: Any, *, proposals: Iterable[PublicProposal]) -> None:
        super().__init__(data)
        bodies: list[tuple[str, Text]] = [("", _("Any body"))]
        self.fields["body"].choices = bodies + choices_by_name({proposal.organisation for proposal in proposals})
        self.full_clean()

    def of_body(self, proposals: Iterable[PublicProposal]) -> list[PublicProposal]:
        body = self.cleaned_data.get("body")
        return [proposal for proposal in proposals if body in ("", None, proposal.organisation.slug)]

    def in_state(self, proposals: Iterable[PublicProposal]) -> list[PublicProposal]:
        state = self.cleaned_data.get("state")
        if state == LATE:
            return [proposal for proposal in proposals if proposal.state == ProposalState.WAITING and proposal.overdue]
        return [proposal for proposal in proposals if state in ("", None, proposal.state)]
