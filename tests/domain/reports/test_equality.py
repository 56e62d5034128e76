"""Answers about equality as they are read: as counts of five or more, that stand still until five more have answered."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cyfran.domain.people.choices import AgeBand, Dimension, Said
from cyfran.domain.people.models import EqualityAnswer
from cyfran.domain.reports.actions import count_equality
from cyfran.domain.reports.models import EqualityTally
from cyfran.domain.reports.queries import EqualityCount, EqualityQuestion, equality_of
from tests.factories.organisations import make_organisation
from tests.factories.people import make_caring_role, make_equality_answer, make_person

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 3, 10, 0, tzinfo=UTC)


def counts(question: EqualityQuestion) -> dict[str, int | None]:
    return {str(count.label): count.people for count in question.counts}


def counted(organisation, *, days=0) -> dict[str, EqualityQuestion]:
    """Return the questions as they are shown so many days later."""
    count_equality(organisation=organisation, is_example=False, at=AT + timedelta(days=days))
    return {str(question.label): question for question in equality_of(organisation)}


def say(council, said, times=1):
    for _time in range(times):
        make_equality_answer(organisation=council, dimension=Dimension.RELIGION, answer=said)


@pytest.fixture
def questions(council):
    """Let five say one thing and four another, beside people of another body and of an example."""
    for said, times in ((Said.FEMALE, 5), (Said.MALE, 4)):
        for _time in range(times):
            make_equality_answer(organisation=council, dimension=Dimension.SEX, answer=said)
            make_equality_answer(dimension=Dimension.SEX, answer=said)
            make_equality_answer(organisation=council, dimension=Dimension.SEX, answer=said, is_example=True)
    return counted(council)


@pytest.fixture
def council():
    return make_organisation()


def test_each_answer_is_counted_and_fewer_than_five_are_hidden_as_zero_is(questions):
    assert counts(questions["Sex"]) == {"Female": 5, "Male": None, "I prefer not to say": None}
    assert questions["Sex"].counts[0] == EqualityCount(Said.FEMALE.label, 5)
    assert (questions["Sex"].counted_on, questions["Religion or belief"].counted_on) == (date(2026, 11, 3), None)


def test_one_answer_more_shows_nobody_what_it_was_and_the_fifth_is_counted_with_those_before_it(council):
    say(council, Said.SIKH, 7)
    shown = [counted(council)["Religion or belief"]]

    for days, said in enumerate((Said.SIKH, Said.SIKH, Said.NONE, Said.SIKH, Said.NONE), start=1):
        say(council, said)
        shown.append(counted(council, days=days)["Religion or belief"])

    assert [counts(question)["Sikh"] for question in shown] == [7, 7, 7, 7, 7, 10]
    assert [question.counted_on.day for question in shown] == [3, 3, 3, 3, 3, 8]


@pytest.mark.parametrize(("changed", "now"), [(4, {"Sikh": 9, "Hindu": None}), (5, {"Sikh": None, "Hindu": 5})])
def test_answers_changed_or_taken_away_are_seen_only_with_those_of_others(council, changed, now):
    say(council, Said.SIKH, 9)
    counted(council)

    of_some = EqualityAnswer.objects.order_by("pk").values("pk")[:changed]
    EqualityAnswer.objects.filter(pk__in=list(of_some.values_list("pk", flat=True))).update(answer=Said.HINDU)
    after_changing = counts(counted(council, days=1)["Religion or belief"])
    EqualityAnswer.objects.filter(answer=Said.HINDU).delete()
    after_deleting = counts(counted(council, days=2)["Religion or belief"])

    assert {answer: after_changing[answer] for answer in now} == now
    assert after_deleting["Sikh"] == now["Sikh"]
    assert after_deleting["Hindu"] is None


def test_until_five_have_answered_nothing_is_counted_at_all(council):
    say(council, Said.SIKH, 4)

    question = counted(council)["Religion or belief"]

    assert (set(counts(question).values()), question.counted_on, EqualityTally.objects.exists()) == ({None}, None, False)


def test_caring_stands_beside_what_the_law_protects_all_of_which_is_there(questions):
    assert list(questions) == ["Age", *(dimension.label for dimension in Dimension), "Caring"]
    assert len(questions) == 9 + 1


def test_age_and_caring_are_counted_from_what_was_said_already(council):
    for state in (*("ACTIVE", "PAUSED", "ACTIVE", "ACTIVE", "ACTIVE"), *("ENDED", "ENDED")):
        person = make_person(organisation=council, age_band="FROM_65")
        make_caring_role(person=person, state=state)
        make_caring_role(person=person, relation="FRIEND", state="ENDED")
    make_caring_role(person=make_person(organisation=council), relation="JOB")
    make_person(organisation=council, age_band="FROM_65", is_example=True)

    age, *_asked, caring = counted(council).values()

    assert {label: people for label, people in counts(age).items() if people} == {"65 or over": 7}
    assert list(counts(age)) == AgeBand.labels
    assert counts(caring) == {"Looks after somebody now": 5, "Looked after somebody before": None}


@pytest.mark.parametrize("people", [1, 3])
def test_counting_costs_the_same_for_more_people(council, people, django_assert_num_queries):
    for _time in range(people):
        make_equality_answer(organisation=council)

    with django_assert_num_queries(9):
        count_equality(organisation=council, is_example=False, at=AT)
        equality_of(council)
