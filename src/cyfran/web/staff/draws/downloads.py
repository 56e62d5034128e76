"""Everything of a draw, to take away: the people with their chances, the lottery, and the record that verifies it."""

from collections.abc import Iterator

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404

from cyfran.domain.base.files import as_table
from cyfran.domain.opportunities.bridge.lotteries import panels_of, record_of
from cyfran.domain.opportunities.choices import Feature
from cyfran.domain.opportunities.models import Draw
from cyfran.domain.opportunities.queries import draws_open_to
from cyfran.web.staff.looks import looked_at
from cyfran.web.ui.requests import StaffRequest


@login_required
def people(request: StaffRequest, public_id: str) -> HttpResponse:
    draw = _with_lottery(request, public_id)
    everybody = list(draw.people.select_related("person"))
    looked_at(request, [one.person for one in everybody])
    features = [feature.lower() for feature in Feature.values]
    columns = ["id", "name", *features, "hours_asked", "chance", "outcome", "reason", "reserve", "answer"]
    rows = [
        [
            one.public_id,
            one.person.name,
            *(" ".join(one.values[feature]).lower() for feature in Feature.values),
            round(one.minutes_asked / 60, 2),
            one.chance,
            one.outcome.lower(),
            one.reason.lower(),
            one.rank or "",
            one.confirmation.lower(),
        ]
        for one in everybody
    ]
    return _file(as_table(columns, rows), "people.csv", "text/csv")


@login_required
def lottery(request: StaffRequest, public_id: str) -> HttpResponse:
    draw = _with_lottery(request, public_id)
    return _file(as_table(["panel", "probability", "id"], _seats(draw)), "public_lottery.csv", "text/csv")


@login_required
def record(request: StaffRequest, public_id: str) -> HttpResponse:
    draw = _with_lottery(request, public_id)
    answer = JsonResponse(record_of(draw), json_dumps_params={"indent": 2})
    answer.headers["Content-Disposition"] = 'attachment; filename="draw.json"'
    return answer


def _with_lottery(request: StaffRequest, public_id: str) -> Draw:
    draw = get_object_or_404(draws_open_to(request.user), public_id=public_id)
    if not draw.lottery_sha256:
        raise Http404
    return draw


def _seats(draw: Draw) -> Iterator[list[object]]:
    for number, panel in enumerate(panels_of(draw), start=1):
        yield from ([number, repr(panel.share), public_id] for public_id in panel.people)


def _file(text: str, name: str, kind: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type=f"{kind}; charset=utf-8", headers=headers)
