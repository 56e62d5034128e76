"""A draw as staff see it: how far it is, what comes next, and, once it is drawn, who was chosen and who comes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cyfran.domain.base.choices import Channel
from cyfran.domain.opportunities.choices import Beacon, Confirmation, DrawState, OpportunityState, Outcome
from cyfran.domain.opportunities.models import Draw, DrawnPerson
from cyfran.domain.opportunities.rules import is_free, will_not_come
from cyfran.domain.organisations.choices import Act
from cyfran.domain.people.models import Person
from cyfran.web.staff.draws.presenters.fairness import FAIRNESS
from cyfran.web.staff.people.presenters import language_of
from cyfran.web.ui.draws import ValueNames, chance_in_words
from cyfran.web.ui.parts import Row, Text
from cyfran.web.ui.templatetags.ui import moment, named

_FAILURES = {
    "targets_cannot_be_met": gettext_lazy("No group met all targets."),
}


@dataclass(frozen=True)
class SeatOnPage:
    """One seat of the group drawn: who has it, how she is reached, and what she answered."""

    public_id: str
    person: Person
    name: str
    channel: str
    ways: Sequence[Row]
    language_name: Text
    confirmation: str
    confirmation_name: Text
    replaced_by: str
    instead_of: str
    is_free: bool

    @classmethod
    def of(cls, one: DrawnPerson) -> Self:
        stands_in_for = getattr(one, "stands_in_for", None)
        person = one.person
        return cls(
            public_id=one.public_id,
            person=person,
            name=_name(person),
            channel=person.channel,
            ways=_ways(person),
            language_name=language_of(person),
            confirmation=one.confirmation,
            confirmation_name=one.get_confirmation_display(),
            replaced_by=_name(one.replaced_by.person) if one.replaced_by else "",
            instead_of=_name(stands_in_for.person) if stands_in_for else "",
            is_free=is_free(one),
        )

    @property
    def was_removed(self) -> bool:
        return self.person.erased_at is not None

    @property
    def waits(self) -> bool:
        return self.confirmation == Confirmation.WAITING and not self.was_removed


@dataclass(frozen=True)
class TargetOnPage:
    """One target and how many of the group have that value; the lengths are percent of the whole group."""

    name: str
    least: int
    most: int
    group: int
    size: int

    @property
    def holds(self) -> bool:
        return self.least <= self.group <= self.most

    @property
    def start(self) -> int:
        return round(100 * self.least / self.size)

    @property
    def span(self) -> int:
        return max(1, round(100 * (self.most - self.least) / self.size))

    @property
    def bar(self) -> int:
        return min(100, round(100 * self.group / self.size))


@dataclass(frozen=True)
class DrawOnPage:
    public_id: str
    state: str
    state_name: Text
    progress: int
    rows: Sequence[Row]
    failure: str
    digest: str
    may_be_announced: bool
    is_public: bool
    beacon_name: Text
    beacon_at: datetime | None
    is_known: bool
    opportunity_is_open: bool
    seats: Sequence[SeatOnPage]
    gone: Sequence[SeatOnPage]
    reserves: Sequence[SeatOnPage]
    targets: Sequence[TargetOnPage]
    people: Sequence[Person]

    @classmethod
    def of(cls, draw: Draw, now: datetime) -> Self:
        seated, reserves = _chosen(draw)
        return cls(
            public_id=draw.public_id,
            state=draw.state,
            state_name=draw.get_state_display(),
            progress=draw.progress,
            rows=_rows(draw),
            failure=_failure(draw),
            digest=draw.lottery_sha256,
            may_be_announced=draw.state == DrawState.READY and not draw.announced_at,
            is_public=bool(draw.announced_at and draw.opportunity.stage.project.published_at),
            beacon_name=Beacon(draw.beacon).label if draw.beacon else "",
            beacon_at=draw.beacon_at,
            is_known=bool(draw.beacon_at and draw.beacon_at <= now),
            opportunity_is_open=draw.opportunity.state == OpportunityState.OPEN,
            seats=[SeatOnPage.of(one) for one in seated if not one.replaced_by_id],
            gone=[SeatOnPage.of(one) for one in seated if one.replaced_by_id],
            reserves=[SeatOnPage.of(one) for one in reserves],
            targets=_targets(draw, [*seated, *draw.people.filter(outcome=Outcome.SEATED)]),
            people=[one.person for one in (*seated, *reserves)],
        )

    @property
    def is_running(self) -> bool:
        return self.state == DrawState.RUNNING

    @property
    def is_drawn(self) -> bool:
        return self.state == DrawState.DRAWN

    @property
    def waits_for_number(self) -> bool:
        return self.state == DrawState.READY and bool(self.beacon_name)

    @property
    def coming(self) -> int:
        return sum(seat.confirmation == Confirmation.CONFIRMED and not seat.is_free for seat in self.seats)

    @property
    def waiting(self) -> int:
        return sum(seat.waits for seat in self.seats)

    @property
    def to_ring(self) -> list[SeatOnPage]:
        return [seat for seat in self.seats if not seat.is_free]

    @property
    def free(self) -> int:
        return sum(seat.is_free for seat in self.seats)


def _name(person: Person) -> str:
    return named(person, [Act.SEE_PEOPLE])


def _ways(person: Person) -> list[Row]:
    """Return where somebody is reached: first the way she chose, then her telephone, if that is another."""
    found = {
        Channel.EMAIL: person.email,
        Channel.TEXT: person.telephone,
        Channel.PHONE: person.telephone,
        Channel.LETTER: person.address,
    }
    if person.erased_at:
        return []
    chosen = Channel(person.channel)
    ways = [Row(chosen.label, found[chosen])]
    if person.telephone and chosen not in (Channel.TEXT, Channel.PHONE):
        ways.append(Row(Channel.PHONE.label, person.telephone))
    return ways


def _chosen(draw: Draw) -> tuple[list[DrawnPerson], list[DrawnPerson]]:
    if draw.state != DrawState.DRAWN:
        return [], []
    people = draw.people.filter(Q(outcome=Outcome.CHOSEN) | Q(outcome=Outcome.RESERVE))
    found = list(people.select_related("person", "replaced_by__person", "stands_in_for__person").order_by("person__name", "id"))
    reserves = sorted((one for one in found if one.outcome == Outcome.RESERVE), key=lambda one: one.rank or 0)
    return [one for one in found if one.outcome == Outcome.CHOSEN], reserves


def _targets(draw: Draw, seated: Sequence[DrawnPerson]) -> list[TargetOnPage]:
    """Set the targets beside those who have seats now: whoever is not coming no longer counts."""
    if not seated:
        return []
    names, having = ValueNames(), Counter[tuple[str, str]]()
    for one in seated:
        if not will_not_come(one):
            having.update((feature, value) for feature, values in one.values.items() for value in values)
    return [
        TargetOnPage(
            name=names.in_full(target.feature, target.value),
            least=target.least,
            most=target.most,
            group=having[target.feature, target.value],
            size=draw.size,
        )
        for target in draw.targets.all()
    ]


def _rows(draw: Draw) -> list[Row]:
    rules = [
        _("who was asked for less has a larger chance") if draw.counts_load else "",
        _("at most one person of a household") if draw.one_of_household else "",
    ]
    result = draw.result
    rows = [
        Row(_("People in the group"), draw.size),
        Row(_("Reserves"), draw.reserves),
        Row(_("Rules"), "\n".join(filter(None, rules))),
        Row(_("How chances are shared out"), FAIRNESS[draw.fairness][0]),
        Row(_("People in the pool"), result.get("pool")),
        Row(_("Have no chance"), result.get("left_out") or ""),
        Row(
            _("Least chance of all others") if result.get("left_out") else _("Least chance"),
            chance_in_words(result["least"]) if result else "",
        ),
        Row(_("Greatest chance"), chance_in_words(result["greatest"]) if result else ""),
        Row(_("Numbered groups in the lottery"), result.get("panels")),
        Row(_("Number announced"), draw.get_beacon_display()),
        Row(_("Known from"), moment(draw.beacon_at) if draw.beacon_at else ""),
        Row(_("The number"), draw.seed),
        Row(_("Group drawn"), draw.number),
    ]
    return [row for row in rows if row.value not in ("", None)]


def _failure(draw: Draw) -> str:
    if draw.state != DrawState.FAILED:
        return ""
    return str(_FAILURES.get(draw.error_code, _("The calculation came to no end.")))
