"""Making lotteries in the background."""

from django_tasks import task

from cyfran.domain.base import clock
from cyfran.domain.opportunities.actions.lotteries import make_lottery
from cyfran.domain.opportunities.models import Draw


@task()
def make_the_lottery(draw_id: int) -> None:
    for draw in Draw.objects.filter(pk=draw_id):
        make_lottery(draw=draw, at=clock.now())
