"""Groups as the public sees them: our reading in words, beside what the source says. No seat shows who holds it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cyfran.domain.base.choices import DecisionRight
from cyfran.domain.groups.choices import Carers, Stated
from cyfran.domain.groups.models import Group, Seat
from cyfran.web.ui.parts import Card, Row
from cyfran.web.ui.register import in_its_language, place_of

# The fields that hold the source's own words, in the order they are read in.
_WORDS = (
    *("aliases", "kind", "run_by", "partners", "rhythm", "format", "carers_in_words", "carer_places", "chair", "stated_role"),
    *("decision_power_in_words", "reports_to", "recent_example", "since", "status"),
)
# What a reader would look for, and should be told where the source is silent; the first four only of a group that meets.
_EXPECTED_OF_MEETINGS = ("rhythm", "format", "carer_places", "chair")
_EXPECTED = ("run_by", "stated_role", "reports_to")
_LABELS = {field.name: field.verbose_name for field in Group._meta.fields}
_EVIDENCE = ("early_stage_is_stated", "final_decision_is_stated", "carer_evaluation_is_stated")


@dataclass(frozen=True)
class Figures:
    """What some groups of the register say between them."""

    groups: int
    right_not_stated: int
    with_carer_members: int


def figures_of(groups: QuerySet[Group]) -> Figures:
    return Figures(
        **groups.aggregate(
            groups=Count("pk"),
            right_not_stated=Count("pk", filter=Q(decision_right=DecisionRight.NOT_STATED)),
            with_carer_members=Count("pk", filter=Q(carers=Carers.MEMBERS)),
        )
    )


def card_of(group: Group) -> Card:
    return Card(
        title=group.name,
        href=reverse("public:groups:show", args=[group.public_id]),
        text=in_its_language(group, group.stated_role),
        tag=_("Decision right: %(right)s") % {"right": group.get_decision_right_display()},
        state=group.decision_right,
        details=[place_of(group), group.get_group_class_display(), _carers(group)],
        is_example=group.is_example,
    )


@dataclass(frozen=True)
class SeatOnPage:
    """A seat without the people in it."""

    kind: str
    state: str
    deputy: str
    ends_on: date | None


class GroupOnPage:
    """One group: what we read from the source, the source's own words, and what it does not say."""

    def __init__(self, group: Group, seats: Iterable[Seat]) -> None:
        self.name = group.name
        self.title = str(group.name)  # without the mark of its language, which no title can hold
        self.meets = group.meets
        self.lacks_members, self.planned = group.lacks_members, group.planned
        self.source = group.source
        self.reading = _reading(group)
        self.words = [
            Row(_label(field), in_its_language(group, getattr(group, field))) for field in _WORDS if getattr(group, field)
        ]
        self.unsaid = [_label(field) for field in _expected_of(group) if not getattr(group, field)]
        self.seats = [_seat(seat) for seat in seats]
        self.json = reverse("api:show_group", args=[group.public_id]) + ("?example=1" if group.is_example else "")


def _reading(group: Group) -> list[Row]:
    """Return our codes in words."""
    silence = _("The source does not say") if group.source else _("Not stated")
    evidence = {field: getattr(group, field) for field in _EVIDENCE}
    return [
        Row(_("Kind"), group.get_group_class_display()),
        Row(_("Where"), _links_to_place(group)),
        *([Row(_("Run by"), group.organisation.name)] if group.organisation and not group.run_by else []),
        Row(_("Carers"), silence if group.carers == Carers.NOT_STATED else group.get_carers_display()),
        Row(
            _("What carers may do about decisions"),
            silence if group.decision_right == DecisionRight.NOT_STATED else group.get_decision_right_display(),
        ),
        Row(_("A carer's seat on a board"), Stated.YES.label if group.board_seat_is_stated else silence),
        *(
            Row(_label(field), Stated(stated).label if stated in (Stated.YES, Stated.PARTLY) else silence)
            for field, stated in evidence.items()
        ),
    ]


def _links_to_place(group: Group) -> SafeString | str:
    """Name the area and the region, each with a link to what there is about it."""
    if not group.region:
        return group.get_reach_display()
    regional = f"{reverse('public:groups:list')}?region={group.region.slug}"
    region = format_html('<a class="govuk-link" href="{}">{}</a>', regional, group.region.name)
    if not group.area:
        return region
    local = reverse("public:areas:show", args=[group.area.slug])
    return format_html('<a class="govuk-link" href="{}">{}</a>, {}', local, group.area.name, region)


def _carers(group: Group) -> str:
    if group.carers == Carers.NOT_STATED:
        return _("Carers: not stated")
    return group.get_carers_display()


def _label(field: str) -> str:
    return capfirst(str(_LABELS[field]))


def _expected_of(group: Group) -> tuple[str, ...]:
    return _EXPECTED_OF_MEETINGS + _EXPECTED if group.meets else _EXPECTED


def _seat(seat: Seat) -> SeatOnPage:
    held = _("Shared by two") if seat.is_shared else _("Held")
    return SeatOnPage(
        kind=seat.get_kind_display(),
        state=held if seat.holder_id else _("Vacant"),
        deputy=_("Yes") if seat.deputy_id and not seat.is_shared else _("No"),
        ends_on=seat.ends_on,
    )
