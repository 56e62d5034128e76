"""Drawing a group by lot: targets, the lottery, the number it waits for, and the draw itself."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.actions import Actor, record_event
from cyfran.domain.base.clock import refuse_far_off
from cyfran.domain.base.fields import set_and_save, set_fields
from cyfran.domain.base.models import User
from cyfran.domain.base.queries import lock
from cyfran.domain.base.tasks import hand_to_worker
from cyfran.domain.opportunities.actions.panels import seat
from cyfran.domain.opportunities.bridge.people import people_for, suggested_targets
from cyfran.domain.opportunities.bridge.targets import Wanted, drafted_targets, scaled_targets
from cyfran.domain.opportunities.choices import Beacon, Confirmation, DrawState, Fairness, OpportunityState, Outcome
from cyfran.domain.opportunities.models import Draw, DrawnPerson, DrawTarget, Opportunity
from cyfran.domain.opportunities.rules import (
    number_announced,
    refuse_no_evening_of_lotto,
    refuse_once_the_lottery_is_made,
    refuse_what_is_over,
    refuse_where_nobody_can_be_asked,
)

_MADE_ANEW = {
    "progress": 0,
    "error_code": "",
    "ready_at": None,
    "inputs_sha256": "",
    "lottery_sha256": "",
    "engine_version": None,
    "result": {},
    "lottery": b"",
}


@transaction.atomic
def prepare_draw(
    *,
    opportunity: Opportunity,
    size: int,
    reserves: int = 0,
    counts_load: bool = True,
    one_of_household: bool = True,
    fairness: str = Fairness.LEXIMIN,
    by: User,
    at: datetime,
) -> Draw:
    """Begin a draw, with the targets of a group that looks like the population; each can be changed."""
    lock(opportunity)
    refuse_what_is_over(opportunity, at)
    rules = {"counts_load": counts_load, "one_of_household": one_of_household, "fairness": fairness}
    draw = Draw(opportunity=opportunity, size=size, reserves=reserves, **rules, prepared_at=at, prepared_by=by)
    draw.full_clean()
    draw.save()
    record_event("draw.prepared", subject=draw, by=by, at=at, size=size, reserves=reserves)
    _keep_targets(draw, [Wanted(one.feature, one.value, one.least, one.most) for one in suggested_targets(draw)])
    return draw


@transaction.atomic
def change_draw(
    *,
    draw: Draw,
    size: int,
    reserves: int,
    counts_load: bool,
    one_of_household: bool,
    fairness: str,
    by: Actor | None,
    at: datetime,
) -> Draw:
    """Change how many are drawn and which rules hold, until the lottery is made. With the size the targets grow or shrink."""
    lock(draw)
    refuse_once_the_lottery_is_made(draw)
    size_before = draw.size
    rules = {"counts_load": counts_load, "one_of_household": one_of_household, "fairness": fairness}
    given = {"size": size, "reserves": reserves, **rules}
    changed = set_fields(draw, given, allowed=given)
    draw.full_clean()
    draw.save()
    if "size" in changed:
        _keep_targets(draw, scaled_targets(draw.targets.all(), size_before, size))
    record_event("draw.changed", subject=draw, by=by, at=at, changed=changed)
    return draw


@transaction.atomic
def set_targets(*, draw: Draw, targets: Iterable[Wanted], by: Actor | None, at: datetime) -> Draw:
    """Say what the group should look like. From the moment the lottery is being made it can no longer be changed."""
    lock(draw)
    refuse_once_the_lottery_is_made(draw)
    _keep_targets(draw, targets)
    record_event("draw.targets_set", subject=draw, by=by, at=at, targets=draw.targets.count())
    return draw


@transaction.atomic
def adopt_advice(*, draw: Draw, by: Actor | None, at: datetime) -> Draw:
    """Change targets that cannot be met as little as lets them be met; where nothing would do, they stay."""
    from cyfran.domain.opportunities.bridge.solving import mended_targets  # noqa: PLC0415 -- loads a solver

    lock(draw)
    refuse_once_the_lottery_is_made(draw)
    return set_targets(draw=draw, targets=mended_targets(draw, people_for(draw, on=localdate(at))), by=by, at=at)


@transaction.atomic
def run_draw(*, draw: Draw, by: Actor | None, at: datetime) -> Draw:
    """Write down who is in the pool and what each is counted as, and have the lottery made in the background."""
    from cyfran.domain.opportunities.bridge.solving import check  # noqa: PLC0415 -- loads a solver

    lock(draw)
    refuse_once_the_lottery_is_made(draw)
    lock(draw.opportunity)
    refuse_what_is_over(draw.opportunity, at)
    people = people_for(draw, on=localdate(at))
    if not check(draw, people, list(draw.targets.all())).can_be_met:
        raise ValidationError(_("No group of this size meets all targets. Change some first."), code="targets_cannot_be_met")
    draw.people.all().delete()
    DrawnPerson.objects.bulk_create(people)
    set_and_save(draw, **_MADE_ANEW, state=DrawState.RUNNING, started_at=at)
    record_event("draw.started", subject=draw, by=by, at=at, pool=sum(person.was_in_pool for person in people))
    hand_to_worker("cyfran.domain.opportunities.tasks.make_the_lottery", draw.pk)
    return draw


@transaction.atomic
def stop_draw(*, draw: Draw, by: Actor | None, at: datetime) -> Draw:
    """Give up a lottery that is being made, or one that was not announced yet. Targets can then be changed."""
    lock(draw)
    if draw.state not in (DrawState.RUNNING, DrawState.READY):
        raise ValidationError(_("There is no lottery to stop."), code="nothing_to_stop")
    if draw.announced_at:
        raise ValidationError(_("This lottery was announced, so it will be drawn."), code="announced")
    draw.people.all().delete()
    set_and_save(draw, **_MADE_ANEW, state=DrawState.STOPPED)
    record_event("draw.stopped", subject=draw, by=by, at=at)
    return draw


@transaction.atomic
def discard_draw(*, draw: Draw, by: Actor | None, at: datetime) -> Draw:
    """Give up a draw for which no lottery was made, so that another can be prepared. Only the event keeps that there was one."""
    lock(draw)
    refuse_once_the_lottery_is_made(draw)
    record_event("draw.discarded", subject=draw, by=by, at=at, opportunity=draw.opportunity.public_id)
    draw.delete()
    return draw


@transaction.atomic
def announce_draw(*, draw: Draw, beacon: str, beacon_at: datetime, by: Actor | None, at: datetime) -> Draw:
    """Publish a lottery, and say beforehand which number will settle it: one that nobody can know yet."""
    lock(draw)
    if draw.state != DrawState.READY:
        raise ValidationError(_("There is no lottery to announce."), code="no_lottery")
    if draw.announced_at:
        raise ValidationError(_("This draw has been announced already."), code="announced")
    lock(draw.opportunity)
    refuse_where_nobody_can_be_asked(draw.opportunity, at)
    if not draw.opportunity.stage.project.published_at:
        sentence = _("Publish the project first: a lottery is announced where everyone can read it.")
        raise ValidationError(sentence, code="project_not_published")
    refuse_far_off(localdate(beacon_at), at=at, field="beacon_at")
    if beacon_at <= at:
        raise ValidationError({"beacon_at": ValidationError(_("Give a time that is still to come."), code="not_to_come")})
    if beacon_at >= draw.opportunity.starts_at:
        raise ValidationError({"beacon_at": ValidationError(_("Draw before it starts."), code="after_the_start")})
    if beacon == Beacon.LOTTO:
        refuse_no_evening_of_lotto(beacon_at, at)
    set_and_save(draw, beacon=beacon, beacon_at=beacon_at, announced_at=at)
    record_event("draw.announced", subject=draw, by=by, at=at, beacon=beacon, lottery_sha256=draw.lottery_sha256)
    return draw


@transaction.atomic
def draw_panel(*, draw: Draw, seed: str, by: User, at: datetime) -> Draw:
    """Draw the panel that the announced number settles, and ask those chosen. A lottery is drawn once."""
    from cyfran.domain.opportunities.bridge.solving import draw_by  # noqa: PLC0415 -- loads a solver

    lock(draw)
    if draw.state != DrawState.READY or not draw.beacon_at:
        raise ValidationError(_("Announce the draw first, or it has been drawn already."), code="not_announced")
    if at < draw.beacon_at:
        raise ValidationError(_("The number is not known yet."), code="not_known_yet")
    if draw.opportunity.state != OpportunityState.OPEN:
        raise ValidationError(_("Publish what people are chosen for before you draw."), code="not_open")
    refuse_what_is_over(draw.opportunity, at)
    seed = number_announced(Beacon(draw.beacon), seed)
    settled = draw_by(draw, seed)
    set_and_save(draw, state=DrawState.DRAWN, seed=seed, number=settled.number, drawn_at=at, drawn_by=by)
    record_event("draw.drawn", subject=draw, by=by, at=at, seed=seed, number=settled.number)
    _write_outcomes(draw, settled.panel, settled.reserves)
    seat(draw=draw, by=by, at=at)
    return draw


def _write_outcomes(draw: Draw, panel: Iterable[str], reserves: Iterable[str]) -> None:
    waiting = draw.people.filter(outcome=Outcome.IN_POOL)
    waiting.filter(public_id__in=list(panel)).update(outcome=Outcome.CHOSEN, confirmation=Confirmation.WAITING)
    ranks = {public_id: rank for rank, public_id in enumerate(reserves, start=1)}
    standing_in = list(waiting.filter(public_id__in=ranks))
    for one in standing_in:
        one.outcome, one.rank = Outcome.RESERVE, ranks[one.public_id]
    DrawnPerson.objects.bulk_update(standing_in, ["outcome", "rank"])
    waiting.update(outcome=Outcome.NOT_CHOSEN)


def _keep_targets(draw: Draw, targets: Iterable[Wanted]) -> None:
    drafted = drafted_targets(draw, targets)
    draw.targets.all().delete()
    for target in drafted:
        target.full_clean()
    DrawTarget.objects.bulk_create(drafted)
