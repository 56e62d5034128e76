"""Keeping the one ledger of minutes asked and minutes given."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Model

from cyfran.domain.base.actions import Actor, record_event
from cyfran.domain.involvement.choices import EntryKind
from cyfran.domain.involvement.models import LedgerEntry
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.people.models import Person


def record_asked(
    *, person: Person, organisation: Organisation, minutes: int, on: date, source: Model, by: Actor | None, at: datetime
) -> LedgerEntry | None:
    """Count the minutes a person was asked for. The same source counts once: its latest minutes stand, and 0 takes it out."""
    return _record(EntryKind.ASKED, person, organisation, minutes, on, source, by, at)


def record_given(
    *, person: Person, organisation: Organisation, minutes: int, on: date, source: Model, by: Actor | None, at: datetime
) -> LedgerEntry | None:
    """Count the minutes a person gave. The same source counts once: its latest minutes stand, and 0 takes it out."""
    return _record(EntryKind.GIVEN, person, organisation, minutes, on, source, by, at)


@transaction.atomic
def _record(
    kind: EntryKind,
    person: Person,
    organisation: Organisation,
    minutes: int,
    on: date,
    source: Model,
    by: Actor | None,
    at: datetime,
) -> LedgerEntry | None:
    origin = {"source_kind": source._meta.label_lower, "source_public_id": source.serializable_value("public_id")}
    facts = {"minutes": minutes, **origin}
    entry = LedgerEntry.objects.filter(person=person, kind=kind, **origin).first()
    if minutes == 0:
        if entry:
            entry.delete()
            record_event(f"minutes.{kind.lower()}", subject=person, by=by, at=at, **facts)
        return None
    entry = entry or LedgerEntry(person=person, kind=kind, **origin)
    entry.organisation, entry.minutes, entry.on = organisation, minutes, on
    entry.full_clean()
    entry.save()
    record_event(f"minutes.{kind.lower()}", subject=person, by=by, at=at, **facts)
    return entry
