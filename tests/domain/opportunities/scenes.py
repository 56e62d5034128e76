"""Days and counts that the tests of draws share."""

from datetime import UTC, datetime, timedelta

from cyfran.domain.opportunities.bridge.targets import Wanted
from cyfran.domain.opportunities.choices import Confirmation, Outcome

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
KNOWN = NOW + timedelta(hours=10)
BALANCED = [Wanted("LANGUAGE", "CY", 1, 1), Wanted("LANGUAGE", "EN", 1, 1)]


def languages(draw, **which) -> list[str]:
    return sorted(draw.people.filter(**which).values_list("person__language", flat=True))


def coming(draw) -> list[str]:
    return languages(draw, outcome=Outcome.CHOSEN, confirmation__in=[Confirmation.WAITING, Confirmation.CONFIRMED])
