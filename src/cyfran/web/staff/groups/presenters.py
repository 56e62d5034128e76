"""A group as its coordinators see it, with the people in its seats."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cyfran.domain.base.fields import BilingualText
from cyfran.domain.groups.models import Group, Seat
from cyfran.domain.people.models import Person
from cyfran.web.ui.parts import Row, Text
from cyfran.web.ui.register import in_its_language, place_of

_WORDS = ("stated_role", "rhythm", "format", "carer_places", "chair", "run_by", "partners", "reports_to")


@dataclass(frozen=True)
class SeatOnPage:
    """One seat: who holds it, who stands in and until when."""

    public_id: str
    kind: Text
    holder: Person | None
    deputy: Person | None
    is_shared: bool
    starts_on: date | None
    ends_on: date | None
    state: str
    state_name: str

    @classmethod
    def of(cls, seat: Seat, *, today: date) -> Self:
        state, state_name = _state(seat, today)
        return cls(
            public_id=seat.public_id,
            kind=seat.get_kind_display(),
            holder=seat.holder,
            deputy=seat.deputy,
            is_shared=seat.is_shared,
            starts_on=seat.starts_on,
            ends_on=seat.ends_on,
            state=state,
            state_name=state_name,
        )


@dataclass(frozen=True)
class GroupOnPage:
    public_id: str
    name: BilingualText
    rows: list[Row]
    seats: list[SeatOnPage]
    meets: bool
    is_example: bool

    @classmethod
    def of(cls, group: Group, *, seats: Iterable[Seat], today: date) -> Self:
        return cls(
            public_id=group.public_id,
            name=group.name,
            rows=_rows(group),
            seats=[SeatOnPage.of(seat, today=today) for seat in seats],
            meets=group.meets,
            is_example=group.is_example,
        )


def _rows(group: Group) -> list[Row]:
    labels = {field.name: capfirst(field.verbose_name) for field in Group._meta.fields}
    rows = [
        Row(_("Organisation"), group.organisation.name if group.organisation else ""),
        Row(_("Class"), group.get_group_class_display()),
        Row(_("Place"), place_of(group)),
        Row(_("Carers"), group.get_carers_display()),
        Row(_("Decision right"), group.get_decision_right_display()),
        *(Row(labels[name], in_its_language(group, getattr(group, name))) for name in _WORDS),
    ]
    return [row for row in rows if row.value]


def _state(seat: Seat, today: date) -> tuple[str, str]:
    if seat.holder is None:
        return "WAITING", _("Vacant")
    if seat.ends_on and seat.ends_on < today:
        return "OVERDUE", _("The term has ended")
    return "DONE", _("Shared by two") if seat.is_shared else _("Held")
