"""Of whom nothing has been heard for years: the day on which they leave, and what is heard of them after all."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from cyfran.domain.base.actions import Actor, record_event, record_events
from cyfran.domain.people.choices import NOTICE
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import silent_people
from cyfran.domain.people.rules import refuse_gone


@transaction.atomic
def list_to_leave(*, person: Person, by: Actor | None, at: datetime) -> Person:
    """Name the day on which somebody leaves. The door that tells her of it is `correspondence.actions.silence.list_and_tell`."""
    refuse_gone(person)
    person.leaves_on, person.stayed_on = localdate(at) + NOTICE, None
    person.save(update_fields=["leaves_on", "stayed_on"])
    record_event("person.listed_to_leave", subject=person, by=by, at=at)
    return person


@transaction.atomic
def let_stay(*, by: Actor | None, at: datetime) -> list[Person]:
    """Take back the day of everybody of whom something has been heard since it was named."""
    listed = Person.objects.filter(leaves_on__isnull=False)
    heard_of = list(listed.exclude(pk__in=silent_people(on=localdate(at)).values("pk")))
    record_events("person.leaves_no_more", subjects=heard_of, by=by, at=at)
    Person.objects.filter(pk__in=[person.pk for person in heard_of]).update(leaves_on=None, stayed_on=localdate(at))
    return heard_of


@transaction.atomic
def hear_from(*, person: Person, by: Actor, at: datetime) -> None:
    """Write down that somebody gave a sign of herself: she came with a code, or said that she wants to stay."""
    refuse_gone(person)
    if person.leaves_on:
        person.leaves_on, person.stayed_on = None, localdate(at)
        person.save(update_fields=["leaves_on", "stayed_on"])
    record_event("person.heard", subject=person, by=by, at=at)
