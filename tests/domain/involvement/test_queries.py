"""What the ledger says of a person."""

from datetime import UTC, date, datetime

import pytest

from cyfran.domain.base.choices import Channel
from cyfran.domain.involvement.choices import EntryKind, Lift
from cyfran.domain.involvement.queries import (
    Spread,
    last_year_of,
    ledger_of,
    limit_of,
    load_of,
    minutes_given,
    never_asked,
    spread,
    who_can_be_asked,
    who_cannot_be_asked,
    with_load,
)
from cyfran.domain.people.choices import Use
from cyfran.domain.people.models import Person
from tests.factories.involvement import make_ledger_entry, make_limit
from tests.factories.organisations import make_organisation
from tests.factories.people import make_permission, make_person

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("item_count", [1, 3])
def test_ledger_of_a_person_costs_the_same_for_more_entries(item_count, django_assert_num_queries):
    person = make_person()
    for day in range(item_count, 0, -1):
        make_ledger_entry(person=person, on=date(2026, 10, day))
    make_ledger_entry()

    with django_assert_num_queries(1):
        entries = [(entry.on.day, entry.organisation.name) for entry in ledger_of(person)]

    assert entries == [(day, person.organisation.name) for day in range(1, item_count + 1)]


def test_load_of_a_person_is_what_all_bodies_asked_in_twelve_months():
    person = make_person()
    make_ledger_entry(person=person, minutes=60, on=date(2026, 10, 1))
    make_ledger_entry(person=person, minutes=30, on=date(2025, 11, 23), organisation=make_organisation())
    make_ledger_entry(person=person, minutes=500, on=date(2025, 11, 22))
    make_ledger_entry(person=person, minutes=500, on=date(2026, 11, 23))
    make_ledger_entry(person=person, minutes=500, on=date(2026, 10, 1), kind=EntryKind.GIVEN)
    make_ledger_entry(minutes=500)

    assert load_of(person, TODAY) == 90


@pytest.mark.parametrize(
    ("on", "ends_on", "expected"),
    [
        (date(2023, 1, 1), None, 240),
        (date(2023, 1, 1), date(2026, 11, 22), 240),
        (date(2023, 1, 1), date(2026, 11, 21), 0),
        (date(2026, 11, 23), None, 0),
    ],
    ids=["no end", "last day", "over", "not begun"],
)
def test_load_counts_what_a_seat_asks_once_in_every_year_it_is_held(on, ends_on, expected):
    entry = make_ledger_entry(minutes=240, on=on, each_year=True, ends_on=ends_on)

    assert load_of(entry.person, TODAY) == expected


def test_last_year_of_a_person_is_asked_and_given_and_her_seats():
    person = make_person()
    seat = make_ledger_entry(person=person, on=date(2024, 1, 1), each_year=True)
    given = make_ledger_entry(person=person, on=date(2026, 10, 1), kind=EntryKind.GIVEN)
    make_ledger_entry(person=person, on=date(2025, 10, 1))

    assert list(last_year_of(person, TODAY)) == [seat, given]


def test_limit_of_a_person_is_the_usual_one_until_she_says_something():
    silent, limit = make_person(), make_limit(hours=5)

    assert (limit_of(silent).minutes, limit_of(silent).pk, limit_of(limit.person)) == (720, None, limit)


def test_with_load_puts_load_limit_and_rest_beside_each_person_at_the_cost_of_one_query(django_assert_num_queries):
    often, lifted, never = (make_person(name=name) for name in ("A", "B", "C"))
    make_ledger_entry(person=often, minutes=60, on=date(2026, 10, 1))
    make_ledger_entry(person=often, minutes=30, on=date(2026, 10, 2), organisation=make_organisation())
    make_ledger_entry(person=lifted, minutes=45, on=date(2026, 10, 3))
    make_limit(person=often, hours=3, rests_until=date(2026, 11, 23))
    make_limit(person=lifted, lifted=Lift.FOR_GOOD, rests_until=TODAY)

    with django_assert_num_queries(1):
        people = list(with_load(Person.objects.all(), on=TODAY))

    assert [(person, person.minutes_asked, person.minutes_limit, person.is_resting) for person in people] == [
        (often, 90, 180, True),
        (lifted, 45, None, False),
        (never, 0, 720, False),
    ]


def _on_two_records(*, here=True, there=True, **other):
    """Make two records of one person with two bodies, here and there; on each she may let the other body know of her."""
    told = {"name": "Mair Ddwywaith", "email": "", "telephone": "07700 900321", "channel": Channel.PHONE}
    record, with_other = make_person(**told), make_person(**{**told, "telephone": "(07700) 900 321", **other})
    if here:
        make_permission(person=record, use=Use.SHARE, body=with_other.organisation)
    if there:
        make_permission(person=with_other, use=Use.SHARE, body=record.organisation)
    return record, with_other


def _asks_so_far(*people):
    counted = with_load(Person.objects.filter(pk__in=[person.pk for person in people]), on=TODAY).order_by("pk")
    return [person.asks_so_far for person in counted]


def test_what_two_bodies_asked_counts_together_where_she_lets_each_know_of_the_other(django_assert_num_queries):
    here, there = _on_two_records()
    make_limit(person=here, hours=None, asks=3)
    for person, day in ((here, date(2026, 11, 20)), (there, date(2026, 10, 24)), (there, TODAY)):
        make_ledger_entry(person=person, on=day)
    make_ledger_entry(person=there, on=date(2026, 10, 23))
    make_ledger_entry(person=there, on=date(2026, 11, 20), kind=EntryKind.GIVEN)
    make_ledger_entry(person=there, on=date(2026, 11, 20), each_year=True)

    with django_assert_num_queries(1):
        counts = _asks_so_far(here, there)

    assert counts == [3, 3]
    assert list(who_can_be_asked(Person.objects.filter(pk__in=[here.pk, there.pk]), minutes=1, on=TODAY)) == [there]


@pytest.mark.parametrize(
    "given",
    [
        {"here": False},
        {"there": False},
        {"name": "Elin Ddwywaith"},
        {"telephone": "07700 900322"},
        {"telephone": "", "email": "mair@example.org", "channel": Channel.EMAIL},
        {"is_example": True},
    ],
    ids=["not said here", "not said there", "another name", "another number", "no number", "invented"],
)
def test_two_records_are_counted_apart_unless_she_says_on_both_that_they_are_of_one_person(given):
    here, there = _on_two_records(**given)
    for person in (here, there, there):
        make_ledger_entry(person=person, on=TODAY)

    assert _asks_so_far(here) == [1]


def test_two_records_are_counted_apart_again_once_she_takes_it_back():
    here, there = _on_two_records()
    make_ledger_entry(person=there, on=TODAY)

    there.permissions.update(withdrawn_at=datetime(2026, 11, 22, 9, 0, tzinfo=UTC))

    assert _asks_so_far(here, there) == [0, 1]


def test_who_can_be_asked_is_those_whose_limit_leaves_room_and_who_do_not_rest():
    at_limit, room, lifted, resting = (make_person(name=name) for name in ("A", "B", "C", "D"))
    for person, minutes in ((at_limit, 661), (room, 660), (lifted, 5000)):
        make_ledger_entry(person=person, minutes=minutes)
    make_limit(person=lifted, lifted=Lift.ONCE)
    make_limit(person=resting, rests_until=date(2027, 1, 1))

    asked = {"minutes": 60, "on": TODAY}

    assert list(who_can_be_asked(Person.objects.all(), **asked)) == [room, lifted]
    assert list(who_cannot_be_asked(Person.objects.all(), **asked)) == [at_limit, resting]


def test_minutes_given_by_a_person_are_all_she_ever_gave():
    entry = make_ledger_entry(kind=EntryKind.GIVEN, minutes=60, on=date(2020, 1, 1))
    make_ledger_entry(person=entry.person, kind=EntryKind.GIVEN, minutes=30)
    make_ledger_entry(person=entry.person, minutes=500)

    assert (minutes_given(entry.person), minutes_given(make_person())) == (90, 0)


def test_never_asked_is_whom_no_body_ever_asked():
    make_ledger_entry(on=date(2020, 1, 1))
    given = make_ledger_entry(kind=EntryKind.GIVEN)

    assert list(never_asked(Person.objects.all())) == [given.person]


def test_spread_is_the_share_of_the_busiest_tenth_and_how_unequal_the_load_is(django_assert_num_queries):
    for minutes in (600, 100, 100, 100, 100):
        make_ledger_entry(minutes=minutes)
    for _ in range(6):
        make_person()

    with django_assert_num_queries(1):
        found = spread(Person.objects.all(), on=TODAY)

    assert found == Spread(people=11, busiest=2, busiest_share=0.7, gini=pytest.approx(8 / 11))


def test_spread_is_even_where_all_are_asked_alike():
    for _ in range(5):
        make_ledger_entry(minutes=90)

    assert spread(Person.objects.all(), on=TODAY) == Spread(people=5, busiest=1, busiest_share=0.2, gini=pytest.approx(0))


@pytest.mark.parametrize(("people", "minutes"), [(4, 60), (6, 0)], ids=["under five people", "nothing asked"])
def test_spread_says_nothing_of_few_people_or_of_nothing(people, minutes):
    for _ in range(people):
        make_ledger_entry(minutes=minutes)

    assert spread(Person.objects.all(), on=TODAY) is None
