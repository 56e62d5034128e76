"""Making lotteries in the background, and taking answers that came by text."""

from functools import partial

from django_tasks import task

from cyfran.domain.base import clock
from cyfran.domain.base.tasks import see_to_each
from cyfran.domain.correspondence.choices import ReceivedState
from cyfran.domain.correspondence.models import Received
from cyfran.domain.opportunities.actions.lotteries import make_lottery
from cyfran.domain.opportunities.actions.texts import claim_text
from cyfran.domain.opportunities.models import Draw


@task()
def make_the_lottery(draw_id: int) -> None:
    for draw in Draw.objects.filter(pk=draw_id):
        make_lottery(draw=draw, at=clock.now())


@task()
def claim_texts() -> None:
    """Take each text that answers something to what it answers, the earliest first."""
    new = Received.objects.filter(state=ReceivedState.NEW).order_by("received_at", "pk")
    see_to_each([partial(claim_text, received=received, at=clock.now()) for received in new])
