"""The map of Wales, and one page for the area of each council."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from cyfran.domain.base.terms import speak
from cyfran.domain.groups.choices import Reach
from cyfran.domain.groups.queries import map_of_wales, register
from cyfran.domain.organisations.models import Area
from cyfran.domain.organisations.queries import areas_with_regions, contact_of, council_of
from cyfran.domain.projects.queries import in_area, published_projects, requests_counted
from cyfran.web.public.areas.presenters import card_of_project, carers_counted, tiles_of
from cyfran.web.public.groups.presenters import card_of, figures_of
from cyfran.web.ui.parts import Card, key_of

_MOST = 6


def list_areas(request: HttpRequest) -> HttpResponse:
    tiles = tiles_of(map_of_wales())
    wider = figures_of(register().exclude(reach=Reach.COUNTY))
    return render(request, "public/areas/list.html", {"tiles": tiles, "key": key_of(tiles), "wider": wider})


def show(request: HttpRequest, slug: str) -> HttpResponse:
    area = get_object_or_404(areas_with_regions(), slug=slug)
    council = council_of(area)
    speak(council.term)
    projects = _cards(area, example=False)
    facts = {
        "area": area,
        "council": council,
        "has_contact": contact_of(council) is not None,
        "carers": carers_counted(area.baselines.all()),
        "groups": [card_of(group) for group in register().filter(area=area)],
        "regional_groups": [card_of(group) for group in register().filter(region=area.region, area=None)],
        "projects": projects or _cards(area, example=True),
        "has_projects": bool(projects),
        "requests": requests_counted(council),
    }
    return render(request, "public/areas/show.html", facts)


def _cards(area: Area, *, example: bool) -> list[Card]:
    """Return the first few projects about an area; the list of projects has them all."""
    return [card_of_project(project) for project in in_area(published_projects(example=example), area)[:_MOST]]
