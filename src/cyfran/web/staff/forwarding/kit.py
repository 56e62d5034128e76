"""The kit with which a partner passes something on in its own way: words to copy, sheets to print, a picture to show."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from cyfran.domain.base import clock
from cyfran.domain.correspondence.choices import Way
from cyfran.domain.correspondence.models import Forward
from cyfran.domain.opportunities.bridge.kit import TextOfKit, texts_of_kit, words_of_picture
from cyfran.domain.opportunities.bridge.posters import picture_as_png, poster_as_pdf, slips_as_pdf
from cyfran.domain.opportunities.models import Opportunity
from cyfran.domain.opportunities.queries import is_open
from cyfran.domain.organisations.choices import Act
from cyfran.web.staff.door import staff
from cyfran.web.staff.forwarding.views import passed_on_to
from cyfran.web.staff.messages.presenters import said_size
from cyfran.web.staff.over import over
from cyfran.web.ui.parts import Text
from cyfran.web.ui.requests import StaffRequest

_FILES: dict[str, Callable[[Opportunity, Forward], bytes]] = {
    "poster.pdf": poster_as_pdf,
    "slips.pdf": slips_as_pdf,
    "picture-cy.png": lambda opportunity, _forward: picture_as_png(opportunity, "cy"),
    "picture-en.png": lambda opportunity, _forward: picture_as_png(opportunity, "en"),
}
_KINDS = {"pdf": "application/pdf", "png": "image/png"}


@dataclass(frozen=True)
class TextOnPage:
    """One text to copy. What goes by text says in how many messages."""

    way: Text
    language: str
    subject: str
    body: str
    size: str

    @classmethod
    def of(cls, text: TextOfKit) -> Self:
        size = said_size(text.body) if text.way == Way.TEXT else ""
        return cls(text.way.label, text.language, text.subject, text.body, size)


@staff(Act.ASK)
def show_kit(request: StaffRequest, public_id: str) -> HttpResponse:
    forward, opportunity = passed_on_to(request, public_id)
    if seen := _over(request, forward, opportunity):
        return seen
    context = {
        "forward": forward,
        "title": opportunity.title,
        "texts": [TextOnPage.of(text) for text in texts_of_kit(opportunity, forward)],
        "words_of_picture": words_of_picture(opportunity),
        "is_example": opportunity.stage.project.is_example,
    }
    return render(request, "staff/forwarding/kit.html", context)


@staff(Act.ASK)
def get_file(request: StaffRequest, public_id: str, name: str) -> HttpResponse:
    forward, opportunity = passed_on_to(request, public_id)
    if name not in _FILES:
        raise Http404
    if seen := _over(request, forward, opportunity):
        return seen
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(_FILES[name](opportunity, forward), content_type=_KINDS[name.rpartition(".")[2]], headers=headers)


def _over(request: StaffRequest, forward: Forward, opportunity: Opportunity) -> HttpResponse | None:
    """Lead on whoever would pass on what nobody can be asked to any more."""
    is_over = not is_open(opportunity, clock.now())
    because = _("Nobody can be asked to this any more.")
    return over(request, when=is_over, because=because, page="staff:forwarding:show", of=forward.public_id)
