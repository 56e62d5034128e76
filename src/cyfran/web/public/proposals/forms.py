"""What somebody fills in who asks for co-production: three questions, and a page more for whoever wants to be told."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.choices import Channel, Language
from cyfran.domain.people.choices import Hours, Relation, Use
from cyfran.domain.projects.choices import ProposalState
from cyfran.domain.projects.queries import PublicProposal
from cyfran.web.ui.alphabet import choices_by_name
from cyfran.web.ui.areas import AreaField
from cyfran.web.ui.bodies import BodyField
from cyfran.web.ui.forms import Explained
from cyfran.web.ui.parts import Text

SENT, ON_ITS_PAGE = "SENT", "ON_ITS_PAGE"
LATE = "LATE"
_FEWEST_FIGURES = 6
_NEEDED_FOR = {
    Channel.EMAIL: ("email", _("Write your e-mail address, or choose another way.")),
    Channel.TEXT: ("telephone", _("Write your telephone number, or choose another way.")),
    Channel.PHONE: ("telephone", _("Write your telephone number, or choose another way.")),
    Channel.LETTER: ("address", _("Write your postal address, or choose another way.")),
}


def _language_of_page() -> str:
    return (get_language() or "en")[:2].upper()


class AskForm(forms.Form):
    organisation = BodyField(
        label=_("Who should work on it with you?"),
        help_text=_("Choose the area of your council, or another body."),
        error_messages={"required": _("Choose who should work on it.")},
    )
    words = forms.CharField(
        label=_("What should be worked on with people who look after somebody?"),
        help_text=_("In your own words and your own language. Only the people who answer read them."),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write what should be worked on.")},
    )
    words_language = forms.ChoiceField(
        label=_("In which language did you write?"),
        choices=Language.choices,
        widget=forms.RadioSelect,
        initial=_language_of_page,
    )
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


class SendForm(forms.Form):
    """How to reach somebody who wants to be told, and what registering needs: as little as will do. Else nothing."""

    name = forms.CharField(
        label=_("What shall we call you?"),
        help_text=_("A first name will do."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false", "class": "govuk-input--width-20"}),
        error_messages={"required": _("Write what we shall call you.")},
    )
    relations = forms.MultipleChoiceField(
        label=_("Who do you look after?"),
        choices=Relation.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose who you look after.")},
    )
    area = AreaField(
        label=_("Where do you live?"),
        help_text=_("The area of your council."),
        error_messages={"required": _("Choose where you live.")},
    )
    channel = forms.ChoiceField(
        label=_("How would you like us to reach you?"),
        help_text=_("Fill in only what we need for the way you choose."),
        choices=Channel.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you would like us to reach you.")},
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        required=False,
    )
    telephone = forms.CharField(
        label=_("Your telephone number"),
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "class": "govuk-input--width-20"}),
        required=False,
    )
    address = forms.CharField(
        label=_("Your postal address"),
        help_text=_("With the postcode."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "street-address"}),
        required=False,
    )
    uses = forms.MultipleChoiceField(
        label=_("May we do more than answer you?"),
        help_text=_("You may leave both empty, and change your mind at any time."),
        choices=[
            (Use.CONTACT, Explained(Use.CONTACT.label, _("When there is something to take part in. You can say no each time."))),
            (Use.QUOTE, Explained(Use.QUOTE.label, _("So that others can read what was said, and what came of it."))),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    is_old_enough = forms.BooleanField(
        label=_("I am 16 or over"),
        help_text=_("If you are younger, go back and choose to look up the answer, or ask an adult you trust to help."),
        error_messages={"required": _("You must be 16 or over for us to keep how to reach you. Tick this if you are.")},
    )

    def __init__(self, data: Any, *, asked: AskForm) -> None:
        super().__init__(data)
        self._wants_to_be_told = asked.wants_to_be_told
        self._council_area = asked.cleaned_data["organisation"].area
        if self._council_area:
            del self.fields["area"]
        if not self._wants_to_be_told:
            self.fields.clear()

    def clean_telephone(self) -> str:
        telephone: str = self.cleaned_data["telephone"]
        if telephone and len(re.findall(r"\d", telephone)) < _FEWEST_FIGURES:
            raise ValidationError(_("Write a whole telephone number, such as 029 2018 0123."), code="not_a_telephone_number")
        return telephone

    def clean(self) -> dict[str, Any]:
        """Give what registering takes. Whoever asks is not made to count hours."""
        given = super().clean() or self.cleaned_data
        if not self._wants_to_be_told:
            return given
        field, request = _NEEDED_FOR.get(given.get("channel", ""), ("", ""))
        if field and field not in self.errors and not given.get(field):
            self.add_error(field, ValidationError(request, code="needed_for_channel"))
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
