"""Keeping the register of groups, and who holds which seat."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cyfran.domain.base.actions import Actor, record_event
from cyfran.domain.base.choices import DecisionRight
from cyfran.domain.base.fields import set_fields
from cyfran.domain.base.files import Row
from cyfran.domain.base.queries import lock
from cyfran.domain.groups.choices import Carers, GroupClass, Reach, SeatKind, Stated
from cyfran.domain.groups.files import EVIDENCE, WORDS, read_register, words_in
from cyfran.domain.groups.models import Group, Seat
from cyfran.domain.involvement.actions import end_asking, record_asked
from cyfran.domain.involvement.rules import refuse_to_overload
from cyfran.domain.organisations.choices import OrganisationKind
from cyfran.domain.organisations.models import Area, Organisation, Region
from cyfran.domain.people.models import Person
from cyfran.domain.people.rules import refuse_gone, refuse_paid_workers, refuse_to_mix

_REACH = {
    "county": Reach.COUNTY,
    "regional": Reach.REGIONAL,
    "national": Reach.NATIONAL,
    # Said of Powys, a region of one county: its group is the county's own, so it counts there.
    "county and regional": Reach.COUNTY,
}
# What the register says of a group, and staff may correct.
_SAID = {
    *("name_cy", "reach", "region", "area", "group_class", "carers", "decision_right", "board_seat_is_stated", "source_language"),
    *("planned_cy", "planned_en"),
    *WORDS,
    *EVIDENCE,
}
_COLUMNS = {**WORDS, **EVIDENCE, "source_id": "id", "source": "source_lines", NON_FIELD_ERRORS: "level"}


@transaction.atomic
def add_group(*, organisation: Organisation, by: Actor | None, at: datetime, **fields: Any) -> Group:
    """Put a group of an organisation into the register. Its place follows from its reach and its organisation."""
    group = Group(organisation=organisation, **fields)
    _place(group)
    group.full_clean()
    group.save()
    record_event("group.added", subject=group, by=by, at=at)
    return group


@transaction.atomic
def change_group(*, group: Group, by: Actor | None, at: datetime, **fields: Any) -> Group:
    """Correct what the register says of a group."""
    lock(group)
    changed = set_fields(group, fields, allowed=_SAID)
    _place(group)
    if not group.meets and group.seats.exists():
        raise ValidationError(
            _("This group has seats, so it must be of a kind that meets: a board, a standing group, a task group or a panel."),
            code="group_has_seats",
        )
    group.full_clean()
    group.save()
    record_event("group.changed", subject=group, by=by, at=at, changed=changed)
    return group


@transaction.atomic
def add_seat(*, group: Group, kind: SeatKind, by: Actor | None, at: datetime) -> Seat:
    """Give a group that meets one more seat, empty at first."""
    if not group.meets:
        raise ValidationError(_("Only a board, a standing group, a task group or a panel has seats."), code="group_does_not_meet")
    seat = Seat(group=group, kind=kind)
    seat.full_clean()
    seat.save()
    record_event("seat.added", subject=seat, by=by, at=at, group=group.public_id)
    return seat


@transaction.atomic
def fill_seat(
    *,
    seat: Seat,
    holder: Person,
    deputy: Person | None = None,
    is_shared: bool = False,
    starts_on: date,
    ends_on: date | None,
    minutes_a_year: int,
    by: Actor | None,
    at: datetime,
) -> Seat:
    """Say who holds a seat, who stands in or shares it, for how long, and how many minutes a year that asks of each who holds it.

    The minutes count in the ledger in each year of the term. They are refused past a holder's limit, unless she lifts it.
    Whoever rests is neither seated nor named as a deputy anew, and a seat for carers is for nobody whose job it is to care.
    """
    refuse_gone(holder, deputy)
    lock(seat)
    refuse_to_mix(holder, deputy, with_example=seat.group.is_example)
    if seat.kind == SeatKind.CARER:
        refuse_paid_workers(holder, deputy)
    if seat.holder not in (None, holder):
        raise ValidationError(_("Somebody holds this seat. Say first that it is vacant."), code="seat_is_held")
    today = localdate(at)
    before, asked_before, deputy_before = seat.held_by, _minutes_asked(seat, today), seat.deputy
    seat.wants_to_leave = seat.wants_to_leave and seat.holder is not None
    seat.holder, seat.deputy, seat.is_shared = holder, deputy, is_shared
    seat.starts_on, seat.ends_on, seat.minutes_a_year = starts_on, ends_on, minutes_a_year
    seat.full_clean()
    asked = _minutes_asked(seat, today)
    for person in seat.held_by:
        more = asked - asked_before if person in before else asked
        if more > 0 or person not in before:
            refuse_to_overload([person], minutes=max(more, 0), on=today)
    if deputy not in (None, deputy_before) and not is_shared:
        # Nobody knows yet how much a deputy will be asked for: there must be room for something.
        refuse_to_overload(filter(None, [deputy]), minutes=1, on=today)
    seat.save()
    _count_asked(seat, before, by, at)
    record_event(
        "seat.filled",
        subject=seat,
        by=by,
        at=at,
        holder=holder.public_id,
        deputy=deputy.public_id if deputy else "",
        is_shared=is_shared,
        starts_on=starts_on.isoformat(),
        ends_on=ends_on.isoformat() if ends_on else "",
    )
    return seat


@transaction.atomic
def vacate_seat(*, seat: Seat, by: Actor | None, at: datetime) -> Seat:
    """Say that nobody holds a seat any longer: it asks nothing more of who did. The events keep who that was."""
    lock(seat)
    for person in seat.held_by:
        end_asking(person=person, source=seat, on=localdate(at), by=by, at=at)
    seat.holder = seat.deputy = seat.starts_on = seat.ends_on = None
    seat.wants_to_leave = seat.is_shared = False
    seat.full_clean()
    seat.save()
    record_event("seat.vacated", subject=seat, by=by, at=at)
    return seat


@transaction.atomic
def note_wish_to_leave(*, seat: Seat, wants_to_leave: bool, by: Actor | None, at: datetime) -> Seat:
    """Write down that the holder of a seat would like to leave, or no longer would. The seat stays held."""
    lock(seat)
    if seat.holder is None:
        raise ValidationError(_("Nobody holds this seat."), code="seat_is_vacant")
    if seat.wants_to_leave != wants_to_leave:
        seat.wants_to_leave = wants_to_leave
        seat.save()
        record_event("seat.wish_noted", subject=seat, by=by, at=at, wants_to_leave=wants_to_leave)
    return seat


@transaction.atomic
def load_register(*, folder: Path, by: Actor | None, at: datetime, say: Callable[[str], None]) -> int:
    """Load the groups named in the source, its words beside our codes; return how many were added.

    The files are checked before anything is written. A group that is there already stays as people have changed it.
    """
    there = set(Group.objects.exclude(source_id="").values_list("source_id", flat=True))
    places = _Places()
    groups = []
    for row, codes in read_register(folder):
        group = _group_of(row, codes, places)
        if group.source_id not in there:
            row.check(group, _COLUMNS)
            groups.append(group)
    for group in groups:
        group.save()
        record_event("group.loaded", subject=group, by=by, at=at)
    if groups:
        say(_("Added: groups %(groups)s.") % {"groups": len(groups)})
    else:
        say(_("The groups of the register are there already."))
    return len(groups)


def _count_asked(seat: Seat, before: Iterable[Person], by: Actor | None, at: datetime) -> None:
    """Count what a seat asks of each who holds it, and ask nothing more of who held it before and does not any longer."""
    today = localdate(at)
    for person in before:
        if person not in seat.held_by:
            end_asking(person=person, source=seat, on=today, by=by, at=at)
    for person in seat.held_by:
        record_asked(
            person=person,
            organisation=seat.group.organisation or person.organisation,
            minutes=seat.minutes_a_year,
            on=min(seat.starts_on or today, today),
            each_year=True,
            ends_on=seat.ends_on,
            source=seat,
            by=by,
            at=at,
        )


def _minutes_asked(seat: Seat, today: date) -> int:
    """Return what a seat asks of each who holds it in a year: nothing once its term is over."""
    is_over = seat.ends_on is not None and seat.ends_on < today
    return 0 if seat.holder is None or is_over else seat.minutes_a_year


def _place(group: Group) -> None:
    """Let the place of a group follow from its reach, and from its organisation where no place is given."""
    home = group.organisation
    if group.reach == Reach.COUNTY:
        group.area = group.area or (home.area if home else None)
        group.region = group.area.region if group.area else None
    elif group.reach == Reach.REGIONAL:
        group.area = None
        group.region = group.region or (home.region if home else None)
    elif group.reach == Reach.NATIONAL:
        group.area = group.region = None


class _Places:
    """The regions, areas and bodies under the names the source gives them."""

    def __init__(self) -> None:
        self.regions: Mapping[str, Region | None] = {"all": None, **{region.slug: region for region in Region.objects.all()}}
        areas = Area.objects.select_related("region")
        self.areas: Mapping[str, Area] = {name: area for area in areas for name in area.names_in_use}
        bodies = Organisation.objects.filter(kind__in=[OrganisationKind.COUNCIL, OrganisationKind.PARTNERSHIP])
        self.bodies = {name: body for body in bodies.select_related("area") for name in _names_of(body)}


def _names_of(body: Organisation) -> list[str]:
    """Return the names under which the source speaks of a council or a partnership."""
    short = body.name_en.replace("Regional Partnership Board", "RPB")
    by_place = [f"{name} Council" for name in body.area.names_in_use] if body.area else []
    return [body.name_cy, body.name_en, short, *by_place]


def _group_of(row: Row, codes: Row, places: _Places) -> Group:
    reach = row.named("level", _REACH)
    region = row.named("region_id", places.regions)
    area = row.named("county", places.areas) if reach == Reach.COUNTY else None
    if area and area.region != region:
        raise row.refusal(_("This county is not in the region of its row. Mend one of the two."), "wrong_region", column="county")
    return Group(
        source_id=row["id"],
        # Only a body that alone runs a group is linked to it; the words on who runs it stay in any case.
        organisation=places.bodies.get(row["facilitated_or_run_by"]),
        region=region,
        area=area,
        reach=reach,
        group_class=codes.choice("class", GroupClass),
        carers=codes.choice("carers", Carers),
        decision_right=codes.choice("decision_right", DecisionRight),
        board_seat_is_stated=codes.named("full_board_member_stated", {"yes": True, "no": False}),
        source=f"Carers Wales 2023, {'line' if row['source_lines'].isdecimal() else 'lines'} {row['source_lines']}",
        **{field: words_in(row, column) for field, column in WORDS.items()},
        **{field: row.choice(column, Stated) for field, column in EVIDENCE.items()},
    )
