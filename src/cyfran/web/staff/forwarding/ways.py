"""How people came to register: by which way, through whom, and how many by no digital way. Small counts are hidden."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from cyfran.domain.base.files import as_table
from cyfran.domain.correspondence.bridge.arrivals import HowPeopleCame, how_people_came
from cyfran.domain.organisations.choices import Act
from cyfran.domain.organisations.queries import organisations_of
from cyfran.web.staff.door import staff
from cyfran.web.staff.forwarding.presenters import shown
from cyfran.web.ui.draw_files import csv_file
from cyfran.web.ui.parts import Row
from cyfran.web.ui.requests import StaffRequest


@staff(Act.ASK, anew=True)
def show_ways(request: StaffRequest) -> HttpResponse:
    came = _came(request)
    not_told = _("Not shown: how many came by a way with fewer than five could be worked out from it")
    share = not_told if came.by_no_digital_way is None else f"{came.by_no_digital_way}%"
    context = {
        "summary": [
            Row(_("Registered since it is written down how they came"), not_told if came.all is None else came.all),
            Row(_("Of these, by no digital way"), share),
        ],
        "ways": [Row(way.label, shown(count)) for way, count in came.by_way.items()],
        "partners": [Row(partner, shown(count)) for partner, count in sorted(came.by_partner.items())],
        "is_example": _is_example(request),
    }
    return render(request, "staff/forwarding/ways.html", context)


@staff(Act.ASK, anew=True)
def download_ways(request: StaffRequest) -> HttpResponse:
    """Answer with a table for other programs. A count too small to be shown is blank."""
    came = _came(request)
    rows = [["way", way.lower(), count] for way, count in came.by_way.items()]
    rows += [["partner", partner, count] for partner, count in sorted(came.by_partner.items())]
    rows += [["all", "", came.all], ["by_no_digital_way_percent", "", came.by_no_digital_way]]
    blank = [[kind, name, "" if count is None else count] for kind, name, count in rows]
    return csv_file(as_table(["kind", "name", "count"], blank), "how_people_came.csv")


def _came(request: StaffRequest) -> HowPeopleCame:
    return how_people_came(organisations_of(request.user, request.act), example=_is_example(request))


def _is_example(request: StaffRequest) -> bool:
    return request.GET.get("example") == "1"
