"""The register of groups as readers ask for it, and the map of what it says."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from cyfran.domain.base.choices import DecisionRight
from cyfran.domain.base.fields import BilingualText, spellings_of
from cyfran.domain.base.files import Row, read_table
from cyfran.domain.base.models import User
from cyfran.domain.groups.choices import NO_MEMBERS, WITHOUT_MEMBERS, Carers, MapStanding, Reach, SeatKind
from cyfran.domain.groups.models import Group, GroupRole, Seat
from cyfran.domain.organisations.choices import Act
from cyfran.domain.organisations.models import Area
from cyfran.domain.organisations.queries import areas_with_regions, in_force, organisations_of, that_allow

_FIELDS_TO_SEARCH = (
    *("name_cy", "name_en", "aliases", "kind", "run_by", "partners", "stated_role"),
    *("area__name_cy", "area__name_en", "region__name_cy", "region__name_en"),
)
_MOST_WORDS = 8


def register(*, example: bool = False) -> QuerySet[Group]:
    """Return the groups of the register, and with them the invented ones where they are asked for."""
    groups = Group.objects.select_related("organisation", "region", "area")
    return groups if example else groups.filter(is_example=False)


def filtered(
    groups: QuerySet[Group],
    *,
    text: str = "",
    region: str = "",
    area: str = "",
    group_class: str = "",
    carers: str = "",
    decision_right: str = "",
) -> QuerySet[Group]:
    """Keep the groups that have all the words and every code given.

    Region and area are given by their slugs. An area keeps the groups of that county alone, a region also those of its
    counties. `carers` may be NO_MEMBERS: groups said to have no carers, or carers who are not members.
    """
    for word in text.replace("\0", " ").split()[:_MOST_WORDS]:
        groups = groups.filter(_anywhere(word))
    if carers == NO_MEMBERS:
        groups = groups.filter(carers__in=WITHOUT_MEMBERS)
        carers = ""
    exactly = {
        "region__slug": region,
        "area__slug": area,
        "group_class": group_class,
        "carers": carers,
        "decision_right": decision_right,
    }
    return groups.filter(**{field: value for field, value in exactly.items() if value})


def _anywhere(word: str) -> Q:
    found = Q()
    for field, spelling in product(_FIELDS_TO_SEARCH, spellings_of(word)):
        found |= Q(**{f"{field}__icontains": spelling})
    return found


def groups_open_to(user: User | AnonymousUser, act: Act) -> QuerySet[Group]:
    """Return the groups with which somebody may do this, by a role in the organisation or in the group; an administrator all."""
    groups = Group.objects.select_related("organisation", "region", "area")
    if isinstance(user, User) and user.is_active and user.is_administrator:
        return groups
    return groups.filter(Q(organisation__in=organisations_of(user, act)) | Q(pk__in=group_roles(user, act).values("group")))


def group_roles(user: User | AnonymousUser, act: Act) -> QuerySet[GroupRole]:
    """Return the roles in single groups by which somebody may do this."""
    return that_allow(in_force(GroupRole.objects.order_by(), user), act)


def seats_of(group: Group) -> QuerySet[Seat]:
    return group.seats.select_related("holder", "deputy")


@dataclass(frozen=True)
class TileOnMap:
    """One county on the map: where its tile lies, and what the register says of its own groups."""

    area: Area
    short: BilingualText
    row: int
    column: int
    standing: MapStanding
    groups: int
    with_carer_members: int
    right_stated: int


def groups_with_carers(user: User, act: Act) -> QuerySet[Group]:
    """Return the groups with which somebody may do this, and in which a carer has a seat."""
    held = Seat.objects.filter(group=OuterRef("pk"), kind=SeatKind.CARER, holder__isnull=False)
    return groups_open_to(user, act).filter(Exists(held))


def seats_of_carers(group: Group) -> QuerySet[Seat]:
    """Return the seats that are for carers, held or vacant."""
    return group.seats.filter(kind=SeatKind.CARER)


def map_of_wales() -> list[TileOnMap]:
    """Return the tiles from north to south, west to east.

    A regional or national group colours no county: it does not say who is heard in any one of them.
    """
    counts = _counts_of_counties()
    tiles = [
        _tile(area, places_on_map()[area.ons_code], counts.get(area.pk, {}))
        for area in areas_with_regions()
        if area.ons_code in places_on_map()
    ]
    return sorted(tiles, key=lambda tile: (tile.row, tile.column))


@cache
def places_on_map() -> dict[str, Row]:
    """Return where each tile lies. That is part of the product, as its styles are, and not a record: it is read once."""
    path = settings.PROJECT / "data" / "wales" / "tiles.csv"
    rows = read_table(path, ("ons_code", "row", "column", "short_cy", "short_en"), key="ons_code")
    return {row["ons_code"]: row for row in rows}


def _counts_of_counties() -> dict[int, Any]:
    """Count the groups of each county that has any, by the key of its area."""
    stated = ~Q(decision_right=DecisionRight.NOT_STATED)
    groups = register().filter(reach=Reach.COUNTY).order_by().values("area_id")
    counted = groups.annotate(
        groups=Count("id"),
        with_members=Count("id", filter=Q(carers=Carers.MEMBERS)),
        with_participants=Count("id", filter=Q(carers=Carers.PARTICIPANTS)),
        right_stated=Count("id", filter=stated),
    )
    return {counts["area_id"]: dict(counts) for counts in counted}


def _tile(area: Area, place: Row, counts: Mapping[str, int]) -> TileOnMap:
    return TileOnMap(
        area=area,
        short=BilingualText(cy=place["short_cy"], en=place["short_en"]),
        row=place.whole_number("row"),
        column=place.whole_number("column"),
        standing=_standing(counts),
        groups=counts.get("groups", 0),
        with_carer_members=counts.get("with_members", 0),
        right_stated=counts.get("right_stated", 0),
    )


def _standing(counts: Mapping[str, int]) -> MapStanding:
    """Return the best thing said of any group of a county."""
    if not counts:
        return MapStanding.NO_GROUP
    if counts["right_stated"]:
        return MapStanding.RIGHT_STATED
    if counts["with_members"]:
        return MapStanding.MEMBERS
    return MapStanding.PARTICIPANTS if counts["with_participants"] else MapStanding.NOT_STATED
