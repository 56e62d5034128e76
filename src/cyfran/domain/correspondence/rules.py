"""When a message may go."""

from datetime import datetime

from cyfran.domain.correspondence.choices import Purpose
from cyfran.domain.correspondence.models import Message
from cyfran.domain.correspondence.queries import held_back
from cyfran.domain.people.choices import AT_SCHOOL
from cyfran.domain.people.rules import is_in_school_hours


def waits_for_school(message: Message, at: datetime) -> bool:
    """Tell whether an e-mail waits until school is over. The link she has just asked for herself does not."""
    is_at_school = message.person.age_band in AT_SCHOOL and is_in_school_hours(at)
    return is_at_school and message.purpose != Purpose.MY_PAGE


def is_held_back(message: Message) -> bool:
    """Tell whether it would ask somebody who may not be asked now."""
    return Message.objects.filter(held_back(), pk=message.pk).exists()
