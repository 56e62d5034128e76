"""What workers do by themselves: making lotteries, telling partners, taking texts for answers, giving places, and reminding."""

from datetime import timedelta
from functools import partial

from django_tasks import task

from cyfran.domain.base import clock
from cyfran.domain.base.models import User
from cyfran.domain.base.tasks import see_to_each
from cyfran.domain.correspondence.choices import ReceivedState
from cyfran.domain.correspondence.models import Forward, Received
from cyfran.domain.opportunities.actions.lotteries import make_lottery
from cyfran.domain.opportunities.actions.places import give_free_places
from cyfran.domain.opportunities.actions.reminders import drop_late_reminders, remind
from cyfran.domain.opportunities.actions.texts import claim_text
from cyfran.domain.opportunities.bridge.forwards import opportunity_of
from cyfran.domain.opportunities.bridge.partners import email_to_partner
from cyfran.domain.opportunities.bridge.reminders import to_be_reminded
from cyfran.domain.opportunities.models import Draw
from cyfran.domain.opportunities.queries import opportunities_waited_for

_TRIED_AGAIN_AFTER = timedelta(minutes=5)


@task()
def make_the_lottery(draw_id: int) -> None:
    for draw in Draw.objects.filter(pk=draw_id):
        make_lottery(draw=draw, at=clock.now())


@task()
def tell_partner(forward_id: int, user_id: int, change_id: int | None = None) -> None:
    """Tell somebody at a partner of what it passes on. Where the e-mail does not go it is tried again, until that begins."""
    at, forward = clock.now(), Forward.objects.get(pk=forward_id)
    opportunity, user = opportunity_of(forward), User.objects.filter(pk=user_id, is_active=True).first()
    if opportunity is None or user is None or opportunity.starts_at <= at:
        return
    change = opportunity.changes.filter(pk=change_id).first() if change_id else None
    try:
        email_to_partner(opportunity, forward, user, change).send()
    except (OSError, ValueError):
        tell_partner.using(run_after=at + _TRIED_AGAIN_AFTER).enqueue(forward_id, user_id, change_id)


@task()
def claim_texts() -> None:
    """Take each text that answers something to what it answers, the earliest first."""
    new = Received.objects.filter(state=ReceivedState.NEW).order_by("received_at", "pk")
    see_to_each([partial(claim_text, received=received, at=clock.now()) for received in new])


@task()
def give_places() -> None:
    """Give the places that became free without an answer, as when somebody was removed, to those who wait for one."""
    at = clock.now()
    see_to_each([partial(give_free_places, opportunity=one, by=None, at=at) for one in opportunities_waited_for(at=at)])


@task()
def remind_everybody() -> None:
    """Remind those who said yes to what begins soon, each by herself."""
    at = clock.now()
    drop_late_reminders(at=at)
    see_to_each([partial(remind, invitation=invitation, at=at) for invitation in to_be_reminded(at=at)])
