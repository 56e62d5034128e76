"""Making the lottery of a draw that was started."""

import time
from datetime import datetime, timedelta

from django.db import transaction

from cyfran.domain.base.actions import record_event
from cyfran.domain.base.fields import set_and_save
from cyfran.domain.base.queries import lock
from cyfran.domain.opportunities.bridge.lotteries import Made
from cyfran.domain.opportunities.choices import DrawState, Outcome, WhyNot
from cyfran.domain.opportunities.models import Draw, DrawnPerson
from cyfran.engine.errors import EngineError

_SECONDS_BETWEEN_LOOKS = 1.0


def make_lottery(*, draw: Draw, at: datetime) -> None:
    """Make the lottery of a draw that was started, saying how far it is; once the draw is stopped, nothing is kept.

    No transaction is open meanwhile: others go on writing.
    """
    from cyfran.domain.opportunities.bridge.solving import make  # noqa: PLC0415 -- loads a solver

    watch = _Watch(draw, at)
    if not watch.still_wanted():
        return
    try:
        made = make(draw, progress=watch.tell)
    except _StoppedError:
        return
    except EngineError as error:
        _fail(draw, watch, error.code)
        return
    _keep_lottery(draw, watch, made)


class _StoppedError(Exception):
    """The lottery is no longer wanted."""


class _Watch:
    """Writes down how far a lottery is, at most once a second, and sees whether it is still wanted."""

    def __init__(self, draw: Draw, at: datetime) -> None:
        self.runs = Draw.objects.filter(pk=draw.pk, state=DrawState.RUNNING, started_at=draw.started_at)
        self.at, self.began = at, time.monotonic()
        self.looked = self.began

    def now(self) -> datetime:
        return self.at + timedelta(seconds=time.monotonic() - self.began)

    def still_wanted(self) -> bool:
        return self.runs.exists()

    def tell(self, share: float) -> None:
        if time.monotonic() - self.looked < _SECONDS_BETWEEN_LOOKS:
            return
        self.looked = time.monotonic()
        if not self.runs.update(progress=int(100 * min(1.0, share))):
            raise _StoppedError


@transaction.atomic
def _keep_lottery(draw: Draw, watch: _Watch, made: Made) -> None:
    at = watch.now()
    lock(draw)
    if not watch.still_wanted():
        return
    people = list(draw.people.all())
    for person in people:
        person.chance = made.chances.get(person.public_id, 0.0)
        if person.was_in_pool and not person.chance:
            person.outcome, person.reason = Outcome.CANNOT, WhyNot.NO_PANEL
    DrawnPerson.objects.bulk_update(people, ["chance", "outcome", "reason"], batch_size=500)
    kept = {name: getattr(made, name) for name in ("inputs_sha256", "lottery_sha256", "engine_version", "lottery", "result")}
    set_and_save(draw, **kept, state=DrawState.READY, ready_at=at, progress=100)
    record_event("draw.ready", subject=draw, by=None, at=at, lottery_sha256=made.lottery_sha256)


@transaction.atomic
def _fail(draw: Draw, watch: _Watch, code: str) -> None:
    lock(draw)
    if watch.still_wanted():
        set_and_save(draw, state=DrawState.FAILED, error_code=code)
        record_event("draw.failed", subject=draw, by=None, at=watch.now(), code=code)
