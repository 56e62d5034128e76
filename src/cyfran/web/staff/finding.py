"""Somebody looked for by name, on a form about something else."""

from django.db.models import QuerySet

from cyfran.domain.base.models import User
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import search_people


def is_in_vain(people: QuerySet[Person], reader: User, text: str) -> bool:
    """Tell whether somebody was looked for and none of these people is found, so that the page says so."""
    return bool(text.strip()) and not people.filter(pk__in=search_people(reader, text).order_by().values("pk")).exists()
