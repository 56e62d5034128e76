"""Whom to ask and why in plain words, who is missing, and how those reached stand beside the population."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import floor
from typing import Any, Self

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cyfran.domain.base.choices import Topic
from cyfran.domain.involvement.models import Preference
from cyfran.domain.opportunities.bridge.choice import Choice, ChosenPerson, Missing, Sought
from cyfran.domain.opportunities.bridge.people import values_of
from cyfran.domain.opportunities.bridge.population import areas_served, population_of
from cyfran.domain.opportunities.bridge.scores import time_of
from cyfran.domain.opportunities.choices import NOT_SAID, OF_HERSELF, VALUES, Feature, Suits, Unsuited
from cyfran.domain.opportunities.models import Opportunity
from cyfran.domain.people.models import Person
from cyfran.engine.redaction.counts import publishable_parts
from cyfran.web.staff.choosing.forms import AskThemForm, SoughtForm
from cyfran.web.ui.draws import ValueNames
from cyfran.web.ui.parts import Row, Text
from cyfran.web.ui.templatetags.ui import day

_COMPARED = (Feature.AGE, Feature.HOURS, Feature.AREA, Feature.LANGUAGE)


def sought_from(form: SoughtForm, opportunity: Opportunity) -> list[Sought]:
    """Return who is sought: line by line as staff wrote it, then, if they wish, as many of each part as the population has."""
    given = form.cleaned_data
    sought = [Sought(values, least) for values, least in form.lines]
    if like := given["like"]:
        shares = _shares(population_of(areas_served(opportunity))[like])
        least = {value: floor(shares.get(value, 0) * given["size"]) for value in VALUES.get(like, sorted(shares))}
        sought += [Sought(((like, value),), number) for value, number in least.items() if number]
    return sought


def _shares(counts: Mapping[str, int]) -> dict[str, float]:
    whole = sum(counts.values()) or 1
    return {value: people / whole for value, people in counts.items()}


@dataclass(frozen=True)
class PersonChosen:
    public_id: str
    name: str
    because: str
    field: Any


@dataclass(frozen=True)
class ChoiceOnPage:
    """Whom to ask, each with the reason; who is missing; and why others are not asked."""

    people: Sequence[PersonChosen]
    missing: Sequence[str]
    others: Sequence[Row]
    everybody: int

    @classmethod
    def of(cls, opportunity: Opportunity, choice: Choice, form: AskThemForm, *, may_see_people: bool) -> Self:
        words, names = _Words(opportunity, may_see_people=may_see_people), ValueNames()
        people = [
            PersonChosen(one.person.public_id, one.person.name, words.because(one), form.field_of(one.person))
            for one in choice.chosen
        ]
        others = [Row(Unsuited(code).label, number) for code, number in sorted(choice.unsuited.items()) if number]
        return cls(people, [_missing(one, names) for one in choice.missing], others, len(choice.everybody))


class _Words:
    """Says why somebody is on the list; what she said of herself only to staff who may see it."""

    def __init__(self, opportunity: Opportunity, *, may_see_people: bool) -> None:
        self.may_see_people = may_see_people
        time = time_of(opportunity.starts_at)
        label = next(field.verbose_name for field in Preference._meta.fields if field.name == time)
        self.facts = {"topic": Topic(opportunity.topic).label if opportunity.topic else "", "time": label}

    def because(self, one: ChosenPerson) -> str:
        facts = self.facts | {
            "area": one.person.area.name,
            "last_asked": day(one.person.last_asked_on) if one.person.last_asked_on else "",
        }
        reasons = [str(code.label) % facts for code in one.score.suits if self._is_told(code, one)]
        if one.is_sought and self.may_see_people:
            reasons.append(_("they are among those sought especially"))
        return capfirst("; ".join(reasons)) + "." if reasons else _("They may be asked, and there is room.")

    def _is_told(self, code: Suits, one: ChosenPerson) -> bool:
        """Leave out what is not for this reader, and what follows from a reason that is told."""
        if code == Suits.LITTLE and Suits.NEVER_ASKED in one.score.suits:
            return False
        return self.may_see_people or code not in OF_HERSELF


_WHY_MISSING = {
    "all_chosen": gettext_lazy("Everybody who fits is on the list."),
    "all_at_limits": gettext_lazy("Everybody else who fits is at a limit of theirs."),
    "places_taken": gettext_lazy("There are no more invitations to give: ask more people."),
    "not_worth_it": gettext_lazy("The others who fit suit this too little."),
}


def _missing(one: Missing, names: ValueNames) -> str:
    who = "; ".join(names.in_full(feature, value) for feature, value in one.sought.values)
    words = ngettext("%(number)s more person (%(who)s).", "%(number)s more people (%(who)s).", one.missing)
    return f"{words % {'number': one.missing, 'who': who}} {_WHY_MISSING[one.because]}"


# --- Whom it would reach ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PartOnPage:
    """One part of the people: in percent of those asked, of those one could ask, and of the population; None is not shown."""

    name: Text
    asked: int | None
    pool: int | None
    population: int | None

    @property
    def is_missing(self) -> bool:
        """Tell whether those asked are less than four fifths of what one would expect from the population."""
        return self.asked is not None and self.population is not None and 5 * self.asked < 4 * self.population


@dataclass(frozen=True)
class FeatureReached:
    code: str
    name: Text
    parts: Sequence[PartOnPage]

    @property
    def has_population(self) -> bool:
        return any(part.population is not None for part in self.parts)


@dataclass(frozen=True)
class ReachOnPage:
    asked: int
    everybody: int
    features: Sequence[FeatureReached]

    @classmethod
    def of(cls, opportunity: Opportunity, choice: Choice, today: date) -> Self:
        population, names = population_of(areas_served(opportunity)), ValueNames()
        chosen = [one.person for one in choice.chosen]
        told = {"chosen": _counted(chosen, today), "pool": _counted(choice.everybody, today)}
        features = [_feature(feature, told, population.get(feature, Counter()), names) for feature in _COMPARED]
        return cls(len(chosen), len(choice.everybody), features)

    @property
    def missing(self) -> list[str]:
        """Say who is missing among those asked, beside the population."""
        words = _("%(what)s: %(asked)s%% of those asked, %(population)s%% of the population")
        return [
            words % {"what": f"{feature.name} – {part.name}", "asked": part.asked, "population": part.population}
            for feature in self.features
            for part in feature.parts
            if part.is_missing
        ]


def _counted(people: Sequence[Person], today: date) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {feature: Counter() for feature in _COMPARED}
    for person in people:
        said = values_of(person, today)
        for feature in _COMPARED:
            found[feature].update(said[feature][:1])
    return found


def _feature(
    feature: Feature, told: Mapping[str, Mapping[str, Counter[str]]], population: Mapping[str, int], names: ValueNames
) -> FeatureReached:
    asked, pool = told["chosen"][feature], told["pool"][feature]
    found = {*asked, *pool, *population} - {NOT_SAID}
    values = [*VALUES.get(feature, sorted(found)), *({NOT_SAID} & {*asked, *pool})]
    shares = _shares(population) if len(population) > 1 else {}
    of_asked, of_pool = _percent(asked, values), _percent(pool, values)
    parts = [PartOnPage(names.of(feature, value), of_asked[value], of_pool[value], _whole(shares.get(value))) for value in values]
    return FeatureReached(feature, feature.label, parts)


def _percent(counts: Mapping[str, int], values: Sequence[str]) -> dict[str, int | None]:
    whole = sum(counts.values())
    parts = publishable_parts({value: counts.get(value, 0) for value in values})
    return {value: None if people is None else round(100 * people / whole) for value, people in parts.items()}


def _whole(share: float | None) -> int | None:
    return None if share is None else round(100 * share)
