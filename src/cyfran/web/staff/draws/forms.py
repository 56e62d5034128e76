"""What staff fill in about a draw: how many, which rules, the targets, where the number comes from, and who comes."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cyfran.domain.base.choices import Channel
from cyfran.domain.groups.models import Group, Seat
from cyfran.domain.groups.queries import seats_of_carers
from cyfran.domain.opportunities.bridge.targets import Wanted
from cyfran.domain.opportunities.choices import Beacon, Confirmation, Fairness
from cyfran.domain.opportunities.models import Draw, DrawTarget
from cyfran.web.staff.draws.presenters.fairness import FAIRNESS
from cyfran.web.staff.draws.presenters.targets import Balance, FeatureOnPage, FlexOnPage, ValueOnPage
from cyfran.web.staff.groups.forms import MOST_HOURS
from cyfran.web.ui.alphabet import choices_by_name
from cyfran.web.ui.draws import ValueNames
from cyfran.web.ui.forms import DayField, Explained, MomentField

_MOST_PEOPLE = 9999
_NARROW = {"class": "govuk-input--width-3", "inputmode": "numeric"}


class RulesForm(forms.ModelForm):
    """How many are drawn, and which rules hold besides the targets."""

    size = forms.IntegerField(
        label=gettext_lazy("How many people should the group have?"),
        min_value=1,
        max_value=_MOST_PEOPLE,
        widget=forms.NumberInput(attrs=_NARROW),
    )

    class Meta:
        model = Draw
        fields = ("size", "reserves", "counts_load", "one_of_household", "fairness")
        labels: ClassVar = {
            "reserves": gettext_lazy("How many stand in, if somebody cannot come?"),
            "counts_load": gettext_lazy("Give those who were asked for less a larger chance"),
            "one_of_household": gettext_lazy("Choose at most one person from each household"),
            "fairness": gettext_lazy("How should chances be shared out?"),
        }
        help_texts: ClassVar = {
            "reserves": gettext_lazy("About one for every three seats is usual. They are asked only when a seat is free."),
            "counts_load": gettext_lazy(
                "Up to 2 hours asked in the last 12 months: a full chance. Up to 6: half of one. More: a quarter. "
                "Nobody is drawn whom it would take past 12 hours, or past their own limit."
            ),
            "one_of_household": gettext_lazy("Those with the same postal address count as one household."),
        }
        widgets: ClassVar = {
            "reserves": forms.NumberInput(attrs=_NARROW),
            "fairness": forms.RadioSelect,
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["fairness"].choices = [(code, Explained(name, hint)) for code, (name, hint) in FAIRNESS.items()]

    def is_unusual(self) -> bool:
        """Say whether something is chosen, or wrong, among what is usually left as it is."""
        return bool(self["fairness"].errors) or self["fairness"].value() != Fairness.LEXIMIN


class RenewForm(forms.Form):
    """Of which standing group how many leave, so that others can be drawn."""

    group = forms.ModelChoiceField(label=gettext_lazy("Which group?"), queryset=None, to_field_name="public_id")
    share = forms.TypedChoiceField(
        label=gettext_lazy("How many of its carers leave now?"),
        help_text=gettext_lazy(
            "Those whose term ends first, then who has served longest, then who would like to; at last a lot decides."
        ),
        choices=[("1/4", gettext_lazy("A quarter")), ("1/3", gettext_lazy("A third")), ("1/2", gettext_lazy("Half"))],
        coerce=Fraction,
        initial="1/3",
        widget=forms.RadioSelect,
    )
    reserves = forms.IntegerField(
        label=gettext_lazy("How many stand in, if somebody cannot come?"),
        min_value=0,
        max_value=999,
        initial=1,
        widget=forms.NumberInput(attrs=_NARROW),
    )

    def __init__(self, *args: Any, groups: QuerySet[Group], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["group"].queryset = groups
        self.fields["group"].choices = [("", gettext_lazy("Choose")), *choices_by_name(groups, key="public_id")]


class LeavingForm(forms.Form):
    """How many leave a group that is renewed, and who has said that they would like to."""

    number = forms.IntegerField(label=gettext_lazy("How many leave?"), min_value=1, widget=forms.NumberInput(attrs=_NARROW))
    willing = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Who would like to leave?"),
        help_text=gettext_lazy("Ask everybody in a seat, and mark those who told you so."),
        queryset=None,
        to_field_name="public_id",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, draw: Draw, **options: Any) -> None:
        super().__init__(*args, **options)
        held = seats_of_carers(draw.group).filter(holder__isnull=False) if draw.group else Seat.objects.none()
        seats = list(held.select_related("holder").order_by("holder__name"))
        number, willing = self.fields["number"], self.fields["willing"]
        number.max_value = number.widget.attrs["max"] = len(seats)
        number.validators.append(MaxValueValidator(len(seats)))
        willing.queryset = held
        willing.choices = [(seat.public_id, seat.holder.name) for seat in seats if seat.holder]
        wishes = [seat.public_id for seat in seats if seat.wants_to_leave]
        self.initial = {"number": len(draw.leaving), "willing": wishes}


class SeatsForm(forms.Form):
    """The term of those who take seats in a group that was renewed, and what a seat asks of them."""

    starts_on = DayField(label=gettext_lazy("First day of the term"))
    ends_on = DayField(
        label=gettext_lazy("Last day of the term"),
        help_text=gettext_lazy("Leave it out where the term has no end."),
        required=False,
    )
    hours_a_year = forms.IntegerField(
        label=gettext_lazy("Hours a year that a seat asks of its holder"),
        help_text=gettext_lazy("With reading and travel. They count towards the holder's limit for as long as the term lasts."),
        min_value=1,
        max_value=MOST_HOURS,
        widget=forms.NumberInput(attrs=_NARROW),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if "hours_a_year" in given:
            given["minutes_a_year"] = 60 * given.pop("hours_a_year")
        return given


class TargetsForm(forms.Form):
    """At least and at most, for every value of every feature. Where both are left blank, anything goes."""

    def __init__(self, *args: Any, balance: Balance, from_population: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.balance = balance
        for value in balance.values:
            for end, label in (("least", gettext_lazy("at least")), ("most", gettext_lazy("at most"))):
                self.fields[_name(value, end)] = forms.IntegerField(
                    label=_("%(value)s, %(end)s") % {"value": value.full_name, "end": label},
                    required=False,
                    min_value=0,
                    max_value=balance.size,
                    widget=forms.NumberInput(attrs={**_NARROW, "aria-label": f"{value.full_name}, {label}"}),
                )
                self.initial[_name(value, end)] = getattr(value.suggested if from_population else value, end)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        wanted = []
        for value in self.balance.values:
            least, most = given.get(_name(value, "least")), given.get(_name(value, "most"))
            if least is not None and most is not None and least > most:
                sentence = _("“At least” cannot be more than “at most”.")
                self.add_error(_name(value, "least"), ValidationError(sentence, code="ends_out_of_order"))
            if least is not None or most is not None:
                most = self.balance.size if most is None else most
                wanted.append(Wanted(value.feature, value.value, least or 0, most))
        return {"targets": wanted}

    def features(self) -> Iterable[FeatureOnPage]:
        """Return the features with their values, each with its two fields."""
        for feature in self.balance.features:
            fields = {one: (self[_name(one, "least")], self[_name(one, "most")]) for one in feature.values if one.can_be_set}
            yield feature.with_fields(fields, is_open=any(field.errors for both in fields.values() for field in both))


class FlexForm(forms.Form):
    """How far advice may move both ends of each target. What is left blank may be moved as far as it takes."""

    def __init__(self, *args: Any, draw: Draw, **options: Any) -> None:
        super().__init__(*args, **options)
        self.draw, self.targets, names = draw, list(draw.targets.all()), ValueNames()
        for target in self.targets:
            name = names.in_full(target.feature, target.value)
            least, most = target.least_flex or None, target.most_flex if target.most_flex < draw.size else None
            self._add(target, "least", _("%(value)s, not less than") % {"value": name}, least, (0, target.least))
            self._add(target, "most", _("%(value)s, not more than") % {"value": name}, most, (target.most, draw.size))

    def _add(self, target: DrawTarget, end: str, label: str, initial: int | None, ends: tuple[int, int]) -> None:
        name = _name(target, end)
        self.fields[name] = forms.IntegerField(
            label=label,
            required=False,
            min_value=ends[0],
            max_value=ends[1],
            widget=forms.NumberInput(attrs={**_NARROW, "aria-label": label}),
        )
        self.initial[name] = initial

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        return {"targets": [self._wanted(target, given) for target in self.targets]}

    def rows(self) -> list[FlexOnPage]:
        """Return the targets, each with its two fields."""
        names = ValueNames()
        return [
            FlexOnPage(
                name=names.in_full(target.feature, target.value),
                least=target.least,
                most=target.most,
                field_least=self[_name(target, "least")],
                field_most=self[_name(target, "most")],
            )
            for target in self.targets
        ]

    def _wanted(self, target: DrawTarget, given: dict[str, Any]) -> Wanted:
        least, most = given.get(_name(target, "least")), given.get(_name(target, "most"))
        ends = {"least_flex": least or 0, "most_flex": DrawTarget.ANY if most is None else most}
        return Wanted(target.feature, target.value, target.least, target.most, **ends)


class AnnounceForm(forms.Form):
    beacon = forms.ChoiceField(
        label=gettext_lazy("Where will the number come from?"),
        help_text=gettext_lazy("Something that nobody can steer, and that everybody can look up or watch."),
        choices=Beacon.choices,
        widget=forms.RadioSelect,
    )
    beacon_at = MomentField(
        label=gettext_lazy("When will it be known?"),
        help_text=gettext_lazy(
            "Leave time for people to see it announced. Lotto is drawn on Wednesday and Saturday evenings at 20:00."
        ),
    )


class SeedForm(forms.Form):
    seed = forms.CharField(
        label=gettext_lazy("What is the number?"),
        help_text=gettext_lazy("With a blank between its parts. It is published with the draw."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class AnswerForm(forms.Form):
    """What somebody who was drawn told staff: that she comes, or that she does not."""

    answer = forms.ChoiceField(
        label=gettext_lazy("What is the answer?"),
        choices=[
            (Confirmation.CONFIRMED, Confirmation.CONFIRMED.label),
            (
                Confirmation.DECLINED,
                Explained(Confirmation.DECLINED.label, gettext_lazy("The next who keeps the targets is asked at once.")),
            ),
        ],
        widget=forms.RadioSelect,
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("How did the answer reach you?"), choices=Channel.choices, widget=forms.RadioSelect
    )


def _name(value: ValueOnPage | DrawTarget, end: str) -> str:
    return f"{value.feature}-{value.value}-{end}"
