"""Who is to be reminded of what she said yes to."""

from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from cyfran.domain.base.choices import Channel
from cyfran.domain.correspondence.choices import Purpose, State
from cyfran.domain.correspondence.models import Message
from cyfran.domain.opportunities.choices import WITHOUT_A_TIME, Answer, OpportunityState
from cyfran.domain.opportunities.models import Invitation
from cyfran.domain.people.queries import who_may_be_asked

# A letter is posted first, and takes its days.
_BEFORE, _BEFORE_BY_LETTER = timedelta(days=2), timedelta(days=7)


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
