"""Every promise of a draw's records, broken on purpose: once at the form and once past it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cyfran.domain.opportunities.choices import DrawState, Outcome
from cyfran.domain.opportunities.models import Draw, DrawnPerson
from tests.factories.opportunities import make_draw, make_draw_target, make_drawn_person

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
STANDS = {"state": DrawState.READY, "ready_at": NOW, "inputs_sha256": "a" * 64, "lottery_sha256": "b" * 64}
ANNOUNCED = STANDS | {"announced_at": NOW, "beacon": "DICE", "beacon_at": NOW + timedelta(days=1)}
DRAWN = ANNOUNCED | {"state": DrawState.DRAWN, "seed": "1", "number": 1, "drawn_at": NOW + timedelta(days=1)}


def assert_refused(thing, message, **values):
    with pytest.raises(IntegrityError), transaction.atomic():
        type(thing).objects.filter(pk=thing.pk).update(**values)
    for name, value in values.items():
        setattr(thing, name, value)
    with pytest.raises(ValidationError, match=message):
        thing.full_clean()


@pytest.mark.parametrize("kept", [{}, STANDS, ANNOUNCED, DRAWN, {"state": DrawState.FAILED, "error_code": "no_pool"}])
def test_a_draw_goes_its_way_in_order(kept):
    draw = make_draw(**kept)

    draw.full_clean()

    assert Draw.objects.get().state == kept.get("state", DrawState.PREPARED)


@pytest.mark.parametrize(
    ("kept", "broken", "message"),
    [
        ({}, {"size": 0}, "Say how many people are to be chosen"),
        ({}, {"progress": 101}, "Say how many people are to be chosen"),
        ({}, {"state": DrawState.READY}, "A draw that is ready keeps its lottery"),
        (STANDS, {"state": DrawState.RUNNING}, "before that there is none"),
        (STANDS, {"lottery_sha256": ""}, "A draw that is ready keeps its lottery"),
        ({}, {"state": DrawState.FAILED}, "Say why no lottery could be made"),
        ({}, {"error_code": "no_pool"}, "Say why no lottery could be made"),
        (STANDS, {"beacon": "DICE"}, "Say where the number will come from"),
        (ANNOUNCED, {"beacon_at": NOW}, "after the lottery stands, and not yet"),
        (ANNOUNCED, {"announced_at": NOW - timedelta(minutes=1)}, "after the lottery stands, and not yet"),
        ({}, ANNOUNCED | {"state": DrawState.PREPARED, "lottery_sha256": "", "inputs_sha256": ""}, "keeps its lottery"),
        (ANNOUNCED, {"seed": "1"}, "drawn with the number announced"),
        (DRAWN, {"number": None}, "drawn with the number announced"),
        (DRAWN, {"seed": ""}, "drawn with the number announced"),
        (DRAWN, {"drawn_at": NOW}, "once that is known"),
        (STANDS, {"state": DrawState.DRAWN, "seed": "1", "number": 1, "drawn_at": NOW}, "drawn with the number announced"),
    ],
)
def test_a_draw_out_of_order_is_refused(kept, broken, message):
    assert_refused(make_draw(**kept), message, **broken)


def test_an_opportunity_has_one_draw_at_a_time_and_any_number_that_are_over():
    draw = make_draw(**DRAWN)
    make_draw(opportunity=draw.opportunity)

    second = Draw(opportunity=draw.opportunity, size=2, prepared_at=NOW)

    with pytest.raises(ValidationError, match="A draw for this is being prepared already"):
        second.full_clean()
    with pytest.raises(IntegrityError):
        second.save()


def test_no_lottery_is_drawn_twice():
    make_draw(**DRAWN)

    again = make_draw()

    assert_refused(again, "A lottery is drawn once", **STANDS)


@pytest.mark.parametrize("broken", [{"least": 3}, {"least_flex": 2}, {"most_flex": 1}])
def test_the_ends_of_a_target_are_in_order(broken):
    assert_refused(make_draw_target(), "“At least” cannot be more than “at most”", **broken)


def test_a_value_has_one_target():
    first = make_draw_target(value="EN")
    second = make_draw_target(draw=first.draw)

    assert_refused(second, "There is a target for this already", value="EN")


@pytest.mark.parametrize(
    ("kept", "broken", "message"),
    [
        ({}, {"chance": 1.5}, "A chance is from 0 to 1"),
        ({}, {"outcome": Outcome.CANNOT}, "Say why this person cannot be chosen"),
        ({}, {"reason": "OVER_LIMIT"}, "Say why this person cannot be chosen"),
        ({}, {"outcome": Outcome.CANNOT, "reason": "NO_PANEL", "chance": 0.5}, "Say why this person cannot be chosen"),
        ({}, {"outcome": Outcome.RESERVE}, "Say in which place this reserve stands in"),
        ({}, {"rank": 1}, "Say in which place this reserve stands in"),
        ({}, {"confirmation": "WAITING"}, "Only those who were chosen can say that they come"),
        ({}, {"outcome": Outcome.CHOSEN}, "Only those who were chosen can say that they come"),
    ],
)
def test_somebodys_part_in_a_draw_hangs_together(kept, broken, message):
    assert_refused(make_drawn_person(**kept), message, **broken)


def test_only_somebody_who_is_not_coming_is_replaced():
    one = make_drawn_person(outcome=Outcome.CHOSEN, confirmation="WAITING")
    other = make_drawn_person(draw=one.draw)

    assert_refused(one, "Only somebody who is not coming can be replaced", replaced_by=other)


def test_nobody_is_in_a_draw_twice_and_reserves_stand_in_one_order():
    first = make_drawn_person(outcome=Outcome.RESERVE, rank=1)
    second = make_drawn_person(draw=first.draw, outcome=Outcome.RESERVE, rank=2)

    assert_refused(second, "Another reserve has this place", rank=1)
    second.refresh_from_db()
    assert_refused(second, "This person is in this draw already", person=first.person)


def test_who_was_in_the_pool_is_known_whatever_came_of_it():
    outside = DrawnPerson(outcome=Outcome.CANNOT, reason="RESTING")
    unlucky = DrawnPerson(outcome=Outcome.CANNOT, reason="NO_PANEL")
    withdrew = DrawnPerson(outcome=Outcome.CHOSEN, confirmation="DECLINED", reason="NOT_PERMITTED")

    assert [one.was_in_pool for one in (outside, unlucky, withdrew)] == [False, True, True]
