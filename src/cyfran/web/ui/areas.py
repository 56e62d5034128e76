"""Asking in which council's area somebody lives."""

from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cyfran.domain.organisations.choices import OrganisationKind
from cyfran.domain.organisations.models import Area
from cyfran.domain.organisations.queries import areas_with_regions
from cyfran.web.ui.alphabet import choices_by_name
from cyfran.web.ui.parts import Text

_CHOOSE = _("Choose")


class AreaField(forms.TypedChoiceField):
    """A list of the areas that have a council, in the order of the reader's alphabet. Gives and takes the area, or None."""

    def __init__(self, *, blank: Text = _CHOOSE, **options: Any) -> None:
        super().__init__(choices=partial(_areas_in_order, blank), coerce=_area, empty_value=None, **options)

    def prepare_value(self, value: Any) -> Any:
        return value.slug if isinstance(value, Area) else value


def _areas_in_order(blank: Text) -> list[tuple[str, Text]]:
    areas = areas_with_regions().filter(organisations__kind=OrganisationKind.COUNCIL)
    return [("", blank), *choices_by_name(areas)]


def _area(slug: str) -> Area:
    return Area.objects.get(slug=slug)
