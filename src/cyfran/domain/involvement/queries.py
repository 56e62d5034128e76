"""How many minutes people were asked for, and how many they gave."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from cyfran.domain.involvement.choices import EntryKind
from cyfran.domain.involvement.models import LedgerEntry
from cyfran.domain.people.models import Person


def ledger_of(person: Person) -> QuerySet[LedgerEntry]:
    """Return everything asked of a person and given by her, over all bodies, the earliest first."""
    return person.ledger.select_related("organisation")


def with_minutes_asked(people: QuerySet[Person], *, since: date) -> QuerySet[Any]:
    """Return the people, each with `minutes_asked`: those of all bodies together since that day."""
    asked = LedgerEntry.objects.filter(person=OuterRef("pk"), kind=EntryKind.ASKED, on__gte=since).order_by()
    total = asked.values("person").annotate(total=Sum("minutes")).values("total")
    return people.annotate(minutes_asked=Coalesce(Subquery(total), 0))
