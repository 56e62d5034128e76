"""Answers that come by text, brought to the invitations they answer."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from cyfran.domain.base.choices import Channel
from cyfran.domain.base.queries import lock
from cyfran.domain.correspondence.actions.receiving import leave_to_staff, settle_received
from cyfran.domain.correspondence.choices import Meaning, ReceivedState
from cyfran.domain.correspondence.models import Received
from cyfran.domain.opportunities.actions.replies import reply
from cyfran.domain.opportunities.choices import Answer
from cyfran.domain.opportunities.models import Invitation
from cyfran.domain.opportunities.queries import invitation_meant

_ANSWERS = {
    Meaning.YES: Answer.YES,
    Meaning.NO: Answer.NOT_THIS_TIME,
    Meaning.NOT_THIS_MONTH: Answer.NOT_THIS_MONTH,
    Meaning.ANOTHER_WAY: Answer.ANOTHER_WAY,
}


@transaction.atomic
def claim_text(*, received: Received, at: datetime) -> Invitation | None:
    """Take a text for the answer to the invitation it must mean, and return that; where it could mean several, staff read it."""
    lock(received)
    if received.state != ReceivedState.NEW or received.person is None:
        return None
    invitation = invitation_meant(received.person, at=received.received_at)
    if invitation is None or not _is_answered(invitation, received, at):
        leave_to_staff(received=received, by=None, at=at)
        return None
    settle_received(received=received, by=None, at=at)
    return invitation


def _is_answered(invitation: Invitation, received: Received, at: datetime) -> bool:
    """Tell whether the answer was taken; it is refused, for one, once the place has gone to somebody else."""
    try:
        with transaction.atomic():
            answer = _ANSWERS[Meaning(received.meaning)]
            words = received.words if answer == Answer.ANOTHER_WAY else ""
            reply(invitation=invitation, answer=answer, words=words, channel=Channel.TEXT, by=received.person, at=at)
    except ValidationError:
        return False
    return True
