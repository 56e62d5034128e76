"""Editions for tests: with a document that says nothing, where nothing else is given."""

from datetime import UTC, datetime
from typing import Any

from cyfran.domain.reports.files import digest_of
from cyfran.domain.reports.models import Edition, EqualityTally
from tests.factories.base import make_user
from tests.factories.organisations import make_organisation


def make_edition(**given: Any) -> Edition:
    if "organisation" not in given and "region" not in given:
        given["organisation"] = make_organisation()
    if "frozen_by" not in given:
        given["frozen_by"] = make_user()
    document = given.setdefault("document", {})
    fields = {"year": 2026, "digest": digest_of(document), "frozen_at": datetime(2026, 11, 21, 10, 0, tzinfo=UTC)}
    return Edition.objects.create(**fields | given)


def make_equality_tally(**given) -> EqualityTally:
    if "organisation" not in given:
        given["organisation"] = make_organisation()
    facts = {"question": "SEX", "people": {"FEMALE": 5}, "counted_at": datetime(2026, 11, 1, 9, 0, tzinfo=UTC)}
    return EqualityTally.objects.create(**{**facts, **given})
