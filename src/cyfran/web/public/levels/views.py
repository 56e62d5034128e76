"""How the level of participation is computed, for everyone to check."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cyfran.engine.levels.conditions import METHOD_VERSION
from cyfran.web.public.levels.presenters import levels
from cyfran.web.ui.parts import ladder


def show(request: HttpRequest) -> HttpResponse:
    facts = {
        "rungs": ladder(record="").rungs,
        "levels": [level for level in levels() if level.conditions],
        "below": [level for level in levels() if not level.conditions],
        "version": METHOD_VERSION,
    }
    return render(request, "public/levels/show.html", facts)
