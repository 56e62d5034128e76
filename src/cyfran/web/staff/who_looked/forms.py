"""Which of the looks to show."""

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import Min, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base import clock
from cyfran.domain.base.models import AuditEvent, User
from cyfran.web.ui.alphabet import choices_by_name

_YEAR = timedelta(days=365)
_WHAT = [("", _("Looks at records")), ("READ", _("Readings of this list"))]


class LookFilterForm(forms.Form):
    """Who looked, and when: a year at a time. A person is named by her public id: her name stands in no address."""

    marks_optional = False

    who = forms.ChoiceField(label=_("Who looked?"), required=False)
    year = forms.TypedChoiceField(label=_("When?"), coerce=int, empty_value=None, required=False)
    what = forms.ChoiceField(label=_("Show"), choices=_WHAT, required=False)
    person = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, looks: QuerySet[AuditEvent], readings: QuerySet[AuditEvent] | None = None, **options: Any
    ) -> None:
        """Narrow these looks; or these readings of the list, which the looks at one person go without."""
        super().__init__(*args, **options)
        self.looks, self.readings = looks, readings
        if readings is None:
            del self.fields["what"]
        either = looks if readings is None else looks | readings
        staff = User.objects.filter(public_id__in=either.order_by().values("actor_public_id"))
        self.fields["who"].choices = [("", _("Everybody")), *choices_by_name(staff, key="public_id")]
        self.fields["year"].choices = [("", _("The last twelve months")), *((year, str(year)) for year in _years_of(either))]

    def narrowed(self) -> QuerySet[AuditEvent]:
        """Return the looks asked for. A choice that is not understood narrows nothing."""
        self.full_clean()
        asked = self.cleaned_data
        looks = self.readings if self.readings is not None and asked.get("what") else self.looks
        looks = looks.filter(at__year=asked["year"]) if asked.get("year") else looks.filter(at__gt=clock.now() - _YEAR)
        return looks.filter(actor_public_id=asked["who"]) if asked.get("who") else looks


def _years_of(looks: QuerySet[AuditEvent]) -> range:
    """Return the years since the first of these, the latest first."""
    first, this_year = looks.aggregate(at=Min("at"))["at"], clock.today().year
    return range(this_year, (localdate(first).year if first else this_year) - 1, -1)
