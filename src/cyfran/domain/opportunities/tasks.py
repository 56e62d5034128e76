"""Making lotteries in the background, taking answers that came by text, giving free places, and reminding those who said yes."""

from functools import partial

from django_tasks import task

from cyfran.domain.base import clock
from cyfran.domain.base.tasks import see_to_each
from cyfran.domain.correspondence.choices import ReceivedState
from cyfran.domain.correspondence.models import Received
from cyfran.domain.opportunities.actions.lotteries import make_lottery
from cyfran.domain.opportunities.actions.places import give_free_places
from cyfran.domain.opportunities.actions.reminders import drop_late_reminders, remind
from cyfran.domain.opportunities.actions.texts import claim_text
from cyfran.domain.opportunities.bridge.reminders import to_be_reminded
from cyfran.domain.opportunities.models import Draw
from cyfran.domain.opportunities.queries import opportunities_waited_for


@task()
def make_the_lottery(draw_id: int) -> None:
    for draw in Draw.objects.filter(pk=draw_id):
        make_lottery(draw=draw, at=clock.now())


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
