"""What roles in one project or one group open, and what they leave closed."""

from datetime import UTC, date, datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from cyfran.domain.base.models import AuditEvent
from cyfran.domain.groups.choices import Reach
from cyfran.domain.groups.queries import groups_open_to
from cyfran.domain.organisations.actions.roles import appoint, end_role
from cyfran.domain.organisations.choices import ACTS_OF, Act, Role
from cyfran.domain.projects.models import ProjectRole
from cyfran.domain.projects.queries import ActsHeld, acts_held, projects_open_to
from tests.factories.base import make_administrator, make_audit_event, make_user
from tests.factories.groups import make_group, make_group_role
from tests.factories.organisations import make_membership, make_region
from tests.factories.projects import make_project, make_project_role

pytestmark = pytest.mark.django_db

LAST_YEAR = date(2025, 1, 5)
NOT_BEFORE = "The last day of a role cannot be before its first."


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.EVALUATOR])
def test_a_role_in_a_project_opens_that_project_alone(role):
    held = make_project_role(role=role)
    make_project(organisation=held.project.organisation)

    opened = {act for act in Act if list(projects_open_to(held.user, act)) == [held.project]}

    assert opened == ACTS_OF[role]


def test_a_role_in_a_project_opens_nothing_past_its_last_day():
    held = make_project_role(joined_on=LAST_YEAR, ends_on=LAST_YEAR, is_external=True)

    assert [act for act in Act if projects_open_to(held.user, act)] == []


@pytest.mark.parametrize("role", [Role.BOARD_SECRETARY, Role.CARER_REPRESENTATIVE])
def test_a_role_in_a_group_opens_that_group_and_the_projects_of_its_organisation(role):
    held = make_group_role(role=role)
    project = make_project(organisation=held.group.organisation)
    make_group(organisation=held.group.organisation)
    make_project()

    groups = {act for act in Act if list(groups_open_to(held.user, act)) == [held.group]}
    projects = {act for act in Act if list(projects_open_to(held.user, act)) == [project]}

    assert groups == projects == ACTS_OF[role]


def test_who_comes_from_outside_has_a_last_day():
    first = make_project_role()
    role = ProjectRole(user=make_user(), project=first.project, role=Role.EVALUATOR, joined_on=first.joined_on, is_external=True)

    with pytest.raises(ValidationError) as caught:
        role.full_clean()

    assert caught.value.messages == ["Say until when this person from outside works on the project."]
    with pytest.raises(IntegrityError):
        ProjectRole.objects.bulk_create([role])


def test_acts_held_says_what_and_where_in_one_query(django_assert_num_queries):
    viewer = make_membership(role=Role.VIEWER)
    ours = make_project(organisation=viewer.organisation)
    facilitated = make_project_role(user=viewer.user, project=ours).project
    other = make_project(organisation=viewer.organisation)
    held_in_group = make_group_role(user=viewer.user)
    boards = make_project(organisation=held_in_group.group.organisation)

    with django_assert_num_queries(1):
        acts = acts_held(viewer.user)

    assert acts.in_organisations == ACTS_OF[Role.VIEWER]
    assert acts.anywhere == ACTS_OF[Role.VIEWER] | ACTS_OF[Role.FACILITATOR] | ACTS_OF[Role.BOARD_SECRETARY]
    assert [acts.on(thing) for thing in (facilitated, other, boards, held_in_group.group, make_project())] == [
        ACTS_OF[Role.VIEWER] | ACTS_OF[Role.FACILITATOR],
        ACTS_OF[Role.VIEWER],
        ACTS_OF[Role.BOARD_SECRETARY],
        ACTS_OF[Role.BOARD_SECRETARY],
        frozenset(),
    ]


def test_what_somebody_holds_is_written_down_as_roles_and_organisations_each_once():
    viewer = make_membership(role=Role.VIEWER)
    for _time in range(2):
        make_project_role(user=viewer.user, project=make_project(organisation=viewer.organisation))
    make_group_role(user=viewer.user, group=make_group(organisation=None, reach=Reach.REGIONAL, region=make_region()))

    body = viewer.organisation.public_id
    assert sorted(acts_held(viewer.user).to_write_down) == [("BOARD_SECRETARY", ""), ("FACILITATOR", body), ("VIEWER", body)]
    assert acts_held(make_administrator()).to_write_down == [("", "")]


def test_looks_of_earlier_days_get_the_roles_held_on_them():
    migration = import_module("cyfran.domain.projects.migrations.0003_looks_keep_the_role_of_the_day")
    stays = make_membership(joined_on=date(2026, 3, 1))
    gone, installs = appoint_and_end(days=(date(2026, 4, 1), date(2026, 5, 1))), make_administrator()
    looks = {
        (user.public_id, day): make_audit_event(
            verb="person.looked_at", actor_public_id=user.public_id, at=noon(day), facts={"why": "ASK"}
        )
        for user in (stays.user, gone.user, installs)
        for day in (date(2026, 2, 1), date(2026, 4, 15))
    }

    migration.write_roles_down(apps, None)

    found = {key: AuditEvent.objects.get(pk=look.pk).facts for key, look in looks.items()}
    assert [facts.get("roles") for facts in found.values()] == [
        *(None, [["COORDINATOR", stays.organisation.public_id]]),
        *(None, [["FACILITATOR", gone.project.organisation.public_id]]),
        *([["", ""]], [["", ""]]),
    ]
    assert {facts["why"] for facts in found.values()} == {"ASK"}


def appoint_and_end(*, days) -> ProjectRole:
    """Return a role that was given on one day and ended on another."""
    held = ProjectRole(user=make_user(), project=make_project(), role=Role.FACILITATOR, ends_on=date(2026, 12, 31))
    appoint(held=held, by=None, at=noon(days[0]))
    end_role(held=held, by=None, at=noon(days[1]))
    return held


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, 0, tzinfo=UTC)


def test_acts_held_by_who_looks_after_the_installation_are_all_everywhere():
    assert acts_held(make_administrator()) == ActsHeld(is_everywhere=True)
    assert acts_held(make_administrator()).on(make_group()) == frozenset(Act)
    assert acts_held(make_user(is_active=False)).anywhere == frozenset()


@pytest.mark.parametrize(
    ("make", "wrong", "refusal"),
    [
        (make_membership, {"role": Role.EVALUATOR}, "This role is for a project or a group."),
        (make_project_role, {"role": Role.VIEWER}, "This role is not one for a project."),
        (make_group_role, {"role": Role.VIEWER}, "This role is not one for a group."),
        *((make, {"ends_on": LAST_YEAR}, NOT_BEFORE) for make in (make_membership, make_project_role, make_group_role)),
    ],
)
def test_no_role_is_held_where_or_when_it_cannot_be(make, wrong, refusal):
    held = make()
    for field, value in wrong.items():
        setattr(held, field, value)

    with pytest.raises(ValidationError) as caught:
        held.full_clean()

    assert caught.value.messages == [refusal]
    with pytest.raises(IntegrityError):
        type(held).objects.filter(pk=held.pk).update(**wrong)


@pytest.mark.parametrize("make", [make_membership, make_project_role, make_group_role])
def test_nobody_has_two_roles_in_one_place(make):
    held = make()
    second = type(held)(user=held.user, role=held.role, joined_on=held.joined_on, **{held.place: held.of})

    with pytest.raises(ValidationError, match="already has a role"):
        second.full_clean()
    with pytest.raises(IntegrityError):
        type(held).objects.bulk_create([second])
