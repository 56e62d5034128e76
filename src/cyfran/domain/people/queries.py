"""Finding people, the link to each one's own page, and what each permits."""

import hmac
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from cyfran.domain.base.choices import ActorKind
from cyfran.domain.base.fields import spellings_of
from cyfran.domain.base.models import AuditEvent, User
from cyfran.domain.base.queries import read_link, sign_link
from cyfran.domain.base.registry import PersonalData, Whose, declared, heard
from cyfran.domain.base.sealing import fingerprints
from cyfran.domain.organisations.choices import Act
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.organisations.queries import administrators, contact_of, organisations_of
from cyfran.domain.organisations.rules import may
from cyfran.domain.people.choices import LOOKS, UNDER_16, WATCH, CaringState, Dimension, FlagKind, Relation, RoleState, Stays, Use
from cyfran.domain.people.models import CaringRole, EqualityAnswer, Flag, Person

# Of one whom somebody looks after: she does so now, or will again.
GOES_ON = (RoleState.ACTIVE, RoleState.PAUSED)
_CONTACTS = ("email", "telephone", "address", "sent_to")
_LINK = "person"
_LONGEST_SEARCH = 100
_YEAR = timedelta(days=365)


def people_open_to(user: User | AnonymousUser, act: Act) -> QuerySet[Person]:
    """Return the people with whom somebody may do this: those of her organisations."""
    people = Person.objects.filter(organisation__in=organisations_of(user, act), erased_at=None, merged_into=None)
    return people.select_related("organisation", "area")


def search_people(people: QuerySet[Person], text: str) -> QuerySet[Person]:
    """Return those whose name holds every word of the text, or whose whole e-mail address or telephone number it is."""
    text = _searchable(text)
    if not text.strip():
        return people
    named = Q()
    for word in text.split():
        spelt = Q()
        for spelling in spellings_of(word):
            spelt |= Q(name__icontains=spelling)
        named &= spelt
    went_into = Person.objects.filter(_reached_at(text), merged_into__isnull=False).values("merged_into")
    return people.filter(named | _reached_at(text) | Q(pk__in=went_into))


def people_reached_at(contact: str) -> QuerySet[Person]:
    """Return the people with this e-mail address or telephone number, however they spelt it; a blank reaches nobody.

    A record that went into another is among them where it alone is reached there: what it is sent opens the other's page.
    """
    found = Person.objects.filter(_reached_at(_searchable(contact)))
    return found.exclude(merged_into__in=found.values("pk"))


def my_link(person: Person) -> str:
    """Return the part of an address that opens a person's own page, without signing in."""
    return sign_link(_LINK, person.public_id, person.link_version)


def person_by_link(link: str) -> Person | None:
    """Return whose page a link opens, or None where it is not ours or was replaced by a newer one."""
    signed = read_link(_LINK, link)
    if signed is None:
        return None
    public_id, version = signed
    return whose_page(Person.objects.filter(public_id=public_id, link_version=version))


def whose_page(people: QuerySet[Person]) -> Person | None:
    """Return the first of these people, or the record that hers went into; nobody who was removed."""
    beside = ("organisation", "area")
    found = people.select_related(*beside, *(f"merged_into__{name}" for name in beside)).first()
    person = found and (found.merged_into or found)
    return None if person is None or person.erased_at else person


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


def silent_people(*, on: date) -> QuerySet[Person]:
    """Return the people of whom nothing has been heard for the years of the settings.

    Not who holds a seat, works here too, or looks after somebody with a record or is looked after by one: there she is needed.
    """
    since = datetime.combine(on - _YEAR * settings.SILENT_YEARS, time.min, tzinfo=UTC)
    people = Person.objects.filter(registered_at__lt=since, seats__isnull=True, deputy_seats__isnull=True, user__isnull=True)
    tied = CaringRole.objects.filter(cared_for__isnull=False, state__in=GOES_ON)
    people = people.exclude(pk__in=tied.values("person")).exclude(pk__in=tied.values("cared_for"))
    for way in heard():
        people = people.exclude(**{f"{way}__gte": since})
    events = AuditEvent.objects.filter(at__gte=since)
    acted = events.filter(actor_kind=ActorKind.PERSON).values("actor_public_id")
    told_staff = events.filter(verb__in=["person.wishes_changed", "person.heard"]).values("subject_public_id")
    heard_of = Person.objects.filter(Q(public_id__in=acted) | Q(public_id__in=told_staff))
    went_into = heard_of.filter(merged_into__isnull=False).values("merged_into")
    silent = people.exclude(pk__in=heard_of.values("pk")).exclude(pk__in=went_into)
    return silent.filter(erased_at=None, merged_into=None, is_example=False).order_by("pk")


def cares_as_a_job() -> Q:
    """Choose whoever is paid to look after people and has looked after nobody else: what is for carers is not for them."""
    roles = CaringRole.objects.filter(person=OuterRef("pk"))
    return Exists(roles.filter(relation=Relation.JOB)) & ~Exists(roles.exclude(relation=Relation.JOB))


def who_may_be_asked() -> QuerySet[Person]:
    """Return the people who permit being asked to take part, and whose job it is not to look after people.

    Whoever grieves is asked only once she has said that she stays.
    """
    roles = CaringRole.objects.filter(person=OuterRef("pk")).exclude(relation=Relation.JOB)
    grieves = Exists(roles.filter(state=RoleState.DIED)) & ~Exists(roles.filter(state__in=GOES_ON))
    there = people_who_permit(Use.CONTACT).filter(erased_at__isnull=True)
    return there.filter(~cares_as_a_job(), ~grieves | Q(stays=Stays.YES)).exclude(age_band__in=UNDER_16)


def is_left_in_peace(person: Person) -> bool:
    """Tell whether somebody grieves and has not said that she stays: until then nothing is asked of her."""
    return caring_state(person) == CaringState.BEREAVED and person.stays != Stays.YES


def lead_for(kind: FlagKind, organisation: Organisation) -> User | None:
    """Return who sees to such a worry in an organisation: who is named for it, else whoever else may open it, if anybody."""
    is_young = kind == FlagKind.YOUNG_CARER
    named = organisation.young_carer_lead if is_young else organisation.safeguarding_lead
    members = User.objects.filter(memberships__organisation=organisation).order_by("joined_at", "id")
    in_order = chain([named, contact_of(organisation), organisation.named_contact], administrators(), members)
    return next((one for one in in_order if one and may(one, Act.KEEP_PEOPLE, organisation)), None)


def flags_open_to(user: User | AnonymousUser, act: Act) -> QuerySet[Flag]:
    """Return the worries of her organisations. Whom one is about, and what was said, pages tell its owner alone."""
    flags = Flag.objects.filter(person__organisation__in=organisations_of(user, act))
    return flags.select_related("person__organisation", "owner")


def promises_to(person: Person) -> QuerySet[Flag]:
    """Return what she was told somebody sees to, still open: that she is young; her own cry, unless an adult opens her page."""
    hers = Q(kind=FlagKind.YOUNG_CARER) | Q(kind=FlagKind.DISTRESS, raised_by=None, person__adult="")
    return person.flags.filter(hers, closed_at=None).select_related("owner")


def caring_state(person: Person) -> CaringState:
    """Return how it is with a person, over all whom she looks after."""
    states = {role.state for role in person.caring_roles.all() if role.relation != Relation.JOB}
    if not states or not states.isdisjoint(GOES_ON):
        return CaringState.ACTIVE
    return CaringState.BEREAVED if RoleState.DIED in states else CaringState.FORMER


def still_right_since(person: Person, today: date) -> date | None:
    """Return when a person last said whom she looks after, where that is so long ago that she is asked whether it is still so.

    Nobody is asked in the year after somebody she looked after has died.
    """
    roles = list(person.caring_roles.all())
    lost_lately = any(role.state == RoleState.DIED and role.since and today - role.since < _YEAR for role in roles)
    registered_on = localdate(person.registered_at)
    said_on = min((role.said_on or registered_on for role in roles if role.state in GOES_ON), default=today)
    return said_on if not lost_lately and today - said_on > _YEAR else None


def looks_at(person: Person) -> QuerySet[AuditEvent]:
    """Return each time that staff looked at what is on record of somebody, or saw how she is reached, the latest first."""
    return _looks_at(Person.objects.filter(_is_hers(person)).values("public_id"))


def looks_open_to(user: User | AnonymousUser, act: Act) -> QuerySet[AuditEvent]:
    """Return each look at the people of her organisations, the latest first."""
    return _looks_at(Person.objects.filter(organisation__in=organisations_of(user, act)).values("public_id"))


def readings_open_to(user: User | AnonymousUser, act: Act) -> QuerySet[AuditEvent]:
    """Return each time that somebody read who looked at the people of her organisations, or at everybody, the latest first."""
    read = Q(subject_public_id__in=organisations_of(user, act).values("public_id")) | Q(subject_kind=User._meta.label_lower)
    return AuditEvent.objects.filter(read, verb=WATCH)


def _looks_at(public_ids: Any) -> QuerySet[AuditEvent]:
    of_people = AuditEvent.objects.filter(subject_kind=Person._meta.label_lower, subject_public_id__in=public_ids)
    return of_people.filter(verb__in=LOOKS)


def equality_tokens(person: Person) -> dict[Dimension, str]:
    """Return by which token each of her answers about equality is stored: none leads to another, nor to her."""
    secret = person.equality_token.encode()
    return {one: hmac.digest(secret, one.encode(), "sha256").hex() for one in Dimension if secret}


def equality_answers_of(person: Person) -> QuerySet[EqualityAnswer]:
    """Return her answers about equality. They are for her alone: everybody else reads counts, from the reports."""
    return EqualityAnswer.objects.filter(token__in=equality_tokens(person).values())


def rows_about(person: Person, *, herself: bool = True) -> Iterator[tuple[PersonalData, Model, list[str]]]:
    """Return what is kept about somebody: of each row, what kind of data it holds and in which fields.

    What staff wrote of a worry is left out: whoever opens her page could be the one she is at risk from. Where it is not
    certain that it is `herself`, how she is reached and what she said about equality are left out as well.
    """
    for label, fields in declared().items():
        if label == EqualityAnswer._meta.label and not herself:
            continue
        model = apps.get_model(label)
        beside = [field.name for field in model._meta.fields if field.is_relation and field.name in fields]
        several = [field.name for field in model._meta.many_to_many]
        rows = model._default_manager.select_related(*beside).prefetch_related(*several)
        for row in _hers(rows, person):
            for data in dict.fromkeys(fields.values()):
                if data is not None and data.whose == Whose.PERSON:
                    left_out = _left_out(row) if herself else (*_left_out(row), *_CONTACTS)
                    yield data, row, [name for name, held in fields.items() if held is data and name not in left_out]


def _left_out(row: Model) -> tuple[str, ...]:
    """Return what of a row is in no copy: of a worry all words, but those of whoever asked for help for herself.

    The page of a child under 13 is opened by an adult, so that it has not even those.
    """
    if isinstance(row, Person):
        # It holds what another record of hers says as well, and what she said of equality.
        return ("set_aside",)
    if not isinstance(row, Flag):
        return ()
    is_her_own_cry = row.kind == FlagKind.DISTRESS and row.raised_by_id is None and not row.person.adult
    return () if is_her_own_cry else ("words", "outcome")


def _hers(rows: QuerySet[Any], person: Person) -> Iterator[Model]:
    if rows.model is EqualityAnswer:
        yield from rows.filter(token__in=equality_tokens(person).values())
    for way in _ways_to_person(rows.model):
        yield from rows.filter(**{f"{way}__in": Person.objects.filter(_is_hers(person)).values("pk")})


def _ways_to_person(model: type[Model]) -> list[str]:
    """Return the fields that lead from a model to a person: at once, or over one other record of hers."""
    if model is Person:
        return ["pk"]
    if direct := _relations(model, Person):
        return direct
    over = [field for field in model._meta.fields if field.is_relation and _relations(field.related_model, Person)]
    return [f"{field.name}__{name}" for field in over for name in _relations(field.related_model, Person)][:1]


def _is_hers(person: Person) -> Q:
    return Q(pk=person.pk) | Q(merged_into=person.pk)


def _relations(model: type[Model] | None, target: type[Model]) -> list[str]:
    fields = model._meta.fields if model else ()
    return [field.name for field in fields if field.is_relation and field.related_model is target]


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
