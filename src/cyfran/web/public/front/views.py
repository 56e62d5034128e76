"""The front page: ways in, what the register says of Wales, and what was said and done."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cyfran.domain.decisions.queries import said_and_done
from cyfran.domain.groups.queries import map_of_wales, register
from cyfran.domain.projects.queries import published_projects
from cyfran.web.public.areas.presenters import tiles_of
from cyfran.web.public.front.presenters import other_ways, voices
from cyfran.web.public.groups.presenters import figures_of

_LATEST = 3


def show(request: HttpRequest) -> HttpResponse:
    facts = {
        "voices": voices(),
        "ways": other_ways(),
        "tiles": tiles_of(map_of_wales()),
        "figures": figures_of(register()),
        "latest": said_and_done(most=_LATEST),
        "has_example": published_projects(example=True).exists(),
    }
    return render(request, "public/front/show.html", facts)
