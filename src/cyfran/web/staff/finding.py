"""Somebody looked for by name, on a form about something else."""

from django.db.models import QuerySet

from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import search_people


def is_in_vain(people: QuerySet[Person], text: str) -> bool:
    """Tell whether somebody was looked for and none of these people is found, so that the page says so."""
    return bool(text.strip()) and not search_people(people, text).exists()
