"""Whom nobody has heard of for years, and the day on which they leave."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from cyfran.domain.base.actions import Actor, record_events
from cyfran.domain.people.choices import NOTICE
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import silent_people


@transaction.atomic
def list_silent(*, by: Actor | None, at: datetime) -> list[Person]:
    """Name a day to leave for everybody of whom nothing has been heard for years, and return those whose day has come.

    Where something has been heard since, the day is taken back.
    """
    today = localdate(at)
    silent = silent_people(on=today)
    Person.objects.filter(leaves_on__isnull=False).exclude(pk__in=silent.values("pk")).update(leaves_on=None)
    newly = list(silent.filter(leaves_on__isnull=True))
    record_events("person.listed_to_leave", subjects=newly, by=by, at=at)
    Person.objects.filter(pk__in=[person.pk for person in newly]).update(leaves_on=today + NOTICE)
    return list(silent.filter(leaves_on__lte=today))
