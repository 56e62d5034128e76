"""Who may be asked for how much."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cyfran.domain.involvement.choices import Lift, Reason
from cyfran.domain.involvement.queries import with_load
from cyfran.domain.involvement.rules import refuse_to_overload, why_not
from cyfran.domain.people.models import Person
from tests.factories.involvement import make_ledger_entry, make_limit
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("said", "minutes", "reason"),
    [
        ({"hours": 2}, 60, None),
        ({"hours": 2}, 61, Reason.OVER_LIMIT),
        ({"hours": 2, "lifted": Lift.ONCE}, 600, None),
        ({"hours": 2, "lifted": Lift.FOR_GOOD}, 6000, None),
        ({"hours": 2, "rests_until": TODAY}, 60, None),
        ({"hours": 2, "rests_until": date(2026, 11, 23)}, 1, Reason.RESTING),
        ({"lifted": Lift.FOR_GOOD, "rests_until": date(2026, 11, 23)}, 1, Reason.RESTING),
    ],
)
def test_somebody_can_be_asked_up_to_her_limit_while_she_does_not_rest(said, minutes, reason):
    person = make_ledger_entry(minutes=60).person
    make_limit(person=person, **said)

    assert why_not(with_load(Person.objects.all(), on=TODAY).get(), minutes) == reason


def test_the_usual_limit_holds_for_whoever_says_nothing(settings):
    settings.LOAD_LIMIT_HOURS = 1
    make_person()

    person = with_load(Person.objects.all(), on=TODAY).get()

    assert (why_not(person, 60), why_not(person, 61)) == (None, Reason.OVER_LIMIT)


def test_refuse_to_overload_names_everybody_who_cannot_be_asked_and_why():
    willing, busy, busier, resting = (make_person(name=f"Person {letter}") for letter in "ABCD")
    for person in (busy, busier):
        make_limit(person=person, hours=1)
    make_limit(person=resting, rests_until=date(2027, 1, 1))

    with pytest.raises(ValidationError) as refused:
        refuse_to_overload([willing, busy, busier, resting], minutes=90, on=TODAY)

    assert [error.code for error in refused.value.error_list] == ["over_limit", "resting"]
    assert refused.value.messages == [
        "This asks more of these people than their limit allows, and only they can lift it: Person B, Person C.",
        "These people rest, and are not to be asked now: Person D.",
    ]


@pytest.mark.parametrize("people_count", [1, 3])
def test_refuse_to_overload_costs_the_same_for_more_people(people_count, django_assert_num_queries):
    people = [make_person() for _ in range(people_count)]

    with django_assert_num_queries(1):
        refuse_to_overload(people, minutes=90, on=TODAY)
