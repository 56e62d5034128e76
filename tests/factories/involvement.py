"""Ledger entries and limits for tests."""

from datetime import UTC, date, datetime
from itertools import count

from cyfran.domain.base.choices import Topic
from cyfran.domain.involvement.choices import EntryKind
from cyfran.domain.involvement.models import LedgerEntry, Limit, Preference
from tests.factories.people import make_person

_numbers = count(1)


def make_ledger_entry(**given) -> LedgerEntry:
    """Make one hour asked of somebody by her own organisation."""
    if "person" not in given:
        given["person"] = make_person()
    source = {"source_kind": "opportunities.invitation", "source_public_id": f"source{next(_numbers)}"}
    what = {"kind": EntryKind.ASKED, "minutes": 60, "on": date(2026, 10, 1), "organisation": given["person"].organisation}
    return LedgerEntry.objects.create(**{**source, **what, **given})


def make_limit(**given) -> Limit:
    """Make somebody's word on how much she may be asked: one hour a year, said on her own page."""
    if "person" not in given:
        given["person"] = make_person()
    return Limit.objects.create(**{"hours": 1, "said_at": datetime(2026, 10, 1, 9, 0, tzinfo=UTC), **given})


def make_preference(**given) -> Preference:
    """Make what somebody said on her own page: she would like to be asked about dementia, of an evening."""
    if "person" not in given:
        given["person"] = make_person()
    said = {"topics": [Topic.DEMENTIA], "evenings": True, "said_at": datetime(2026, 10, 1, 9, 0, tzinfo=UTC)}
    return Preference.objects.create(**{**said, **given})
