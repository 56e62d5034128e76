"""What forms of staff share: for which of our organisations something is done, and what carers may do about decisions."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.choices import DecisionRight
from cyfran.domain.organisations.models import Organisation
from cyfran.web.ui.alphabet import choices_by_name
from cyfran.web.ui.forms import Explained
from cyfran.web.ui.parts import Text

_RIGHTS = {
    DecisionRight.INFORM: _("Carers are told what is decided."),
    DecisionRight.ADVISE: _("Carers say what they think, and others decide."),
    DecisionRight.AGREE_JOINTLY: _("It goes ahead only if carers and staff agree."),
    DecisionRight.DECIDE: _("Carers decide."),
    DecisionRight.VETO: _("Carers can stop it."),
}


def rights(*, not_stated: Text) -> list[tuple[str, Explained]]:
    """Return the rights to choose from, explained. What it means that none is stated differs from thing to thing."""
    explained = {DecisionRight.NOT_STATED: not_stated, **_RIGHTS}
    return [(right, Explained(right.label, words)) for right, words in explained.items()]


class OfOurOrganisation(forms.BaseForm):
    """A form with a field `organisation`, which is asked only of those who coordinate for several."""

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        first, *others = organisations[:2]
        self.only_organisation = None if others else first
        if self.only_organisation:
            del self.fields["organisation"]
        else:
            field = self.fields["organisation"]
            field.queryset = organisations
            field.choices = [("", field.empty_label), *choices_by_name(organisations, key="public_id")]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        given.setdefault("organisation", self.only_organisation)
        return given


class WhichOrganisationForm(OfOurOrganisation, forms.Form):
    """Of which organisation a page is, for those who work for several. What was chosen stands in the address."""

    marks_optional = False

    organisation = forms.ModelChoiceField(
        label=_("For which organisation?"), queryset=None, to_field_name="public_id", required=False
    )

    @property
    def chosen(self) -> Organisation | None:
        return self.cleaned_data["organisation"] if self.is_valid() else None
