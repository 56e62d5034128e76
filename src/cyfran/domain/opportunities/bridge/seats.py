"""The seats of a standing group that those drawn for it take."""

from dataclasses import dataclass

from django.db.models.functions import Coalesce

from cyfran.domain.groups.models import Seat
from cyfran.domain.groups.queries import seats_of_carers
from cyfran.domain.opportunities.choices import Confirmation, DrawState
from cyfran.domain.opportunities.models import Draw
from cyfran.domain.people.models import Person


@dataclass(frozen=True)
class SeatToTake:
    """A seat of a group that is renewed, who leaves it, if anybody has it, and who takes it."""

    seat: Seat
    leaver: Person | None
    taker: Person


def seats_to_take(draw: Draw) -> list[SeatToTake]:
    """Return who of those drawn for a standing group said yes and has no seat yet, and which seat each takes, one for one.

    Vacant seats come first, then the seats of those who leave, in the order in which they do.
    """
    if draw.group is None or draw.state != DrawState.DRAWN:
        return []
    seats = list(seats_of_carers(draw.group).select_related("group", "holder", "deputy"))
    places = {one["seat"]: place for place, one in enumerate(draw.leaving)}
    leavers = Person.objects.filter(public_id__in=[one["person"] for one in draw.leaving])
    leaving = set(leavers.values_list(Coalesce("merged_into", "pk"), flat=True))
    still_held = [seat for seat in seats if seat.public_id in places and seat.holder_id in leaving]
    free = [seat for seat in seats if not seat.held_by] + sorted(still_held, key=lambda seat: places[seat.public_id])
    coming = draw.people.filter(confirmation=Confirmation.CONFIRMED, person__erased_at__isnull=True).select_related("person")
    holders = {person.pk for seat in seats for person in seat.held_by}
    takers = [one.person for one in coming.order_by("person__name", "pk") if one.person_id not in holders]
    return [SeatToTake(seat, seat.holder, taker) for seat, taker in zip(free, takers, strict=False)]
