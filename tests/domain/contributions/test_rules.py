"""Who may take on what somebody leaves behind."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from cyfran.domain.contributions.actions import hand_over
from cyfran.domain.contributions.rules import can_take_on
from cyfran.domain.organisations.choices import Act, Role
from tests.factories.base import make_administrator
from tests.factories.contributions import make_contribution
from tests.factories.organisations import make_coordinator, make_membership, make_organisation
from tests.factories.people import make_flag, make_person
from tests.factories.projects import make_project, make_proposal, make_staged_project

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)
ALL_SHE_DOES = {Act.KEEP_PROJECTS, Act.ANSWER, Act.KEEP_PEOPLE}


@pytest.mark.parametrize(
    ("role", "acts", "can"),
    [
        (Role.ADMINISTRATOR, ALL_SHE_DOES, True),
        (Role.COORDINATOR, ALL_SHE_DOES, True),
        (Role.PRACTITIONER, {Act.KEEP_PEOPLE}, True),
        (Role.PRACTITIONER, set(), True),
        (Role.PRACTITIONER, ALL_SHE_DOES, False),
        (Role.COMMISSIONER, {Act.KEEP_PROJECTS}, False),
        (Role.VIEWER, set(), False),
    ],
)
def test_whoever_may_do_all_that_comes_with_it_can_take_it_on(role, acts, can):
    held = make_membership(role=role)

    assert can_take_on(held.user, acts, held.organisation) is can


def test_nobody_without_a_role_there_can_take_anything_on():
    organisation = make_organisation()

    assert [can_take_on(user, set(), organisation) for user in (make_coordinator(make_organisation()), make_administrator())] == [
        False,
        False,
    ]


def leaves_a_project(leaver, organisation):
    return make_project(organisation=organisation, owner=leaver)


def leaves_a_request(leaver, organisation):
    return make_proposal(organisation=organisation, owner=leaver)


def leaves_words_to_answer(leaver, organisation):
    owner = make_coordinator(organisation)
    return make_contribution(stage=make_staged_project(organisation=organisation, owner=owner).stages.first(), owner=leaver)


def leaves_a_worry(leaver, organisation):
    return make_flag(person=make_person(organisation=organisation), owner=leaver)


@pytest.mark.parametrize(
    ("leave", "role"),
    [
        (leaves_a_project, Role.VIEWER),
        (leaves_a_project, Role.PRACTITIONER),
        (leaves_a_request, Role.COMMISSIONER),
        (leaves_a_request, Role.PRACTITIONER),
        (leaves_words_to_answer, Role.PRACTITIONER),
        (leaves_a_worry, Role.VIEWER),
    ],
)
def test_hand_over_refuses_whoever_may_not_act_on_what_is_left(leave, role):
    organisation = make_organisation()
    leaver, successor = make_coordinator(organisation), make_membership(organisation=organisation, role=role).user
    left = leave(leaver, organisation)

    with pytest.raises(ValidationError, match="may not see to everything that would be theirs"):
        hand_over(leaver=leaver, successor=successor, organisation=organisation, by=None, at=AT)

    left.refresh_from_db()
    assert left.owner == leaver
