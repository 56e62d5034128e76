"""What waits for us: the first page after sign-in."""

from django.http import HttpResponse
from django.shortcuts import render

from cyfran.domain.base import clock
from cyfran.web.staff.door import staff
from cyfran.web.staff.today.presenters import due_lines
from cyfran.web.ui.paging import page_of
from cyfran.web.ui.requests import StaffRequest

MINE = "mine"


@staff()
def show_today(request: StaffRequest) -> HttpResponse:
    lines = due_lines(request.user, now=clock.now())
    only_mine = request.GET.get("whose") == MINE
    if only_mine:
        lines = lines.of(request.user)
    return render(request, "staff/today/show.html", {"page": page_of(request, lines), "only_mine": only_mine})
