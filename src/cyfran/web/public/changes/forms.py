"""What the list of what changed can be narrowed by."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from cyfran.domain.decisions.choices import ResponseState
from cyfran.domain.decisions.queries import SaidAndDone
from cyfran.domain.projects.models import Project
from cyfran.domain.projects.queries import in_area
from cyfran.web.ui.areas import AreaField


class FilterForm(forms.Form):
    """Every part may be left out. What does not fit is said beside it, and the rest still counts."""

    marks_optional = False

    state = forms.ChoiceField(label=_("Answer"), choices=[("", _("Any answer")), *ResponseState.choices], required=False)
    area = AreaField(label=_("Council area"), blank=_("Any area"), required=False)

    def narrowed(self, rows: Sequence[SaidAndDone]) -> Sequence[SaidAndDone]:
        self.full_clean()
        if state := self.cleaned_data.get("state"):
            rows = [row for row in rows if row.state == state]
        if area := self.cleaned_data.get("area"):
            here = set(in_area(Project.objects.all(), area).values_list("public_id", flat=True))
            rows = [row for row in rows if row.project in here]
        return rows
