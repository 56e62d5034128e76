"""What may be written down of whom and when, who belongs where, and which two records may be of one person."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from cyfran.domain.people.choices import AT_SCHOOL, UNDER_16, USES_WITHOUT_A_BODY, CaringState, Need, Use
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import cares_as_a_job, caring_state, is_left_in_peace, people_reached_at

# Of two records made one, what the one that is kept does not say it learns from the other: what stands together, together.
_LEARNT = (
    *(("email",), ("telephone",), ("address",), ("language",), ("format",), ("age_band",), ("stays",)),
    ("how_long", "how_long_said_on"),
)
_SCHOOL_BEGINS, _SCHOOL_ENDS, _SATURDAY = time(8, 30), time(15, 30), 5


def is_in_school_hours(starts_at: datetime, minutes: int = 1) -> bool:
    """Tell whether any of it falls into the hours of school. Every weekday counts: holidays differ from place to place."""
    start = localtime(starts_at)
    end = start + timedelta(minutes=minutes)
    is_weekday = start.weekday() < _SATURDAY
    return is_weekday and start.time() < _SCHOOL_ENDS and (end.date() > start.date() or end.time() > _SCHOOL_BEGINS)


def end_of_school(at: datetime) -> datetime:
    """Return when school is over on that day."""
    return datetime.combine(localtime(at).date(), _SCHOOL_ENDS, localtime(at).tzinfo)


def has_to_be_made_sure(age_said: str, *, on_record: str) -> bool:
    """Tell whether somebody under 18 says that she is older than on record, or would rather not say: that lifts protection."""
    return on_record in AT_SCHOOL and age_said not in AT_SCHOOL[: AT_SCHOOL.index(on_record) + 1]


def uses_asked_of(age_band: str) -> list[Use]:
    """Return what somebody of this age is asked to permit. Nobody asks a child to take part in what is for adults."""
    return [use for use in USES_WITHOUT_A_BODY if use != Use.CONTACT or age_band not in UNDER_16]


def may_say_what_suits(person: Person) -> bool:
    """Tell whether somebody is asked what she would like to take part in: no child is, nor whoever is left in peace."""
    return Use.CONTACT in uses_asked_of(person.age_band) and not is_left_in_peace(person)


def refuse_to_mix(*people: Person | None, with_example: bool) -> None:
    """Raise ValidationError rather than bring invented people and what is real together, or real people and an example."""
    if any(person.is_example != with_example for person in people if person):
        raise ValidationError(
            _("Invented people belong in the example alone, and real people outside it."), code="real_and_invented"
        )


def is_still_there(person: Person) -> bool:
    """Hold somebody as she is stored to the end of the action, and tell that she was not removed. Others can point to her."""
    person.refresh_from_db(from_queryset=Person.objects.select_for_update(no_key=True))
    return person.erased_at is None


def refuse_gone(*people: Person | None) -> None:
    """Raise ValidationError where somebody was removed, or is on another record now.

    Every action that writes about a person comes by here first.
    """
    for person in sorted(filter(None, people), key=lambda person: person.pk):
        if not is_still_there(person):
            raise ValidationError(
                _("This person has been removed: nothing about them can be written down any more."), code="removed"
            )
        if person.merged_into_id:
            raise ValidationError(_("This record went into another of the same person. Write it there."), code="merged")


def refuse_to_merge(kept: Person, gone: Person) -> None:
    """Raise ValidationError where two records cannot be of one person, or it is not for this body to say so."""
    refuse_to_mix(gone, with_example=kept.is_example)
    one_is_out = any(one.merged_into_id or one.erased_at for one in (kept, gone))
    both_sign_in = kept.user_id and gone.user_id
    if kept == gone or kept.organisation_id != gone.organisation_id or one_is_out or both_sign_in:
        raise ValidationError(_("These two records cannot be made one."), code="cannot_be_merged")
    if kept.age_band != gone.age_band and {kept.age_band, gone.age_band} & set(UNDER_16):
        sentence = _("One of the two records is of a child. Write the same age group on both first.")
        raise ValidationError(sentence, code="child_and_adult")


def learnt_of(gone: Person, *, by: Person) -> list[tuple[str, ...]]:
    """Return which fields the record that is kept learns from the other, since it does not say them itself."""
    return [names for names in _LEARNT if is_unsaid(by, names) and not is_unsaid(gone, names)]


def is_unsaid(person: Person, names: Iterable[str]) -> bool:
    """Tell whether all these fields of a record are as on one of whom nothing is known."""
    fields: list[Any] = [Person._meta.get_field(name) for name in names]
    return all(field.value_from_object(person) == field.get_default() for field in fields)


def perhaps_twice(people: QuerySet[Person]) -> list[tuple[int, ...]]:
    """Return the keys of those who may be here more than once, together: reached alike, or of one name in one area."""
    alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
    columns = ("pk", "organisation", "is_example", "email_print", "telephone_print", "name", "area")
    for key, body, is_example, email, telephone, name, area in people.order_by("name", "pk").values_list(*columns):
        for kind, told in enumerate([email, telephone, (plain_name(name), area)]):
            if told:
                alike[body, is_example, kind, told].append(key)
    return list(dict.fromkeys(tuple(keys) for keys in alike.values() if len(keys) > 1))


def perhaps_the_same(person: Person, people: QuerySet[Person]) -> QuerySet[Person]:
    """Return those of the people who may be the same person. She herself need not be written down yet."""
    like_her = Q(area=person.area_id)
    # Of other letters, one of the databases does not know small and capital ones as the same.
    for part in re.findall("[A-Za-z]+", person.name):
        like_her &= Q(name__icontains=part)
    of_her_body = people.filter(organisation=person.organisation_id, is_example=person.is_example)
    names = of_her_body.filter(like_her).values_list("pk", "name")
    alike = Q(pk__in=[key for key, name in names if plain_name(name) == plain_name(person.name)])
    for contact in (person.email, person.telephone):
        reached = people_reached_at(contact)
        alike |= Q(pk__in=reached.values("pk")) | Q(pk__in=reached.values("merged_into"))
    return of_her_body.filter(alike).exclude(pk=person.pk)


def plain_name(name: str) -> str:
    """Return a name as two are compared."""
    return " ".join(name.casefold().split())


def refuse_paid_workers(*people: Person | None) -> None:
    """Raise ValidationError rather than let somebody who is paid to look after people stand where a carer should."""
    keys = [person.pk for person in people if person]
    paid = Person.objects.filter(cares_as_a_job(), pk__in=keys).order_by("name")
    if names := ", ".join(person.name for person in paid):
        raise ValidationError(
            _("Looking after people is the job of %(names)s, so this is not for them: it is for those whom nobody pays for it."),
            code="cares_as_a_job",
            params={"names": names},
        )


def can_be_asked_about_caring(person: Person) -> bool:
    """Only somebody who looks after somebody now: nobody is asked about what is over."""
    return caring_state(person) == CaringState.ACTIVE


def why_caring_or_not(*, tasks: Collection[str], is_needed: str, is_paid: str) -> tuple[bool, str]:
    """Tell whether what somebody does is looking after somebody, as the word carer is meant, and the code of the reason.

    Whoever is not sure is told yes: nobody is turned away over a word.
    """
    if is_paid == Need.YES:
        return False, "paid"
    if is_needed == Need.NO:
        return False, "not_needed"
    if not tasks:
        return False, "no_task"
    return True, "needed" if is_needed == Need.YES else "perhaps_needed"
