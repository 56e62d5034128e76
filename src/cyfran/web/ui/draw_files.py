"""The two files with which a draw can be repeated; `cyfran draw --verify` reads them."""

from collections.abc import Iterator

from django.http import HttpResponse, JsonResponse

from cyfran.domain.base.files import as_table
from cyfran.domain.opportunities.bridge.lotteries import panels_of, record_of
from cyfran.domain.opportunities.models import Draw


def lottery_file(draw: Draw) -> HttpResponse:
    """Answer with the numbered panels, a line for each seat."""
    return csv_file(as_table(["panel", "probability", "id"], _seats(draw)), "public_lottery.csv")


def record_file(draw: Draw) -> HttpResponse:
    """Answer with what the draw says of itself."""
    answer = JsonResponse(record_of(draw), json_dumps_params={"indent": 2})
    answer.headers["Content-Disposition"] = 'attachment; filename="draw.json"'
    return answer


def csv_file(text: str, name: str) -> HttpResponse:
    """Answer with a table as it stands: programs are to read it, and its digest is to be repeated."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)


def _seats(draw: Draw) -> Iterator[list[object]]:
    for number, panel in enumerate(panels_of(draw), start=1):
        yield from ([number, repr(panel.share), public_id] for public_id in panel.people)
