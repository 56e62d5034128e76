"""“How was I chosen?” and “Why not me?”: a person's own part in a draw by lot."""

from functools import partial

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from cyfran.domain.opportunities.models import DrawnPerson
from cyfran.domain.opportunities.queries import draws_of
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import person_by_link
from cyfran.engine.errors import EngineError
from cyfran.engine.selection.digests import ENGINE_VERSION
from cyfran.engine.selection.results import Explanation
from cyfran.web.carer.contacts import who_answers
from cyfran.web.carer.draws.presenters import MyDraw
from cyfran.web.carer.links import my_link, opened_by

_DAY = 24 * 60 * 60


@opened_by(person_by_link)
def show(request: HttpRequest, person: Person, public_id: str) -> HttpResponse:
    one = get_object_or_404(draws_of(person).select_related("stands_in_for"), draw__public_id=public_id)
    context = {
        "link": my_link(person),
        "mine": MyDraw.of(one, _explained(one)),
        "draw": one.draw,
        "contact": who_answers(person.organisation),
        "is_example": person.is_example,
    }
    return render(request, "carer/draws/show.html", context)


def _explained(one: DrawnPerson) -> Explanation | None:
    """Return why she had her chance. A lottery that was announced stays as it is, so this is kept for a day."""
    if not one.was_in_pool:
        return None
    return cache.get_or_set(f"draw-{ENGINE_VERSION}-{one.public_id}", partial(_explain, one), _DAY)


def _explain(one: DrawnPerson) -> Explanation | None:
    from cyfran.domain.opportunities.bridge.solving import explanation_for  # noqa: PLC0415 -- loads a solver

    try:
        return explanation_for(one)
    except EngineError:
        return None
