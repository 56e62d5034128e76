"""Telling those at a partner who ask people of what it is to pass on, and of what was changed about it."""

from datetime import datetime

from django.db import transaction

from cyfran.domain.base.actions import record_event
from cyfran.domain.base.models import User
from cyfran.domain.base.tasks import hand_to_worker
from cyfran.domain.correspondence.models import Forward
from cyfran.domain.opportunities.models import Change
from cyfran.domain.organisations.choices import Act
from cyfran.domain.organisations.queries import who_may

_TASK = "cyfran.domain.opportunities.tasks.tell_partner"


@transaction.atomic
def write_to_partner(*, forward: Forward, change: Change | None = None, by: User, at: datetime) -> None:
    """Have each of the partner's own staff who may ask people told by e-mail, after the commit."""
    staff = who_may(Act.ASK, forward.partner).filter(memberships__organisation=forward.partner).order_by("pk").distinct()
    for user_id in staff.values_list("pk", flat=True):
        hand_to_worker(_TASK, forward.pk, user_id, change.pk if change else None)
    record_event("forward.told", subject=forward, by=by, at=at)
