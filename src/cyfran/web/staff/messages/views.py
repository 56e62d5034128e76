"""Messages: what went to whom, and what staff still have to print, post or ring."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cyfran.domain.base import clock
from cyfran.domain.base.choices import Channel
from cyfran.domain.correspondence.actions.delivery import note_return, send_again, settle
from cyfran.domain.correspondence.bridge.letters import letters_as_pdf
from cyfran.domain.correspondence.choices import State
from cyfran.domain.correspondence.models import Message
from cyfran.domain.correspondence.queries import messages_open_to, messages_to_read, not_sent_open_to
from cyfran.domain.organisations.actions.organisations import say_return_address
from cyfran.domain.organisations.choices import Act
from cyfran.domain.organisations.queries import organisations_of
from cyfran.domain.people.choices import WhyShown
from cyfran.web.staff.door import staff
from cyfran.web.staff.looks import looked_at, revealed
from cyfran.web.staff.messages.calls import call_about, write_down
from cyfran.web.staff.messages.forms import CallForm, MessageFilterForm, NotSentFilterForm, PostedForm, ReturnAddressForm
from cyfran.web.staff.messages.not_sent import on_page
from cyfran.web.staff.messages.presenters import MessageOnPage, NextStep
from cyfran.web.ui.buttons import button_on
from cyfran.web.ui.paging import page_of
from cyfran.web.ui.refusals import carried_out
from cyfran.web.ui.requests import StaffRequest, posted


@staff(Act.SEND)
def list_messages(request: StaffRequest) -> HttpResponse:
    form = MessageFilterForm(request.GET)
    page = page_of(request, form.narrowed(messages_open_to(request.user, request.act)))
    rows = [MessageOnPage.of(message, now=clock.now()) for message in page]
    letters = _letters_waiting(request).count()
    context = {"page": page, "rows": rows, "filter_form": form, "letters": letters}
    return render(request, "staff/messages/list.html", context)


@staff(Act.SEND)
def list_not_sent(request: StaffRequest) -> HttpResponse:
    form = NotSentFilterForm(request.GET)
    page = page_of(request, form.narrowed(not_sent_open_to(request.user, request.act)))
    looked_at(request, [note.person for note in page])
    context = {"page": page, "rows": on_page(list(page)), "filter_form": form}
    return render(request, "staff/messages/not_sent.html", context)


@staff(Act.SEND)
def show_message(request: StaffRequest, public_id: str) -> HttpResponse:
    message = get_object_or_404(messages_to_read(request.user, request.act), public_id=public_id)
    # It shows what was said to somebody.
    looked_at(request, [message.person])
    shown = MessageOnPage.of(message, now=clock.now())
    if shown.shows_contact:
        revealed(request, [message.person], WhyShown.MESSAGE)
    context = {
        "message": shown,
        "next_step": NextStep.after(message, request.user),
        **call_about(request, message),
        "is_example": message.person.is_example,
    }
    return render(request, "staff/messages/show.html", context)


@staff(Act.SEND)
def print_letter(request: StaffRequest, public_id: str) -> HttpResponse:
    message = _message(request, public_id)
    looked_at(request, [message.person])
    return _printed(request, [message])


@staff(Act.SEND)
def list_letters(request: StaffRequest) -> HttpResponse:
    waiting = _letters_waiting(request)
    if request.method == "POST":
        return _posted(request, waiting)
    page = page_of(request, waiting)
    revealed(request, [message.person for message in page if message.person.adult], WhyShown.MESSAGE)
    these = {"posted": [message.public_id for message in page]}
    context = {
        "page": page,
        "letters": [MessageOnPage.of(message, now=clock.now()) for message in page],
        "posted_form": PostedForm(letters=waiting, initial=these),
        "these": urlencode(these, doseq=True),
        "organisations": organisations_of(request.user, request.act),
    }
    return render(request, "staff/messages/letters.html", context)


@staff(Act.SEND)
def print_letters(request: StaffRequest) -> HttpResponse:
    form = PostedForm(request.GET, letters=_letters_waiting(request))
    if not form.is_valid():
        messages.error(request, _("None of these letters was still waiting."))
        return redirect("staff:messages:letters")
    return _printed(request, list(form.cleaned_data["posted"]))


@staff(Act.SEND, anew=True)
def change_return_address(request: StaffRequest, public_id: str) -> HttpResponse:
    organisation = get_object_or_404(organisations_of(request.user, request.act), public_id=public_id)
    form = ReturnAddressForm(posted(request), instance=organisation)
    if carried_out(form, say_return_address, organisation=organisation, by=request.user, at=clock.now()):
        messages.success(request, _("It is written down, and stands on every letter that asks for an answer from now on."))
        return redirect("staff:messages:letters")
    return render(request, "staff/messages/return_address.html", {"form": form, "organisation": organisation})


@staff(Act.SEND)
@button_on("staff:messages:show")
def mark_as_settled(request: StaffRequest, public_id: str) -> HttpResponse:
    message = _message(request, public_id)
    try:
        settle(message=message, by=request.user, at=clock.now())
    except ValidationError as refusal:
        messages.error(request, refusal.message)
        return redirect("staff:messages:show", public_id)
    messages.success(request, _("%(name)s is told, and it is on record.") % {"name": message.person.name})
    return redirect(f"{reverse('staff:messages:list')}?state={State.TO_DO}")


@staff(Act.SEND)
@button_on("staff:messages:show")
def take_down_call(request: StaffRequest, public_id: str) -> HttpResponse:
    message, form = _message(request, public_id), CallForm(request.POST)
    if not form.is_valid():
        return redirect("staff:messages:show", public_id)
    return write_down(request, message, form.cleaned_data["pressed"])


@staff(Act.SEND)
@button_on("staff:messages:show")
def try_again(request: StaffRequest, public_id: str) -> HttpResponse:
    message = _message(request, public_id)
    try:
        send_again(message=message, by=request.user, at=clock.now())
    except ValidationError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("It is on its way again. Look back in a minute to see whether it went."))
    return redirect("staff:messages:show", public_id)


def _printed(request: StaffRequest, letters: list[Message]) -> HttpResponse:
    """Answer with letters as one PDF, and write down that addresses were shown."""
    revealed(request, [message.person for message in letters], WhyShown.MESSAGE)
    headers = {"Content-Disposition": 'inline; filename="letters.pdf"'}
    return HttpResponse(letters_as_pdf(letters), content_type="application/pdf", headers=headers)


@staff(Act.SEND)
@button_on("staff:messages:show")
def mark_as_returned(request: StaffRequest, public_id: str) -> HttpResponse:
    message = _message(request, public_id)
    try:
        note_return(message=message, by=request.user, at=clock.now())
    except ValidationError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(
            request, _("It is on record that it came back. Ask %(name)s another way.") % {"name": message.person.name}
        )
    return redirect("staff:messages:show", public_id)


def _posted(request: StaffRequest, waiting: QuerySet[Message]) -> HttpResponse:
    form = PostedForm(request.POST, letters=waiting)
    posted = form.cleaned_data["posted"] if form.is_valid() else waiting.none()
    if count := sum(_is_settled(request, message) for message in posted):
        done = ngettext("%(count)s letter is on record as posted.", "%(count)s letters are on record as posted.", count)
        messages.success(request, done % {"count": count})
    else:
        messages.error(request, _("None of these letters was still waiting."))
    return redirect("staff:messages:letters")


def _is_settled(request: StaffRequest, message: Message) -> bool:
    """Tell whether this was written down; a colleague may have pressed in the same moment."""
    try:
        settle(message=message, by=request.user, at=clock.now())
    except ValidationError:
        return False
    return True


def _letters_waiting(request: StaffRequest) -> QuerySet[Message]:
    letters = messages_open_to(request.user, request.act).filter(channel=Channel.LETTER, state=State.TO_DO)
    return letters.order_by("queued_at", "id")


def _message(request: StaffRequest, public_id: str) -> Message:
    return get_object_or_404(messages_open_to(request.user, request.act), public_id=public_id)
