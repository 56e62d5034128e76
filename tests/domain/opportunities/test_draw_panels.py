"""Drawing the panel: whom the number settles, and who is asked by hand beside it."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from cyfran.domain.correspondence.models import Message
from cyfran.domain.opportunities.actions.draws import announce_draw, draw_panel, stop_draw
from cyfran.domain.opportunities.actions.offers import invite
from cyfran.domain.opportunities.bridge.lotteries import panels_of, record_of
from cyfran.domain.opportunities.choices import Confirmation, DrawState, Outcome
from cyfran.domain.opportunities.models import Draw
from cyfran.domain.opportunities.queries import may_be_invited_to
from cyfran.domain.people.actions.erasing import erase
from cyfran.domain.people.actions.people import withdraw_permission
from cyfran.domain.people.choices import Use
from cyfran.domain.people.models import Person
from cyfran.engine.selection.verify import Record, verify
from tests.domain.opportunities.scenes import KNOWN, NOW, coming, languages
from tests.factories.base import make_user
from tests.factories.opportunities import make_draw, make_drawn_person
from tests.factories.people import make_permission, make_person

pytestmark = pytest.mark.django_db


def test_draw_panel_waits_for_the_number_announced(a_draw):
    with pytest.raises(ValidationError) as too_soon:
        draw_panel(draw=a_draw, seed="1", by=make_user(), at=NOW)
    announce_draw(draw=a_draw, beacon="LOTTO", beacon_at=KNOWN, by=None, at=NOW)
    with pytest.raises(ValidationError) as not_known:
        draw_panel(draw=a_draw, seed="1", by=make_user(), at=KNOWN - timedelta(minutes=1))

    assert (too_soon.value.code, not_known.value.code) == ("not_announced", "not_known_yet")
    assert Draw.objects.get().seed == ""


def test_draw_panel_asks_those_the_number_settles(drawn):
    chosen = drawn.people.filter(outcome=Outcome.CHOSEN)

    assert {one.public_id for one in chosen} == set(panels_of(drawn)[drawn.number - 1].people)
    assert (languages(drawn, outcome=Outcome.CHOSEN), coming(drawn)) == (["CY", "EN"], ["CY", "EN"])
    assert (languages(drawn, outcome=Outcome.RESERVE), languages(drawn, outcome=Outcome.NOT_CHOSEN)) == (["CY", "EN"],) * 2
    assert set(drawn.opportunity.invitations.values_list("person", flat=True)) == {one.person_id for one in chosen}
    assert Message.objects.count() == 2


def test_a_lottery_is_drawn_once(drawn):
    with pytest.raises(ValidationError, match="it has been drawn already"):
        draw_panel(draw=drawn, seed="another", by=make_user(), at=KNOWN)

    assert Draw.objects.get().seed == "4 8 15 16 23 42"


def test_the_record_of_a_draw_can_be_verified_without_the_database(drawn):
    told = json.loads(json.dumps(record_of(drawn)))

    record = Record(
        seed=told["seed"],
        inputs_sha256=told["inputs_sha256"],
        lottery_sha256=told["public_lottery_sha256"],
        panel=tuple(told["panel"]),
        chances=told["public_chances"],
        public=True,
    )

    assert verify(record, panels_of(drawn)).verified
    assert told["gap"] == pytest.approx(told["bound"] - told["min_chance"])
    assert drawn.result["salt"] not in json.dumps(told)
    assert not any(person.public_id in json.dumps(told) for person in [one.person for one in drawn.people.all()])


def test_somebody_who_took_her_permission_back_is_replaced_as_the_panel_is_drawn(a_draw):
    announce_draw(draw=a_draw, beacon="LOTTO", beacon_at=KNOWN, by=None, at=NOW)
    for one in a_draw.people.filter(person__language="CY")[:2]:
        withdraw_permission(person=one.person, use=Use.CONTACT, by=None, at=NOW)

    draw_panel(draw=a_draw, seed="4 8 15 16 23 42", by=make_user(), at=KNOWN)

    assert coming(a_draw) == ["CY", "EN"]
    asked = a_draw.opportunity.invitations.values_list("person__permissions__withdrawn_at", flat=True)
    assert set(asked) == {None}


def test_somebody_who_was_removed_is_replaced_as_the_panel_is_drawn(a_draw):
    for person in Person.objects.filter(drawn__draw=a_draw, language="CY").order_by("pk")[:2]:
        erase(person=person, by=None, at=NOW)
    announce_draw(draw=a_draw, beacon="LOTTO", beacon_at=KNOWN, by=None, at=NOW)

    draw_panel(draw=a_draw, seed="4 8 15 16 23 42", by=make_user(), at=KNOWN)

    comes = a_draw.people.filter(outcome=Outcome.CHOSEN, confirmation=Confirmation.WAITING)
    assert [one.person.language for one in comes.order_by("person__language")] == ["CY", "EN"]
    assert [one.person.erased_at for one in comes] == [None, None]


def test_nobody_of_the_pool_is_asked_by_hand(drawn):
    left = drawn.people.filter(outcome=Outcome.NOT_CHOSEN).first().person
    outside = make_person(organisation=drawn.opportunity.organisation)
    make_permission(person=outside)

    with pytest.raises(ValidationError) as refused:
        invite(opportunity=drawn.opportunity, people=[left], by=make_user(), at=KNOWN)
    invite(opportunity=drawn.opportunity, people=[outside], by=make_user(), at=KNOWN)

    assert (refused.value.code, left.invitations.count(), outside.invitations.count()) == ("may_not_be_invited", 0, 1)


def test_while_a_lottery_stands_nobody_of_its_pool_may_be_asked_by_hand(a_draw):
    assert list(may_be_invited_to(a_draw.opportunity)) == []

    stop_draw(draw=a_draw, by=None, at=NOW)

    assert may_be_invited_to(a_draw.opportunity).count() == 6


def test_whoever_a_second_draw_chooses_is_asked(drawn):
    left = drawn.people.filter(outcome=Outcome.NOT_CHOSEN).first().person
    make_drawn_person(
        draw=make_draw(opportunity=drawn.opportunity, state=DrawState.RUNNING),
        person=left,
        outcome=Outcome.CHOSEN,
        confirmation=Confirmation.WAITING,
    )

    assert left in may_be_invited_to(drawn.opportunity)
