"""An invitation, opened by its own link, and its answer in one tap."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cyfran.domain.base import clock
from cyfran.domain.opportunities.actions.replies import reply
from cyfran.domain.opportunities.models import Invitation
from cyfran.domain.opportunities.queries import invitation_by_link, invitation_link
from cyfran.web.carer.contacts import who_answers
from cyfran.web.carer.invitation.forms import ReplyForm
from cyfran.web.carer.invitation.presenters import InvitationOnPage
from cyfran.web.carer.links import my_link, opened_by
from cyfran.web.ui.refusals import carried_out
from cyfran.web.ui.requests import posted


@opened_by(invitation_by_link)
def show(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    now = clock.now()
    wishes_to_change = "change" in request.GET
    on_page = InvitationOnPage.of(invitation, now=now)
    form = ReplyForm(posted(request), initial={"words": invitation.answer_words})
    if carried_out(form, reply, invitation=invitation, channel="", by=invitation.person, at=now):
        return redirect("carer:invitation:show", invitation_link(invitation))
    context = {
        "form": form,
        "invitation": on_page,
        "asks": not on_page.is_over and (wishes_to_change or not on_page.you_said or form.errors),
        "is_example": on_page.project.is_example,
        "my_link": my_link(invitation.person),
        "contact": who_answers(invitation.opportunity.organisation),
    }
    return render(request, "carer/invitation/show.html", context)
