"""Reminding those who said yes: once, in good time before it begins, and of nothing that has begun."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from cyfran.domain.base.choices import Channel
from cyfran.domain.base.queries import lock
from cyfran.domain.correspondence.actions.recall import take_back
from cyfran.domain.correspondence.actions.writing import queue_message
from cyfran.domain.correspondence.choices import Purpose, State
from cyfran.domain.correspondence.models import Message
from cyfran.domain.opportunities.choices import WITHOUT_A_TIME, Answer, OpportunityState
from cyfran.domain.opportunities.models import Invitation
from cyfran.domain.opportunities.queries import invitation_link, offers_to
from cyfran.domain.people.queries import who_may_be_asked

# A letter is posted first, and takes its days.
_BEFORE, _BEFORE_BY_LETTER = timedelta(days=2), timedelta(days=7)


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


def to_be_reminded(*, at: datetime) -> QuerySet[Invitation]:
    """Return the invitations to what begins soon, of those who have a place, said yes a while ago and may still be asked.

    What was moved is reminded of again where the reminder is older than a week; of a move everybody is told in any case.
    """
    written = Message.objects.filter(purpose=Purpose.REMINDER, about_public_id=OuterRef("public_id"))
    reminded = written.filter(queued_at__gt=at - _BEFORE_BY_LETTER).exclude(state=State.NOT_NEEDED)
    by_letter = Q(person__channel=Channel.LETTER)
    is_soon = (by_letter & _begins_within(_BEFORE_BY_LETTER, at)) | (~by_letter & _begins_within(_BEFORE, at))
    goes_on = Q(
        opportunity__state__in=[OpportunityState.OPEN, OpportunityState.CLOSED],
        opportunity__stage__project__closed_on__isnull=True,
        opportunity__starts_at__gt=at,
    )
    coming = Invitation.objects.filter(goes_on, is_soon, answer=Answer.YES, waits_since__isnull=True)
    coming = coming.exclude(opportunity__kind__in=WITHOUT_A_TIME).filter(~Exists(reminded), person__in=who_may_be_asked())
    return coming.select_related("person", "opportunity__organisation").order_by("pk")


def _begins_within(time: timedelta, at: datetime) -> Q:
    """Choose what begins by then, to which the yes is older than that: nobody is reminded of what she has just said."""
    return Q(opportunity__starts_at__lte=at + time, answered_at__lt=F("opportunity__starts_at") - time)
