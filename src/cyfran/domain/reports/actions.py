"""Freezing the account of a year, so that it can be read later as it was; and counting what is said about equality."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from cyfran.domain.base.actions import record_event
from cyfran.domain.base.models import User
from cyfran.domain.base.queries import lock
from cyfran.domain.organisations.models import Organisation, Region
from cyfran.domain.reports.bridge import account_of
from cyfran.domain.reports.files import digest_of
from cyfran.domain.reports.models import Edition, EqualityTally
from cyfran.domain.reports.queries import enough_have_changed, equality_now


@transaction.atomic
def freeze_edition(
    *,
    organisation: Organisation | None = None,
    region: Region | None = None,
    year: int,
    by: User,
    at: datetime,
    example: bool = False,
) -> Edition:
    """Freeze the account of a body or a region for one year. The digest is of the account alone, not of when it was frozen.

    Where the same account is frozen already, it stands: that edition is returned, and no second one is made.
    """
    if body := organisation or region:
        lock(body)
    document = account_of(organisation=organisation, region=region, year=year, example=example, on=timezone.localdate(at))
    what: dict[str, Any] = {"organisation": organisation, "region": region, "year": year, "is_example": example}
    what["digest"] = digest_of(document)
    if standing := Edition.objects.filter(**what).first():
        return standing
    edition = Edition(**what, document=document, frozen_at=at, frozen_by=by)
    edition.full_clean()
    edition.save()
    record_event("edition.frozen", subject=edition, by=by, at=at, year=year, digest=edition.digest)
    return edition


@transaction.atomic
def count_equality(*, organisation: Organisation, is_example: bool, at: datetime) -> None:
    """Count anew each question about equality that at least five people answer otherwise than when it was counted last.

    Of two counts one answer apart, whoever knows who answered in between could tell what that one person said.
    """
    lock(organisation)
    of = {"organisation": organisation, "is_example": is_example}
    counted = {tally.question: tally for tally in EqualityTally.objects.filter(**of)}
    for question, people in equality_now(organisation, example=is_example).items():
        tally = counted.get(question) or EqualityTally(question=question, **of)
        if enough_have_changed(tally.people, people):
            tally.people, tally.counted_at = people, at
            tally.full_clean()
            tally.save()
            record_event("equality.counted", subject=organisation, by=None, at=at, question=question)
