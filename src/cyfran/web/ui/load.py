"""How much is asked of somebody and how much she lets herself be asked: shown and asked alike on her own page and by staff."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Self

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cyfran.domain.involvement.choices import EntryKind, Lift, Rhythm
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

_RHYTHMS = {
    Rhythm.AT_ONCE: _("Whenever there is something for you, within your limits."),
    Rhythm.WEEKLY: _("On Monday morning, all of the week before in one message."),
    Rhythm.MONTHLY: _("On the first of the month, all of the month before in one message."),
    Rhythm.OFF: _("Nobody asks you for anything. What came of what you said still reaches you."),
}
_HOURS = [("", _("As usual")), *((f"{hour:02}:00", f"{hour:02}:00") for hour in range(24))]
_MAY_BE_LEFT: dict[str, Any] = {"empty_value": None, "required": False}


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
    def rhythm_name(self) -> str:
        """Return how often she wishes to be asked; nothing where it is each time."""
        return "" if self.limit.rhythm == Rhythm.AT_ONCE else self.limit.get_rhythm_display()

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
    """Her own limits, whether they may be passed, a rest, how often she is asked, and when she is left in peace."""

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

    rhythm = forms.ChoiceField(
        label=_("How often would you like to be asked?"),
        choices=[(rhythm, Explained(rhythm.label, words)) for rhythm, words in _RHYTHMS.items()],
        widget=forms.RadioSelect,
    )
    asks = forms.IntegerField(label=_("At most so many invitations in 30 days"), min_value=1, max_value=99, required=False)
    quiet_from = forms.TypedChoiceField(label=_("No messages from"), choices=_HOURS, coerce=time.fromisoformat, **_MAY_BE_LEFT)
    quiet_until = forms.TypedChoiceField(
        label=_("No messages until"),
        help_text=_("This is about e-mails and texts that come by themselves. A link or code you ask for comes at any hour."),
        choices=_HOURS,
        coerce=time.fromisoformat,
        **_MAY_BE_LEFT,
    )

    def __init__(self, data: QueryDict | None, *, load: LoadOnPage, **options: Any) -> None:
        says: dict[str, Any] = {name: getattr(load.limit, name) for name in ("hours", "lifted", "rhythm", "asks")}
        says |= {"rests_until": load.rests_until}
        says |= {name: _hour(getattr(load.limit, name)) for name in ("quiet_from", "quiet_until")}
        super().__init__(data, initial=says, **options)
        usual = ngettext(
            "Left empty, it is the usual limit: %(count)s hour.",
            "Left empty, it is the usual limit: %(count)s hours.",
            settings.LOAD_LIMIT_HOURS,
        )
        self.fields["hours"].help_text = usual % {"count": settings.LOAD_LIMIT_HOURS}
        often = _("Left empty, it is as many as is usual: %(count)s.")
        self.fields["asks"].help_text = often % {"count": settings.ASKS_IN_30_DAYS}
        if settings.QUIET_FROM != settings.QUIET_UNTIL:
            night = {"begins": f"{settings.QUIET_FROM:02}:00", "ends": f"{settings.QUIET_UNTIL:02}:00"}
            self.fields["quiet_from"].help_text = _("Usually there are none from %(begins)s to %(ends)s.") % night


def _hour(said: time | None) -> str:
    return f"{said:%H:%M}" if said else ""
