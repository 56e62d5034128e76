"""What the database promises about the ledger and the limits, broken on purpose."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from cyfran.domain.involvement.choices import Lift
from cyfran.domain.involvement.models import LedgerEntry, Limit, Preference
from tests.factories.base import make_user
from tests.factories.involvement import make_ledger_entry, make_limit, make_preference

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


@pytest.mark.parametrize(
    "wrong",
    [{"ends_on": date(2026, 12, 1)}, {"each_year": True, "ends_on": date(2026, 9, 30)}],
    ids=["ends, though it is asked once", "ends before it begins"],
)
def test_what_ends_came_each_year(wrong):
    entry = make_ledger_entry(on=date(2026, 10, 1))
    entries = LedgerEntry.objects.filter(pk=entry.pk)
    for name, value in wrong.items():
        setattr(entry, name, value)

    with pytest.raises(ValidationError) as refused:
        entry.full_clean()

    assert refused.value.messages == ["Only what is asked each year ends, and not before it began."]
    with pytest.raises(IntegrityError):
        entries.update(**wrong)


def test_a_limit_is_an_hour_or_more():
    limit = make_limit(hours=5)
    limit.hours = 0

    with pytest.raises(ValidationError) as refused:
        limit.full_clean()

    assert refused.value.messages == ["A limit is one hour or more. To be asked for nothing, choose a day to rest until."]
    with pytest.raises(IntegrityError):
        Limit.objects.update(hours=0)


def test_a_limit_entered_by_staff_has_its_channel():
    limit, staff = make_limit(), make_user()
    limit.entered_by = staff

    with pytest.raises(ValidationError) as refused:
        limit.full_clean()

    assert refused.value.messages == ["Say how the person told you."]
    with pytest.raises(IntegrityError):
        Limit.objects.update(entered_by=staff)


def test_a_limit_without_hours_is_the_usual_one(settings):
    settings.LOAD_LIMIT_HOURS = 10

    assert (make_limit(hours=None).minutes, make_limit(hours=3).minutes) == (600, 180)


def test_a_limit_names_its_lift_and_minutes():
    assert str(make_limit(hours=2, lifted=Lift.ONCE)) == "ONCE 120"


def test_a_preference_entered_by_staff_has_its_channel():
    preference = make_preference()
    preference.entered_by = make_user()

    with pytest.raises(ValidationError) as refused:
        preference.full_clean()

    assert refused.value.messages == ["Say how the person told you."]
    with pytest.raises(IntegrityError):
        Preference.objects.filter(pk=preference.pk).update(entered_by=preference.entered_by)


@pytest.mark.parametrize(
    ("said", "free"),
    [
        ({}, {"mornings": True, "afternoons": True, "evenings": True, "weekends": True}),
        ({"evenings": True}, {"mornings": False, "afternoons": False, "evenings": True, "weekends": False}),
    ],
)
def test_whoever_names_no_time_is_free_at_any(said, free):
    assert Preference(**said).is_free == free
