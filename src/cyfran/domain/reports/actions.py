"""Freezing the account of a year, so that it can be read later as it was."""

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
from cyfran.domain.reports.models import Edition


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
