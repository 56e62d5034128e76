"""What the ledger says of a person."""

from datetime import date

import pytest

from cyfran.domain.involvement.choices import EntryKind
from cyfran.domain.involvement.queries import ledger_of, with_minutes_asked
from cyfran.domain.people.models import Person
from tests.factories.involvement import make_ledger_entry
from tests.factories.organisations import make_organisation
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("item_count", [1, 3])
def test_ledger_of_a_person_costs_the_same_for_more_entries(item_count, django_assert_num_queries):
    person = make_person()
    for day in range(item_count, 0, -1):
        make_ledger_entry(person=person, on=date(2026, 10, day))
    make_ledger_entry()

    with django_assert_num_queries(1):
        entries = [(entry.on.day, entry.organisation.name) for entry in ledger_of(person)]

    assert entries == [(day, person.organisation.name) for day in range(1, item_count + 1)]


def test_with_minutes_asked_puts_the_minutes_beside_each_person_at_the_cost_of_one_query(django_assert_num_queries):
    often, once, never = (make_person(name=name) for name in ("A", "B", "C"))
    make_ledger_entry(person=often, minutes=60, on=date(2026, 10, 1))
    make_ledger_entry(person=often, minutes=30, on=date(2026, 10, 2), organisation=make_organisation())
    make_ledger_entry(person=once, minutes=45, on=date(2026, 10, 3))
    make_ledger_entry(person=once, minutes=500, on=date(2026, 9, 30))
    make_ledger_entry(person=never, minutes=15, on=date(2026, 10, 1), kind=EntryKind.GIVEN)

    with django_assert_num_queries(1):
        asked = list(with_minutes_asked(Person.objects.all(), since=date(2026, 10, 1)))

    assert [(person, person.minutes_asked) for person in asked] == [(often, 90), (once, 45), (never, 0)]
