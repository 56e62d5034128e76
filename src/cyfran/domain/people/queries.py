"""Finding people, the link to each one's own page, and what each permits."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from cyfran.domain.base.fields import spellings_of
from cyfran.domain.base.models import User
from cyfran.domain.base.queries import read_link, sign_link
from cyfran.domain.base.sealing import fingerprints
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.organisations.queries import organisations_of
from cyfran.domain.people.choices import Use
from cyfran.domain.people.models import Person

_LINK = "person"
_LONGEST_SEARCH = 100


def people_open_to(user: User | AnonymousUser) -> QuerySet[Person]:
    """Return the people whom a member of staff may see: those of the organisations she coordinates for."""
    people = Person.objects.filter(organisation__in=organisations_of(user), erased_at__isnull=True)
    return people.select_related("organisation", "area")


def search_people(user: User | AnonymousUser, text: str) -> QuerySet[Person]:
    """Return the people whose name holds every word of the text, or whose whole e-mail address or telephone number it is."""
    text = _searchable(text)
    if not text.strip():
        return people_open_to(user)
    named = Q()
    for word in text.split():
        spelt = Q()
        for spelling in spellings_of(word):
            spelt |= Q(name__icontains=spelling)
        named &= spelt
    return people_open_to(user).filter(named | _reached_at(text))


def people_reached_at(contact: str) -> QuerySet[Person]:
    """Return the people with this e-mail address or telephone number, however they spelt it; a blank reaches nobody."""
    return Person.objects.filter(_reached_at(_searchable(contact)))


def my_link(person: Person) -> str:
    """Return the part of an address that opens a person's own page, without signing in."""
    return sign_link(_LINK, person.public_id, person.link_version)


def person_by_link(link: str) -> Person | None:
    """Return whose page a link opens, or None where it is not ours or was replaced by a newer one."""
    signed = read_link(_LINK, link)
    if signed is None:
        return None
    public_id, version = signed
    return Person.objects.select_related("organisation", "area").filter(public_id=public_id, link_version=version).first()


def permits(person: Person, use: Use) -> bool:
    return person.permissions.filter(use=use, withdrawn_at__isnull=True).exists()


def bodies_let_know(person: Person) -> QuerySet[Organisation]:
    """Return the organisations which she lets know of her, beside her own."""
    return Organisation.objects.filter(known_people__person=person, known_people__withdrawn_at__isnull=True)


def bodies_beside(person: Person) -> QuerySet[Organisation]:
    """Return the organisations of her region beside her own, and whichever she already lets know of her."""
    near = Organisation.objects.filter(Q(region=person.area.region) | Q(pk__in=bodies_let_know(person).values("pk")))
    return near.exclude(pk=person.organisation_id)


def people_who_permit(use: Use) -> QuerySet[Person]:
    """Return the people who permit this use now. What they took back counts at once."""
    return Person.objects.filter(permissions__use=use, permissions__withdrawn_at__isnull=True)


def quotable_people() -> QuerySet[Person]:
    """Return the people whose words may be shown, without their names."""
    return people_who_permit(Use.QUOTE)


def _reached_at(contact: str) -> Q:
    fields: list[Any] = [Person._meta.get_field(name) for name in ("email_print", "telephone_print")]
    found = Q(pk__in=())
    for field in fields:
        # A blank is looked for as well, so that it takes as long: no fingerprint is like it.
        prints = fingerprints(field.bare(contact.strip()), kind=field.kind) or ["-"]
        found |= Q(**{f"{field.name}__in": prints})
    return found


def _searchable(text: str) -> str:
    """Take out what one of the databases refuses: a NUL, and a pattern too long to look for."""
    return text.replace("\0", "")[:_LONGEST_SEARCH]
