from datetime import UTC, date, datetime, timedelta

import pytest

from cyfran.domain.base.choices import Level
from cyfran.domain.base.models import AuditEvent
from cyfran.domain.base.queries import sign_link
from cyfran.domain.evaluation.choices import Rating
from cyfran.domain.evaluation.queries import (
    Ratings,
    evaluation_by_link,
    evaluation_link,
    projects_evaluated_by,
    projects_to_evaluate,
    ratings_of,
)
from cyfran.domain.organisations.choices import Role
from cyfran.domain.people.actions.people import declare_carer, take_back_carer
from tests.factories.contributions import make_contribution
from tests.factories.correspondence import make_message
from tests.factories.evaluation import make_evaluation
from tests.factories.people import make_person
from tests.factories.projects import make_project, make_project_role, make_stage

pytestmark = pytest.mark.django_db

YES, PARTLY, NO, NOT_SURE = Rating
CLOSED = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
HIDDEN = {YES: None, PARTLY: None, NO: None, NOT_SURE: None}


def project_felt_as(*levels: Level):
    project = make_project(closed_on=CLOSED)
    for level in levels:
        make_evaluation(project=project, level_felt=level)
    return project


def project_rated(yes: int = 0, partly: int = 0, no: int = 0, not_sure: int = 0):
    project = make_project(closed_on=CLOSED)
    for rating in [YES] * yes + [PARTLY] * partly + [NO] * no + [NOT_SURE] * not_sure:
        make_evaluation(project=project, listened_to=rating)
    return project


def test_projects_to_evaluate_are_those_a_person_was_asked_about_and_has_not_told_of_yet():
    waiting, told, person = make_project(), make_project(), make_person()
    for project in (waiting, told):
        make_message(person=person, purpose="EVALUATION", about_public_id=project.public_id)
    make_evaluation(project=told, person=person)
    make_evaluation(project=waiting)
    make_message(person=person, purpose="ANSWER", about_public_id=make_project().public_id)

    assert list(projects_to_evaluate(person)) == [waiting]
    assert list(projects_to_evaluate(make_person())) == []


@pytest.mark.parametrize(("kind", "is_closed"), [("projects.project", True), ("groups.group", False)])
def test_whoever_facilitated_a_project_does_not_evaluate_it_and_only_that_project_counts(kind, is_closed):
    held = make_project_role(role=Role.EVALUATOR)
    facts = {"user": held.user.public_id, "role": Role.FACILITATOR}
    subject = {"subject_kind": kind, "subject_public_id": held.project.public_id}
    AuditEvent.objects.create(verb="role.given", actor_kind="SYSTEM", at=AT, facts=facts, **subject)

    assert list(projects_evaluated_by(held.user)) == ([] if is_closed else [held.project])


def test_nobody_evaluates_her_own_project_by_taking_back_that_she_is_a_carer():
    held = make_project_role(role=Role.EVALUATOR)
    person = make_contribution(stage=make_stage(project=held.project)).person
    before = list(projects_evaluated_by(held.user))
    declare_carer(user=held.user, person=person, by=held.user, at=AT)

    take_back_carer(user=held.user, by=held.user, at=AT)

    assert (before, list(projects_evaluated_by(held.user))) == ([held.project], [])


def test_ratings_of_few_people_show_no_number():
    project = project_felt_as(*[Level.ENGAGEMENT] * 4)

    assert ratings_of(project) == Ratings(None, HIDDEN, HIDDEN, HIDDEN, None)


def test_ratings_of_counts_people_by_answer():
    project = project_rated(yes=9, partly=5, no=5, not_sure=6)

    ratings = ratings_of(project)

    assert ratings.people == 25
    assert ratings.listened_to == {YES: 9, PARTLY: 5, NO: 5, NOT_SURE: 6}


@pytest.mark.parametrize(
    ("answers", "shown"),
    [
        ((7, 3, 2, 0), {YES: 7, PARTLY: None, NO: None, NOT_SURE: None}),
        ((12, 0, 0, 0), HIDDEN),
        ((7, 6, 2, 0), {YES: 7, PARTLY: None, NO: None, NOT_SURE: None}),
        ((9, 6, 5, 2), {YES: 9, PARTLY: 6, NO: None, NOT_SURE: None}),
        ((9, 6, 4, 4), {YES: 9, PARTLY: None, NO: None, NOT_SURE: None}),
    ],
    ids=["the rest is open", "all of one mind", "two could be known", "one would be known", "both could only be four"],
)
def test_ratings_of_cannot_be_worked_out_from_what_is_shown(answers, shown):
    assert ratings_of(project_rated(*answers)).listened_to == shown


def test_ratings_of_an_open_project_tell_nothing_so_that_no_count_grows_by_what_one_person_said():
    project = make_project()
    before = ratings_of(project)
    for _number in range(6):
        make_evaluation(project=project)

    assert (before, ratings_of(project)) == (None, None)


def test_ratings_of_on_a_day_are_all_there_are_or_none_if_the_project_was_open_then():
    project = project_felt_as(*[Level.ENGAGEMENT] * 5)
    make_evaluation(project=project, given_at=datetime(2026, 11, 20, 17, 0, tzinfo=UTC))

    assert ratings_of(project).people == 6
    assert ratings_of(project, on=CLOSED).people == 6
    assert ratings_of(project, on=CLOSED - timedelta(days=1)) is None


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ([Level.CO_PRODUCTION] * 4, None),
        ([Level.CO_PRODUCTION] * 3 + [Level.INFORMING] * 2, Level.CO_PRODUCTION),
        ([Level.CO_PRODUCTION] * 3 + [Level.INFORMING] * 3, Level.INFORMING),
        ([Level.COERCION, Level.EDUCATING, Level.CONSULTATION, Level.ENGAGEMENT, Level.CO_DESIGN], Level.CONSULTATION),
    ],
    ids=["four", "five", "the lower of two in the middle", "along the ladder, not the alphabet"],
)
def test_the_level_felt_is_the_middle_one_of_five_or_more(levels, expected):
    project = project_felt_as(*levels)

    assert ratings_of(project).level_felt == expected


def test_evaluation_link_opens_one_project_for_one_person():
    project, person = make_project(), make_person()

    assert evaluation_by_link(evaluation_link(project, person)) == (project, person)


def test_evaluation_link_opens_nothing_once_the_links_of_the_person_were_renewed():
    project, person = make_project(), make_person()
    link = evaluation_link(project, person)
    person.link_version = 2
    person.save()

    assert evaluation_by_link(link) is None


@pytest.mark.parametrize("ids", ["", "x", "x.y", "."])
def test_evaluation_by_link_knows_no_other_link(ids):
    person = make_person()

    assert evaluation_by_link(ids) is None
    assert evaluation_by_link(sign_link("evaluation", ids)) is None
    assert evaluation_by_link(sign_link("person", person.public_id)) is None
