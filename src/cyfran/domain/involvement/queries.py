"""How many minutes people were asked for, and how many they gave."""

from datetime import date

from django.db.models import QuerySet, Sum

from cyfran.domain.involvement.choices import EntryKind
from cyfran.domain.involvement.models import LedgerEntry
from cyfran.domain.people.models import Person


def ledger_of(person: Person) -> QuerySet[LedgerEntry]:
    """Return everything asked of a person and given by her, over all bodies, the earliest first."""
    return person.ledger.select_related("organisation")


def minutes_asked(person: Person, *, since: date) -> int:
    return _minutes(person, EntryKind.ASKED, since)


def minutes_given(person: Person, *, since: date) -> int:
    return _minutes(person, EntryKind.GIVEN, since)


def _minutes(person: Person, kind: EntryKind, since: date) -> int:
    entries = person.ledger.filter(kind=kind, on__gte=since)
    total: int = entries.aggregate(total=Sum("minutes", default=0))["total"]
    return total
