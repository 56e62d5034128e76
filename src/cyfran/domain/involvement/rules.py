"""Who may be asked for how much. Past her limit nobody can ask a person, and only she can lift it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cyfran.domain.involvement.choices import Reason
from cyfran.domain.involvement.queries import with_load
from cyfran.domain.people.models import Person

_REFUSALS = {
    Reason.OVER_LIMIT: _("This asks more of these people than their limit allows, and only they can lift it: %(names)s."),
    Reason.RESTING: _("These people rest, and are not to be asked now: %(names)s."),
}


def why_not(person: Any, minutes: int) -> Reason | None:
    """Say why somebody, read with `with_load`, cannot be asked for so many minutes; None where she can."""
    if person.is_resting:
        return Reason.RESTING
    if person.minutes_limit is not None and person.minutes_asked + minutes > person.minutes_limit:
        return Reason.OVER_LIMIT
    if person.is_off:
        return Reason.OFF
    if person.asks_limit is not None and person.asks_so_far >= person.asks_limit:
        return Reason.ASKED_ENOUGH
    return None


def refuse_to_overload(people: Iterable[Person], *, minutes: int, on: date) -> None:
    """Raise ValidationError that names those on whom so many minutes more would be too much, or who rest.

    How often somebody is asked says nothing of a seat that she agreed to take.
    """
    with_loads = list(with_load(Person.objects.filter(pk__in=[person.pk for person in people]), on=on))
    refusals = []
    for reason, words in _REFUSALS.items():
        if names := [person.name for person in with_loads if why_not(person, minutes) == reason]:
            refusals.append(ValidationError(words, code=reason.lower(), params={"names": ", ".join(names)}))
    if refusals:
        raise ValidationError(refusals)
