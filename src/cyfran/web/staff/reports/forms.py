"""Whose account to freeze, and of which year."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.models import User
from cyfran.domain.organisations.choices import Act
from cyfran.domain.organisations.models import Region
from cyfran.domain.organisations.queries import organisations_of
from cyfran.domain.projects.queries import published_projects
from cyfran.web.ui.alphabet import choices_by_name

_REAL, _EXAMPLE = "real", "example"
_EXAMPLES = [(_REAL, _("The real projects and groups")), (_EXAMPLE, _("The invented example"))]


class FreezeForm(forms.Form):
    """A body or region and a year. Regions are for administrators; the example, for those who have one."""

    marks_optional = False

    of = forms.ChoiceField(label=_("Whose report?"))
    year = forms.IntegerField(label=_("Which year?"), min_value=2000, max_value=9999)
    example = forms.ChoiceField(label=_("What goes into it?"), choices=_EXAMPLES, widget=forms.RadioSelect, initial=_REAL)

    def __init__(self, *args: Any, reader: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.organisations = {organisation.public_id: organisation for organisation in organisations_of(reader, Act.REPORT)}
        self.regions = {region.slug: region for region in Region.objects.all()} if reader.is_administrator else {}
        self.fields["of"].choices = self._bodies()
        if not published_projects(example=True).filter(organisation__in=self.organisations.values()).exists():
            del self.fields["example"]

    @property
    def chosen(self) -> dict[str, Any]:
        """Return what the account is of, as the reports ask for it."""
        key, example = self.cleaned_data["of"], self.cleaned_data.get("example") == _EXAMPLE
        body = {"region": self.regions[key]} if key in self.regions else {"organisation": self.organisations[key]}
        return {**body, "year": self.cleaned_data["year"], "example": example}

    def _bodies(self) -> list[Any]:
        organisations = choices_by_name(self.organisations.values(), key="public_id")
        regions = choices_by_name(self.regions.values())
        if not regions:
            return organisations
        return [(_("Organisations"), organisations), (_("Regions"), regions)]
