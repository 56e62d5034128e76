"""Places where their number is set: the eleventh of ten waits, and gets the first that is free."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError

from cyfran.domain.base.models import AuditEvent
from cyfran.domain.correspondence.models import Message
from cyfran.domain.opportunities.actions.changes import call_off
from cyfran.domain.opportunities.actions.replies import reply
from cyfran.domain.opportunities.choices import Answer, Confirmation, OpportunityState, Outcome
from cyfran.domain.opportunities.models import Invitation, Opportunity
from cyfran.domain.opportunities.queries import places_left, replies_summary, waiting_list
from cyfran.domain.opportunities.tasks import give_places
from cyfran.domain.people.actions.erasing import erase
from tests.factories.base import make_user
from tests.factories.opportunities import make_draw, make_drawn_person, make_invitation, make_opportunity

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.domain.correspondence.urls")]

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


def invited(opportunity, count):
    return [make_invitation(opportunity=opportunity) for _number in range(count)]


def say(invitation, answer, minutes=0):
    invitation = Invitation.objects.get(pk=invitation.pk)
    at = NOW + timedelta(minutes=minutes)
    reply(invitation=invitation, answer=answer, channel="", by=invitation.person, at=at)
    return Invitation.objects.get(pk=invitation.pk)


def waits(invitations):
    return [Invitation.objects.get(pk=one.pk).waits_since is not None for one in invitations]


def test_the_eleventh_of_ten_waits():
    opportunity = make_opportunity(state=OpportunityState.OPEN, places=10)
    invitations = invited(opportunity, 11)

    for minutes, invitation in enumerate(invitations):
        say(invitation, Answer.YES, minutes)

    assert waits(invitations) == [False] * 10 + [True]
    assert places_left(opportunity) == 0
    assert list(waiting_list(opportunity)) == [invitations[10]]
    summary = replies_summary(opportunity)
    assert (summary.asked, summary.yes, summary.waiting_list) == (11, 10, 1)


def test_a_place_that_becomes_free_goes_to_whoever_waits_longest_and_she_is_told():
    opportunity = make_opportunity(state=OpportunityState.OPEN, places=1)
    first, second, third = invited(opportunity, 3)
    for minutes, invitation in enumerate((first, third, second)):
        say(invitation, Answer.YES, minutes)

    say(first, Answer.NOT_THIS_TIME, 5)

    assert waits([first, second, third]) == [False, True, False]
    message = Message.objects.get()
    assert (message.purpose, message.person) == ("PLACE_FREE", third.person)
    assert "A place has become free, and it is yours." in message.body_en
    assert "Mae lle wedi dod yn rhydd, a chi sydd piau ef." in message.body_cy
    assert AuditEvent.objects.get(verb="invitation.given_a_place").subject_public_id == third.public_id


def test_whoever_says_yes_again_keeps_her_place_and_her_turn():
    opportunity = make_opportunity(state=OpportunityState.OPEN, places=1)
    first, second, third = invited(opportunity, 3)
    for minutes, invitation in enumerate((first, second, third)):
        say(invitation, Answer.YES, minutes)

    again = [say(invitation, Answer.YES, 10) for invitation in (third, second, first)]

    assert [one.waits_since for one in reversed(again)] == [None, NOW + timedelta(minutes=1), NOW + timedelta(minutes=2)]


def test_whoever_does_not_want_to_wait_leaves_the_list():
    opportunity = make_opportunity(state=OpportunityState.OPEN, places=1)
    first, second = invited(opportunity, 2)
    say(first, Answer.YES)
    say(second, Answer.YES, 1)

    left = say(second, Answer.ANOTHER_WAY, 2)

    assert (left.waits_since, list(waiting_list(opportunity))) == (None, [])


def test_nobody_passes_those_who_wait_where_somebody_was_removed():
    opportunity = make_opportunity(state=OpportunityState.OPEN, places=1)
    first, second, third = invited(opportunity, 3)
    say(first, Answer.YES)
    say(second, Answer.YES, 1)
    erase(person=first.person, by=None, at=NOW)

    say(third, Answer.YES, 2)

    assert waits([second, third]) == [False, True]


def test_the_place_of_somebody_who_was_removed_is_given_without_waiting_for_an_answer(monkeypatch):
    monkeypatch.setattr("cyfran.domain.base.clock.now", lambda: NOW)
    opportunity = make_opportunity(state=OpportunityState.OPEN, places=1)
    first, second, third = invited(opportunity, 3)
    for minutes, invitation in enumerate((first, second, third)):
        say(invitation, Answer.YES, minutes)
    erase(person=first.person, by=None, at=NOW)

    give_places.call()
    give_places.call()

    assert waits([second, third]) == [False, True]
    assert [message.person for message in Message.objects.filter(purpose="PLACE_FREE")] == [second.person]


@pytest.mark.parametrize("gone", [{"state": OpportunityState.CALLED_OFF}, {"starts_at": NOW}])
def test_no_place_is_given_in_what_does_not_take_place_any_more(monkeypatch, gone):
    monkeypatch.setattr("cyfran.domain.base.clock.now", lambda: NOW)
    opportunity = make_opportunity(state=OpportunityState.OPEN, places=1)
    waiting = make_invitation(opportunity=opportunity, answer=Answer.YES, answered_at=NOW, waits_since=NOW)
    Opportunity.objects.filter(pk=opportunity.pk).update(**gone)

    give_places.call()

    assert waits([waiting]) == [True]


def test_where_places_are_not_counted_nobody_waits():
    opportunity = make_opportunity(state=OpportunityState.OPEN)
    invitations = invited(opportunity, 3)

    for invitation in invitations:
        say(invitation, Answer.YES)

    assert waits(invitations) == [False] * 3
    assert places_left(opportunity) is None


def test_whoever_was_drawn_by_lot_has_a_place_of_her_own():
    opportunity = make_opportunity(state=OpportunityState.OPEN, places=1)
    first, drawn = invited(opportunity, 2)
    draw = make_draw(opportunity=opportunity)
    make_drawn_person(draw=draw, person=drawn.person, outcome=Outcome.CHOSEN, confirmation=Confirmation.WAITING)
    say(first, Answer.YES)

    say(drawn, Answer.YES, 1)

    assert waits([first, drawn]) == [False, False]


def test_only_somebody_who_said_yes_waits():
    with pytest.raises(IntegrityError, match="who_waits_for_a_place_has_said_yes"):
        make_invitation(waits_since=NOW)


def test_where_places_are_counted_there_is_one():
    with pytest.raises(IntegrityError, match="where_places_are_counted_there_is_one"):
        make_opportunity(places=0)


def test_nobody_hears_of_a_free_place_that_she_has_left_or_that_was_called_off():
    opportunity = make_opportunity(state=OpportunityState.OPEN, places=2)
    first, second, *others = invited(opportunity, 4)
    for minutes, invitation in enumerate((first, second, *others)):
        say(invitation, Answer.YES, minutes)
    say(first, Answer.NOT_THIS_TIME, 5)
    say(second, Answer.NOT_THIS_TIME, 6)

    say(others[0], Answer.NOT_THIS_TIME, 7)
    why = {"cause": "STAFF", "reason_cy": "Salwch.", "reason_en": "Illness."}
    call_off(opportunity=opportunity, **why, by=make_user(), at=NOW + timedelta(minutes=8))

    messages = Message.objects.order_by("id").values_list("purpose", "person", "state")
    assert list(messages) == [
        ("PLACE_FREE", others[0].person_id, "NOT_NEEDED"),
        ("PLACE_FREE", others[1].person_id, "NOT_NEEDED"),
        ("CALLED_OFF", others[1].person_id, "QUEUED"),
    ]
