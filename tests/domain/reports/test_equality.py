"""Answers about equality as they are read: as counts of five or more."""

import pytest

from cyfran.domain.people.choices import AgeBand, Dimension, Said
from cyfran.domain.reports.queries import EqualityCount, EqualityQuestion, equality_of
from tests.factories.organisations import make_organisation
from tests.factories.people import make_caring_role, make_equality_answer, make_person

pytestmark = pytest.mark.django_db


def counts(question: EqualityQuestion) -> dict[str, int | None]:
    return {str(count.label): count.people for count in question.counts}


@pytest.fixture
def questions(council):
    """Let five say one thing and four another, beside people of another body and of an example."""
    for said, times in ((Said.FEMALE, 5), (Said.MALE, 4)):
        for _time in range(times):
            make_equality_answer(organisation=council, dimension=Dimension.SEX, answer=said)
            make_equality_answer(dimension=Dimension.SEX, answer=said)
            make_equality_answer(organisation=council, dimension=Dimension.SEX, answer=said, is_example=True)
    return {str(question.label): question for question in equality_of(council)}


@pytest.fixture
def council():
    return make_organisation()


def test_each_answer_is_counted_and_fewer_than_five_are_hidden_as_zero_is(questions):
    assert counts(questions["Sex"]) == {"Female": 5, "Male": None, "I prefer not to say": None}
    assert questions["Sex"].counts[0] == EqualityCount(Said.FEMALE.label, 5)


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

    age, *_asked, caring = equality_of(council)

    assert {label: people for label, people in counts(age).items() if people} == {"65 or over": 7}
    assert list(counts(age)) == AgeBand.labels
    assert counts(caring) == {"Looks after somebody now": 5, "Looked after somebody before": None}


def test_counting_costs_the_same_for_more_people(council, django_assert_max_num_queries):
    for _time in range(3):
        make_equality_answer(organisation=council)

    with django_assert_max_num_queries(12):
        equality_of(council)
