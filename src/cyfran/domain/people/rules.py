"""Who may see a person, and who may be asked to take part."""

from django.contrib.auth.models import AnonymousUser

from cyfran.domain.base.models import User
from cyfran.domain.people.choices import Use
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import people_open_to, permits


def can_see_person(user: User | AnonymousUser, person: Person) -> bool:
    """A coordinator of the person's organisation, or an administrator."""
    return people_open_to(user).contains(person)


def can_be_invited(person: Person) -> bool:
    """Only somebody who said that she may be asked."""
    return permits(person, Use.CONTACT)
