"""Giving roles and ending them."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from cyfran.domain.base.models import AuditEvent, User
from cyfran.domain.organisations.actions.organisations import add_organisation
from cyfran.domain.organisations.actions.roles import appoint, appoint_by_address, end_role
from cyfran.domain.organisations.choices import ACTS_OF, IN_GROUP, IN_ORGANISATION, ON_PROJECT, Act, Role
from cyfran.domain.organisations.models import Membership
from cyfran.domain.organisations.queries import organisations_of
from tests.factories.base import make_administrator, make_user
from tests.factories.organisations import make_membership, make_organisation

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)
LAST_YEAR, YESTERDAY, TODAY = date(2025, 11, 22), date(2026, 11, 21), date(2026, 11, 22)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("cyfran.domain.base.clock.today", lambda: TODAY)


def test_what_is_loaded_with_wales_is_not_added_by_hand():
    region = make_organisation().region
    named = {"name_cy": "Bwrdd", "name_en": "Board", "region": region, "area": None}
    first = {"email": "nia@example.org", "administrator": "Nia Sampl", "telephone": "01970 000 007"}

    with pytest.raises(ValidationError) as refusal:
        add_organisation(kind="HEALTH_BOARD", **named, **first, by=make_administrator(), at=AT)

    assert refusal.value.message_dict == {"kind": ["Such an organisation is loaded, not added."]}


def test_every_role_stands_in_the_table_and_is_held_in_one_kind_of_place():
    assert list(ACTS_OF) == list(Role) == [*IN_ORGANISATION, *ON_PROJECT, *IN_GROUP]


def test_every_act_is_somebodys_and_an_administrator_may_do_all():
    assert frozenset().union(*ACTS_OF.values()) == frozenset(Act) == ACTS_OF[Role.ADMINISTRATOR]


def test_a_role_opens_an_organisation_up_to_its_last_day():
    open_, over = make_membership(ends_on=TODAY), make_membership(joined_on=LAST_YEAR, ends_on=YESTERDAY)

    assert list(organisations_of(open_.user, Act.ANSWER)) == [open_.organisation]
    assert list(organisations_of(over.user, Act.ANSWER)) == []


def test_a_role_opens_an_organisation_for_what_it_allows_alone():
    viewer = make_membership(role=Role.VIEWER).user

    assert [act for act in Act if organisations_of(viewer, act)] == [Act.SEE_PROJECTS]


def test_appoint_makes_room_for_a_role_that_has_ended():
    ended = make_membership(joined_on=LAST_YEAR, ends_on=YESTERDAY)

    held = appoint(
        held=Membership(user=ended.user, organisation=ended.organisation, role=Role.VIEWER, ends_on=TODAY),
        by=make_administrator(),
        at=AT,
    )

    assert list(Membership.objects.all()) == [held]
    assert (held.role, held.joined_on, held.ends_on) == (Role.VIEWER, TODAY, TODAY)


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"role": Role.EVALUATOR}, "This role is for a project or a group."),
        ({"role": Role.VIEWER, "ends_on": YESTERDAY}, "The last day of a role cannot be before its first."),
    ],
)
def test_appoint_refuses_what_no_role_in_an_organisation_can_be(wrong, refusal):
    held = Membership(user=make_user(), organisation=make_organisation(), **wrong)

    with pytest.raises(ValidationError) as caught:
        appoint(held=held, by=None, at=AT)

    assert caught.value.messages == [refusal]
    assert Membership.objects.count() == 0


def test_appoint_by_address_finds_the_account_or_makes_one():
    known, organisation, by = make_user(email="ann@example.org"), make_organisation(), make_administrator()
    first, second = (Membership(organisation=organisation, role=Role.VIEWER) for _ in range(2))

    appoint_by_address(held=first, email=" Ann@Example.org", name="Somebody", by=by, at=AT)
    appoint_by_address(held=second, email="new@example.org", name="New Dychmygol", by=by, at=AT)

    assert first.user == known
    assert User.objects.get(email="new@example.org") == second.user
    assert second.user.name == "New Dychmygol"
    verbs = AuditEvent.objects.order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["role.given", "user.created", "role.given"]


def test_end_role_closes_everything_at_once_and_stays_on_record():
    held, by = make_membership(), make_administrator()

    end_role(held=held, by=by, at=AT)

    assert list(organisations_of(held.user, Act.SEE_PROJECTS)) == []
    event = AuditEvent.objects.get()
    assert (event.verb, event.subject_public_id, event.facts) == (
        *("role.ended", held.organisation.public_id),
        {"user": held.user.public_id, "role": "COORDINATOR"},
    )
