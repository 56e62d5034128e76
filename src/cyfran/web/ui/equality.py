"""The questions about equality, asked alike on a person's own page and by staff who ask for her."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cyfran.domain.people.choices import ANSWERS_TO, Dimension, Said

_QUESTIONS: Mapping[Dimension, Any] = {
    Dimension.DISABILITY: _("Is your daily life made harder by a health condition or illness that lasts 12 months or more?"),
    Dimension.ETHNICITY: _("What is your ethnic group?"),
    Dimension.RELIGION: _("What is your religion or belief?"),
    Dimension.SEX: _("What is your sex?"),
    Dimension.GENDER: _("Is the gender you identify with the same as your sex registered at birth?"),
    Dimension.ORIENTATION: _("Which of these best describes your sexual orientation?"),
    Dimension.MARRIAGE: _("Are you married or in a civil partnership?"),
    Dimension.PREGNANCY: _("Are you pregnant, or have you had a baby in the last 12 months?"),
}


class EqualityForm(forms.Form):
    """Every question may be left, and every one offers not to say."""

    marks_optional = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for dimension, question in _QUESTIONS.items():
            self.fields[dimension.lower()] = forms.TypedChoiceField(
                label=question,
                choices=[(said, said.label) for said in ANSWERS_TO[dimension]],
                coerce=Said,
                empty_value=None,
                widget=forms.RadioSelect,
                required=False,
            )

    @property
    def answers(self) -> dict[Dimension, Said]:
        """Return what was answered, without the questions that were left."""
        given = {dimension: self.cleaned_data[dimension.lower()] for dimension in Dimension}
        return {dimension: said for dimension, said in given.items() if said}
