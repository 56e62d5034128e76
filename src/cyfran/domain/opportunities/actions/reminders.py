"""Reminding those who said yes: once, in good time before it begins, and of nothing that has begun."""

from datetime import datetime

from django.db import transaction

from cyfran.domain.base.queries import lock
from cyfran.domain.correspondence.actions.recall import take_back
from cyfran.domain.correspondence.actions.writing import queue_message
from cyfran.domain.correspondence.choices import Purpose, State
from cyfran.domain.correspondence.models import Message
from cyfran.domain.opportunities.bridge.reminders import to_be_reminded
from cyfran.domain.opportunities.models import Invitation
from cyfran.domain.opportunities.queries import invitation_link, offers_to


@transaction.atomic
def remind(*, invitation: Invitation, at: datetime) -> Message | None:
    """Remind somebody of what she said yes to, unless that is no longer due."""
    lock(invitation)
    if not to_be_reminded(at=at).filter(pk=invitation.pk).exists():
        return None
    opportunity = invitation.opportunity
    return queue_message(
        person=invitation.person,
        organisation=opportunity.organisation,
        purpose=Purpose.REMINDER,
        about=invitation,
        at=at,
        title=opportunity.title,
        place=opportunity.place,
        starts_at=opportunity.starts_at,
        forms=opportunity.forms,
        offers=offers_to(opportunity, invitation.person),
        link=invitation_link(invitation),
    )


@transaction.atomic
def drop_late_reminders(*, at: datetime) -> None:
    """Take back what was neither posted nor said before it began."""
    unsent = Message.objects.filter(purpose=Purpose.REMINDER, state__in=[State.QUEUED, State.TO_DO])
    begun = Invitation.objects.filter(opportunity__starts_at__lte=at, public_id__in=unsent.values("about_public_id"))
    take_back(purpose=Purpose.REMINDER, about=list(begun), by=None, at=at)
