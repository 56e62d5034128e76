"""Who may see a person, who may be asked to take part, and who belongs where."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.models import User
from cyfran.domain.organisations.choices import Act
from cyfran.domain.people.choices import Use
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import people_open_to, permits


def can_see_person(user: User | AnonymousUser, person: Person) -> bool:
    """Whoever sees the people of her organisation."""
    return people_open_to(user, Act.SEE_PEOPLE).contains(person)


def can_be_invited(person: Person) -> bool:
    """Only somebody who said that she may be asked."""
    return permits(person, Use.CONTACT)


def refuse_to_mix(*people: Person | None, with_example: bool) -> None:
    """Raise ValidationError rather than bring invented people and what is real together, or real people and an example."""
    if any(person.is_example != with_example for person in people if person):
        raise ValidationError(
            _("Invented people belong in the example alone, and real people outside it."), code="real_and_invented"
        )
