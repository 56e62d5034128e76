"""One person's answers, taken down by telephone, on paper or at a meeting."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cyfran.domain.contributions.choices import GivenBy
from cyfran.domain.people.models import Person
from cyfran.web.ui.evaluation import EvaluationForm
from cyfran.web.ui.templatetags.ui import named

_HOW = [choice for choice in GivenBy.choices if choice[0] != GivenBy.WEB]


class AnswersForm(EvaluationForm):
    """The same questions as on the person's own page, to be read out loud."""

    person = forms.ModelChoiceField(
        label=_("Who tells you?"), queryset=None, to_field_name="public_id", empty_label=_("Choose a person")
    )
    given_by = forms.ChoiceField(label=_("How did it reach you?"), choices=_HOW, initial=GivenBy.PHONE, widget=forms.RadioSelect)
    field_order = ("person", "listened_to", "able_to_take_part", "told_what_came", "level_felt", "given_by")

    def __init__(self, *args: Any, people: QuerySet[Person], acts: Collection[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].queryset = people
        self.fields["person"].label_from_instance = lambda person: named(person, acts)
