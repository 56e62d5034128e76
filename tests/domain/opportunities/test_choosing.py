"""Whom to ask to something: those never asked first, within everybody's limits, with who is missing named."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from cyfran.domain.base.models import AuditEvent
from cyfran.domain.correspondence.models import NotSent
from cyfran.domain.opportunities.actions.choosing import ask_chosen
from cyfran.domain.opportunities.bridge.choice import Missing, Sought
from cyfran.domain.opportunities.bridge.choosing import choose_people, how_many_to_ask
from cyfran.domain.opportunities.choices import OpportunityState
from cyfran.domain.opportunities.models import Invitation
from cyfran.domain.people.models import Person
from tests.factories.involvement import make_ledger_entry, make_limit, make_preference
from tests.factories.opportunities import make_invitation, make_opportunity
from tests.factories.organisations import make_coordinator
from tests.factories.people import make_permission, make_person

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
WELSH = Sought((("LANGUAGE", "CY"),), 2)


@pytest.fixture
def opportunity():
    return make_opportunity(state=OpportunityState.OPEN)


@pytest.fixture
def willing(opportunity):
    """Make somebody of the body who permits being asked."""

    def make(name, **given):
        person = make_person(organisation=opportunity.organisation, name=name, **given)
        make_permission(person=person)
        return person

    return make


def choose(opportunity, size=10, sought=()):
    return choose_people(opportunity, Person.objects.all(), size=size, sought=sought, at=AT)


def names(choice):
    return [one.person.name for one in choice.chosen]


def test_those_never_asked_come_first_then_those_asked_longest_ago(opportunity, willing):
    for name, day in [("Lately", date(2026, 11, 1)), ("Long ago", date(2024, 1, 1))]:
        make_ledger_entry(person=willing(name), on=day)
    willing("Never")

    assert names(choose(opportunity)) == ["Never", "Long ago", "Lately"]
    assert names(choose(opportunity, size=2)) == ["Never", "Long ago"]


def test_nobody_is_chosen_past_a_limit_of_hers_or_while_she_rests(opportunity, willing):
    make_ledger_entry(person=willing("Full"), minutes=700)
    make_limit(person=willing("Rests"), rests_until=date(2027, 2, 1))
    make_limit(person=willing("Off"), rhythm="OFF")
    willing("Free")

    choice = choose(opportunity)

    assert names(choice) == ["Free"]
    assert dict(choice.unsuited) == {"AT_LIMITS": 3}


def test_whoever_was_taken_out_of_the_list_for_this_is_not_on_it_again(opportunity, willing):
    left, mari = willing("Left out"), make_coordinator(opportunity.organisation)
    willing("Free")
    ask_chosen(opportunity=opportunity, people=[], left_out={left: "TOLD_US"}, by=mari, at=AT)
    other = make_opportunity(stage=opportunity.stage, state=OpportunityState.OPEN)

    choice = choose(opportunity)

    assert (names(choice), dict(choice.unsuited)) == (["Free"], {"TAKEN_OUT": 1})
    assert sorted(names(choose(other))) == ["Free", "Left out"]


def test_whoever_is_asked_all_together_too_late_leaves_room_for_somebody_else(opportunity, willing):
    make_limit(person=willing("Monthly"), rhythm="MONTHLY", hours=9)
    make_limit(person=willing("Weekly"), rhythm="WEEKLY", hours=9)
    opportunity.reply_by = date(2026, 12, 1)

    choice = choose(opportunity, size=1)

    assert (names(choice), dict(choice.unsuited)) == (["Weekly"], {"TOO_LATE": 1})


def test_whoever_does_not_permit_it_or_was_asked_to_it_already_is_not_there(opportunity, willing):
    make_person(organisation=opportunity.organisation, name="Does not permit")
    make_invitation(opportunity=opportunity, person=willing("Asked already"))

    choice = choose(opportunity)

    assert (names(choice), choice.everybody) == ([], [])


def test_those_sought_are_asked_before_those_whom_it_suits_better(opportunity, willing):
    for number in range(2):
        make_ledger_entry(person=willing(f"Welsh {number}", language="CY"), on=date(2026, 11, 1))
    willing("Never asked")

    choice = choose(opportunity, size=2, sought=[WELSH])

    assert sorted(names(choice)) == ["Welsh 0", "Welsh 1"]
    assert [one.is_sought for one in choice.chosen] == [True, True]
    assert choice.missing == []


def test_who_is_missing_is_named_with_the_reason(opportunity, willing):
    willing("Welsh", language="CY")
    make_limit(person=willing("Welsh and resting", language="CY"), rests_until=date(2027, 2, 1))

    assert choose(opportunity, sought=[WELSH]).missing == [Missing(WELSH, 1, "all_at_limits", 1)]
    assert choose(opportunity, sought=[Sought((("AGE", "FROM_65"),), 3)]).missing == [
        Missing(Sought((("AGE", "FROM_65"),), 3), 3, "all_chosen", 0)
    ]


def test_where_nobody_is_suited_everybody_sought_is_missing(opportunity, willing):
    make_preference(person=willing("Mornings"), evenings=False, mornings=True)

    choice = choose(opportunity, sought=[WELSH])

    assert (names(choice), choice.missing) == ([], [Missing(WELSH, 2, "all_chosen", 0)])
    assert dict(choice.unsuited) == {"OTHER_TIMES": 1}


def test_the_same_records_give_the_same_list_and_no_equal_is_first_for_having_registered_first(opportunity, willing):
    everybody = [willing(f"Person {number}") for number in range(8)]

    first, again = choose(opportunity, size=4), choose(opportunity, size=4)

    assert names(first) == names(again)
    other = make_opportunity(stage=opportunity.stage, state=OpportunityState.OPEN)
    assert {*names(first)} != {person.name for person in everybody[:4]} or names(choose(other, size=4)) != names(first)


@pytest.mark.parametrize("count", [1, 6])
def test_choosing_costs_the_same_for_more_people(opportunity, willing, count, django_assert_num_queries):
    for number in range(count):
        make_preference(person=willing(f"Person {number}"))

    with django_assert_num_queries(3):
        choose(opportunity, sought=[WELSH])


@pytest.mark.parametrize(("answers", "to_ask"), [([], 20), (["YES"], 15), (["", "NOT_THIS_TIME"], 40)])
def test_as_many_are_asked_as_it_takes_for_so_many_to_say_yes(opportunity, answers, to_ask):
    before = make_opportunity(stage=opportunity.stage, state=OpportunityState.OPEN, starts_at=opportunity.published_at)
    for answer in answers:
        make_invitation(opportunity=before, answer=answer, answered_at=before.published_at if answer else None)

    assert how_many_to_ask(opportunity, 10) == to_ask


def test_those_chosen_are_asked_and_it_is_kept_why_others_were_taken_out(opportunity, willing):
    asked, left = willing("Asked"), willing("Left out")
    mari = make_coordinator(opportunity.organisation)

    ask_chosen(opportunity=opportunity, people=[asked], left_out={left: "TOLD_US"}, by=mari, at=opportunity.published_at)

    assert list(Invitation.objects.values_list("person__name", flat=True)) == ["Asked"]
    assert list(NotSent.objects.values_list("person__name", "reason")) == [("Left out", "TOLD_US")]
    assert AuditEvent.objects.filter(verb="message.not_sent", actor_public_id=mari.public_id).count() == 1


def test_nothing_is_kept_where_one_of_them_may_not_be_asked(opportunity, willing):
    left, stranger = willing("Left out"), make_person(name="Stranger")
    mari = make_coordinator(opportunity.organisation)

    with pytest.raises(ValidationError, match="Stranger"):
        ask_chosen(opportunity=opportunity, people=[stranger], left_out={left: "NOT_NOW"}, by=mari, at=opportunity.published_at)

    assert not NotSent.objects.exists()
