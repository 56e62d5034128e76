"""Pages on which nothing can be done any more."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from cyfran.domain.base import clock
from cyfran.domain.opportunities.choices import OpportunityState
from cyfran.domain.opportunities.models import Opportunity
from cyfran.domain.opportunities.queries import is_open
from cyfran.domain.people.models import Person
from cyfran.web.ui.requests import StaffRequest


def over(request: StaffRequest, *, when: bool, because: str, page: str, of: str) -> HttpResponse | None:
    """Lead whoever opens a form that would be refused to the page of the thing itself, and say why.

    Nobody fills in in vain. What is posted all the same, because a colleague was quicker, is refused by the records.
    """
    if request.method == "POST" or not when:
        return None
    messages.info(request, because)
    return redirect(page, of)


def over_if_removed(request: StaffRequest, person: Person, *, page: str, of: str) -> HttpResponse | None:
    """Lead on whoever would write down something about somebody who was removed."""
    because = _("This person has been removed: nothing about them can be written down any more.")
    return over(request, when=person.erased_at is not None, because=because, page=page, of=of)


def over_unless_open(request: StaffRequest, opportunity: Opportunity) -> HttpResponse | None:
    """Lead on whoever would have people asked to what nobody can be asked to."""
    because = _("Nobody can be asked to this: it is not published yet, or it is over.")
    is_over = not is_open(opportunity, clock.now())
    return over(request, when=is_over, because=because, page="staff:opportunities:show", of=opportunity.public_id)


def over_if_called_off(request: StaffRequest, opportunity: Opportunity) -> HttpResponse | None:
    """Lead on whoever would read or print words that ask people to what does not take place."""
    because = _("This was called off, so nobody is asked to it any more.")
    is_over = opportunity.state == OpportunityState.CALLED_OFF
    return over(request, when=is_over, because=because, page="staff:opportunities:show", of=opportunity.public_id)
