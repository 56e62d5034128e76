"""Everything of a draw, to take away: the people with their chances, the lottery, and the record that verifies it."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from cyfran.domain.base.files import as_table
from cyfran.domain.opportunities.choices import Feature
from cyfran.domain.opportunities.models import Draw
from cyfran.domain.opportunities.queries import draws_open_to
from cyfran.domain.organisations.choices import Act
from cyfran.web.staff.door import staff
from cyfran.web.staff.looks import looked_at
from cyfran.web.ui.draw_files import csv_file, lottery_file, record_file
from cyfran.web.ui.draws import ValueNames
from cyfran.web.ui.proof import asks_again
from cyfran.web.ui.requests import StaffRequest


@staff(Act.ASK)
@asks_again
def people(request: StaffRequest, public_id: str) -> HttpResponse:
    draw = _with_lottery(request, public_id)
    everybody = list(draw.people.select_related("person"))
    looked_at(request, [one.person for one in everybody])
    names = ValueNames()
    first, last = [_("Id"), _("Name")], [_("Outcome"), _("Reason"), _("Reserve"), _("Answer")]
    columns = [*first, *(str(label) for label in Feature.labels), _("Hours asked for in 12 months"), _("Chance"), *last]
    rows = [
        [
            one.public_id,
            one.person.name,
            *("; ".join(str(names.of(feature, value)) for value in one.values[feature]) for feature in Feature.values),
            round(one.minutes_asked / 60, 2),
            one.chance,
            one.get_outcome_display(),
            one.get_reason_display(),
            one.rank or "",
            one.get_confirmation_display(),
        ]
        for one in everybody
    ]
    return csv_file(as_table(columns, rows), "people.csv")


@staff(Act.ASK)
def lottery(request: StaffRequest, public_id: str) -> HttpResponse:
    return lottery_file(_with_lottery(request, public_id))


@staff(Act.ASK)
def record(request: StaffRequest, public_id: str) -> HttpResponse:
    return record_file(_with_lottery(request, public_id))


def _with_lottery(request: StaffRequest, public_id: str) -> Draw:
    draw = get_object_or_404(draws_open_to(request.user, request.act), public_id=public_id)
    if not draw.lottery_sha256:
        raise Http404
    return draw
