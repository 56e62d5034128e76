"""How people came to register, and how many partners told of something: counts that tell nobody apart."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Model, QuerySet

from cyfran.domain.correspondence.choices import DIGITAL, Purpose, State, Way
from cyfran.domain.correspondence.models import Arrival, Message
from cyfran.domain.correspondence.queries import forwards_about
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.people.models import Person
from cyfran.domain.people.rules import plain_name
from cyfran.engine.redaction.counts import SMALLEST_PUBLISHABLE, publishable


@dataclass(frozen=True)
class HowPeopleCame:
    """How those who registered came, as counts that tell nobody apart: None is a count too small to be shown.

    `all` and `by_no_digital_way`, a share in percent, are left out as well where a hidden count could be worked out from them.
    """

    all: int | None
    by_way: dict[Way, int | None]
    by_partner: dict[str, int | None]
    by_no_digital_way: int | None


def how_people_came(organisations: QuerySet[Organisation], *, example: bool = False) -> HowPeopleCame:
    """Count how those came who are registered with some organisations: a person of two records made one counts once."""
    there = {"person__erased_at": None, "person__merged_into": None, "person__is_example": example}
    arrivals = Arrival.objects.filter(person__organisation__in=organisations, **there).order_by()
    counts: Counter[Way] = Counter(dict(arrivals.values_list("way").annotate(Count("pk"))))
    through = arrivals.filter(forward__isnull=False).values_list("forward__partner").annotate(Count("pk"))
    partners = Organisation.objects.in_bulk([partner for partner, _count in through])
    digital, other = _total(counts, DIGITAL), _total(counts, set(Way) - set(DIGITAL))
    return HowPeopleCame(
        all=_total(counts, set(Way)),
        by_way={way: publishable(counts[way]) for way in Way},
        by_partner={partners[partner].name: publishable(count) for partner, count in through},
        by_no_digital_way=round(100 * other / (digital + other)) if digital and other else None,
    )


def _total(counts: Mapping[Way, int], ways: Collection[Way]) -> int | None:
    """Add up the counts of some ways: None where a hidden one, or that nobody came by it, could be worked out from the sum."""
    hidden = [counts[way] for way in ways if publishable(counts[way]) is None]
    return publishable(sum(counts[way] for way in ways)) if not hidden or publishable(sum(hidden)) else None


def told_together(thing: Model) -> tuple[int, int] | None:
    """Count who was told of a thing by all who pass it on, each once: return the least and the most that they can be.

    Whoever is of one name and reached alike is one person. The two differ where so few are on record with several that it is
    not shown how many. None where one partner told so few that they are not shown: the whole would tell of them.
    """
    ways = forwards_about(thing).order_by().values("public_id")
    told = Message.objects.filter(purpose=Purpose.PASSED_ON, about_public_id__in=ways).exclude(state=State.NOT_NEEDED)
    columns = ("organisation", "name", "email_print", "telephone_print")
    people = list(Person.objects.filter(pk__in=told.values("person")).order_by().values_list(*columns))
    if None in map(publishable, Counter(body for body, *_others in people).values()):
        return None
    once, all_told = _different_people(row[1:] for row in people), len(people)
    return (once, once) if publishable(all_told - once) else (all_told - SMALLEST_PUBLISHABLE + 1, all_told)


def _different_people(rows: Iterable[tuple[str, str, str]]) -> int:
    """Count different people by their names and the prints of how they are reached; those reached in two ways come first."""
    seen: set[tuple[str, str]] = set()
    count = 0
    for name, *prints in sorted(rows, key=lambda row: row.count("")):
        marks = {(plain_name(name), mark) for mark in prints if mark}
        count += seen.isdisjoint(marks)
        seen |= marks
    return count
