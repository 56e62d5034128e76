"""Keeping the ledger."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from cyfran.domain.base.models import AuditEvent
from cyfran.domain.involvement.actions import record_asked, record_given
from cyfran.domain.involvement.models import LedgerEntry
from tests.factories.organisations import make_organisation
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


def record(action, **given):
    organisation = given.pop("organisation", None) or make_organisation()
    fields = {"organisation": organisation, "minutes": 60, "on": date(2026, 12, 1), "source": organisation, "by": None, "at": AT}
    return action(**{**fields, **given})


def entries():
    return list(LedgerEntry.objects.values_list("kind", "minutes", "on", "source_kind"))


def test_asked_and_given_for_the_same_thing_stand_side_by_side():
    person, organisation = make_person(), make_organisation()

    record(record_asked, person=person, organisation=organisation, minutes=150)
    record(record_given, person=person, organisation=organisation, minutes=120)

    assert entries() == [
        ("ASKED", 150, date(2026, 12, 1), "organisations.organisation"),
        ("GIVEN", 120, date(2026, 12, 1), "organisations.organisation"),
    ]


def test_the_same_source_recorded_again_replaces_its_minutes():
    person, organisation = make_person(), make_organisation()
    record(record_given, person=person, organisation=organisation, minutes=120)

    record(record_given, person=person, organisation=organisation, minutes=90, on=date(2026, 12, 2))

    assert entries() == [("GIVEN", 90, date(2026, 12, 2), "organisations.organisation")]


def test_no_minutes_take_the_entry_out():
    person, organisation = make_person(), make_organisation()
    record(record_given, person=person, organisation=organisation)

    assert record(record_given, person=person, organisation=organisation, minutes=0) is None
    assert entries() == []


def test_no_minutes_where_nothing_was_recorded_change_nothing():
    assert record(record_asked, person=make_person(), minutes=0) is None
    assert (entries(), AuditEvent.objects.count()) == ([], 0)


def test_minutes_are_never_less_than_none():
    with pytest.raises(ValidationError):
        record(record_asked, person=make_person(), minutes=-5)

    assert entries() == []


def test_every_change_of_the_ledger_is_on_record():
    person, organisation = make_person(), make_organisation()
    record(record_asked, person=person, organisation=organisation)
    record(record_asked, person=person, organisation=organisation, minutes=0)

    facts = {"source_kind": "organisations.organisation", "source_public_id": organisation.public_id}
    events = list(AuditEvent.objects.order_by("id").values_list("verb", "subject_public_id", "facts"))
    assert events == [
        ("minutes.asked", person.public_id, {"minutes": 60, **facts}),
        ("minutes.asked", person.public_id, {"minutes": 0, **facts}),
    ]
