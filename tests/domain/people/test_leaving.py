"""Of whom nothing has been heard for years stands in a list for 28 days, and is then removed."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cyfran.domain.base.actions import record_event
from cyfran.domain.base.models import AuditEvent
from cyfran.domain.organisations.choices import Act
from cyfran.domain.people.actions.leaving import list_silent
from cyfran.domain.people.actions.looks import record_looks
from cyfran.domain.people.actions.people import change_contact_wishes
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import silent_people
from cyfran.domain.people.tasks import remove_silent
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
    record_looks(people=[person], why=Act.SEE_PEOPLE, by=make_user(), at=LATELY)
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
    "she is invented": lambda person: Person.objects.filter(pk=person.pk).update(is_example=True),
}


@pytest.mark.parametrize("sign", SIGNS.values(), ids=SIGNS)
def test_whoever_gave_a_sign_is_not_silent(silent, sign):
    before = list(silent_people(on=AT.date()))

    sign(silent)

    assert (before, list(silent_people(on=AT.date()))) == ([silent], [])


def test_whoever_is_silent_is_listed_for_28_days_and_only_then_due(silent):
    due = [list_silent(by=None, at=AT + timedelta(days=days)) for days in (0, 1, 27, 28)]

    silent.refresh_from_db()
    assert (due, silent.leaves_on) == ([[], [], [], [silent]], date(2026, 12, 20))
    assert AuditEvent.objects.filter(verb="person.listed_to_leave").count() == 1


def test_whoever_is_heard_of_in_time_stays(silent):
    list_silent(by=None, at=AT)
    make_contribution(person=silent, given_at=AT)

    due = list_silent(by=None, at=AT + timedelta(days=60))

    silent.refresh_from_db()
    assert (due, silent.leaves_on, silent.erased_at) == ([], None, None)


def test_the_worker_removes_whoever_is_due(silent):
    other = make_person(registered_at=LATELY)
    Person.objects.filter(pk=silent.pk).update(leaves_on=date(2020, 6, 1))

    remove_silent.call()

    silent.refresh_from_db()
    other.refresh_from_db()
    assert (silent.name, silent.leaves_on, other.erased_at) == ("—", None, None)
    assert silent.erased_at is not None
