"""How many to ask and who is sought especially; and, of those chosen, who is taken out and why."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cyfran.domain.correspondence.choices import LEFT_OUT
from cyfran.domain.opportunities.choices import VALUES, Feature
from cyfran.domain.people.models import Person
from cyfran.web.ui.areas import AreaField

_ROWS = (1, 2, 3)
_ANY = ("", _("Any"))
_CHOICES = {feature: [_ANY, *VALUES[feature].items()] for feature in (Feature.LANGUAGE, Feature.HOURS, Feature.AGE)}
_LIKE = [(feature, feature.label) for feature in (Feature.HOURS, Feature.AGE, Feature.AREA)]
_ASK = ("", _("Ask them"))


class SoughtForm(forms.Form):
    """What stands in the address: codes and numbers alone, nothing of any person."""

    marks_optional = False

    size = forms.IntegerField(label=_("How many people do you want to ask?"), min_value=1, max_value=999)
    like = forms.ChoiceField(
        label=_("Should they be shared out as the population is?"),
        choices=[("", _("No")), *_LIKE],
        required=False,
    )

    def __init__(self, data: Any, *, size: int) -> None:
        super().__init__(data or {"size": size})
        by_name: Any = AreaField(blank=_ANY[1]).choices
        areas = list(by_name)
        for row in _ROWS:
            for feature, choices in _CHOICES.items():
                self.fields[f"{feature.lower()}_{row}"] = forms.ChoiceField(label=feature.label, choices=choices, required=False)
            self.fields[f"area_{row}"] = forms.ChoiceField(label=Feature.AREA.label, choices=areas, required=False)
            self.fields[f"least_{row}"] = forms.IntegerField(label=_("At least"), min_value=1, max_value=999, required=False)

    @property
    def rows(self) -> list[list[Any]]:
        """Return the fields of each line of those sought."""
        names = [[*(feature.lower() for feature in _CHOICES), "area", "least"] for _row in _ROWS]
        return [[self[f"{name}_{row}"] for name in line] for row, line in zip(_ROWS, names, strict=True)]

    @property
    def has_rows(self) -> bool:
        return any(self.data.get(f"least_{row}") for row in _ROWS)

    @property
    def lines(self) -> list[tuple[tuple[tuple[str, str], ...], int]]:
        """Return of each line that says how many, the values by feature and the number."""
        given, found = self.cleaned_data, []
        for row in _ROWS:
            said = [(feature, given[f"{feature.lower()}_{row}"]) for feature in _CHOICES]
            values = [(str(feature), value) for feature, value in [*said, (Feature.AREA, given[f"area_{row}"])] if value]
            if values and given[f"least_{row}"]:
                found.append((tuple(values), given[f"least_{row}"]))
        return found


class AskThemForm(forms.Form):
    """Those chosen, each with the question whether she is asked or taken out; staff press once for all."""

    people = forms.ModelMultipleChoiceField(queryset=None, to_field_name="public_id", widget=forms.MultipleHiddenInput)

    def __init__(self, data: Any, *, people: Iterable[Person], may_be_asked: Any) -> None:
        super().__init__(data)
        self.shown = list(people)
        self.fields["people"].queryset = may_be_asked
        for person in self.shown:
            self.fields[_name_of(person)] = forms.ChoiceField(
                choices=[_ASK, *((why, why.label) for why in LEFT_OUT)], required=False
            )

    def field_of(self, person: Person) -> Any:
        return self[_name_of(person)]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        people = list(given.get("people", []))
        left_out = {person: reason for person in people if (reason := given.get(_name_of(person)))}
        return {"people": [person for person in people if person not in left_out], "left_out": left_out}


def _name_of(person: Person) -> str:
    return f"out_{person.public_id}"
