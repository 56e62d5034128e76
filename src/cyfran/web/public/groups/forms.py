"""What the register can be searched by."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.choices import DecisionRight
from cyfran.domain.groups.choices import CARERS_TO_FILTER_BY, GroupClass
from cyfran.domain.groups.models import Group
from cyfran.domain.groups.queries import filtered, register
from cyfran.domain.organisations.models import Area, Region
from cyfran.web.ui.alphabet import choices_by_name
from cyfran.web.ui.parts import Text


def _regions() -> list[tuple[str, Text]]:
    return [("", _("Any region")), *choices_by_name(Region.objects.all())]


def _areas() -> list[tuple[str, Text]]:
    return [("", _("Any area")), *choices_by_name(Area.objects.all())]


class FilterForm(forms.Form):
    """Every part may be left out. What does not fit is said beside it, and the rest still counts."""

    marks_optional = False

    text = forms.CharField(label=_("Words in its name or description"), max_length=100, required=False)
    region = forms.ChoiceField(label=_("Region"), choices=_regions, required=False)
    area = forms.ChoiceField(label=_("Council area"), choices=_areas, required=False)
    group_class = forms.ChoiceField(label=_("Kind"), choices=[("", _("Any kind")), *GroupClass.choices], required=False)
    carers = forms.ChoiceField(label=_("Carers"), choices=[("", _("Any")), *CARERS_TO_FILTER_BY], required=False)
    decision_right = forms.ChoiceField(
        label=_("What carers may do about decisions"), choices=[("", _("Any")), *DecisionRight.choices], required=False
    )
    example = forms.BooleanField(label=_("Invented examples as well"), required=False)

    def found(self) -> QuerySet[Group]:
        """Return the groups that fit what was asked."""
        self.is_valid()
        asked = {**self.cleaned_data}
        return filtered(register(example=asked.pop("example")), **asked)
