"""Places where their number is set: who is next when one is free."""

from datetime import datetime

from django.db import transaction

from cyfran.domain.base.actions import Actor, record_event
from cyfran.domain.base.queries import lock
from cyfran.domain.correspondence.actions.writing import queue_message
from cyfran.domain.correspondence.choices import Purpose
from cyfran.domain.opportunities.models import Invitation, Opportunity
from cyfran.domain.opportunities.queries import invitation_link, places_left, waiting_list
from cyfran.domain.opportunities.rules import can_still_change


@transaction.atomic
def give_free_places(*, opportunity: Opportunity, by: Actor | None, at: datetime) -> list[Invitation]:
    """Give each place that is free to whoever has waited longest, and tell her, as long as it takes place."""
    if opportunity.places is None:
        return []
    lock(opportunity)
    free = places_left(opportunity) if can_still_change(opportunity, at) else 0
    return [_give(invitation, opportunity, by, at) for invitation in waiting_list(opportunity)[: free or 0]]


def _give(invitation: Invitation, opportunity: Opportunity, by: Actor | None, at: datetime) -> Invitation:
    invitation.waits_since = None
    invitation.save(update_fields=["waits_since"])
    record_event("invitation.given_a_place", subject=invitation, by=by, at=at)
    queue_message(
        person=invitation.person,
        organisation=opportunity.organisation,
        purpose=Purpose.PLACE_FREE,
        about=invitation,
        at=at,
        title=opportunity.title,
        place=opportunity.place,
        starts_at=opportunity.starts_at,
        link=invitation_link(invitation),
    )
    return invitation
