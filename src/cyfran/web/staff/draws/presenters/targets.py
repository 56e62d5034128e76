"""What a group should look like: pool and population side by side, and whether the targets can be met."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Self

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cyfran.domain.base.words import impossible_words
from cyfran.domain.opportunities.bridge.people import Suggestion, people_for, suggested_targets
from cyfran.domain.opportunities.choices import NOT_SAID, VALUES, Feature, Outcome, WhyNot
from cyfran.domain.opportunities.models import Draw, DrawnPerson, DrawTarget
from cyfran.engine.redaction.counts import publishable
from cyfran.engine.selection.results import Change, Impossible, Recruits
from cyfran.web.ui.draws import ValueNames, left_out_of
from cyfran.web.ui.parts import Row, Text


@dataclass(frozen=True)
class Ends:
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True)
class ValueOnPage:
    """One value: how many of the pool have it, what part of pool and population in percent, and the target for it, if any."""

    feature: str
    value: str
    name: Text
    full_name: str
    pool: int
    pool_percent: int
    population_percent: int | None
    least: int | None
    most: int | None
    suggested: Ends
    field_least: Any = None
    field_most: Any = None

    @property
    def can_be_set(self) -> bool:
        return self.value != NOT_SAID

    @property
    def is_missing(self) -> bool:
        """Say whether the pool holds less than four fifths of what one would expect from the population."""
        return self.population_percent is not None and 5 * self.pool_percent < 4 * self.population_percent


@dataclass(frozen=True)
class FeatureOnPage:
    code: str
    name: Text
    values: Sequence[ValueOnPage]
    is_open: bool

    @property
    def has_population(self) -> bool:
        return any(value.population_percent is not None for value in self.values)

    def with_fields(self, fields: Mapping[ValueOnPage, tuple[Any, Any]], *, is_open: bool) -> "FeatureOnPage":
        """Return the same with the two fields of each value; it stands open where something in it is wrong."""
        values = [
            replace(value, field_least=fields[value][0], field_most=fields[value][1]) if value in fields else value
            for value in self.values
        ]
        return replace(self, values=values, is_open=self.is_open or is_open)


@dataclass(frozen=True)
class FlexOnPage:
    """One target, and the two fields for how far advice may move it."""

    name: str
    least: int
    most: int
    field_least: Any
    field_most: Any


@dataclass(frozen=True)
class Balance:
    """Everybody of the body and what each said, beside the population and the targets."""

    size: int
    people: Sequence[DrawnPerson]
    targets: Sequence[DrawTarget]
    features: Sequence[FeatureOnPage]

    @classmethod
    def of(cls, draw: Draw, today: date) -> Self:
        people, targets = people_for(draw, on=today), list(draw.targets.all())
        rows = _Rows(people, targets, suggested_targets(draw))
        return cls(draw.size, people, targets, [rows.feature(feature) for feature in Feature.values])

    @property
    def values(self) -> list[ValueOnPage]:
        """Return the values for which a target can be set."""
        return [value for feature in self.features for value in feature.values if value.can_be_set]

    @property
    def outside(self) -> list[Row]:
        """Count those of the body who are not in the pool, by what keeps them out of it."""
        counted = Counter(person.reason for person in self.people if person.outcome == Outcome.CANNOT)
        return [Row(WhyNot(reason).label, people) for reason, people in counted.most_common()]

    @property
    def missing(self) -> list[str]:
        """Say whom the pool has too few of, beside the population; nobody where the pool is empty."""
        return [
            _("%(what)s – %(pool)s%% of the pool, %(population)s%% of the population")
            % {"what": value.full_name, "pool": value.pool_percent, "population": value.population_percent}
            for value in self.values
            if value.is_missing and any(person.was_in_pool for person in self.people)
        ]


class _Rows:
    def __init__(self, people: Sequence[DrawnPerson], targets: Sequence[DrawTarget], suggestions: Sequence[Suggestion]) -> None:
        pool = [person.values for person in people if person.was_in_pool]
        self.pool = Counter((feature, value) for said in pool for feature, values in said.items() for value in values)
        self.said = Counter(feature for said in pool for feature, values in said.items() if values != [NOT_SAID])
        self.targets = {(target.feature, target.value): target for target in targets}
        self.suggestions = {(one.feature, one.value): one for one in suggestions}
        self.names = ValueNames()

    def feature(self, feature: str) -> FeatureOnPage:
        values = [self._value(feature, value) for value in self._values_of(feature)]
        return FeatureOnPage(feature, Feature(feature).label, values, any(value.least is not None for value in values))

    def _values_of(self, feature: str) -> list[str]:
        found = {value for named, value in (*self.pool, *self.targets, *self.suggestions) if named == feature}
        known = [*VALUES.get(feature, ())] or sorted(found - {NOT_SAID})
        return [*known, *({NOT_SAID} & found)]

    def _value(self, feature: str, value: str) -> ValueOnPage:
        target, suggested = self.targets.get((feature, value)), self.suggestions.get((feature, value))
        return ValueOnPage(
            feature=feature,
            value=value,
            name=self.names.of(feature, value),
            full_name=self.names.in_full(feature, value),
            pool=self.pool[feature, value],
            pool_percent=round(100 * self.pool[feature, value] / (self.said[feature] or 1)),
            population_percent=round(100 * suggested.share) if suggested else None,
            least=target.least if target else None,
            most=target.most if target else None,
            suggested=Ends(suggested.least, suggested.most) if suggested else Ends(),
        )


@dataclass(frozen=True)
class Advice:
    """Whether the targets can be met, and what would help if not, in sentences."""

    pool: int
    can_be_met: bool
    changes: Sequence[str]
    recruits: Sequence[str]
    impossible: Sequence[str]
    is_held_back: bool
    left_out: str
    without_room: Sequence[str]

    @classmethod
    def of(cls, draw: Draw, balance: Balance) -> Self:
        from cyfran.domain.opportunities.bridge.solving import check  # noqa: PLC0415 -- loads a solver

        found, names = check(draw, balance.people, balance.targets), ValueNames()
        return cls(
            pool=found.pool,
            can_be_met=found.can_be_met,
            changes=[_change(change, names) for change in found.repair.changes],
            recruits=[_recruits(recruits, names) for recruits in found.repair.recruits],
            impossible=[_impossible(one, names) for one in found.repair.impossible],
            is_held_back=any(one.least_flex or one.most_flex < draw.size for one in balance.targets),
            left_out=left_out_of(found.pool, len(found.left_out)) if found.left_out else "",
            without_room=_without_room(balance, found.left_out, names),
        )


def _without_room(balance: Balance, left_out: Collection[str], names: ValueNames) -> list[str]:
    """Name what everybody who could be chosen is not, though some of the pool are."""
    wanted = {target.feature for target in balance.targets}
    found: dict[bool, set[tuple[str, str]]] = {True: set(), False: set()}
    for person in balance.people if left_out else ():
        if person.was_in_pool:
            said = {(feature, value) for feature in wanted for value in person.values[feature]}
            found[person.public_id in left_out] |= said
    return [names.in_full(feature, value) for feature, value in sorted(found[True] - found[False])]


def few_in_the_pool(draw: Draw) -> list[str]:
    """Name the values with a target that so few of the pool of a lottery have that a published lottery could tell who."""
    pool = [one.values for one in draw.people.only("draw", "values", "outcome", "reason") if one.was_in_pool]
    having = Counter((feature, value) for said in pool for feature, values in said.items() for value in values)
    counted = {(one.feature, one.value): having[one.feature, one.value] for one in draw.targets.all()}
    names = ValueNames()
    return [names.in_full(*key) for key, people in counted.items() if people and publishable(people) is None]


def _change(change: Change, names: ValueNames) -> str:
    facts = {"what": names.in_full(change.feature, change.value), "before": change.before, "after": change.after}
    if change.bound == "min":
        return _("%(what)s – at least %(after)s instead of %(before)s") % facts
    return _("%(what)s – at most %(after)s instead of %(before)s") % facts


def _recruits(recruits: Recruits, names: ValueNames) -> str:
    values = [names.in_full(feature, value) for feature, value in recruits.values.items() if value != NOT_SAID]
    facts = {"number": recruits.number, "who": "; ".join(values)}
    if not values:
        return ngettext("%(number)s more person", "%(number)s more people", recruits.number) % facts
    return ngettext("%(number)s more person (%(who)s)", "%(number)s more people (%(who)s)", recruits.number) % facts


def _impossible(one: Impossible, names: ValueNames) -> str:
    what = names.in_full(one.feature, one.value) if one.value else Feature(one.feature).label if one.feature else ""
    return impossible_words({**asdict(one), "what": what})
