"""From the people of a body to those who stand in a draw, and from the population to the targets of a group like it."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor
from typing import Any

from django.db.models import Exists, OuterRef, Q

from cyfran.domain.groups.models import Group
from cyfran.domain.groups.queries import seats_of_carers
from cyfran.domain.involvement.queries import with_load
from cyfran.domain.involvement.rules import why_not
from cyfran.domain.opportunities.bridge.population import areas_served, population_of
from cyfran.domain.opportunities.choices import NOT_SAID, VALUES, Answer, Feature, Outcome, Since, WhyNot
from cyfran.domain.opportunities.models import Draw, DrawnPerson, Invitation, Opportunity
from cyfran.domain.people.choices import AT_SCHOOL, NOT_OF_CARERS, AgeBand, Hours, HowLong, Relation
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import GOES_ON, cares_as_a_job, who_may_be_asked
from cyfran.domain.people.rules import is_in_school_hours
from cyfran.engine.selection.renewal import Leaver, Seat, who_leaves

# The census counts these together.
_AGES = dict.fromkeys([AgeBand.FROM_16_TO_17, AgeBand.FROM_18_TO_24], AgeBand.FROM_16_TO_24)
_NEW_FOR = timedelta(days=2 * 365)
# What somebody says of how long she has cared is taken for the middle of it, and grows from the day she said it.
_MIDDLES = {HowLong.UNDER_1: timedelta(days=183), HowLong.FROM_1_TO_2: timedelta(days=548)}


@dataclass(frozen=True)
class Suggestion:
    """What a target would be if the group looked like the population: `share` of the people counted, from 0 to 1."""

    feature: str
    value: str
    share: float
    least: int
    most: int


def people_for(draw: Draw, *, on: date) -> list[DrawnPerson]:
    """Return everybody of the body as they would stand in a draw made that day; nothing is stored."""
    seats = _Seats(draw)
    found = _people(draw, seats, on)
    households = _households(found)
    return [_entrant(draw, person, seats, households[person.pk], on) for person in found]


def mix_of(opportunity: Opportunity, *, on: date) -> dict[str, Counter[str]]:
    """Count those who have a place by feature and value, as they said it of themselves: exact, so for staff alone."""
    placed = {"invitations__opportunity": opportunity, "invitations__answer": Answer.YES, "invitations__waits_since": None}
    people = Person.objects.filter(**placed, erased_at=None).select_related("area").prefetch_related("caring_roles")
    found: dict[str, Counter[str]] = {feature: Counter() for feature in Feature.values}
    for person in people:
        for feature, values in values_of(person, on).items():
            found[feature].update(values)
    return found


def who_leaves_of(group: Group, share: Fraction, *, lot: str) -> tuple[Leaver, ...]:
    """Return whose seats are renewed when a share of the carers of a group leaves, and why it is they."""
    held = seats_of_carers(group).filter(holder__isnull=False)
    seats = [Seat(seat.public_id, seat.ends_on, seat.starts_on, seat.wants_to_leave) for seat in held]
    return who_leaves(seats, share, seed=lot) if seats else ()


def suggested_targets(draw: Draw) -> list[Suggestion]:
    """Return targets of a group that looks like the population of the areas served."""
    population = population_of(areas_served(draw.opportunity))
    return [
        Suggestion(feature, value, share, floor(share * draw.size), ceil(share * draw.size))
        for feature, counts in population.items()
        if len(counts) > 1
        for value in VALUES.get(feature, counts)
        for share in [counts[value] / (counts.total() or 1)]
    ]


class _Seats:
    """Of a group that is renewed, who stays and who leaves, by the keys of the people."""

    def __init__(self, draw: Draw) -> None:
        gone = {one["seat"] for one in draw.leaving}
        seats = seats_of_carers(draw.group).select_related("holder", "deputy") if draw.group else []
        kept = [seat.held_by for seat in seats if seat.held_by and seat.public_id not in gone]
        left = [person.pk for seat in seats if seat.public_id in gone for person in seat.held_by]
        self.staying = {first.pk for first, *_other in kept}
        # Of two who share a seat that stays one counts in the group; the other has her seat, and is not in the pool.
        self.sharing = {other.pk for _first, *others in kept for other in others} - self.staying
        self.leaving = {*left} - self.staying - self.sharing


def _people(draw: Draw, seats: _Seats, on: date) -> list[Any]:
    opportunity = draw.opportunity
    may_be_asked = who_may_be_asked().filter(pk=OuterRef("pk"))
    asked = Invitation.objects.filter(person=OuterRef("pk"), opportunity=opportunity)
    body = Q(organisation=opportunity.organisation_id, is_example=opportunity.stage.project.is_example)
    people = Person.objects.filter(body & ~cares_as_a_job() | Q(pk__in=seats.staying), erased_at=None, merged_into=None)
    people = people.exclude(pk__in=seats.sharing)
    people = people.annotate(may_be_asked=Exists(may_be_asked), was_asked=Exists(asked))
    counted = with_load(people, on=on).select_related("area").prefetch_related("caring_roles")
    return list(counted.order_by("pk"))


def _entrant(draw: Draw, person: Any, seats: _Seats, household: int, on: date) -> DrawnPerson:
    stays = person.pk in seats.staying
    reason = "" if stays else WhyNot.LEAVES if person.pk in seats.leaving else _why_not(draw, person)
    return DrawnPerson(
        draw=draw,
        person=person,
        values=values_of(person, on),
        minutes_asked=person.minutes_asked,
        household=household,
        outcome=Outcome.SEATED if stays else Outcome.CANNOT if reason else Outcome.IN_POOL,
        reason=reason,
    )


def _why_not(draw: Draw, person: Any) -> str:
    if not person.may_be_asked:
        return WhyNot.NOT_PERMITTED
    if person.age_band in AT_SCHOOL and is_in_school_hours(draw.opportunity.starts_at, draw.opportunity.minutes_there):
        return WhyNot.AT_SCHOOL
    if person.was_asked:
        return WhyNot.ALREADY_ASKED
    return why_not(person, draw.opportunity.minutes_asked) or ""


def values_of(person: Person, on: date) -> dict[str, list[str]]:
    """Return what somebody said of herself, by feature; what she did not say is a value too."""
    roles = [role for role in person.caring_roles.all() if role.state in GOES_ON and role.relation != Relation.JOB]
    hours = [band for role in roles for band in Hours.values if band == role.hours and band != Hours.NOT_SURE]
    found = {
        Feature.AGE: [_AGES.get(AgeBand(person.age_band), person.age_band) if person.age_band else ""],
        Feature.HOURS: [max(hours, key=Hours.values.index, default="")],
        Feature.SINCE: [_since(person, on)],
        Feature.RELATION: sorted({role.relation for role in roles if role.relation not in NOT_OF_CARERS}),
        Feature.LANGUAGE: [person.language],
        Feature.AREA: [person.area.slug],
    }
    return {str(feature): [str(value) for value in values if value] or [NOT_SAID] for feature, values in found.items()}


def _since(person: Person, on: date) -> str:
    if not person.how_long_said_on:
        return ""
    cared = _MIDDLES.get(HowLong(person.how_long), timedelta.max)
    return Since.NEW if cared <= _NEW_FOR - (on - person.how_long_said_on) else Since.LONGER


def _households(people: Sequence[Person]) -> dict[int, int]:
    """Number the postal addresses that several people share; 0 is an address of one's own, or none."""
    at: dict[str, list[int]] = defaultdict(list)
    for person in people:
        if address := "".join(letter for letter in person.address.casefold() if letter.isalnum()):
            at[address].append(person.pk)
    shared = [keys for keys in at.values() if len(keys) > 1]
    return Counter({key: number for number, keys in enumerate(shared, start=1) for key in keys})
