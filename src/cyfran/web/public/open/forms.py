"""What the list of what is open now can be narrowed by."""

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.choices import Topic
from cyfran.domain.opportunities.choices import OpportunityKind
from cyfran.domain.opportunities.models import Opportunity
from cyfran.web.ui.areas import AreaField


class FilterForm(forms.Form):
    """Every part may be left out. What does not fit is said beside it, and the rest still counts."""

    marks_optional = False

    area = AreaField(label=_("Council area"), blank=_("Any area"), required=False)
    topic = forms.ChoiceField(label=_("Topic"), choices=[("", _("Any topic")), *Topic.choices], required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("Any kind")), *OpportunityKind.choices], required=False)

    def narrowed(self, opportunities: QuerySet[Opportunity]) -> QuerySet[Opportunity]:
        self.full_clean()
        if area := self.cleaned_data.get("area"):
            opportunities = opportunities.filter(
                Q(stage__project__area=area) | Q(stage__project__area=None, organisation__area=area)
            )
        chosen = {name: self.cleaned_data[name] for name in ("topic", "kind") if self.cleaned_data.get(name)}
        return opportunities.filter(**chosen)
