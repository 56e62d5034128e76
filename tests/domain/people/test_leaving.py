"""Of whom nothing has been heard for years, and what counts as a sign."""

from datetime import UTC, date, datetime

import pytest

from cyfran.domain.base.actions import record_event
from cyfran.domain.base.models import AuditEvent
from cyfran.domain.organisations.choices import Act
from cyfran.domain.people.actions.leaving import hear_from, let_stay, list_to_leave
from cyfran.domain.people.actions.looks import record_looks
from cyfran.domain.people.actions.people import change_contact_wishes
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import silent_people
from tests.factories.base import make_user
from tests.factories.contributions import make_contribution
from tests.factories.groups import make_seat
from tests.factories.meetings import make_attendance, make_meeting
from tests.factories.people import make_caring_role, make_permission, make_person

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
LONG_AGO, LATELY = datetime(2020, 1, 1, tzinfo=UTC), datetime(2025, 1, 1, tzinfo=UTC)


@pytest.fixture
def silent():
    """Make somebody who registered long ago and said nothing since; that staff looked at her is no sign of her."""
    person = make_person(registered_at=LONG_AGO)
    make_permission(person=person, granted_at=LONG_AGO)
    record_looks(people=[person], why=Act.SEE_PEOPLE, by=make_user(), roles=[], at=LATELY)
    return person


SIGNS = {
    "she registered": lambda person: Person.objects.filter(pk=person.pk).update(registered_at=LATELY),
    "she said something": lambda person: make_contribution(person=person, given_at=LATELY),
    "she took something back": lambda person: person.permissions.update(withdrawn_at=LATELY),
    "she said that it is still so": lambda person: make_caring_role(person=person, said_on=LATELY.date()),
    "she was at a meeting": lambda person: make_attendance(person=person, meeting=make_meeting(starts_at=LATELY)),
    "staff wrote down where she moved": lambda person: change_contact_wishes(
        person=person, by=make_user(), at=LATELY, name="Ann"
    ),
    "she did something on her page": lambda person: record_event("limit.changed", subject=person, by=person, at=LATELY),
    "she holds a seat": lambda person: make_seat(holder=person, starts_on=LONG_AGO.date()),
    "she came with a code": lambda person: hear_from(person=person, by=person, at=LATELY),
    "she works here too": lambda person: Person.objects.filter(pk=person.pk).update(user=make_user()),
    "she looks after somebody with a record": lambda person: make_caring_role(person=person, cared_for=make_person()),
    "somebody with a record looks after her": lambda person: make_caring_role(person=make_person(), cared_for=person),
    "she is invented": lambda person: Person.objects.filter(pk=person.pk).update(is_example=True),
}


@pytest.mark.parametrize("sign", SIGNS.values(), ids=SIGNS)
def test_whoever_gave_a_sign_is_not_silent(silent, sign):
    before = list(silent_people(on=AT.date()))

    sign(silent)

    assert (before, list(silent_people(on=AT.date()))) == ([silent], [])


def test_a_sign_takes_back_the_day_to_leave(silent):
    list_to_leave(person=silent, by=None, at=AT)
    listed = silent.leaves_on

    hear_from(person=silent, by=make_user(), at=AT)

    silent.refresh_from_db()
    assert (listed, silent.leaves_on, list(silent_people(on=AT.date()))) == (date(2026, 12, 20), None, [])
    assert [event.verb for event in AuditEvent.objects.order_by("pk")][-2:] == ["person.listed_to_leave", "person.heard"]


def test_whoever_is_heard_of_otherwise_in_time_stays_as_well(silent):
    list_to_leave(person=silent, by=None, at=AT)
    make_contribution(person=silent, given_at=AT)

    heard_of = let_stay(by=None, at=AT)

    silent.refresh_from_db()
    assert (heard_of, silent.leaves_on, silent.stayed_on, let_stay(by=None, at=AT)) == ([silent], None, AT.date(), [])


def test_the_day_on_which_somebody_stayed_goes_once_a_new_day_to_leave_is_named(silent):
    never_listed = make_person()
    list_to_leave(person=silent, by=None, at=AT)
    for person in (silent, never_listed):
        hear_from(person=person, by=person, at=AT)
    stayed_on = [person.stayed_on for person in (silent, never_listed)]

    list_to_leave(person=silent, by=None, at=AT)

    silent.refresh_from_db()
    assert (stayed_on, silent.stayed_on, silent.leaves_on) == ([AT.date(), None], None, date(2026, 12, 20))


def test_whoever_once_looked_after_somebody_with_a_record_is_silent_all_the_same(silent):
    make_caring_role(person=silent, cared_for=make_person(), state="ENDED")

    assert list(silent_people(on=AT.date())) == [silent]
