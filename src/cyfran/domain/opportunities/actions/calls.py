"""What people answer on the telephone, when they are rung about an invitation."""

from datetime import datetime

from django.db import transaction

from cyfran.domain.base.choices import Channel
from cyfran.domain.base.models import User
from cyfran.domain.correspondence.actions.delivery import settle
from cyfran.domain.correspondence.models import Message
from cyfran.domain.opportunities.actions.replies import reply
from cyfran.domain.opportunities.models import Invitation


@transaction.atomic
def answer_when_rung(*, invitation: Invitation, message: Message, answer: str, by: User, at: datetime) -> Invitation:
    """Take down what somebody answers while she is on the line, and with it that she was told.

    Where she says the same as before, the words that she said with it stand.
    """
    settle(message=message, by=by, at=at)
    words = invitation.answer_words if answer == invitation.answer else ""
    return reply(invitation=invitation, answer=answer, words=words, channel=Channel.PHONE, by=by, entered_by=by, at=at)
