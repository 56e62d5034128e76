"""An invitation in every form in which it goes, to be read before anybody is asked; and its poster and slips."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base import clock
from cyfran.domain.base.choices import Channel
from cyfran.domain.correspondence.bridge.letters import letters_as_pdf
from cyfran.domain.correspondence.models import Message
from cyfran.domain.correspondence.queries import parts_of
from cyfran.domain.opportunities.bridge.forms import sample_of
from cyfran.domain.opportunities.bridge.posters import poster_as_pdf, slips_as_pdf
from cyfran.domain.opportunities.models import Opportunity
from cyfran.domain.opportunities.queries import opportunities_open_to
from cyfran.domain.opportunities.rules import halves_missing
from cyfran.domain.organisations.choices import Act
from cyfran.web.staff.door import staff
from cyfran.web.staff.messages.presenters import PartOnPage
from cyfran.web.staff.over import over_if_called_off
from cyfran.web.ui.parts import Text
from cyfran.web.ui.requests import StaffRequest

# What an e-mail says is printed in a letter, word for word.
_FORMS = {
    Channel.EMAIL: _("E-mail and letter"),
    Channel.TEXT: _("Text message"),
    Channel.PHONE: _("What is said on the telephone"),
}


@dataclass(frozen=True)
class FormOnPage:
    """One form of an invitation, in each language."""

    code: str
    name: Text
    parts: tuple[PartOnPage, ...]

    @classmethod
    def of(cls, message: Message) -> Self:
        channel = Channel(message.channel)
        return cls(channel.lower(), _FORMS[channel], tuple(PartOnPage.of(part, channel) for part in parts_of(message)))


def _letter_as_pdf(opportunity: Opportunity) -> bytes:
    return letters_as_pdf([sample_of(opportunity, Channel.LETTER, at=clock.now())])


_SHEETS: dict[str, Callable[[Opportunity], bytes]] = {
    "letter": _letter_as_pdf,
    "poster": poster_as_pdf,
    "slips": slips_as_pdf,
}


@staff(Act.ASK)
def show_every_form(request: StaffRequest, public_id: str) -> HttpResponse:
    opportunity = _opportunity(request, public_id)
    if seen := over_if_called_off(request, opportunity):
        return seen
    context = {
        "opportunity": opportunity,
        "is_example": opportunity.stage.project.is_example,
        "missing": halves_missing(opportunity).values(),
        "every_form": [FormOnPage.of(sample_of(opportunity, channel, at=clock.now())) for channel in _FORMS],
    }
    return render(request, "staff/opportunities/every_form.html", context)


@staff(Act.ASK)
def print_sheet(request: StaffRequest, public_id: str, sheet: str) -> HttpResponse:
    opportunity = _opportunity(request, public_id)
    if sheet not in _SHEETS:
        raise Http404
    if seen := over_if_called_off(request, opportunity):
        return seen
    headers = {"Content-Disposition": f'inline; filename="{sheet}.pdf"'}
    return HttpResponse(_SHEETS[sheet](opportunity), content_type="application/pdf", headers=headers)


def _opportunity(request: StaffRequest, public_id: str) -> Opportunity:
    return get_object_or_404(opportunities_open_to(request.user, request.act), public_id=public_id)
