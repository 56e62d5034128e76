"""The draws by lot, as anyone may read them, and the two files with which anyone can repeat it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from cyfran.domain.base.terms import speak
from cyfran.domain.opportunities.models import Draw
from cyfran.domain.opportunities.queries import announced_draws, public_figures
from cyfran.web.public.draws.presenters import DrawOnPage, card_of
from cyfran.web.public.examples import about_examples, wants_examples
from cyfran.web.ui.draw_files import lottery_file, record_file
from cyfran.web.ui.paging import page_of


def list_draws(request: HttpRequest) -> HttpResponse:
    page = page_of(request, announced_draws(example=wants_examples(request)))
    facts = {"page": page, "cards": [card_of(draw) for draw in page], **about_examples(request)}
    return render(request, "public/draws/list.html", facts)


def show(request: HttpRequest, public_id: str) -> HttpResponse:
    draw = _announced(public_id)
    project = draw.opportunity.stage.project
    speak(draw.opportunity.organisation.term)
    context = {"page": DrawOnPage.of(draw), "draw": draw, "project": project, "is_example": project.is_example}
    return render(request, "public/draws/show.html", context)


def lottery(request: HttpRequest, public_id: str) -> HttpResponse:
    return lottery_file(_countable(public_id))


def record(request: HttpRequest, public_id: str) -> HttpResponse:
    draw = _countable(public_id)
    if not draw.number:
        raise Http404
    return record_file(draw)


def _announced(public_id: str) -> Draw:
    """Return an announced draw, an example's as well: its own page says what it is."""
    return get_object_or_404(announced_draws() | announced_draws(example=True), public_id=public_id)


def _countable(public_id: str) -> Draw:
    """Return a draw whose lottery anyone may count: the ids in it tell how many people there were."""
    draw = _announced(public_id)
    if public_figures(draw) is None:
        raise Http404
    return draw
