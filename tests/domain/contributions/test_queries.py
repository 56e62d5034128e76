from datetime import UTC, date, datetime, timedelta

import pytest

from cyfran.domain.contributions.choices import Audience
from cyfran.domain.contributions.models import Contribution
from cyfran.domain.contributions.queries import (
    contributions_of,
    contributions_open_to,
    open_projects_of,
    overdue,
    participants_of,
    unchecked,
)
from cyfran.domain.organisations.choices import Act
from tests.factories.base import make_administrator, make_user
from tests.factories.contributions import make_contribution, make_theme
from tests.factories.meetings import make_attendance, make_meeting
from tests.factories.opportunities import make_invitation
from tests.factories.organisations import make_coordinator
from tests.factories.people import make_permission, make_person
from tests.factories.projects import make_project, make_proposal, make_stage

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


def test_contributions_open_to_shows_a_coordinator_those_of_her_projects():
    ours, theirs = make_contribution(), make_contribution()
    coordinator = make_coordinator(ours.stage.project.organisation)

    assert list(contributions_open_to(coordinator, Act.KEEP_WORDS)) == [ours]
    assert set(contributions_open_to(make_administrator(), Act.KEEP_WORDS)) == {ours, theirs}
    assert list(contributions_open_to(make_user(), Act.KEEP_WORDS)) == []


@pytest.mark.parametrize("number", [1, 3])
def test_contributions_open_to_costs_the_same_for_more(number, django_assert_num_queries):
    for _ in range(number):
        contribution = make_contribution()
        contribution.themes.add(make_theme(project=contribution.stage.project))
    administrator = make_administrator()

    with django_assert_num_queries(2):
        rows = [
            (c.person.name, c.owner.name, c.stage.project.title, [theme.name for theme in c.themes.all()])
            for c in contributions_open_to(administrator, Act.KEEP_WORDS)
        ]

    assert len(rows) == number


@pytest.mark.parametrize("number", [1, 3])
def test_contributions_of_a_person_are_all_she_said_newest_first_in_one_query(number, django_assert_num_queries):
    person = make_person()
    earlier_first = [make_contribution(person=person, given_at=NOW + timedelta(days=day)) for day in range(number)]
    earlier_first[0].withdrawn_at = NOW
    earlier_first[0].save()
    make_contribution()

    with django_assert_num_queries(1):
        rows = [(c.pk, c.stage.project.organisation.name) for c in contributions_of(person)]

    assert [row[0] for row in rows] == [contribution.pk for contribution in reversed(earlier_first)]


def test_overdue_is_what_was_due_before_today():
    today = date(2026, 11, 21)
    late, _now, _later = (make_contribution(due_on=today + timedelta(days=day)) for day in (-1, 0, 1))

    assert list(overdue(Contribution.objects.all(), today=today)) == [late]


def test_open_projects_of_a_person_are_those_she_asked_for_was_asked_to_came_to_or_spoke_in():
    person, project = make_person(), make_project()
    make_proposal(person=person, state="ACCEPTED", project=project)
    make_proposal(person=person)
    invitation, attendance, contribution = (make(person=person) for make in (make_invitation, make_attendance, make_contribution))
    make_contribution(person=person, stage=contribution.stage)
    make_invitation()

    assert set(open_projects_of(person)) == {
        project,
        invitation.opportunity.stage.project,
        attendance.meeting.stage.project,
        contribution.stage.project,
    }
    assert open_projects_of(person).count() == 4


def test_open_projects_of_a_person_leave_out_what_is_closed():
    contribution = make_contribution()
    type(contribution.stage.project).objects.update(closed_on=date(2026, 11, 20))

    assert list(open_projects_of(contribution.person)) == []


def test_unchecked_is_what_may_be_shown_and_nobody_has_looked_at():
    person = make_permission(use="QUOTE").person
    waiting = make_contribution(audience=Audience.PUBLIC, person=person)
    make_contribution(audience=Audience.PUBLIC)
    make_contribution(audience=Audience.PUBLIC, person=make_permission(use="QUOTE", withdrawn_at=NOW).person)
    make_contribution(audience=Audience.TEAM, person=person)
    make_contribution(audience=Audience.PUBLIC, person=person, checked_at=NOW)
    make_contribution(audience=Audience.PUBLIC, person=person, withdrawn_at=NOW)

    assert list(unchecked(Contribution.objects.all())) == [waiting]


def test_participants_of_are_those_who_asked_for_it_came_or_said_something():
    stage = make_stage()
    proposer = make_proposal(project=stage.project, person=make_person()).person
    came = make_attendance(meeting=make_meeting(stage=stage)).person
    make_attendance(meeting=make_meeting(stage=stage), person=came)
    said = make_contribution(stage=stage).person
    make_contribution(stage=stage, person=said)
    make_invitation()
    make_contribution()

    assert set(participants_of(stage.project)) == {proposer, came, said}
    assert participants_of(stage.project).count() == 3
