"""How many minutes people were asked for over all bodies, how many they gave, and how much each lets herself be asked."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import inf
from typing import Any

from django.conf import settings
from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from cyfran.domain.involvement.choices import EntryKind, Lift, Rhythm, TimesAsked
from cyfran.domain.involvement.models import LedgerEntry, Limit, Preference
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.people.choices import Use
from cyfran.domain.people.models import Permission, Person
from cyfran.engine.redaction.counts import SMALLEST_PUBLISHABLE, publishable, publishable_parts

_WINDOW, _LATELY, _DAY = timedelta(days=365), timedelta(days=30), timedelta(days=1)
_MOST_TIMES = {TimesAsked.NEVER: 0, TimesAsked.UP_TO_3: 3, TimesAsked.UP_TO_12: 12, TimesAsked.MORE: inf}


@dataclass(frozen=True)
class Spread:
    """How evenly what is asked lies on people: the share, 0 to 1, that the busiest tenth carry, and Gini's measure of it.

    Gini's measure is 0 where all are asked alike, and near 1 where one alone is asked.
    """

    people: int
    busiest: int
    busiest_share: float
    gini: float


@dataclass(frozen=True)
class WishKept:
    """How often people who wish the same were asked in the last twelve months; None is a count too small to show.

    `wish` is a rhythm, or blank where they have not said; `times` counts them by how often they were asked.
    """

    wish: str
    people: int | None
    times: Mapping[str, int | None]


def ledger_of(person: Person) -> QuerySet[LedgerEntry]:
    """Return everything asked of a person and given by her, over all bodies, the earliest first."""
    return person.ledger.select_related("organisation")


def last_year_of(person: Person, on: date) -> QuerySet[LedgerEntry]:
    """Return what counts in the twelve months up to a day: also what a seat asks each year, for as long as it is held."""
    return ledger_of(person).filter(_counted(on))


def load_of(person: Person, on: date) -> int:
    """Return the minutes asked of a person by all bodies together, in the twelve months up to a day."""
    asked = last_year_of(person, on).filter(kind=EntryKind.ASKED)
    return asked.aggregate(total=Sum("minutes"))["total"] or 0


def minutes_given(person: Person) -> int:
    """Return all the minutes a person ever gave, to all bodies together."""
    return person.ledger.filter(kind=EntryKind.GIVEN).aggregate(total=Sum("minutes"))["total"] or 0


def limit_of(person: Person) -> Limit:
    """Return what a person says of how much she may be asked: before she says anything, the usual limit."""
    return Limit.objects.filter(person=person).select_related("entered_by").first() or Limit(person=person)


def preference_of(person: Person) -> Preference:
    """Return what a person would like to be asked about and when she is free: before she says anything, anything at any time."""
    return Preference.objects.filter(person=person).select_related("entered_by").first() or Preference(person=person)


def with_load(people: QuerySet[Person], *, on: date) -> QuerySet[Any]:
    """Return the people, each with what is asked of her and what she lets herself be asked on that day.

    `minutes_asked` and `minutes_limit` are of twelve months, `asks_so_far` and `asks_limit` of thirty days. A limit that she
    lifted is None. Where she lets two bodies know of one another, what both asked in thirty days counts together.
    """
    asked = LedgerEntry.objects.filter(_counted(on), person=OuterRef("pk"), kind=EntryKind.ASKED).order_by()
    total = asked.values("person").annotate(total=Sum("minutes")).values("total")
    own = Coalesce(F("limit__hours"), Value(settings.LOAD_LIMIT_HOURS), output_field=IntegerField()) * 60
    lately = asked.filter(each_year=False, on__gt=on - _LATELY).values("person").annotate(asks=Count("pk")).values("asks")
    elsewhere = Case(When(_lets_another_body_know(), then=Coalesce(_asks_on_other_records(on), 0)), default=0)
    own_asks = Coalesce(F("limit__asks"), Value(settings.ASKS_IN_30_DAYS), output_field=IntegerField())
    lifted = When(limit__lifted__in=[Lift.ONCE, Lift.FOR_GOOD], then=Value(None))
    resting = When(limit__rests_until__gt=on, then=Value(True))
    return people.annotate(
        minutes_asked=Coalesce(Subquery(total), 0),
        minutes_limit=Case(lifted, default=own, output_field=IntegerField()),
        is_resting=Case(resting, default=Value(False), output_field=BooleanField()),
        asks_so_far=Coalesce(Subquery(lately), 0) + elsewhere,
        asks_limit=Case(When(limit__lifted=Lift.FOR_GOOD, then=Value(None)), default=own_asks, output_field=IntegerField()),
        is_off=Case(When(limit__rhythm=Rhythm.OFF, then=Value(True)), default=Value(False), output_field=BooleanField()),
    )


def wishes_kept(people: QuerySet[Person], *, on: date) -> list[WishKept]:
    """Set how often people wish to be asked beside how often all bodies together asked them in the year up to a day."""
    asked = LedgerEntry.objects.filter(
        person=OuterRef("pk"), kind=EntryKind.ASKED, each_year=False, on__gt=on - _WINDOW, on__lte=on
    )
    asks = Coalesce(Subquery(asked.order_by().values("person").annotate(asks=Count("pk")).values("asks")), 0)
    counted: dict[str, Counter[str]] = {wish: Counter() for wish in [*Rhythm.values, ""]}
    for wish, times in people.order_by().annotate(asks=asks).values_list("limit__rhythm", "asks"):
        counted[wish or ""][times_asked(times)] += 1
    return [
        WishKept(wish, publishable(times.total()), publishable_parts({band: times[band] for band in TimesAsked}))
        for wish, times in counted.items()
    ]


def times_asked(times: int) -> TimesAsked:
    """Return the band of so many times."""
    return next(band for band, most in _MOST_TIMES.items() if times <= most)


def with_last_asked(people: QuerySet[Person]) -> QuerySet[Any]:
    """Return the people, each with the day on which any body last asked something of her; None where none ever did."""
    asked = LedgerEntry.objects.filter(person=OuterRef("pk"), kind=EntryKind.ASKED).order_by().values("person")
    return people.annotate(last_asked_on=Subquery(asked.annotate(last=Max("on")).values("last")))


def who_can_be_asked(people: QuerySet[Person], *, minutes: int, on: date) -> QuerySet[Any]:
    """Return those of the people, with their load, who neither rest nor are off, and whose limits leave room for this."""
    room = Q(minutes_limit__isnull=True) | Q(minutes_asked__lte=F("minutes_limit") - minutes)
    again = Q(asks_limit__isnull=True) | Q(asks_so_far__lt=F("asks_limit"))
    return with_load(people, on=on).filter(room, again, is_resting=False, is_off=False)


def who_cannot_be_asked(people: QuerySet[Person], *, minutes: int, on: date) -> QuerySet[Any]:
    """Return the others of the people, with their load: those who rest or are off, or whose limits leave no room for this."""
    no_room = Q(minutes_asked__gt=F("minutes_limit") - minutes) | Q(asks_so_far__gte=F("asks_limit"))
    return with_load(people, on=on).filter(Q(is_resting=True) | Q(is_off=True) | no_room).select_related("limit")


def never_asked(people: QuerySet[Person]) -> QuerySet[Person]:
    """Return those of the people whom no body ever asked for anything."""
    return people.filter(~Exists(LedgerEntry.objects.filter(person=OuterRef("pk"), kind=EntryKind.ASKED)))


def asked_elsewhere(*, organisation: Organisation, on: date) -> Exists:
    """Tell of each of some people whether another body asked something of her in the same month."""
    of_the_month = LedgerEntry.objects.filter(on__year=on.year, on__month=on.month, kind=EntryKind.ASKED)
    return Exists(of_the_month.filter(person=OuterRef("pk")).exclude(organisation=organisation))


def spread(people: QuerySet[Person], *, on: date) -> Spread | None:
    """Return how evenly the load lies on people; None where they are too few to tell, or nothing was asked of any."""
    return spread_of(with_load(people, on=on).order_by().values_list("minutes_asked", flat=True))


def spread_of(minutes: Iterable[int]) -> Spread | None:
    """Return the same where it is known how many minutes each person was asked for."""
    loads = sorted(minutes)
    count, total = len(loads), sum(loads)
    if count < SMALLEST_PUBLISHABLE or total == 0:
        return None
    busiest = -(-count // 10)
    by_rank = sum(rank * load for rank, load in enumerate(loads, start=1))
    gini = 2 * by_rank / (count * total) - (count + 1) / count
    return Spread(people=count, busiest=busiest, busiest_share=sum(loads[-busiest:]) / total, gini=gini)


def _lets_another_body_know() -> Exists:
    """Tell of each of some people whether she lets any organisation beside her own know of her."""
    return Exists(Permission.objects.filter(person=OuterRef("pk"), use=Use.SHARE, withdrawn_at=None))


def _her_other_records() -> QuerySet[Person]:
    """Return, for a subquery beside each of some people, the records she has with other bodies, so far as she lets them know.

    On both records she lets the other body know of her, and both have her name and her e-mail address or number.
    """
    reached = Q(email_print=OuterRef("email_print")) & ~Q(email_print="")
    reached |= Q(telephone_print=OuterRef("telephone_print")) & ~Q(telephone_print="")
    named = Person.objects.filter(reached, name__iexact=OuterRef("name"), is_example=OuterRef("is_example"))
    stands = Permission.objects.filter(use=Use.SHARE, withdrawn_at=None)
    said_there = Exists(stands.filter(person=OuterRef("pk"), body=OuterRef(OuterRef("organisation"))))
    said_here = Exists(stands.filter(person=OuterRef(OuterRef("pk")), body=OuterRef("organisation")))
    # What was said on a record that was removed, or went into another, stands there no more.
    return named.filter(said_there, said_here)


def _asks_on_other_records(on: date) -> Subquery:
    lately = {"ledger__kind": EntryKind.ASKED, "ledger__each_year": False, "ledger__on__range": (on - _LATELY + _DAY, on)}
    of_one_person = _her_other_records().filter(**lately).order_by().values("is_example")
    return Subquery(of_one_person.annotate(asks=Count("ledger")).values("asks"))


def _counted(on: date) -> Q:
    once = Q(each_year=False, on__gt=on - _WINDOW, on__lte=on)
    each_year = Q(each_year=True, on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))
    return once | each_year


def bodies_with_part_in(person: Person) -> QuerySet[Organisation]:
    """Return the organisations that know somebody: her own, and those that asked something of her."""
    asked = LedgerEntry.objects.filter(person=person).values("organisation")
    return Organisation.objects.filter(Q(pk=person.organisation_id) | Q(pk__in=asked))
