"""What the database promises about the ledger, broken on purpose."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from cyfran.domain.involvement.models import LedgerEntry
from tests.factories.involvement import make_ledger_entry

pytestmark = pytest.mark.django_db


def test_the_same_minutes_are_counted_once():
    entry = make_ledger_entry()
    again = LedgerEntry.objects.get(pk=entry.pk)
    again.pk = None

    with pytest.raises(ValidationError) as refused:
        again.full_clean()

    assert refused.value.messages == ["These minutes are already in the ledger."]
    with pytest.raises(IntegrityError):
        LedgerEntry.objects.bulk_create([again])


def test_a_ledger_entry_names_its_kind_and_minutes():
    assert str(make_ledger_entry(minutes=45)) == "ASKED 45"
