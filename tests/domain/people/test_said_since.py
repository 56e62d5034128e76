"""What was said after two records were made one stays with whoever said it when that is undone."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cyfran.domain.base.choices import Channel
from cyfran.domain.involvement.actions import change_limit
from cyfran.domain.involvement.models import Limit, Preference
from cyfran.domain.involvement.queries import preference_of
from cyfran.domain.people.actions.caring import confirm_caring, name_cared_for, write_down_caring
from cyfran.domain.people.actions.equality import answer_equality, forget_equality
from cyfran.domain.people.actions.merging import merge
from cyfran.domain.people.actions.parting import part
from cyfran.domain.people.actions.people import change_contact_wishes, permit, take_back_carer, withdraw_permission
from cyfran.domain.people.choices import Dimension, HowLong, Relation, RoleState, Said, Use
from cyfran.domain.people.models import EqualityAnswer, Person
from cyfran.domain.people.queries import equality_answers_of, permits
from tests.factories.base import make_user
from tests.factories.evaluation import make_evaluation
from tests.factories.involvement import make_limit, make_preference
from tests.factories.people import make_caring_role, make_permission, make_person
from tests.factories.projects import make_project

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 10, 0, 0, 123456, tzinfo=UTC)
SINCE, LATER = AT + timedelta(days=1), AT + timedelta(days=28)


def answers_of(person):
    person.refresh_from_db()
    return dict(equality_answers_of(person).values_list("dimension", "answer"))


def roles_of(person):
    return list(person.caring_roles.values_list("relation", "state"))


def test_answers_about_equality_given_since_stay_and_those_of_the_other_record_come_back(twice):
    kept, gone = twice
    answer_equality(person=gone, answers={Dimension.SEX: Said.FEMALE, Dimension.RELIGION: Said.NONE}, at=AT)
    merge(kept=kept, gone=gone, by=None, at=AT)
    answer_equality(person=kept, answers={Dimension.SEX: Said.MALE}, at=SINCE)

    part(gone=gone, by=None, at=LATER)

    assert (answers_of(kept), answers_of(gone)) == ({"SEX": "MALE"}, {"SEX": "FEMALE", "RELIGION": "NONE"})
    assert EqualityAnswer.objects.count() == 3


def test_answers_about_equality_forgotten_since_come_back_to_the_other_record_alone(twice):
    kept, gone = twice
    answer_equality(person=gone, answers={Dimension.SEX: Said.FEMALE}, at=AT)
    merge(kept=kept, gone=gone, by=None, at=AT)
    forget_equality(person=kept, at=SINCE)

    part(gone=gone, by=None, at=LATER)

    assert (answers_of(kept), answers_of(gone)) == ({}, {"SEX": "FEMALE"})


def test_answers_about_equality_find_back_through_two_merges(twice):
    first, second = twice
    third = make_person(organisation=first.organisation)
    answer_equality(person=third, answers={Dimension.SEX: Said.MALE}, at=AT)
    answer_equality(person=first, answers={Dimension.SEX: Said.FEMALE}, at=AT)
    merge(kept=second, gone=first, by=None, at=AT)
    merge(kept=third, gone=second, by=None, at=SINCE)

    part(gone=second, by=None, at=LATER)
    first.refresh_from_db()
    part(gone=first, by=None, at=LATER)

    assert [answers_of(one) for one in (first, second, third)] == [{"SEX": "FEMALE"}, {}, {"SEX": "MALE"}]


def test_a_rest_asked_for_since_is_not_the_other_womans(twice):
    kept, gone = twice
    make_limit(person=gone, hours=4, said_at=AT)
    merge(kept=kept, gone=gone, by=None, at=AT)
    change_limit(person=kept, by=kept, at=SINCE, rests_until=date(2027, 3, 1))

    part(gone=gone, by=None, at=LATER)

    rests = dict(Limit.objects.values_list("person", "rests_until"))
    assert rests == {kept.pk: date(2027, 3, 1), gone.pk: None}


def test_a_limit_set_since_stands_before_the_one_of_her_own_that_was_set_aside(twice):
    kept, gone = twice
    make_limit(person=kept, hours=9, said_at=AT - timedelta(days=2))
    make_limit(person=gone, hours=4, said_at=AT - timedelta(days=1))
    merge(kept=kept, gone=gone, by=None, at=AT)
    change_limit(person=kept, by=kept, at=SINCE, hours=2)

    part(gone=gone, by=None, at=LATER)

    assert dict(Limit.objects.values_list("person", "hours")) == {kept.pk: 2, gone.pk: 4}


def test_grief_said_since_stays_with_her_and_is_said_once(twice):
    kept, gone = twice
    make_caring_role(person=kept, said_on=date(2026, 1, 1))
    role = make_caring_role(person=gone, said_on=date(2026, 2, 1))
    merge(kept=kept, gone=gone, by=None, at=AT)
    role.refresh_from_db()
    write_down_caring(role=role, state=RoleState.DIED, by=None, at=SINCE)

    part(gone=gone, by=None, at=LATER)

    assert (roles_of(kept), roles_of(gone)) == ([("PARENT", "DIED")], [("PARENT", "ACTIVE")])


def test_what_was_confirmed_since_is_on_both_records(twice):
    kept, gone = twice
    make_caring_role(person=gone, relation=Relation.SIBLING, said_on=date(2026, 2, 1))
    merge(kept=kept, gone=gone, by=None, at=AT)
    confirm_caring(person=kept, by=kept, at=SINCE)

    part(gone=gone, by=None, at=LATER)

    assert kept.caring_roles.get().said_on == SINCE.date()
    assert gone.caring_roles.get().said_on == date(2026, 2, 1)


def test_whoever_is_looked_after_and_went_into_another_record_since_is_still_named_once(twice):
    kept, gone = twice
    mother, twin = (make_person(organisation=kept.organisation) for _one in range(2))
    name_cared_for(role=make_caring_role(person=gone), other=mother, by=None, at=AT)
    merge(kept=kept, gone=gone, by=None, at=AT)
    merge(kept=twin, gone=mother, by=None, at=SINCE)

    part(gone=gone, by=None, at=LATER)

    assert (roles_of(kept), gone.caring_roles.get().cared_for) == ([], twin)


def test_a_use_taken_back_since_is_taken_back_on_her_own_record_alone(twice):
    kept, gone = twice
    permit(person=gone, use=Use.QUOTE, by=gone, at=AT)
    merge(kept=kept, gone=gone, by=None, at=AT)
    withdraw_permission(person=kept, use=Use.QUOTE, by=kept, at=SINCE)

    part(gone=gone, by=None, at=LATER)

    assert (permits(gone, Use.QUOTE), kept.permissions.get().withdrawn_at) == (True, SINCE)


def test_the_proof_of_what_was_permitted_outlives_the_merge_that_took_it_back(twice):
    kept, gone = twice
    standing = make_permission(person=kept, use=Use.QUOTE)
    make_permission(person=gone, use=Use.QUOTE, withdrawn_at=AT - timedelta(days=1))
    staff = make_user()

    merge(kept=kept, gone=gone, by=staff, at=AT)

    standing.refresh_from_db()
    assert (standing.withdrawn_at, standing.withdrawal_entered_by, kept.permissions.count()) == (AT, staff, 2)


def test_an_account_that_was_taken_away_since_is_nobodys(twice):
    kept, gone = twice
    user = make_user()
    Person.objects.filter(pk=gone.pk).update(user=user)
    merge(kept=kept, gone=gone, by=None, at=AT)
    take_back_carer(user=user, by=user, at=SINCE)
    Person.objects.filter(pk=kept.pk).update(user=make_user())

    part(gone=gone, by=None, at=LATER)

    assert (Person.objects.get(pk=kept.pk).user_id is None, Person.objects.get(pk=gone.pk).user) == (False, None)


def test_the_way_by_which_she_is_reached_since_is_not_taken_from_her(twice):
    kept, gone = twice
    change_contact_wishes(person=kept, channel=Channel.LETTER, address="1 Stryd Fawr", email="", by=None, at=AT)
    merge(kept=kept, gone=gone, by=None, at=AT)
    change_contact_wishes(person=kept, channel=Channel.EMAIL, by=None, at=SINCE)

    part(gone=gone, by=None, at=LATER)

    kept.refresh_from_db()
    assert (kept.channel, kept.email) == (Channel.EMAIL, gone.email)


def test_how_long_she_has_cared_goes_and_stays_with_its_day(twice):
    kept, gone = twice
    change_contact_wishes(person=gone, how_long=HowLong.UNDER_1, by=None, at=AT)
    merge(kept=kept, gone=gone, by=None, at=AT)
    change_contact_wishes(person=kept, how_long=HowLong.FROM_1_TO_2, by=None, at=AT)

    part(gone=gone, by=None, at=LATER)

    kept.refresh_from_db()
    assert (kept.how_long, kept.how_long_said_on) == (HowLong.FROM_1_TO_2, AT.date())


def test_no_answer_about_a_project_comes_or_goes_once_its_ratings_are_published(twice):
    kept, gone = twice
    closed, since_closed = make_project(closed_on=AT.date()), make_project()
    for person in twice:
        make_evaluation(person=person, project=closed)
        make_evaluation(person=person, project=since_closed)

    merge(kept=kept, gone=gone, by=None, at=AT)
    merged = [project.evaluations.count() for project in (closed, since_closed)]
    type(since_closed).objects.update(closed_on=SINCE.date())
    part(gone=gone, by=None, at=LATER)

    assert merged == [2, 1]
    assert [project.evaluations.count() for project in (closed, since_closed)] == [2, 1]


def test_what_suits_her_stands_as_she_said_it_last_and_each_record_gets_its_own_back(twice):
    kept, gone = twice
    make_preference(person=kept, topics=["MONEY"], said_at=AT - timedelta(days=2))
    make_preference(person=gone, topics=["DEMENTIA"], said_at=AT - timedelta(days=1))

    merge(kept=kept, gone=gone, by=None, at=AT)

    assert preference_of(kept).topics == ["DEMENTIA"]
    part(gone=gone, by=None, at=LATER)
    assert dict(Preference.objects.values_list("person", "topics")) == {kept.pk: ["MONEY"], gone.pk: ["DEMENTIA"]}
