"""Who leaves a group that is renewed, and why it is they."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from cyfran.domain.groups.queries import seats_of_carers
from cyfran.domain.opportunities.models import Draw
from cyfran.domain.people.models import Person
from cyfran.web.ui.parts import Text

_BECAUSE = {
    "term_ends": _("the term ends first"),
    "longest_serving": _("has served longest"),
    "willing": _("would like to leave"),
    "by_lot": _("a lot decided"),
}


@dataclass(frozen=True)
class Leaving:
    name: str
    because: Text


def leaving_of(draw: Draw) -> Sequence[Leaving]:
    """Return who leaves, in order; nobody where the draw renews no group."""
    if not draw.group:
        return []
    names = dict(Person.objects.filter(public_id__in=[one["person"] for one in draw.leaving]).values_list("public_id", "name"))
    return [Leaving(names[one["person"]], _BECAUSE[one["because"]]) for one in draw.leaving if one["person"] in names]


def staying_against_their_wish(draw: Draw) -> Sequence[str]:
    """Name those who would like to leave, and stay, because others leave before them."""
    if not draw.group:
        return []
    stays = seats_of_carers(draw.group).filter(wants_to_leave=True, holder__isnull=False)
    return list(stays.exclude(public_id__in=[one["seat"] for one in draw.leaving]).values_list("holder__name", flat=True))
