"""Asking in which council's area somebody lives."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cyfran.domain.organisations.choices import OrganisationKind
from cyfran.domain.organisations.models import Area
from cyfran.domain.organisations.queries import areas_with_regions
from cyfran.web.ui.alphabet import place_in_alphabet


class AreaField(forms.TypedChoiceField):
    """A list of the areas that have a council, in the order of the reader's alphabet. Gives the area."""

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=_areas_in_order, coerce=_area, empty_value=None, **options)


def _areas_in_order() -> list[tuple[str, str]]:
    language = get_language() or "en"
    areas = areas_with_regions().filter(organisations__kind=OrganisationKind.COUNCIL)
    named = [(area.slug, str(area.name)) for area in areas]
    return [("", str(_("Choose"))), *sorted(named, key=lambda choice: place_in_alphabet(choice[1], language))]


def _area(slug: str) -> Area:
    return Area.objects.get(slug=slug)
