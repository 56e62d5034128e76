from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from cyfran.domain.base.models import AuditEvent
from cyfran.domain.reports.actions import freeze_edition
from cyfran.domain.reports.bridge import account_of
from cyfran.domain.reports.files import digest_of
from cyfran.domain.reports.models import Edition
from tests.domain.evaluation.scenes import a_project_carried_through
from tests.factories.base import make_user
from tests.factories.decisions import make_response, make_shown_contribution
from tests.factories.groups import make_group
from tests.factories.organisations import make_organisation, make_region

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


def test_freeze_edition_keeps_the_account_of_that_day_and_its_digest():
    organisation, by = a_project_carried_through().organisation, make_user()

    edition = freeze_edition(organisation=organisation, year=2026, by=by, at=NOW)

    edition.refresh_from_db()
    assert edition.document == account_of(organisation=organisation, year=2026, on=date(2026, 11, 21))
    assert edition.digest == digest_of(edition.document)
    assert (edition.organisation, edition.region, edition.year, edition.frozen_at, edition.frozen_by, edition.is_example) == (
        organisation,
        None,
        2026,
        NOW,
        by,
        False,
    )
    event = AuditEvent.objects.get(verb="edition.frozen")
    assert (event.subject_public_id, event.facts) == (edition.public_id, {"year": 2026, "digest": edition.digest})


def test_freeze_edition_again_gives_the_edition_that_says_the_same():
    organisation = a_project_carried_through().organisation

    first = freeze_edition(organisation=organisation, year=2026, by=make_user(), at=NOW)
    second = freeze_edition(organisation=organisation, year=2026, by=make_user(), at=NOW.replace(hour=16))

    assert second == first
    assert list(Edition.objects.all()) == [first]
    assert AuditEvent.objects.filter(verb="edition.frozen").count() == 1


def test_freeze_edition_again_gives_another_edition_where_something_has_changed():
    organisation = a_project_carried_through().organisation

    first = freeze_edition(organisation=organisation, year=2026, by=make_user(), at=NOW)
    make_group(organisation=organisation)
    second = freeze_edition(organisation=organisation, year=2026, by=make_user(), at=NOW.replace(hour=16))
    example = freeze_edition(organisation=organisation, year=2026, by=make_user(), at=NOW.replace(hour=17), example=True)

    assert list(Edition.objects.all()) == [example, second, first]


def test_freeze_edition_stores_no_word_that_was_said():
    project = a_project_carried_through()
    words = "I am tired of waiting."
    make_response(contribution=make_shown_contribution(stage=project.stages.first(), words=words, public_words=words))

    edition = freeze_edition(organisation=project.organisation, year=2026, by=make_user(), at=NOW)

    assert len(edition.document["projects"][0]["said_and_done"]) == 1
    assert not Edition.objects.filter(document__icontains="tired").exists()
    assert not AuditEvent.objects.filter(facts__icontains="tired").exists()


def test_freeze_edition_of_a_region_marks_an_example():
    region = make_region()

    edition = freeze_edition(region=region, year=2026, by=make_user(), at=NOW, example=True)

    edition.refresh_from_db()
    assert (edition.region, edition.organisation, edition.is_example, edition.document["is_example"]) == (
        region,
        None,
        True,
        True,
    )


@pytest.mark.parametrize(("year", "both"), [(2027, False), (2026, True)], ids=["a year to come", "two bodies"])
def test_freeze_edition_refuses_what_cannot_be_told(year, both):
    bodies = {"organisation": make_organisation()} | ({"region": make_region()} if both else {})

    with pytest.raises(ValidationError):
        freeze_edition(year=year, by=make_user(), at=NOW, **bodies)

    assert not Edition.objects.exists()
