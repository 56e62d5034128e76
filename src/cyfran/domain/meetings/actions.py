"""Writing down that a meeting was held, and who gave their time to it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.actions import Actor, record_event
from cyfran.domain.base.clock import refuse_far_off
from cyfran.domain.base.fields import set_fields
from cyfran.domain.base.queries import hold, lock
from cyfran.domain.correspondence.actions.writing import queue_message
from cyfran.domain.correspondence.choices import Purpose
from cyfran.domain.correspondence.models import Message
from cyfran.domain.involvement.actions import record_given
from cyfran.domain.meetings.models import Attendance, Meeting
from cyfran.domain.meetings.queries import to_be_thanked
from cyfran.domain.opportunities.models import Opportunity
from cyfran.domain.people.models import Person
from cyfran.domain.people.rules import refuse_gone, refuse_paid_workers, refuse_to_mix
from cyfran.domain.projects.models import Stage

_MAY_CHANGE = {"title_cy", "title_en", "starts_at", "minutes", "staff_present", "others_present"}


@transaction.atomic
def hold_meeting(
    *,
    stage: Stage,
    title_cy: str,
    title_en: str,
    starts_at: datetime,
    minutes: int,
    opportunity: Opportunity | None = None,
    staff_present: int = 0,
    others_present: int = 0,
    by: Actor | None,
    at: datetime,
) -> Meeting:
    """Write down a meeting of a stage; where people were asked to it, the opportunity says so."""
    if opportunity and opportunity.stage_id != stage.pk:
        raise ValidationError(_("People were asked to another stage than this one."), code="another_stage")
    meeting = Meeting(
        stage=stage,
        title_cy=title_cy,
        title_en=title_en,
        starts_at=starts_at,
        minutes=minutes,
        opportunity=opportunity,
        staff_present=staff_present,
        others_present=others_present,
    )
    _save(meeting, at)
    record_event("meeting.held", subject=meeting, by=by, at=at, minutes=minutes)
    return meeting


@transaction.atomic
def change_meeting(*, meeting: Meeting, by: Actor | None, at: datetime, **fields: Any) -> Meeting:
    """Mend what was written down of a meeting. On another day, the minutes people gave to it move to that day too."""
    lock(meeting)
    changed = set_fields(meeting, fields, allowed=_MAY_CHANGE)
    _save(meeting, at)
    record_event("meeting.changed", subject=meeting, by=by, at=at, changed=changed)
    if "starts_at" in changed:
        for attendance in meeting.attendances.select_related("person"):
            _write_in_ledger(attendance, attendance.minutes, by, at)
    return meeting


@transaction.atomic
def record_attendance(
    *, meeting: Meeting, person: Person, standing: str, form: str, minutes: int, by: Actor | None, at: datetime
) -> Attendance:
    """Write down that a person was there and how long; writing it again replaces what stood."""
    hold(Meeting.objects.filter(pk=meeting.pk))
    refuse_gone(person)
    if at < meeting.starts_at:
        raise ValidationError(_("This meeting has not started yet."), code="not_started")
    refuse_to_mix(person, with_example=meeting.stage.project.is_example)
    refuse_paid_workers(person)
    attendance = Attendance.objects.filter(meeting=meeting, person=person).first() or Attendance(meeting=meeting, person=person)
    attendance.standing = standing
    attendance.form = form
    attendance.minutes = minutes
    attendance.full_clean()
    attendance.save()
    record_event(
        "attendance.recorded", subject=meeting, by=by, at=at, person=person.public_id, standing=standing, minutes=minutes
    )
    _write_in_ledger(attendance, minutes, by, at)
    return attendance


@transaction.atomic
def remove_attendance(*, attendance: Attendance, by: Actor | None, at: datetime) -> None:
    """Take back that a person was there: it was written down by mistake."""
    _write_in_ledger(attendance, 0, by, at)
    record_event("attendance.removed", subject=attendance.meeting, by=by, at=at, person=attendance.person.public_id)
    attendance.delete()


@transaction.atomic
def record_everyone(
    *, meeting: Meeting, present: Iterable[Mapping[str, Any]], absent: Iterable[Person], by: Actor | None, at: datetime
) -> Meeting:
    """Write down a whole list at once: who was there and how, and who was not there after all."""
    present = list(present)
    hold(Meeting.objects.filter(pk=meeting.pk))
    hold(Person.objects.filter(pk__in=[facts["person"].pk for facts in present]))
    for facts in present:
        record_attendance(meeting=meeting, by=by, at=at, **facts)
    for attendance in meeting.attendances.filter(person__in=absent).select_related("person"):
        remove_attendance(attendance=attendance, by=by, at=at)
    return meeting


@transaction.atomic
def offer_support(*, meeting: Meeting, by: Actor | None, at: datetime) -> list[Message]:
    """After a hard meeting, write to each who was there that somebody is there for them: once, and whatever they permit."""
    lock(meeting)
    written = Message.objects.filter(purpose=Purpose.SUPPORT, about_public_id=meeting.public_id)
    there = Person.objects.filter(attendances__meeting=meeting, erased_at__isnull=True)
    about: dict[str, Any] = {"organisation": meeting.stage.project.organisation, "purpose": Purpose.SUPPORT, "about": meeting}
    people = there.exclude(pk__in=written.values("person"))
    hold(people)
    written_now = (queue_message(person=person, at=at, on=localdate(meeting.starts_at), **about) for person in people)
    messages = [message for message in written_now if message]
    record_event("support.offered", subject=meeting, by=by, at=at, people=len(messages))
    return messages


@transaction.atomic
def thank(*, attendance: Attendance, at: datetime) -> Message | None:
    """Thank somebody who took part, and say what is written down of it, unless that is no longer due."""
    lock(attendance)
    if not to_be_thanked(at=at).filter(pk=attendance.pk).exists():
        return None
    meeting = attendance.meeting
    return queue_message(
        person=attendance.person,
        organisation=meeting.stage.project.organisation,
        purpose=Purpose.THANKS,
        about=meeting,
        at=at,
        title=meeting.title,
        on=localdate(meeting.starts_at),
        minutes=attendance.minutes,
    )


def _save(meeting: Meeting, at: datetime) -> None:
    meeting.full_clean()
    refuse_far_off(localdate(meeting.starts_at), at=at, field="starts_at")
    meeting.save()


def _write_in_ledger(attendance: Attendance, minutes: int, by: Actor | None, at: datetime) -> None:
    meeting = attendance.meeting
    record_given(
        person=attendance.person,
        organisation=meeting.stage.project.organisation,
        minutes=minutes,
        on=localdate(meeting.starts_at),
        source=meeting,
        by=by,
        at=at,
    )
