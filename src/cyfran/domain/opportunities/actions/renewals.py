"""Renewing part of a standing group: who leaves, and who takes their seats."""

from collections.abc import Collection
from datetime import date, datetime
from fractions import Fraction

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.actions import record_event
from cyfran.domain.base.models import User
from cyfran.domain.base.queries import lock
from cyfran.domain.groups.actions import fill_seat, note_wish_to_leave, vacate_seat
from cyfran.domain.groups.models import Group, Seat
from cyfran.domain.groups.queries import seats_of_carers
from cyfran.domain.involvement.rules import refuse_to_overload
from cyfran.domain.opportunities.actions.draws import prepare_draw
from cyfran.domain.opportunities.bridge.people import who_leaves_of
from cyfran.domain.opportunities.bridge.seats import SeatToTake, seats_to_take
from cyfran.domain.opportunities.choices import DrawState
from cyfran.domain.opportunities.models import Draw, Opportunity
from cyfran.domain.opportunities.rules import refuse_once_the_lottery_is_made


@transaction.atomic
def renew_group(*, group: Group, opportunity: Opportunity, share: Fraction, reserves: int = 0, by: User, at: datetime) -> Draw:
    """Begin a draw that renews a share of the carers of a standing group; those who stay count towards its targets."""
    if group.is_example != opportunity.stage.project.is_example:
        raise ValidationError(_("This group and this project are not both of the example."), code="real_and_invented")
    held = seats_of_carers(group).filter(holder__isnull=False).count()
    if not held:
        raise ValidationError({"group": ValidationError(_("No carer has a seat in this group."), code="nobody_leaves")})
    draw = prepare_draw(opportunity=opportunity, size=seats_of_carers(group).count(), reserves=reserves, by=by, at=at)
    draw.group = group
    _work_out(draw, max(share, Fraction(1, held)))
    record_event("group.renewed", subject=draw, by=by, at=at, group=group.public_id, leaving=len(draw.leaving))
    return draw


@transaction.atomic
def change_leaving(*, draw: Draw, number: int, willing: Collection[Seat], by: User, at: datetime) -> Draw:
    """Work out anew who leaves, now that it is known who would like to. Who would is kept with the seats."""
    lock(draw)
    refuse_once_the_lottery_is_made(draw)
    held = seats_of_carers(_group(draw)).filter(holder__isnull=False)
    if not 0 < number <= len(held):
        raise ValidationError({"number": ValidationError(_("Say how many of those in a seat leave."), code="nobody_leaves")})
    for seat in held:
        note_wish_to_leave(seat=seat, wants_to_leave=seat in willing, by=by, at=at)
    _work_out(draw, Fraction(number, len(held)))
    record_event("draw.leaving_changed", subject=draw, by=by, at=at, leaving=len(draw.leaving))
    return draw


@transaction.atomic
def hand_over_seats(
    *, draw: Draw, starts_on: date, ends_on: date | None, minutes_a_year: int, by: User, at: datetime
) -> list[SeatToTake]:
    """Let everybody drawn who said yes take a seat: first those that are vacant, then those of who leaves, one for one.

    It may be done again when more have said yes. It is refused past somebody's limit, as any seat is, and then nobody moves.
    """
    lock(draw)
    handed = seats_to_take(draw)
    if not handed:
        raise ValidationError(_("Nobody who was drawn and said yes waits for a seat."), code="nobody_waits")
    refuse_to_overload([one.taker for one in handed], minutes=minutes_a_year, on=localdate(at))
    for one in handed:
        if one.seat.holder:
            vacate_seat(seat=one.seat, by=by, at=at)
        fill_seat(
            seat=one.seat,
            holder=one.taker,
            starts_on=starts_on,
            ends_on=ends_on,
            minutes_a_year=minutes_a_year,
            by=by,
            at=at,
        )
    record_event("draw.seats_handed_over", subject=draw, by=by, at=at, seats=len(handed))
    return handed


def _group(draw: Draw) -> Group:
    if draw.group is None:
        raise ValidationError(_("This draw renews no group."), code="no_group")
    return draw.group


def _work_out(draw: Draw, share: Fraction) -> None:
    group = _group(draw)
    holders = {seat.public_id: seat.holder for seat in seats_of_carers(group).select_related("holder")}
    # Nobody of staff can try another lot: the next one comes when this renewal has been drawn.
    lot = f"{group.public_id}:{group.renewals.filter(state=DrawState.DRAWN).count()}"
    leavers = who_leaves_of(group, share, lot=lot)
    draw.leaving = [
        {"seat": leaver.id, "person": holder.public_id, "because": leaver.because}
        for leaver in leavers
        if (holder := holders[leaver.id])
    ]
    draw.full_clean()
    draw.save()
