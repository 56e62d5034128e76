"""Keeping the one ledger of minutes asked and minutes given, and what each person says of how much she may be asked."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.actions import Actor, record_event
from cyfran.domain.base.clock import refuse_far_off
from cyfran.domain.base.fields import set_fields
from cyfran.domain.base.models import User
from cyfran.domain.involvement.choices import EntryKind, Lift
from cyfran.domain.involvement.models import TIMES, LedgerEntry, Limit, Preference
from cyfran.domain.involvement.queries import limit_of, load_of, preference_of
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.people.models import Person
from cyfran.domain.people.rules import refuse_gone

_HERS_TO_SAY = {"hours", "lifted", "rests_until", "rhythm", "asks", "quiet_from", "quiet_until"}


@transaction.atomic
def record_asked(
    *,
    person: Person,
    organisation: Organisation,
    minutes: int,
    on: date,
    source: Model,
    by: Actor | None,
    at: datetime,
    each_year: bool = False,
    ends_on: date | None = None,
) -> LedgerEntry | None:
    """Count the minutes a person was asked for. The same source counts once: its latest minutes stand, and 0 takes it out.

    What is asked `each_year`, as by a seat, counts in full from its first day until it ends. Going past her limit uses up
    a lift that she gave for once.
    """
    lift = Limit.objects.filter(person=person, lifted=Lift.ONCE).select_related("person").first()
    before = load_of(person, localdate(at)) if lift else 0
    span = {"on": on, "each_year": each_year, "ends_on": ends_on}
    entry = _record(EntryKind.ASKED, person, organisation, minutes, span, source, by, at)
    if lift and max(before, lift.minutes) < load_of(person, localdate(at)):
        _use_up(lift, by, at)
    return entry


@transaction.atomic
def record_given(
    *, person: Person, organisation: Organisation, minutes: int, on: date, source: Model, by: Actor | None, at: datetime
) -> LedgerEntry | None:
    """Count the minutes a person gave. The same source counts once: its latest minutes stand, and 0 takes it out."""
    return _record(EntryKind.GIVEN, person, organisation, minutes, {"on": on}, source, by, at)


@transaction.atomic
def end_asking(*, person: Person, source: Model, on: date, by: Actor | None, at: datetime) -> None:
    """Let what is asked of a person each year count no longer from a day on, as when she leaves a seat."""
    entry = person.ledger.filter(kind=EntryKind.ASKED, each_year=True, **_origin(source)).first()
    if entry is None or (entry.ends_on and entry.ends_on < on):
        return
    if entry.on >= on:
        entry.delete()
    else:
        entry.ends_on = on - timedelta(days=1)
        entry.full_clean()
        entry.save()
    record_event("minutes.asked_no_longer", subject=person, by=by, at=at, **_origin(source))


@transaction.atomic
def change_limit(*, person: Person, by: Actor | None, at: datetime, channel: str = "", **fields: Any) -> Limit:
    """Change how much and how often a person may be asked: her own limits, a rest, her rhythm and her quiet hours.

    Only she does it, or staff who take down her word and say how it reached them.
    """
    refuse_gone(person)
    staff = _staff_with_her_word(person, by, channel)
    limit = limit_of(person)
    changed = set_fields(limit, fields, allowed=_HERS_TO_SAY)
    limit.said_at, limit.channel, limit.entered_by = at, channel, staff
    limit.full_clean()
    if limit.rests_until and "rests_until" in changed:
        _refuse_a_day_that_is_no_rest(limit.rests_until, at)
    limit.save()
    said = {"lifted": limit.lifted, "rhythm": limit.rhythm, "channel": channel}
    record_event("limit.changed", subject=person, by=by, at=at, changed=changed, **said)
    return limit


@transaction.atomic
def change_preference(*, person: Person, by: Actor | None, at: datetime, channel: str = "", **fields: Any) -> Preference:
    """Change what a person would like to be asked about, and when she is free.

    Only she does it, or staff who take down her word and say how it reached them.
    """
    refuse_gone(person)
    staff = _staff_with_her_word(person, by, channel)
    preference = preference_of(person)
    changed = set_fields(preference, fields, allowed={"topics", *TIMES})
    preference.said_at, preference.channel, preference.entered_by = at, channel, staff
    preference.full_clean()
    preference.save()
    record_event("preference.changed", subject=person, by=by, at=at, changed=changed, channel=channel)
    return preference


def _staff_with_her_word(person: Person, by: Actor | None, channel: str) -> User | None:
    """Return who of staff takes down her word, None where she says it herself; raise ValidationError where neither is so."""
    staff = by if isinstance(by, User) else None
    if by != person and not (staff and channel):
        raise ValidationError(_("Only they themselves can change this: say how they told you."), code="channel_missing")
    return staff


def _record(
    kind: EntryKind,
    person: Person,
    organisation: Organisation,
    minutes: int,
    span: dict[str, Any],
    source: Model,
    by: Actor | None,
    at: datetime,
) -> LedgerEntry | None:
    origin = _origin(source)
    facts = {"minutes": minutes, **origin}
    entry = LedgerEntry.objects.filter(person=person, kind=kind, **origin).first()
    if minutes == 0:
        if entry:
            entry.delete()
            record_event(f"minutes.{kind.lower()}", subject=person, by=by, at=at, **facts)
        return None
    if entry is None:
        refuse_gone(person)
    entry = entry or LedgerEntry(person=person, kind=kind, **origin)
    entry.organisation, entry.minutes = organisation, minutes
    set_fields(entry, span, allowed=span.keys())
    entry.full_clean()
    entry.save()
    record_event(f"minutes.{kind.lower()}", subject=person, by=by, at=at, **facts)
    return entry


def _origin(source: Model) -> dict[str, str]:
    return {"source_kind": source._meta.label_lower, "source_public_id": source.serializable_value("public_id")}


def _use_up(lift: Limit, by: Actor | None, at: datetime) -> None:
    lift.lifted = Lift.NOT
    lift.full_clean()
    lift.save(update_fields=["lifted"])
    record_event("limit.lift_used", subject=lift.person, by=by, at=at)


def _refuse_a_day_that_is_no_rest(day: date, at: datetime) -> None:
    refuse_far_off(day, at=at, field="rests_until")
    if day <= localdate(at):
        raise ValidationError({"rests_until": ValidationError(_("Choose a day after today."), code="no_rest")})
