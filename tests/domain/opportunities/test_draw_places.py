"""The places of a panel: who comes, who does not, and who comes instead."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cyfran.domain.involvement.actions import change_limit
from cyfran.domain.opportunities.actions.draws import set_targets
from cyfran.domain.opportunities.actions.offers import close_opportunity
from cyfran.domain.opportunities.actions.panels import confirm, decline, replace
from cyfran.domain.opportunities.actions.replies import reply
from cyfran.domain.opportunities.bridge.people import people_for
from cyfran.domain.opportunities.bridge.solving import stand_in_for
from cyfran.domain.opportunities.choices import Answer, Confirmation, Outcome
from cyfran.domain.opportunities.models import DrawnPerson, Invitation
from cyfran.domain.people.actions.erasing import erase
from tests.domain.opportunities.scenes import BALANCED, KNOWN, NOW, coming
from tests.factories.base import make_user
from tests.factories.opportunities import make_draw, make_pool

pytestmark = pytest.mark.django_db


def test_confirm_takes_down_that_somebody_comes(drawn):
    one = drawn.people.filter(outcome=Outcome.CHOSEN).first()

    confirm(drawn=one, channel="PHONE", by=make_user(), at=KNOWN)

    invitation = drawn.opportunity.invitations.get(person=one.person)
    assert (invitation.answer, invitation.answered_by_channel) == (Answer.YES, "PHONE")
    assert DrawnPerson.objects.get(pk=one.pk).confirmation == Confirmation.CONFIRMED


def test_decline_asks_the_first_reserve_who_keeps_the_targets(drawn):
    leaving = drawn.people.get(outcome=Outcome.CHOSEN, person__language="CY")

    stand_in = decline(drawn=leaving, channel="PHONE", by=make_user(), at=KNOWN)

    leaving.refresh_from_db()
    assert (stand_in.person.language, stand_in.outcome, stand_in.rank is not None) == ("CY", Outcome.CHOSEN, True)
    assert (leaving.confirmation, leaving.replaced_by) == (Confirmation.DECLINED, stand_in)
    assert coming(drawn) == ["CY", "EN"]
    assert drawn.opportunity.invitations.filter(person=stand_in.person).exists()


@pytest.mark.parametrize("since", [{"hours": 1}, {"rests_until": date(2027, 1, 1)}])
def test_decline_passes_over_a_reserve_who_has_since_reached_her_limit_or_rests(drawn, since):
    leaving = drawn.people.get(outcome=Outcome.CHOSEN, person__language="CY")
    reserves = [one.person for one in drawn.people.filter(outcome=Outcome.RESERVE, person__language="CY")]
    for person in reserves:
        change_limit(person=person, by=person, at=NOW, **since)

    stand_in = decline(drawn=leaving, channel="PHONE", by=make_user(), at=KNOWN)

    assert reserves
    assert (stand_in.person.language, stand_in.person in reserves) == ("CY", False)
    assert [Invitation.objects.filter(person=person).exists() for person in reserves] == [False] * len(reserves)


def test_decline_draws_one_more_when_no_reserve_fits(drawn):
    user = make_user()
    first = decline(drawn=drawn.people.get(outcome="CHOSEN", person__language="CY"), channel="PHONE", by=user, at=KNOWN)

    second = decline(drawn=first, channel="PHONE", by=user, at=KNOWN)

    assert (second.person.language, second.rank) == ("CY", None)
    assert coming(drawn) == ["CY", "EN"]


def test_nobody_changes_who_comes_next_by_taking_others_out():
    draw = make_draw()
    draw.seed = "4 8 15 16 23 42"
    make_pool(draw, "CY", "CY", "CY", "EN", "EN", "EN")
    set_targets(draw=draw, targets=BALANCED, by=None, at=NOW)
    DrawnPerson.objects.bulk_create(people_for(draw, on=NOW.date()))
    waiting = list(draw.people.order_by("pk"))
    stays = waiting.pop()

    first = stand_in_for([stays], waiting, draw)

    others = [one for one in waiting if one != first]
    assert first.values["LANGUAGE"] == ["CY"]
    assert {stand_in_for([stays], [one for one in waiting if one != out], draw) for out in others} == {first}


def test_who_was_asked_for_less_comes_next_and_reserves_before_all():
    draw = make_draw()
    make_pool(draw, *["CY"] * 6)
    people = people_for(draw, on=NOW.date())
    for one, hours in zip(people, (7, 7, 7, 3, 7, 7), strict=True):
        one.minutes_asked = 60 * hours
        one.save()
    stays, *waiting = people

    first = stand_in_for([stays], waiting, draw)
    waiting[-1].rank = 1

    assert (first, stand_in_for([stays], waiting, draw)) == (people[3], people[5])


def test_the_last_who_is_left_takes_one_of_two_free_places():
    draw = make_draw(size=3)
    make_pool(draw, "CY", "CY")
    stays, last = people_for(draw, on=NOW.date())

    assert (stand_in_for([stays], [last], draw), stand_in_for([stays], [], draw)) == (last, None)


def test_decline_takes_a_no_down_also_where_nobody_else_is_asked_any_more(drawn):
    close_opportunity(opportunity=drawn.opportunity, by=None, at=KNOWN)
    leaving = drawn.people.filter(outcome=Outcome.CHOSEN).first()

    stand_in = decline(drawn=leaving, channel="PHONE", by=make_user(), at=KNOWN)

    leaving.refresh_from_db()
    assert (stand_in, leaving.confirmation, leaving.replaced_by) == (None, Confirmation.DECLINED, None)
    assert drawn.opportunity.invitations.count() == 2


def test_decline_says_when_nobody_is_left_who_keeps_the_targets(drawn):
    user, leaving = make_user(), drawn.people.get(outcome="CHOSEN", person__language="EN")
    for _ in range(2):
        leaving = decline(drawn=leaving, channel="PHONE", by=user, at=KNOWN)

    last = decline(drawn=leaving, channel="PHONE", by=user, at=KNOWN)

    assert (last, coming(drawn)) == (None, ["CY"])
    leaving.refresh_from_db()
    with pytest.raises(ValidationError, match="Nobody else in the pool keeps the targets"):
        replace(drawn=leaving, by=user, at=KNOWN)


def test_who_says_no_on_her_own_page_is_replaced_in_one_press(drawn):
    leaving = drawn.people.filter(outcome=Outcome.CHOSEN).first()
    invitation = drawn.opportunity.invitations.get(person=leaving.person)
    reply(invitation=invitation, answer=Answer.NOT_THIS_TIME, channel="", by=leaving.person, at=KNOWN)

    stand_in = replace(drawn=leaving, by=make_user(), at=KNOWN)

    leaving.refresh_from_db()
    assert (leaving.confirmation, leaving.replaced_by, coming(drawn)) == (Confirmation.DECLINED, stand_in, ["CY", "EN"])
    with pytest.raises(ValidationError, match="This place is not free"):
        replace(drawn=leaving, by=make_user(), at=KNOWN)


@pytest.mark.parametrize("by_staff", [False, True])
def test_nobody_says_yes_to_a_place_that_has_gone_to_somebody_else(drawn, by_staff):
    leaving, staff = drawn.people.filter(outcome=Outcome.CHOSEN).first(), make_user()
    decline(drawn=leaving, channel="PHONE", by=staff, at=KNOWN)
    invitation = drawn.opportunity.invitations.get(person=leaving.person)
    how = {"channel": "PHONE", "by": staff, "entered_by": staff} if by_staff else {"channel": "", "by": leaving.person}

    with pytest.raises(ValidationError, match="This place has gone to somebody else"):
        reply(invitation=invitation, answer=Answer.YES, at=KNOWN, **how)
    invitation.refresh_from_db()
    answered = invitation.answer
    reply(invitation=invitation, answer=Answer.ANOTHER_WAY, words="If another place is free.", at=KNOWN, **how)

    leaving.refresh_from_db()
    assert (answered, invitation.answer) == (Answer.NOT_THIS_TIME, Answer.ANOTHER_WAY)
    assert (leaving.confirmation, coming(drawn)) == (Confirmation.DECLINED, ["CY", "EN"])


def test_only_somebody_with_a_place_confirms_or_declines(drawn):
    waiting = drawn.people.filter(outcome=Outcome.NOT_CHOSEN).first()

    with pytest.raises(ValidationError, match="no place to confirm"):
        confirm(drawn=waiting, channel="PHONE", by=make_user(), at=KNOWN)
    with pytest.raises(ValidationError, match="no place to confirm"):
        decline(drawn=waiting, channel="PHONE", by=make_user(), at=KNOWN)


def test_the_place_of_somebody_who_was_removed_goes_to_the_next_who_is_there(drawn):
    gone = drawn.people.get(outcome=Outcome.CHOSEN, person__language="CY")
    reserve = drawn.people.get(outcome=Outcome.RESERVE, person__language="CY")
    for one in (gone, reserve):
        erase(person=one.person, by=None, at=KNOWN)
    gone.refresh_from_db()

    stand_in = replace(drawn=gone, by=make_user(), at=KNOWN)

    gone.refresh_from_db()
    assert (gone.replaced_by, gone.confirmation, stand_in.person.erased_at) == (stand_in, Confirmation.DECLINED, None)
    assert stand_in != reserve
