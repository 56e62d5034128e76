"""Asking those who were chosen for something, all at once."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from cyfran.domain.base.models import User
from cyfran.domain.correspondence.actions.writing import note_not_sent
from cyfran.domain.correspondence.choices import Purpose
from cyfran.domain.opportunities.actions.offers import invite
from cyfran.domain.opportunities.models import Invitation, Opportunity
from cyfran.domain.people.models import Person


@transaction.atomic
def ask_chosen(
    *, opportunity: Opportunity, people: Iterable[Person], left_out: Mapping[Person, str], by: User, at: datetime
) -> list[Invitation]:
    """Ask these people to take part, and keep of each who was taken out of the list why."""
    for person, reason in left_out.items():
        whose: dict[str, Any] = {"person": person, "organisation": opportunity.organisation, "about": opportunity}
        note_not_sent(**whose, purpose=Purpose.INVITATION, reason=reason, by=by, at=at)
    return invite(opportunity=opportunity, people=people, by=by, at=at)
