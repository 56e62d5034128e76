"""Whether, when and why a message goes."""

from datetime import UTC, date, datetime, time

import pytest
from django.utils.translation import override

from cyfran.domain.base.choices import Channel
from cyfran.domain.correspondence.choices import Purpose, Why
from cyfran.domain.correspondence.rules import Decision, decide, decide_again
from cyfran.domain.involvement.choices import Lift, Reason, Rhythm
from cyfran.domain.people.choices import AgeBand, Relation, RoleState, Use
from tests.factories.correspondence import make_message
from tests.factories.involvement import make_ledger_entry, make_limit
from tests.factories.people import make_caring_role, make_permission, make_person

pytestmark = pytest.mark.django_db

# A Wednesday: ten in the morning, and eleven at night.
NOON = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
NIGHT = datetime(2026, 11, 25, 23, 0, tzinfo=UTC)
GO = Decision(goes=True)


def someone(**given):
    person = make_person(**given)
    make_permission(person=person, use=Use.CONTACT)
    return person


def decided(person, *, purpose=Purpose.INVITATION, at=NOON, **given):
    return decide([person], purpose=purpose, at=at, **given)[person.pk]


@pytest.fixture
def nights(settings):
    settings.QUIET_FROM, settings.QUIET_UNTIL = 20, 8


def test_somebody_who_may_be_asked_is_asked_at_once():
    assert decided(someone(), minutes=60) == GO


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"rests_until": date(2026, 11, 26)}, Why.RESTING),
        ({"hours": 1}, Why.OVER_LIMIT),
        ({"hours": 9, "rhythm": Rhythm.OFF}, Why.OFF),
        ({"hours": None, "asks": 1}, Why.ASKED_ENOUGH),
        ({"hours": 9, "asks": 2}, ""),
        ({"hours": 1, "asks": 1, "lifted": Lift.FOR_GOOD}, ""),
    ],
)
def test_her_own_word_decides_whether_she_is_asked(said, reason):
    person = someone()
    make_ledger_entry(person=person, minutes=30, on=date(2026, 11, 1))
    make_limit(person=person, **said)

    decision = decided(person, minutes=60)

    assert (decision.goes, decision.reason) == (not reason, reason)


def test_what_was_asked_of_her_by_other_bodies_thirty_days_ago_counts_no_longer(settings):
    settings.ASKS_IN_30_DAYS = 1
    asked_lately, asked_before = someone(), someone()
    make_ledger_entry(person=asked_lately, on=date(2026, 10, 27), organisation=make_person().organisation)
    make_ledger_entry(person=asked_before, on=date(2026, 10, 26))

    decisions = decide([asked_lately, asked_before], purpose=Purpose.INVITATION, minutes=60, at=NOON)

    assert decisions == {asked_lately.pk: Decision(goes=False, reason=Why.ASKED_ENOUGH), asked_before.pk: GO}


def test_whoever_may_not_be_asked_is_not_and_the_reason_tells_which():
    grieving, young, silent = someone(), someone(age_band=AgeBand.FROM_13_TO_15), make_person()
    make_caring_role(person=grieving, relation=Relation.PARENT, state=RoleState.DIED)

    decisions = decide([grieving, young, silent], purpose=Purpose.EVALUATION, at=NOON)

    assert [decisions[person.pk].reason for person in (grieving, young, silent)] == [Why.GRIEVES, Why.YOUNG, Why.NOT_PERMITTED]


def test_an_answer_reaches_also_whoever_is_not_to_be_asked():
    person = make_person()
    make_limit(person=person, rhythm=Rhythm.OFF, rests_until=date(2027, 1, 1))

    assert decided(person, purpose=Purpose.ANSWER) == GO


@pytest.mark.usefixtures("nights")
@pytest.mark.parametrize(
    ("hour", "until"),
    [
        (datetime(2026, 11, 25, 19, 59, tzinfo=UTC), None),
        (datetime(2026, 11, 25, 20, 0, tzinfo=UTC), datetime(2026, 11, 26, 8, 0, tzinfo=UTC)),
        (datetime(2026, 11, 26, 7, 59, tzinfo=UTC), datetime(2026, 11, 26, 8, 0, tzinfo=UTC)),
        (datetime(2026, 11, 26, 8, 0, tzinfo=UTC), None),
        (datetime(2026, 7, 1, 19, 30, tzinfo=UTC), datetime(2026, 7, 2, 7, 0, tzinfo=UTC)),
    ],
)
def test_at_night_an_email_waits_for_the_morning(hour, until):
    assert decided(someone(), at=hour) == Decision(goes=True, reason=Why.QUIET if until else "", until=until)


@pytest.mark.usefixtures("nights")
def test_her_own_quiet_hours_stand_in_place_of_the_usual_ones():
    person = someone()
    make_limit(person=person, hours=9, quiet_from=time(9), quiet_until=time(11))

    until = datetime(2026, 11, 25, 11, 0, tzinfo=UTC)

    assert (decided(person), decided(person, at=NIGHT)) == (Decision(goes=True, reason=Why.QUIET, until=until), GO)


@pytest.mark.usefixtures("nights")
@pytest.mark.parametrize(
    ("person", "purpose"),
    [
        ({"channel": Channel.LETTER, "address": "1 Invented Street"}, Purpose.INVITATION),
        ({}, Purpose.MY_PAGE),
        ({"is_example": True}, Purpose.INVITATION),
    ],
)
def test_at_night_goes_what_she_asked_for_what_staff_post_and_what_wakes_nobody(person, purpose):
    assert decided(someone(**person), purpose=purpose, at=NIGHT) == GO


def test_in_school_hours_an_email_waits_until_they_are_over():
    pupil = someone(age_band=AgeBand.FROM_16_TO_17)

    until = datetime(2026, 11, 25, 15, 30, tzinfo=UTC)

    assert decided(pupil) == Decision(goes=True, reason=Why.SCHOOL, until=until)


@pytest.mark.parametrize(
    ("rhythm", "at", "until"),
    [
        (Rhythm.WEEKLY, NOON, datetime(2026, 11, 30, 9, 0, tzinfo=UTC)),
        (Rhythm.WEEKLY, datetime(2026, 11, 30, 8, 0, tzinfo=UTC), datetime(2026, 11, 30, 9, 0, tzinfo=UTC)),
        (Rhythm.WEEKLY, datetime(2026, 11, 30, 9, 0, tzinfo=UTC), datetime(2026, 12, 7, 9, 0, tzinfo=UTC)),
        (Rhythm.MONTHLY, NOON, datetime(2026, 12, 1, 9, 0, tzinfo=UTC)),
        (Rhythm.MONTHLY, datetime(2026, 12, 31, 10, 0, tzinfo=UTC), datetime(2027, 1, 1, 9, 0, tzinfo=UTC)),
        (Rhythm.AT_ONCE, NOON, None),
    ],
)
def test_what_asks_waits_for_the_day_of_her_rhythm_by_whatever_way(rhythm, at, until):
    person = someone(channel=Channel.PHONE, telephone="01970 000 001")
    make_limit(person=person, hours=9, rhythm=rhythm)

    assert decided(person, at=at) == Decision(goes=True, reason=Why.RHYTHM if until else "", until=until)


def test_nobody_is_asked_who_would_hear_of_it_too_late():
    person = someone()
    make_limit(person=person, hours=9, rhythm=Rhythm.WEEKLY)

    decisions = [decided(person, minutes=60, answer_by=date(2026, month, day)) for month, day in ((11, 30), (12, 1))]

    assert [(one.goes, one.reason) for one in decisions] == [(False, Why.TOO_LATE), (True, Why.RHYTHM)]


def test_whoever_was_drawn_by_lot_hears_of_it_at_once():
    person = someone()
    make_limit(person=person, hours=9, rhythm=Rhythm.MONTHLY)

    assert decided(person, minutes=60, in_rhythm=False) == GO


def test_what_waited_for_its_day_goes_on_that_day():
    person = someone()
    make_limit(person=person, hours=9, rhythm=Rhythm.WEEKLY)
    message = make_message(person=person, purpose=Purpose.INVITATION, reason=Why.RHYTHM, queued_at=NOON)

    days = [datetime(2026, 11, 30, hour, 30, tzinfo=UTC) for hour in (8, 9)]

    assert [decide_again(message, day).reason for day in days] == [Why.RHYTHM, ""]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"hours": 1, "rhythm": Rhythm.OFF}, Why.OFF),
        ({"hours": 1, "rests_until": date(2026, 12, 1)}, Why.RESTING),
        ({"hours": 1, "asks": 1}, ""),
    ],
    ids=["off", "rests", "it is counted already"],
)
def test_what_was_written_before_goes_unless_she_has_said_since_that_she_wishes_none(said, reason):
    person = someone()
    make_ledger_entry(person=person, minutes=600, on=date(2026, 11, 24))
    make_limit(person=person, **said)

    decision = decide_again(make_message(person=person, purpose=Purpose.INVITATION, queued_at=NOON), NOON)

    assert (decision.goes, decision.reason) == (not reason, reason)


@pytest.mark.parametrize(
    ("rhythm", "answer_by", "reason"),
    [
        (Rhythm.AT_ONCE, date(2026, 11, 29), Why.TOO_LATE),
        (Rhythm.AT_ONCE, date(2026, 11, 30), ""),
        (Rhythm.MONTHLY, date(2026, 12, 1), Why.TOO_LATE),
        (Rhythm.MONTHLY, date(2026, 12, 2), Why.RHYTHM),
    ],
)
def test_what_was_written_in_time_and_would_come_too_late_by_now_does_not_go(rhythm, answer_by, reason):
    person = someone()
    make_limit(person=person, hours=9, rhythm=rhythm)
    waited = {"reason": Why.RHYTHM, "queued_at": NOON, "answer_by": answer_by}
    message = make_message(person=person, purpose=Purpose.INVITATION, **waited)

    decision = decide_again(message, datetime(2026, 11, 30, 10, 0, tzinfo=UTC))

    assert (decision.goes, decision.reason) == (reason != Why.TOO_LATE, reason)


@pytest.mark.parametrize("people_count", [1, 3])
def test_deciding_about_more_people_costs_the_same(people_count, django_assert_num_queries):
    people = [someone() for _ in range(people_count)]

    with django_assert_num_queries(2):
        decide(people, purpose=Purpose.INVITATION, minutes=60, at=NOON)


@pytest.mark.parametrize("reason", Why)
def test_every_reason_is_a_sentence_in_both_languages(reason):
    sentences = []
    for language in ("cy", "en"):
        with override(language):
            sentences.append(str(reason.label))

    welsh, english = sentences
    assert welsh != english
    for sentence in sentences:
        assert (sentence[0].isupper(), len(sentence.split()) > 1, reason.value in sentence) == (True, True, False)


def test_whatever_keeps_somebody_from_being_asked_is_a_reason_why_nothing_was_sent():
    assert set(Reason.values) <= set(Why.values)
