"""What the list of projects can be narrowed by."""

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cyfran.domain.organisations.models import Organisation
from cyfran.domain.projects.models import Project
from cyfran.domain.projects.queries import in_area, published_projects
from cyfran.web.ui.alphabet import choices_by_name
from cyfran.web.ui.areas import AreaField
from cyfran.web.ui.parts import Text

_OPEN, _CLOSED = "OPEN", "CLOSED"


def _organisations(*, example: bool) -> list[tuple[str, Text]]:
    with_projects = Organisation.objects.filter(projects__in=published_projects(example=example)).distinct()
    return [("", _("Any organisation")), *choices_by_name(with_projects)]


class FilterForm(forms.Form):
    """Every part may be left out. What does not fit is said beside it, and the rest still counts."""

    marks_optional = False

    area = AreaField(label=_("Council area"), blank=_("Any area"), required=False)
    organisation = forms.ChoiceField(label=_("Organisation"), required=False)
    state = forms.ChoiceField(
        label=_("Open or closed"),
        choices=[("", _("Open and closed")), (_OPEN, _("Open")), (_CLOSED, _("Closed"))],
        required=False,
    )

    def __init__(self, data: QueryDict, *, example: bool) -> None:
        super().__init__(data)
        self.fields["organisation"].choices = _organisations(example=example)
        # Drawing and checking a form reads its choices several times: they are asked for once.
        for field in self.fields.values():
            field.choices = list(field.choices)

    def narrowed(self, projects: QuerySet[Project]) -> QuerySet[Project]:
        self.full_clean()
        if area := self.cleaned_data.get("area"):
            projects = in_area(projects, area)
        if slug := self.cleaned_data.get("organisation"):
            projects = projects.filter(organisation__slug=slug)
        if state := self.cleaned_data.get("state"):
            projects = projects.filter(closed_on__isnull=state == _OPEN)
        return projects
