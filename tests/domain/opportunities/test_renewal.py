from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError

from cyfran.domain.opportunities.actions.draws import (
    announce_draw,
    change_draw,
    draw_panel,
    run_draw,
    set_targets,
)
from cyfran.domain.opportunities.actions.merging import merge_people
from cyfran.domain.opportunities.actions.panels import confirm, decline
from cyfran.domain.opportunities.actions.renewals import change_leaving, hand_over_seats, renew_group
from cyfran.domain.opportunities.bridge.people import people_for
from cyfran.domain.opportunities.bridge.seats import seats_to_take
from cyfran.domain.opportunities.bridge.solving import check
from cyfran.domain.opportunities.bridge.targets import Wanted
from cyfran.domain.opportunities.choices import Confirmation, Fairness, OpportunityState, Outcome, WhyNot
from cyfran.domain.opportunities.models import Draw
from cyfran.domain.people.actions.erasing import erase
from cyfran.engine.selection.results import Impossible
from tests.factories.base import make_user
from tests.factories.groups import make_group, make_seat
from tests.factories.opportunities import make_draw, make_opportunity, make_pool
from tests.factories.people import make_person
from tests.factories.projects import make_project, make_stage

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
KNOWN = NOW + timedelta(days=1)


@pytest.fixture
def opportunity():
    return make_opportunity(stage=make_stage(project=make_project(published_at=NOW)), state=OpportunityState.OPEN)


@pytest.fixture
def group(opportunity):
    """Three carers hold seats: two Welsh, one English, whose term ends first."""
    group = make_group(organisation=opportunity.organisation)
    for language, year in (("CY", 2029), ("CY", 2028), ("EN", 2027)):
        holder = make_person(organisation=opportunity.organisation, language=language)
        make_seat(group=group, holder=holder, starts_on=date(2024, 1, 1), ends_on=date(year, 1, 1))
    return group


def begin(group, opportunity, share=Fraction(1, 3)) -> Draw:
    return renew_group(group=group, opportunity=opportunity, share=share, reserves=1, by=make_user(), at=NOW)


def test_renew_group_says_who_leaves_and_why(group, opportunity):
    draw = begin(group, opportunity)

    first = group.seats.get(ends_on=date(2027, 1, 1))
    assert (draw.group, draw.size, draw.reserves) == (group, 3, 1)
    assert draw.leaving == [{"seat": first.public_id, "person": first.holder.public_id, "because": "term_ends"}]


def test_of_two_who_share_a_seat_one_counts_and_neither_is_in_the_pool_while_it_stays(group, opportunity):
    seats = group.seats.order_by("ends_on")
    others = [make_person(organisation=opportunity.organisation) for _number in range(2)]
    for seat, other in zip((seats[0], seats[2]), others, strict=True):
        type(seat).objects.filter(pk=seat.pk).update(deputy=other, is_shared=True)

    draw = begin(group, opportunity)

    found = {one.person: (one.outcome, one.reason) for one in people_for(draw, on=NOW.date())}
    assert [found[seat.holder][0] for seat in seats] == [Outcome.CANNOT, Outcome.SEATED, Outcome.SEATED]
    assert found[others[0]] == (Outcome.CANNOT, WhyNot.LEAVES)
    assert others[1] not in found


def test_at_least_one_leaves_however_small_the_share(group, opportunity):
    assert len(begin(group, opportunity, share=Fraction(1, 10)).leaving) == 1


def test_a_lot_that_says_who_leaves_cannot_be_tried_again(group, opportunity):
    group.seats.update(ends_on=date(2028, 1, 1))

    leaving = [begin(group, make_opportunity(stage=opportunity.stage)).leaving for _again in range(5)]

    assert leaving == [leaving[0]] * 5
    assert leaving[0][0]["because"] == "by_lot"


def test_who_would_like_to_leave_does_where_term_and_service_are_alike(group, opportunity):
    group.seats.update(ends_on=date(2028, 1, 1))
    draw = begin(group, opportunity)
    willing = group.seats.exclude(public_id=draw.leaving[0]["seat"]).first()

    change_leaving(draw=draw, number=1, willing=[willing], by=make_user(), at=NOW)

    assert draw.leaving == [{"seat": willing.public_id, "person": willing.holder.public_id, "because": "willing"}]
    assert list(group.seats.filter(wants_to_leave=True)) == [willing]


@pytest.mark.parametrize("number", [0, 4])
def test_change_leaving_wants_a_number_of_those_in_a_seat(group, opportunity, number):
    draw = begin(group, opportunity)

    with pytest.raises(ValidationError, match="Say how many of those in a seat leave"):
        change_leaving(draw=draw, number=number, willing=[], by=make_user(), at=NOW)


def test_change_leaving_is_for_groups_that_are_renewed():
    with pytest.raises(ValidationError, match="renews no group"):
        change_leaving(draw=make_draw(), number=1, willing=[], by=make_user(), at=NOW)


def test_those_who_stay_keep_their_seats_and_those_who_leave_are_not_drawn_again(group, opportunity):
    draw = begin(group, opportunity)

    people = people_for(draw, on=NOW.date())

    assert sorted((one.person.language, one.outcome, one.reason) for one in people) == [
        ("CY", Outcome.SEATED, ""),
        ("CY", Outcome.SEATED, ""),
        ("EN", Outcome.CANNOT, WhyNot.LEAVES),
    ]
    assert [one.was_in_pool for one in people] == [False, False, False]


def test_the_whole_group_meets_the_targets_in_every_draw(group, opportunity, django_capture_on_commit_callbacks):
    draw = begin(group, opportunity)
    make_pool(draw, "EN", "EN", "EN", "CY")
    set_targets(draw=draw, targets=[Wanted("LANGUAGE", "EN", 1, 3), Wanted("LANGUAGE", "CY", 0, 2)], by=None, at=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        run_draw(draw=draw, by=None, at=NOW)
    Draw.objects.update(ready_at=NOW)
    announce_draw(draw=draw, beacon="DICE", beacon_at=KNOWN, by=None, at=NOW)
    draw_panel(draw=draw, seed="1 2 3 4 5 6 6 5 4 3 2 1", by=make_user(), at=KNOWN)
    [drawn] = draw.people.filter(outcome=Outcome.CHOSEN)

    first = decline(drawn=drawn, channel="PHONE", by=make_user(), at=KNOWN)
    second = decline(drawn=first, channel="PHONE", by=make_user(), at=KNOWN)

    assert [one.person.language for one in (drawn, first, second)] == ["EN", "EN", "EN"]
    assert (first.rank, second.rank, second.confirmation) == (1, None, Confirmation.WAITING)
    assert draw.people.get(person__language="CY", outcome=Outcome.CANNOT).reason == WhyNot.NO_PANEL


@pytest.fixture
def renewed(group, opportunity, django_capture_on_commit_callbacks):
    """One of three seats is renewed and one more is vacant: two people are drawn, and both said yes."""
    make_seat(group=group)
    draw = begin(group, opportunity)
    make_pool(draw, "EN", "EN", "EN")
    with django_capture_on_commit_callbacks(execute=True):
        run_draw(draw=draw, by=None, at=NOW)
    Draw.objects.update(ready_at=NOW)
    draw.refresh_from_db()
    announce_draw(draw=draw, beacon="DICE", beacon_at=KNOWN, by=None, at=NOW)
    draw_panel(draw=draw, seed="1 2 3 4 5 6 6 5 4 3 2 1", by=make_user(), at=KNOWN)
    for one in draw.people.filter(outcome=Outcome.CHOSEN):
        confirm(drawn=one, channel="PHONE", by=make_user(), at=KNOWN)
    return draw


TERM = {"starts_on": date(2026, 12, 1), "ends_on": date(2029, 11, 30), "minutes_a_year": 600}


def test_those_who_said_yes_take_the_vacant_seats_and_those_of_who_leaves(group, renewed):
    drawn = {one.person for one in renewed.people.filter(outcome=Outcome.CHOSEN)}
    left = group.seats.get(ends_on=date(2027, 1, 1)).holder

    handed = hand_over_seats(draw=renewed, **TERM, by=make_user(), at=KNOWN)

    holders = {seat.holder for seat in group.seats.all()}
    assert (len(holders), drawn <= holders, left in holders) == (4, True, False)
    assert [one.leaver for one in handed] == [None, left]
    assert seats_to_take(renewed) == []


def test_the_seat_of_a_leaver_whose_record_went_into_another_is_still_handed_over(group, renewed):
    leaver = group.seats.get(ends_on=date(2027, 1, 1)).holder
    kept = make_person(organisation=leaver.organisation)
    merge_people(kept=kept, gone=leaver, by=None, at=KNOWN)

    handed = hand_over_seats(draw=renewed, **TERM, by=make_user(), at=KNOWN)

    assert [one.leaver for one in handed] == [None, kept]


def test_seats_are_handed_over_one_for_one_as_people_say_yes(group, renewed):
    renewed.people.filter(pk=renewed.people.filter(outcome=Outcome.CHOSEN).first().pk).update(confirmation=Confirmation.WAITING)

    first = hand_over_seats(draw=renewed, **TERM, by=make_user(), at=KNOWN)
    renewed.people.filter(outcome=Outcome.CHOSEN).update(confirmation=Confirmation.CONFIRMED)
    second = hand_over_seats(draw=renewed, **TERM, by=make_user(), at=KNOWN)

    assert [(one.leaver is None) for one in (*first, *second)] == [True, False]
    with pytest.raises(ValidationError, match="Nobody who was drawn and said yes waits for a seat"):
        hand_over_seats(draw=renewed, **TERM, by=make_user(), at=KNOWN)


def test_whoever_was_removed_takes_no_seat_and_keeps_nobody_from_theirs(group, renewed):
    gone, stays = renewed.people.filter(outcome=Outcome.CHOSEN)
    erase(person=gone.person, by=None, at=KNOWN)

    handed = hand_over_seats(draw=renewed, **TERM, by=make_user(), at=KNOWN)

    assert [(one.leaver, one.taker) for one in handed] == [(None, stays.person)]


def test_nobody_moves_where_a_seat_would_go_past_somebodys_limit(group, renewed):
    before = list(group.seats.values_list("holder", flat=True))
    names = renewed.people.filter(outcome=Outcome.CHOSEN).values_list("person__name", flat=True)

    with pytest.raises(ValidationError) as refusal:
        hand_over_seats(draw=renewed, **{**TERM, "minutes_a_year": 9000}, by=make_user(), at=KNOWN)

    assert [name for name in names if name not in refusal.value.messages[0]] == []
    assert list(group.seats.values_list("holder", flat=True)) == before


def test_nobody_is_drawn_where_no_seat_is_free(group, opportunity):
    draw = begin(group, opportunity)
    rules = {"reserves": 0, "counts_load": True, "one_of_household": True, "fairness": Fairness.LEXIMIN}
    change_draw(draw=draw, size=2, **rules, by=None, at=NOW)
    make_pool(draw, "CY")

    found = check(draw, people_for(draw, on=NOW.date()), [])

    assert (found.can_be_met, found.repair.impossible) == (False, (Impossible("no_seat_free", "", "", 1, 2),))


def test_renew_group_wants_a_group_with_carers(opportunity):
    with pytest.raises(ValidationError) as refusal:
        begin(make_group(organisation=opportunity.organisation), opportunity)

    assert refusal.value.message_dict == {"group": ["No carer has a seat in this group."]}
    assert not Draw.objects.exists()


def test_renew_group_keeps_the_example_apart(opportunity):
    with pytest.raises(ValidationError, match="not both of the example"):
        begin(make_group(organisation=opportunity.organisation, is_example=True), opportunity)
