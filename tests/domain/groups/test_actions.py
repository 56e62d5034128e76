from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from cyfran.domain.base.choices import DecisionRight
from cyfran.domain.base.models import AuditEvent
from cyfran.domain.groups.actions import (
    add_group,
    add_seat,
    change_group,
    fill_seat,
    note_wish_to_leave,
    vacate_seat,
)
from cyfran.domain.groups.choices import Carers, GroupClass, Reach, SeatKind
from cyfran.domain.groups.models import Group, Seat
from cyfran.domain.involvement.actions import change_limit
from cyfran.domain.involvement.choices import Lift
from cyfran.domain.involvement.queries import ledger_of, limit_of, load_of
from cyfran.domain.organisations.choices import OrganisationKind
from cyfran.domain.people.actions.erasing import erase
from tests.factories.base import make_user
from tests.factories.groups import make_group, make_seat
from tests.factories.organisations import make_organisation
from tests.factories.people import make_caring_role, make_person

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)
TERM = {"starts_on": date(2026, 2, 1), "ends_on": None}


def events() -> list[tuple]:
    return list(AuditEvent.objects.order_by("id").values_list("verb", "actor_public_id", "subject_public_id", "facts"))


def refused(action, **given) -> str:
    with pytest.raises(ValidationError) as caught:
        action(by=None, at=AT, **given)
    [message] = caught.value.messages
    return message


# --- Groups -----------------------------------------------------------------------------------------------------------


def test_add_group_puts_it_where_its_organisation_is():
    organisation, user = make_organisation(), make_user()

    group = add_group(
        organisation=organisation,
        name_cy="Fforwm y Bryniau",
        group_class=GroupClass.STANDING_GROUP,
        reach=Reach.COUNTY,
        by=user,
        at=AT,
    )

    assert list(Group.objects.all()) == [group]
    assert (group.organisation, group.area, group.region) == (organisation, organisation.area, organisation.region)
    assert (group.carers, group.decision_right, group.source_id) == (Carers.NOT_STATED, DecisionRight.NOT_STATED, "")
    assert events() == [("group.added", user.public_id, group.public_id, {})]


@pytest.mark.parametrize(("reach", "has_region"), [(Reach.REGIONAL, True), (Reach.NATIONAL, False)])
def test_add_group_lets_the_place_follow_from_the_reach(reach, has_region):
    organisation = make_organisation()

    group = add_group(
        organisation=organisation,
        name_en="Forum",
        group_class=GroupClass.PANEL,
        reach=reach,
        area=organisation.area,
        by=None,
        at=AT,
    )

    assert (group.area, group.region) == (None, organisation.region if has_region else None)


def test_add_group_of_a_county_by_a_body_of_a_region_needs_the_county():
    board = make_organisation(kind=OrganisationKind.HEALTH_BOARD)
    council = make_organisation()
    given = {"organisation": board, "name_en": "Forum", "group_class": GroupClass.PANEL, "reach": Reach.COUNTY}

    assert refused(add_group, **given) == "Say which county or which region the group is for; one for all of Wales has neither."
    group = add_group(area=council.area, by=None, at=AT, **given)
    assert (group.area, group.region) == (council.area, council.region)


def test_add_group_refuses_what_is_not_whole():
    organisation = make_organisation()

    with pytest.raises(ValidationError) as caught:
        add_group(organisation=organisation, name_en="Forum", by=None, at=AT)

    assert caught.value.message_dict["reach"] == ["This field cannot be blank."]
    assert caught.value.message_dict["group_class"] == ["This field cannot be blank."]
    assert not Group.objects.exists()
    assert events() == []


def test_change_group_corrects_what_is_given_and_says_which():
    group = make_group(rhythm="monthly")

    change_group(group=group, rhythm="weekly", carers=Carers.MEMBERS, by=None, at=AT)

    group.refresh_from_db()
    assert (group.rhythm, group.carers) == ("weekly", Carers.MEMBERS)
    assert events() == [("group.changed", "", group.public_id, {"changed": ["carers", "rhythm"]})]


def test_change_group_of_reach_moves_it():
    group = make_group()

    change_group(group=group, reach=Reach.NATIONAL, by=None, at=AT)

    group.refresh_from_db()
    assert (group.area, group.region) == (None, None)


def test_change_group_refuses_a_class_that_does_not_meet_where_there_are_seats():
    group = make_seat().group

    message = refused(change_group, group=group, group_class=GroupClass.SURVEY)

    assert message == (
        "This group has seats, so it must be of a kind that meets: a board, a standing group, a task group or a panel."
    )


def test_change_group_knows_no_field_of_another_name():
    with pytest.raises(TypeError, match="Cannot be changed here: rythm"):
        change_group(group=make_group(), rythm="weekly", by=None, at=AT)


# --- Seats ------------------------------------------------------------------------------------------------------------


def test_add_seat_gives_a_group_an_empty_seat():
    group, user = make_group(), make_user()

    seat = add_seat(group=group, kind=SeatKind.CARER, by=user, at=AT)

    assert list(group.seats.all()) == [seat]
    assert (seat.kind, seat.holder, seat.deputy) == (SeatKind.CARER, None, None)
    assert events() == [("seat.added", user.public_id, seat.public_id, {"group": group.public_id})]


def test_add_seat_refuses_a_group_that_does_not_meet():
    message = refused(add_seat, group=make_group(group_class=GroupClass.SURVEY), kind=SeatKind.CARER)

    assert message == "Only a board, a standing group, a task group or a panel has seats."
    assert not Seat.objects.exists()


def test_add_seat_refuses_an_unknown_kind():
    assert refused(add_seat, group=make_group(), kind="THRONE") == "Value 'THRONE' is not a valid choice."


def test_fill_seat_says_who_holds_it_and_who_stands_in_without_naming_them_in_the_event():
    seat, holder, deputy = make_seat(), make_person(), make_person()

    term = {"starts_on": date(2026, 12, 1), "ends_on": date(2028, 12, 1)}
    fill_seat(seat=seat, holder=holder, deputy=deputy, minutes_a_year=240, by=None, at=AT, **term)

    seat.refresh_from_db()
    assert (seat.holder, seat.deputy, seat.starts_on, seat.ends_on) == (holder, deputy, date(2026, 12, 1), date(2028, 12, 1))
    facts = {"holder": holder.public_id, "deputy": deputy.public_id, "starts_on": "2026-12-01", "ends_on": "2028-12-01"}
    assert events()[-1] == ("seat.filled", "", seat.public_id, {**facts, "is_shared": False})


def test_two_who_share_a_seat_both_hold_it_and_each_is_asked_for_its_minutes():
    seat, one, other = make_seat(), make_person(), make_person()

    fill_seat(seat=seat, holder=one, deputy=other, is_shared=True, minutes_a_year=240, by=None, at=AT, **TERM)
    shared = [load_of(person, TODAY) for person in seat.held_by]
    fill_seat(seat=seat, holder=one, deputy=other, minutes_a_year=300, by=None, at=AT, **TERM)

    assert (shared, seat.held_by) == ([240, 240], [one])
    assert [load_of(person, TODAY) for person in (one, other)] == [300, 0]


def test_nobody_shares_a_seat_past_a_limit_of_theirs():
    other = make_person(name="Person B")
    change_limit(person=other, hours=1, by=other, at=AT)
    sharing = {"holder": make_person(), "deputy": other, "is_shared": True, "minutes_a_year": 61}

    message = refused(fill_seat, seat=make_seat(), **sharing, **TERM)

    assert message == "This asks more of these people than their limit allows, and only they can lift it: Person B."


def test_nobody_shares_a_seat_alone():
    message = refused(fill_seat, seat=make_seat(), holder=make_person(), is_shared=True, minutes_a_year=60, **TERM)

    assert message == "Choose with whom the holder shares the seat."


def test_vacate_seat_asks_nothing_more_of_either_who_shared_it():
    seat, one, other = make_seat(), make_person(), make_person()
    fill_seat(seat=seat, holder=one, deputy=other, is_shared=True, minutes_a_year=240, by=None, at=AT, **TERM)

    vacate_seat(seat=seat, by=None, at=AT)

    assert ([load_of(person, TODAY) for person in (one, other)], seat.held_by) == ([0, 0], [])


def test_who_shared_a_seat_with_somebody_who_was_removed_still_holds_it():
    seat, one, other = make_seat(), make_person(), make_person()
    fill_seat(seat=seat, holder=one, deputy=other, is_shared=True, minutes_a_year=240, by=None, at=AT, **TERM)

    erase(person=one, by=None, at=AT)

    assert Seat.objects.get().held_by == [other]


@pytest.mark.parametrize("place", ["holder", "deputy"])
def test_fill_seat_refuses_somebody_who_looks_after_people_as_a_job_in_a_seat_for_carers_alone(place):
    worker = make_caring_role(person=make_person(name="Sali Sampl"), relation="JOB").person
    people = {"holder": make_person(), "deputy": make_person(), place: worker}

    sentence = refused(fill_seat, seat=make_seat(), minutes_a_year=60, **people, **TERM)
    fill_seat(seat=make_seat(kind=SeatKind.STAFF), minutes_a_year=60, by=None, at=AT, **people, **TERM)

    assert sentence.startswith("Looking after people is the job of Sali Sampl, so this is not for them")
    assert getattr(Seat.objects.get(kind=SeatKind.STAFF), place) == worker


def test_fill_seat_again_changes_the_deputy_and_the_term_of_the_same_holder():
    holder = make_person()
    seat = make_seat(holder=holder, deputy=make_person(), starts_on=date(2026, 1, 1))

    fill_seat(seat=seat, holder=holder, starts_on=date(2026, 2, 1), ends_on=None, minutes_a_year=0, by=None, at=AT)

    seat.refresh_from_db()
    assert (seat.holder, seat.deputy, seat.starts_on, seat.ends_on) == (holder, None, date(2026, 2, 1), None)


def test_fill_seat_puts_nobody_out():
    holder = make_person()
    seat = make_seat(holder=holder, starts_on=date(2026, 1, 1))

    message = refused(fill_seat, seat=seat, holder=make_person(), minutes_a_year=0, **TERM)

    seat.refresh_from_db()
    assert message == "Somebody holds this seat. Say first that it is vacant."
    assert seat.holder == holder


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"deputy": "holder"}, "The deputy must be somebody other than the holder of the seat."),
        ({"ends_on": date(2026, 1, 1)}, "The term must end after it starts."),
    ],
)
def test_fill_seat_refuses_what_cannot_be(given, expected):
    holder = make_person()
    wish = {"holder": holder, "minutes_a_year": 60, **TERM, "starts_on": date(2026, 1, 1), **given}
    if "deputy" in given:
        wish["deputy"] = holder

    assert refused(fill_seat, seat=make_seat(), **wish) == expected


def test_three_boards_sum_and_a_fourth_is_refused():
    holder = make_person(name="Person A")
    boards = [make_seat(group=make_group(organisation=make_organisation())) for _ in range(4)]
    for seat in boards[:3]:
        fill_seat(seat=seat, holder=holder, minutes_a_year=240, by=None, at=AT, **TERM)

    message = refused(fill_seat, seat=boards[3], holder=holder, minutes_a_year=1, **TERM)

    assert message == "This asks more of these people than their limit allows, and only they can lift it: Person A."
    assert load_of(holder, TODAY) == 720
    assert [seat.group.organisation for seat in boards[:3]] == [entry.organisation for entry in ledger_of(holder)]
    boards[3].refresh_from_db()
    assert boards[3].holder is None


def test_fill_seat_past_the_limit_takes_her_own_lift():
    seat, holder = make_seat(), make_person()
    change_limit(person=holder, lifted=Lift.ONCE, by=holder, at=AT)

    fill_seat(seat=seat, holder=holder, minutes_a_year=1200, by=None, at=AT, **TERM)

    assert (load_of(holder, TODAY), limit_of(holder).lifted) == (1200, Lift.NOT)


def test_fill_seat_lets_people_rest_even_where_it_asks_no_minutes():
    resting = make_person(name="Person A")
    change_limit(person=resting, rests_until=date(2027, 2, 1), by=resting, at=AT)

    as_holder = refused(fill_seat, seat=make_seat(), holder=resting, minutes_a_year=0, **TERM)
    as_deputy = refused(fill_seat, seat=make_seat(), holder=make_person(), deputy=resting, minutes_a_year=60, **TERM)

    assert as_holder == as_deputy == "These people rest, and are not to be asked now: Person A."


def test_fill_seat_names_nobody_at_her_limit_as_a_new_deputy_and_keeps_the_one_there_is():
    holder, deputy = make_person(), make_person(name="Person B")
    seat = fill_seat(seat=make_seat(), holder=holder, deputy=deputy, minutes_a_year=60, by=None, at=AT, **TERM)
    fill_seat(seat=make_seat(), holder=deputy, minutes_a_year=720, by=None, at=AT, **TERM)

    fill_seat(seat=seat, holder=holder, deputy=deputy, minutes_a_year=90, by=None, at=AT, **TERM)
    message = refused(fill_seat, seat=make_seat(), holder=holder, deputy=deputy, minutes_a_year=60, **TERM)

    assert message == "This asks more of these people than their limit allows, and only they can lift it: Person B."
    assert load_of(holder, TODAY) == 90


def test_fill_seat_counts_a_term_to_come_from_the_day_it_is_agreed_until_it_ends():
    seat, holder = make_seat(), make_person()

    term = {"starts_on": date(2027, 1, 1), "ends_on": date(2028, 12, 31)}
    fill_seat(seat=seat, holder=holder, minutes_a_year=600, by=None, at=AT, **term)

    days = (TODAY, date(2028, 1, 1), date(2028, 12, 31), date(2029, 1, 1))
    assert [load_of(holder, day) for day in days] == [600, 600, 600, 0]


def test_fill_seat_again_asks_no_more_of_somebody_over_her_limit_who_is_asked_no_more():
    seat, holder = make_seat(), make_person()
    fill_seat(seat=seat, holder=holder, minutes_a_year=600, by=None, at=AT, **TERM)
    change_limit(person=holder, hours=1, rests_until=date(2027, 2, 1), by=holder, at=AT)

    term = TERM | {"ends_on": date(2027, 1, 31)}
    fill_seat(seat=seat, holder=holder, minutes_a_year=500, by=None, at=AT, **term)
    message = refused(fill_seat, seat=seat, holder=holder, minutes_a_year=501, **term)

    assert message.startswith("These people rest")
    assert (load_of(holder, TODAY), load_of(holder, date(2027, 2, 1))) == (500, 0)


def test_fill_seat_after_its_end_asks_anew():
    seat, holder = make_seat(), make_person()
    fill_seat(seat=seat, holder=holder, minutes_a_year=600, by=None, at=AT, **TERM | {"ends_on": date(2026, 10, 1)})
    change_limit(person=holder, hours=1, by=holder, at=AT)

    assert load_of(holder, TODAY) == 0
    assert refused(fill_seat, seat=seat, holder=holder, minutes_a_year=600, **TERM).startswith("This asks more")


def test_fill_seat_of_a_group_that_nobody_alone_runs_counts_with_the_holders_own_organisation():
    group = make_group(organisation=None, reach=Reach.NATIONAL, area=None, region=None)
    holder = make_person()

    fill_seat(seat=make_seat(group=group), holder=holder, minutes_a_year=60, by=None, at=AT, **TERM)

    assert [entry.organisation for entry in ledger_of(holder)] == [holder.organisation]


def test_vacate_seat_asks_nothing_more_of_who_held_it():
    seat, holder = make_seat(), make_person()
    fill_seat(seat=seat, holder=holder, minutes_a_year=600, by=None, at=AT, **TERM)

    vacate_seat(seat=seat, by=None, at=AT)

    assert (load_of(holder, date(2026, 11, 20)), load_of(holder, TODAY)) == (600, 0)


def test_vacate_seat_leaves_it_for_somebody_else():
    seat = make_seat(holder=make_person(), deputy=make_person(), starts_on=date(2026, 1, 1), ends_on=date(2027, 1, 1))

    vacate_seat(seat=seat, by=None, at=AT)

    seat.refresh_from_db()
    assert (seat.holder, seat.deputy, seat.starts_on, seat.ends_on) == (None, None, None, None)
    assert events() == [("seat.vacated", "", seat.public_id, {})]


def test_note_wish_to_leave_stays_with_the_seat_until_it_is_vacant():
    seat = make_seat(holder=make_person(), starts_on=date(2024, 1, 1))

    note_wish_to_leave(seat=seat, wants_to_leave=True, by=None, at=AT)
    note_wish_to_leave(seat=seat, wants_to_leave=True, by=None, at=AT)
    noted = seat.wants_to_leave
    vacate_seat(seat=seat, by=None, at=AT)

    assert (noted, seat.wants_to_leave) == (True, False)
    assert [verb for verb, *_rest in events()] == ["seat.wish_noted", "seat.vacated"]


def test_a_wish_to_leave_does_not_pass_to_who_comes_after():
    seat = make_seat(wants_to_leave=True)

    fill_seat(seat=seat, holder=make_person(), minutes_a_year=60, by=None, at=AT, **TERM)

    assert not seat.wants_to_leave


def test_note_wish_to_leave_is_for_somebody_in_a_seat():
    assert refused(note_wish_to_leave, seat=make_seat(), wants_to_leave=True) == "Nobody holds this seat."
