from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cyfran.domain.base.models import AuditEvent
from cyfran.domain.involvement.models import LedgerEntry
from cyfran.domain.meetings.actions import (
    change_meeting,
    hold_meeting,
    record_attendance,
    record_everyone,
    remove_attendance,
    thank,
)
from cyfran.domain.meetings.choices import Form, Standing
from cyfran.domain.meetings.models import Attendance, Meeting
from cyfran.domain.meetings.queries import to_be_thanked
from tests.factories.base import make_user
from tests.factories.correspondence import make_message
from tests.factories.meetings import make_attendance, make_meeting
from tests.factories.opportunities import make_opportunity
from tests.factories.people import make_caring_role, make_permission, make_person
from tests.factories.projects import make_stage

pytestmark = pytest.mark.django_db

START = datetime(2026, 11, 10, 18, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
MEETING = {"title_cy": "Cyfarfod", "title_en": "Meeting", "starts_at": START, "minutes": 90}


def ledger():
    return list(LedgerEntry.objects.order_by("id").values_list("person", "organisation", "kind", "minutes", "on"))


def test_hold_meeting_writes_it_down_with_those_who_are_counted_only():
    opportunity, coordinator = make_opportunity(), make_user()

    meeting = hold_meeting(
        stage=opportunity.stage,
        opportunity=opportunity,
        staff_present=3,
        others_present=1,
        by=coordinator,
        at=NOW,
        **MEETING,
    )

    assert Meeting.objects.get() == meeting
    assert (meeting.opportunity, meeting.staff_present, meeting.others_present) == (opportunity, 3, 1)
    event = AuditEvent.objects.get(verb="meeting.held")
    assert (event.subject_public_id, event.actor_public_id, event.facts) == (
        meeting.public_id,
        coordinator.public_id,
        {"minutes": 90},
    )


def test_hold_meeting_refuses_a_start_that_is_years_away():
    far = MEETING | {"starts_at": datetime(9999, 12, 31, 23, 0, tzinfo=UTC)}

    with pytest.raises(ValidationError) as refusal:
        hold_meeting(stage=make_stage(), by=make_user(), at=NOW, **far)

    assert refusal.value.message_dict == {"starts_at": ["Give a day within the next two years."]}


def test_hold_meeting_refuses_an_opportunity_of_another_stage():
    with pytest.raises(ValidationError, match="People were asked to another stage"):
        hold_meeting(stage=make_stage(), opportunity=make_opportunity(), by=None, at=NOW, **MEETING)

    assert not Meeting.objects.exists()


def test_hold_meeting_refuses_a_second_meeting_for_the_same_opportunity():
    opportunity = make_opportunity()
    hold_meeting(stage=opportunity.stage, opportunity=opportunity, by=None, at=NOW, **MEETING)

    with pytest.raises(ValidationError):
        hold_meeting(stage=opportunity.stage, opportunity=opportunity, by=None, at=NOW, **MEETING)

    assert Meeting.objects.count() == 1


def test_record_attendance_puts_the_minutes_in_the_ledger():
    meeting, person = make_meeting(starts_at=START), make_person()

    attendance = record_attendance(
        meeting=meeting, person=person, standing=Standing.CARER_MEMBER, form=Form.ONLINE, minutes=75, by=None, at=NOW
    )

    assert Attendance.objects.get() == attendance
    assert (attendance.standing, attendance.form, attendance.minutes) == (Standing.CARER_MEMBER, Form.ONLINE, 75)
    assert ledger() == [(person.pk, meeting.stage.project.organisation_id, "GIVEN", 75, date(2026, 11, 10))]
    event = AuditEvent.objects.get(verb="attendance.recorded")
    assert event.subject_public_id == meeting.public_id
    assert event.facts == {"person": person.public_id, "standing": "CARER_MEMBER", "minutes": 75}


def test_record_attendance_again_replaces_what_stood():
    meeting, person = make_meeting(), make_person()
    record_attendance(
        meeting=meeting, person=person, standing=Standing.CARER_MEMBER, form=Form.ONLINE, minutes=75, by=None, at=NOW
    )

    record_attendance(meeting=meeting, person=person, standing=Standing.CARER, form=Form.TELEPHONE, minutes=30, by=None, at=NOW)

    attendance = Attendance.objects.get()
    assert (attendance.standing, attendance.form, attendance.minutes) == (Standing.CARER, Form.TELEPHONE, 30)
    assert [row[3] for row in ledger()] == [30]


def test_record_attendance_keeps_meetings_and_people_apart_in_the_ledger():
    first, second = make_meeting(), make_meeting()
    person, another = make_person(), make_person()

    for meeting, who, minutes in [(first, person, 10), (second, person, 20), (first, another, 30)]:
        record_attendance(
            meeting=meeting, person=who, standing=Standing.CARER, form=Form.IN_PERSON, minutes=minutes, by=None, at=NOW
        )

    assert [(row[0], row[3]) for row in ledger()] == [(person.pk, 10), (person.pk, 20), (another.pk, 30)]


@pytest.mark.parametrize(
    ("standing", "form", "minutes"),
    [("STAFF", Form.ONLINE, 60), (Standing.CARER, "PIGEON", 60), (Standing.CARER, Form.ONLINE, -1)],
)
def test_record_attendance_refuses_what_it_does_not_know(standing, form, minutes):
    with pytest.raises(ValidationError):
        record_attendance(
            meeting=make_meeting(), person=make_person(), standing=standing, form=form, minutes=minutes, by=None, at=NOW
        )

    assert not Attendance.objects.exists()
    assert ledger() == []


def test_record_attendance_refuses_to_count_somebody_whose_job_it_is_as_a_carer():
    worker = make_caring_role(relation="JOB").person
    facts = {"standing": Standing.CARER, "form": Form.ONLINE, "minutes": 60}

    with pytest.raises(ValidationError, match="Looking after people is the job of"):
        record_attendance(meeting=make_meeting(starts_at=START), person=worker, by=None, at=NOW, **facts)

    assert (Attendance.objects.count(), ledger()) == (0, [])


def test_record_attendance_refuses_a_meeting_that_has_not_started():
    meeting = make_meeting(starts_at=START)
    before = START - timedelta(minutes=1)

    with pytest.raises(ValidationError, match="This meeting has not started yet"):
        record_attendance(
            meeting=meeting, person=make_person(), standing=Standing.CARER, form=Form.ONLINE, minutes=60, by=None, at=before
        )


def test_remove_attendance_takes_the_minutes_out_of_the_ledger():
    meeting, person, another = make_meeting(), make_person(), make_person()
    mistaken, right = (
        record_attendance(meeting=meeting, person=who, standing=Standing.CARER, form=Form.ONLINE, minutes=60, by=None, at=NOW)
        for who in (person, another)
    )

    remove_attendance(attendance=mistaken, by=None, at=NOW)

    assert list(Attendance.objects.all()) == [right]
    assert [row[0] for row in ledger()] == [another.pk]
    assert AuditEvent.objects.get(verb="attendance.removed").facts == {"person": person.public_id}


def test_change_meeting_moves_the_minutes_given_to_the_new_day():
    meeting, person = make_meeting(starts_at=START), make_person()
    record_attendance(meeting=meeting, person=person, standing=Standing.CARER, form=Form.ONLINE, minutes=60, by=None, at=NOW)

    change_meeting(meeting=meeting, starts_at=START - timedelta(days=1), staff_present=4, by=None, at=NOW)

    changed = Meeting.objects.get()
    assert (changed.starts_at, changed.staff_present, changed.minutes) == (START - timedelta(days=1), 4, 90)
    assert [(row[3], row[4]) for row in ledger()] == [(60, date(2026, 11, 9))]
    assert AuditEvent.objects.get(verb="meeting.changed").facts == {"changed": ["staff_present", "starts_at"]}


@pytest.mark.parametrize(("fields", "refusal"), [({"minutes": 0}, ValidationError), ({"stage": None}, TypeError)])
def test_change_meeting_refuses_no_length_and_another_stage(fields, refusal):
    meeting = make_meeting()

    with pytest.raises(refusal):
        change_meeting(meeting=meeting, by=None, at=NOW, **fields)

    assert Meeting.objects.get().minutes == 90
    assert not AuditEvent.objects.exists()


def test_record_everyone_writes_down_those_there_and_takes_out_those_who_were_not():
    meeting = make_meeting()
    came, mistaken, left_alone = (make_person(name=name) for name in ("A", "B", "C"))
    for person in (mistaken, left_alone):
        record_attendance(meeting=meeting, person=person, standing=Standing.CARER, form=Form.ONLINE, minutes=60, by=None, at=NOW)
    facts = {"person": came, "standing": Standing.CARER_MEMBER, "form": Form.IN_PERSON, "minutes": 90}

    record_everyone(meeting=meeting, present=[facts], absent=[mistaken], by=None, at=NOW)

    assert [(one.person, one.standing, one.minutes) for one in meeting.attendances.all()] == [
        (came, Standing.CARER_MEMBER, 90),
        (left_alone, Standing.CARER, 60),
    ]
    assert [(row[0], row[3]) for row in ledger()] == [(left_alone.pk, 60), (came.pk, 90)]


def test_record_everyone_writes_nothing_where_one_line_is_refused():
    meeting = make_meeting()
    right, wrong = (
        {"person": make_person(), "standing": standing, "form": Form.ONLINE, "minutes": 60}
        for standing in (Standing.CARER, "CAT")
    )

    with pytest.raises(ValidationError):
        record_everyone(meeting=meeting, present=[right, wrong], absent=[], by=None, at=NOW)

    assert not Attendance.objects.exists()
    assert ledger() == []


@pytest.mark.parametrize("at_once", [True, False])
def test_the_meeting_is_held_before_the_people_as_offering_support_does(at_once):
    meeting, person = make_meeting(starts_at=START), make_person()
    facts = {"person": person, "standing": Standing.CARER, "form": Form.IN_PERSON, "minutes": 90}

    with CaptureQueriesContext(connection) as queries:
        if at_once:
            record_everyone(meeting=meeting, present=[facts], absent=[], by=None, at=NOW)
        else:
            record_attendance(meeting=meeting, by=None, at=NOW, **facts)

    read = [query["sql"].partition('FROM "')[2].partition('"')[0] for query in queries]
    assert read.index("meetings_meeting") < read.index("people_person")


# --- Thanking ---------------------------------------------------------------------------------------------------------


def took_part(**given):
    attendance = make_attendance(meeting=make_meeting(starts_at=START), **given)
    make_permission(person=attendance.person)
    return attendance


def test_whoever_took_part_is_thanked_from_the_next_day_on_and_not_long_afterwards():
    attendance = took_part()

    found = [list(to_be_thanked(at=START + timedelta(hours=hours))) for hours in (23, 24, 24 * 14 - 1, 24 * 14)]

    assert found == [[], [attendance], [attendance], []]


@pytest.mark.urls("tests.domain.correspondence.urls")
def test_thanks_say_what_is_written_down_of_it_and_go_once():
    attendance = took_part(minutes=45)
    at = START + timedelta(days=2)

    message = thank(attendance=attendance, at=at)

    assert message.subject_en == "Thank you for taking part: Meeting"
    assert "on 10 November 2026" in message.body_en
    assert "you gave 45 minutes of your time" in message.body_en
    assert (thank(attendance=attendance, at=at), list(to_be_thanked(at=at))) == (None, [])


def test_nobody_is_thanked_twice_or_who_wishes_to_be_asked_no_more():
    after_a_hard_meeting = took_part()
    about = after_a_hard_meeting.meeting.public_id
    make_message(person=after_a_hard_meeting.person, purpose="SUPPORT", about_public_id=about)
    make_attendance(meeting=make_meeting(starts_at=START))

    assert list(to_be_thanked(at=START + timedelta(days=2))) == []
