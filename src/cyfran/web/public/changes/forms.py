"""What the list of what changed can be narrowed by."""

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cyfran.domain.contributions.models import Contribution
from cyfran.domain.decisions.choices import ResponseState
from cyfran.domain.projects.models import Project
from cyfran.domain.projects.queries import in_area
from cyfran.web.ui.areas import AreaField


class FilterForm(forms.Form):
    """Every part may be left out. What does not fit is said beside it, and the rest still counts."""

    marks_optional = False

    state = forms.ChoiceField(label=_("Answer"), choices=[("", _("Any answer")), *ResponseState.choices], required=False)
    area = AreaField(label=_("Council area"), blank=_("Any area"), required=False)

    def narrowed(self, answered: QuerySet[Contribution]) -> QuerySet[Contribution]:
        """Narrow `answered_words`."""
        self.full_clean()
        if state := self.cleaned_data.get("state"):
            answered = answered.filter(Q(answer=state))
        if area := self.cleaned_data.get("area"):
            answered = answered.filter(stage__project__in=in_area(Project.objects.all(), area))
        return answered
