"""How bodies keep to the notice they owe: what everybody may read of it."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from cyfran.domain.base.fields import BilingualText
from cyfran.domain.opportunities.choices import ChangeKind
from cyfran.domain.opportunities.fields import NOTICE_DAYS
from cyfran.domain.opportunities.models import Change, Opportunity
from cyfran.domain.organisations.models import Organisation

_SHORT = Q(notice_days__lt=NOTICE_DAYS)


@dataclass(frozen=True, order=True)
class NoticeKept:
    """How often a body asked people, how often with less notice than it owes, and what it changed late."""

    body: BilingualText
    offered: int
    short: int
    moved_late: int
    called_off_late: int


def changes_made(*, since: datetime, example: bool = False) -> QuerySet[Change]:
    """Return what bodies moved or called off since a day, in projects that everyone can read, the latest first."""
    made = Change.objects.filter(changed_at__gte=since, opportunity__stage__project__is_example=example)
    published = made.filter(opportunity__stage__project__published_at__isnull=False)
    return published.select_related("opportunity__organisation").order_by("-changed_at", "-id")


def notice_kept(*, since: datetime, example: bool = False) -> list[NoticeKept]:
    """Return how each body kept to its notice since a day, by name. It counts what bodies did, never people."""
    published = Opportunity.objects.filter(published_at__gte=since, stage__project__is_example=example)
    counts = published.filter(stage__project__published_at__isnull=False).order_by().values("organisation")
    asked = {row["organisation"]: row for row in counts.annotate(offered=Count("id"), short=Count("id", filter=_SHORT))}
    late = changes_made(since=since, example=example).filter(days_before__lt=NOTICE_DAYS)
    changed = Counter(late.values_list("opportunity__organisation", "kind"))
    bodies = Organisation.objects.in_bulk({*asked, *(body for body, _kind in changed)})
    return sorted(
        NoticeKept(
            body=body.name,
            offered=asked[key]["offered"] if key in asked else 0,
            short=asked[key]["short"] if key in asked else 0,
            moved_late=changed[key, ChangeKind.MOVED],
            called_off_late=changed[key, ChangeKind.CALLED_OFF],
        )
        for key, body in bodies.items()
    )
