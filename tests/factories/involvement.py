"""Ledger entries for tests."""

from datetime import date
from itertools import count

from cyfran.domain.involvement.choices import EntryKind
from cyfran.domain.involvement.models import LedgerEntry
from tests.factories.people import make_person

_numbers = count(1)


def make_ledger_entry(**given) -> LedgerEntry:
    """Make one hour asked of somebody by her own organisation."""
    if "person" not in given:
        given["person"] = make_person()
    source = {"source_kind": "opportunities.invitation", "source_public_id": f"source{next(_numbers)}"}
    what = {"kind": EntryKind.ASKED, "minutes": 60, "on": date(2026, 10, 1), "organisation": given["person"].organisation}
    return LedgerEntry.objects.create(**{**source, **what, **given})
