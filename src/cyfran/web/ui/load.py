"""How much is asked of somebody and how much she lets herself be asked: shown and asked alike on her own page and by staff."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cyfran.domain.involvement.choices import EntryKind, Lift
from cyfran.domain.involvement.models import LedgerEntry, Limit
from cyfran.domain.involvement.queries import last_year_of, limit_of
from cyfran.domain.people.models import Person
from cyfran.web.ui.forms import DayField, Explained
from cyfran.web.ui.parts import Row
from cyfran.web.ui.templatetags.ui import duration

_LIFTS = {
    Lift.NOT: _("Past the limit, nobody can ask for anything."),
    Lift.ONCE: _("The next invitation or seat may go past the limit. Then it holds again."),
    Lift.FOR_GOOD: _("There is no limit until this is changed."),
}


@dataclass(frozen=True)
class LoadOnPage:
    """What all bodies together asked in the last twelve months, set beside the limit."""

    entries: list[LedgerEntry]
    limit: Limit
    today: date

    @classmethod
    def of(cls, person: Person, *, today: date) -> Self:
        return cls(list(last_year_of(person, today)), limit_of(person), today)

    @property
    def asked(self) -> int:
        return sum(entry.minutes for entry in self.entries if entry.kind == EntryKind.ASKED)

    @property
    def given(self) -> int:
        return sum(entry.minutes for entry in self.entries if entry.kind == EntryKind.GIVEN)

    @property
    def share(self) -> int:
        """Return how much of the limit is used, in percent; a bar ends at its whole."""
        return min(100, round(100 * self.asked / self.limit.minutes))

    @property
    def counts(self) -> bool:
        """Tell whether the limit counts at all."""
        return self.limit.lifted != Lift.FOR_GOOD

    @property
    def is_full(self) -> bool:
        return self.limit.lifted == Lift.NOT and self.asked >= self.limit.minutes

    @property
    def is_lifted_once(self) -> bool:
        return self.limit.lifted == Lift.ONCE

    @property
    def rests_until(self) -> date | None:
        """Return the first day on which she may be asked again; nothing where she does not rest."""
        day = self.limit.rests_until
        return day if day and day > self.today else None

    @property
    def by_organisation(self) -> list[Row]:
        """Return what each body asked; the rows add up to what all of them asked."""
        sums: Counter[str] = Counter()
        for entry in self.entries:
            if entry.kind == EntryKind.ASKED:
                sums[entry.organisation.name] += entry.minutes
        return [Row(name, duration(minutes)) for name, minutes in sums.most_common()]

    @property
    def seats(self) -> list[LedgerEntry]:
        """Return what is asked anew each year, as by a seat."""
        return [entry for entry in self.entries if entry.each_year]

    @property
    def minutes_of_seats(self) -> int:
        return sum(entry.minutes for entry in self.seats)


class LimitForm(forms.Form):
    """Her own limit, whether it may be passed, and a rest."""

    marks_optional = False

    hours = forms.IntegerField(label=_("Your limit, in hours in 12 months"), min_value=1, max_value=9999, required=False)
    lifted = forms.ChoiceField(
        label=_("When something would go past your limit"),
        choices=[(lift, Explained(lift.label, words)) for lift, words in _LIFTS.items()],
        widget=forms.RadioSelect,
    )
    rests_until = DayField(
        label=_("Let me rest until"),
        help_text=_("From this day on you may be asked again. Left empty, you do not rest."),
        required=False,
    )

    def __init__(self, data: QueryDict | None, *, load: LoadOnPage, **options: Any) -> None:
        says = {"hours": load.limit.hours, "lifted": load.limit.lifted, "rests_until": load.rests_until}
        super().__init__(data, initial=says, **options)
        usual = ngettext(
            "Left empty, it is the usual limit: %(count)s hour.",
            "Left empty, it is the usual limit: %(count)s hours.",
            settings.LOAD_LIMIT_HOURS,
        )
        self.fields["hours"].help_text = usual % {"count": settings.LOAD_LIMIT_HOURS}
