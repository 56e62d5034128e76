"""Whom people look after: how it changes, what is asked once it is over, and that two may look after one another."""

from datetime import UTC, date, datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from cyfran.domain.base.choices import Channel
from cyfran.domain.base.models import AuditEvent
from cyfran.domain.contributions.queries import contributions_of
from cyfran.domain.correspondence.actions.writing import queue_message
from cyfran.domain.correspondence.choices import Purpose
from cyfran.domain.opportunities.actions.offers import invite
from cyfran.domain.opportunities.bridge.people import people_for
from cyfran.domain.opportunities.choices import OpportunityState
from cyfran.domain.opportunities.queries import may_be_invited_to, offers_to
from cyfran.domain.people.actions.caring import (
    confirm_caring,
    forget_cared_for,
    name_cared_for,
    say_whether_she_stays,
    write_down_caring,
)
from cyfran.domain.people.actions.erasing import erase
from cyfran.domain.people.choices import CaringState, Hours, Relation, RoleState, Stays, Use
from cyfran.domain.people.models import CaringRole
from cyfran.domain.people.queries import caring_state, permits, rows_about, still_right_since, who_may_be_asked
from cyfran.domain.people.rules import can_be_asked_about_caring, why_caring_or_not
from tests.factories.base import make_user
from tests.factories.contributions import make_contribution
from tests.factories.opportunities import make_draw, make_opportunity
from tests.factories.people import make_caring_role, make_permission, make_person

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def willing(**given):
    """Make somebody who permits being asked."""
    return make_permission(person=make_person(**given), use=Use.CONTACT).person


def say(role, **said):
    return write_down_caring(role=role, by=role.person, at=AT, **said)


def test_a_role_is_paused_taken_up_again_and_ended_and_each_change_is_in_the_trail():
    role = make_caring_role()

    states = [(say(role, state=state).state, caring_state(role.person)) for state in ("PAUSED", "ACTIVE", "ENDED")]

    assert states == [("PAUSED", CaringState.ACTIVE), ("ACTIVE", CaringState.ACTIVE), ("ENDED", CaringState.FORMER)]
    assert (role.since, role.said_on) == (AT.date(), AT.date())
    facts = AuditEvent.objects.filter(verb="caring.said").order_by("id").values_list("facts", flat=True)
    assert list(facts) == [{"state": "PAUSED"}, {"state": "ACTIVE"}, {"state": "ENDED"}]


def test_somebody_looks_after_many_at_once_and_is_one_person_with_each_of_them():
    opportunity = make_opportunity()
    person = willing(organisation=opportunity.organisation)
    for relation in (Relation.PARENT, Relation.PARENT, Relation.CHILD, Relation.FRIEND, Relation.NOT_SURE):
        say(CaringRole(person=person), relation=relation, hours=Hours.UP_TO_9)

    [entrant] = people_for(make_draw(opportunity=opportunity), on=AT.date())

    assert (entrant.person, entrant.values["RELATION"]) == (person, ["CHILD", "FRIEND", "PARENT"])
    assert list(may_be_invited_to(opportunity)) == [person]


def test_two_who_look_after_one_another_are_linked_both_ways_are_both_asked_and_both_offered_cover():
    opportunity = make_opportunity(state=OpportunityState.OPEN, offers_cover=True)
    ann, bob = (willing(organisation=opportunity.organisation, name=name) for name in ("Ann", "Bob"))
    for one, other in ((ann, bob), (bob, ann)):
        name_cared_for(role=make_caring_role(person=one, relation="PARTNER"), other=other, by=make_user(), at=AT)

    assert set(invite_both(opportunity, ann, bob)) == {ann, bob}
    assert [[str(offer) for offer in offers_to(opportunity, one)] for one in (ann, bob)] == [["replacement care"]] * 2
    assert (ann.looked_after_by.get().person, bob.looked_after_by.get().person) == (bob, ann)


def invite_both(opportunity, *people):
    at = opportunity.starts_at - timedelta(days=30)
    return [invitation.person for invitation in invite(opportunity=opportunity, people=people, by=make_user(), at=at)]


def test_what_each_of_two_says_stays_apart():
    ann, bob = make_person(), make_person()
    name_cared_for(role=make_caring_role(person=ann), other=bob, by=None, at=AT)
    his, hers = make_contribution(person=bob), make_contribution(person=ann)

    assert [list(contributions_of(one)) for one in (ann, bob)] == [[hers], [his]]


def test_real_and_invented_people_are_not_linked():
    with pytest.raises(ValidationError, match="Invented people belong in the example alone"):
        name_cared_for(role=make_caring_role(), other=make_person(is_example=True), by=None, at=AT)


def test_removing_the_one_looked_after_leaves_the_carer_and_nothing_of_them():
    ann, bob = make_person(), make_person()
    role = name_cared_for(role=make_caring_role(person=ann, relation="PARTNER"), other=bob, by=None, at=AT)

    erase(person=bob, by=bob, at=AT)

    role.refresh_from_db()
    assert (role.person, role.cared_for, role.called, role.relation, role.state) == (ann, None, "", "PARTNER", "ACTIVE")
    ann.refresh_from_db()
    assert ann.erased_at is None


def test_either_takes_back_that_the_two_are_linked():
    role = name_cared_for(role=make_caring_role(), other=make_person(), by=None, at=AT)

    forget_cared_for(role=role, by=role.cared_for, at=AT)

    assert (CaringRole.objects.get().cared_for, CaringRole.objects.get().relation) == (None, "PARENT")


def test_what_they_are_called_is_sealed_and_stands_in_her_own_copy():
    role = say(make_caring_role(), called="Mam")

    stored = CaringRole.objects.filter(pk=role.pk).values_list("called", flat=True).get()

    assert "Mam" not in str(stored)
    assert [row.called for _data, row, names in rows_about(role.person) if "called" in names] == ["Mam"]


def test_nothing_is_kept_of_somebody_who_died():
    role = name_cared_for(role=make_caring_role(called="Mam"), other=make_person(), by=None, at=AT)

    say(role, state=RoleState.DIED)

    role.refresh_from_db()
    assert (role.called, role.cared_for, role.state, role.since) == ("", None, "DIED", AT.date())


def test_whoever_grieves_is_asked_nothing_about_caring_and_to_nothing_before_she_says_that_she_stays():
    opportunity = make_opportunity()
    person = willing(organisation=opportunity.organisation)
    say(make_caring_role(person=person), state=RoleState.DIED)

    before = (who_may_be_asked().contains(person), list(may_be_invited_to(opportunity)), can_be_asked_about_caring(person))
    say_whether_she_stays(person=person, answer=Stays.YES, by=person, at=AT)

    assert (caring_state(person), before) == (CaringState.BEREAVED, (False, [], False))
    assert (who_may_be_asked().contains(person), list(may_be_invited_to(opportunity))) == (True, [person])


def test_somebody_in_grief_stands_in_no_draw():
    opportunity = make_opportunity()
    person = willing(organisation=opportunity.organisation)
    say(make_caring_role(person=person), state=RoleState.DIED)

    [entrant] = people_for(make_draw(opportunity=opportunity), on=AT.date())

    assert (entrant.outcome, entrant.reason) == ("CANNOT", "NOT_PERMITTED")


def test_whoever_has_three_roles_is_one_in_the_pool_and_one_under_each_and_whose_job_it_is_stands_in_none():
    opportunity = make_opportunity()
    person = willing(organisation=opportunity.organisation)
    for relation in ("PARENT", "CHILD", "JOB", "FRIEND"):
        make_caring_role(person=person, relation=relation)
    make_caring_role(person=willing(organisation=opportunity.organisation), relation="JOB")

    [entrant] = people_for(make_draw(opportunity=opportunity), on=AT.date())

    assert (entrant.person, entrant.outcome) == (person, "IN_POOL")
    assert entrant.values["RELATION"] == ["CHILD", "FRIEND", "PARENT"]


def test_somebody_who_no_longer_looks_after_anybody_is_still_asked_but_offered_nobody_in_her_place():
    opportunity = make_opportunity(offers_cover=True, offers_travel=True)
    person = willing(organisation=opportunity.organisation)
    say(make_caring_role(person=person), state=RoleState.ENDED)

    assert (caring_state(person), list(may_be_invited_to(opportunity))) == (CaringState.FORMER, [person])
    assert [str(offer) for offer in offers_to(opportunity, person)] == ["travel, paid or arranged"]


def test_whoever_leaves_is_no_longer_asked_and_whoever_looks_after_somebody_again_has_answered():
    person = willing()
    say(make_caring_role(person=person), state=RoleState.ENDED)

    say_whether_she_stays(person=person, answer=Stays.NO, by=person, at=AT)
    left = (person.stays, permits(person, Use.CONTACT))
    say(CaringRole(person=person), relation=Relation.CHILD, hours=Hours.NOT_SURE)

    person.refresh_from_db()
    assert (left, person.stays) == (("NO", False), "")


@pytest.mark.parametrize("purpose", [Purpose.MY_PAGE, Purpose.PROPOSAL_ANSWERED])
def test_no_message_speaks_of_the_one_who_died(purpose):
    person = make_person(channel=Channel.EMAIL)
    say(make_caring_role(person=person, called="Mam"), state=RoleState.DIED)
    facts = {} if purpose == Purpose.MY_PAGE else {"asked": "a bench", "words": "A bench", "answer": "Yes", "reason": ""}

    message = queue_message(person=person, organisation=person.organisation, purpose=purpose, about=person, at=AT, **facts)

    text = message.body_en + message.subject_en
    assert [word for word in ("Mam", "My mum", "your mum", "the person you look after") if word in text] == []


def test_after_a_year_she_is_asked_once_whether_it_is_still_so_but_not_in_the_year_of_a_loss():
    person = make_person()
    make_caring_role(person=person, said_on=date(2025, 10, 1))
    lost = make_caring_role(person=person)

    long_ago = still_right_since(person, AT.date())
    say(lost, state=RoleState.DIED)
    in_grief = still_right_since(person, AT.date())
    CaringRole.objects.filter(pk=lost.pk).update(since=date(2025, 1, 1))
    later = still_right_since(person, AT.date())
    confirm_caring(person=person, by=person, at=AT)

    assert (long_ago, in_grief, later) == (date(2025, 10, 1), None, date(2025, 10, 1))
    assert still_right_since(person, AT.date()) is None


@pytest.mark.parametrize(
    ("tasks", "is_needed", "is_paid", "finding"),
    [
        (["HOME"], "YES", "NO", (True, "needed")),
        (["COMPANY"], "NOT_SURE", "NOT_SURE", (True, "perhaps_needed")),
        (["HOME"], "YES", "YES", (False, "paid")),
        (["HOME"], "NO", "NO", (False, "not_needed")),
        ([], "YES", "NO", (False, "no_task")),
    ],
)
def test_whoever_is_not_sure_is_told_yes_or_no_and_why(tasks, is_needed, is_paid, finding):
    assert why_caring_or_not(tasks=tasks, is_needed=is_needed, is_paid=is_paid) == finding


def test_the_migration_gives_every_role_an_id_of_its_own():
    migration = import_module("cyfran.domain.people.migrations.0008_whom_people_look_after_and_how_it_changes")
    roles = [make_caring_role(), make_caring_role()]
    before = {role.public_id for role in roles}
    CaringRole.ended_on = None

    migration.give_ids(apps, None)

    del CaringRole.ended_on
    after = set(CaringRole.objects.values_list("public_id", flat=True))
    assert (len(after), after & before) == (2, set())


def test_people_in_grief_are_counted_with_nobody_who_may_be_asked_and_cost_one_question():
    for state in ("ACTIVE", "DIED", "ENDED"):
        make_caring_role(person=willing(name=state), state=state)

    assert [person.name for person in who_may_be_asked()] == ["ACTIVE", "ENDED"]
