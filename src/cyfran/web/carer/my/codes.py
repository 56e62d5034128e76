"""Coming to one's own page with a code: by e-mail or text, for somebody who has no link at hand or uses a shared device."""

import secrets
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from cyfran.domain.base import clock
from cyfran.domain.correspondence.actions.links import ask_code, ask_code_of
from cyfran.domain.correspondence.queries import code_of
from cyfran.domain.people.actions.leaving import hear_from
from cyfran.domain.people.models import Person
from cyfran.web.carer.links import ME, close, open_for
from cyfran.web.carer.my.forms import CodeForm, LinkAgainForm
from cyfran.web.ui.buttons import button_on
from cyfran.web.ui.drafts import sent_once
from cyfran.web.ui.limits import is_seldom
from cyfran.web.ui.programs import is_sent_by_somebody
from cyfran.web.ui.requests import posted

_ASKED, _PROVED, _THEN = "code-asked", "code-proved", "code-then"
_MOST_TRIES, _WORKS_FOR = 5, 600  # seconds


def ask(request: HttpRequest) -> HttpResponse:
    """Send a code. Everybody gets the same answer: what was found stays in the session, the code itself nowhere."""
    form = LinkAgainForm(posted(request))
    if is_sent_by_somebody(form, request):
        contact, nonce, at = form.cleaned_data["contact"], secrets.token_urlsafe(), clock.now()
        people = ask_code(contact=contact, nonce=nonce, at=at) if is_seldom(request, "my-code", about=contact) else []
        return _wait_for(request, nonce, people, at, then="carer:my:show")
    return render(request, "carer/my/code_ask.html", {"form": form, "by_text": settings.TEXTS_ARE_SENT})


def ask_to_prove(request: HttpRequest, person: Person, *, then: str) -> HttpResponse:
    """Send a code to somebody whose page is open by her link, which others may hold, and lead on once it is typed."""
    nonce, at = secrets.token_urlsafe(), clock.now()
    may_ask = is_seldom(request, "my-code", about=person.email or person.telephone)
    if may_ask:
        ask_code_of(person=person, nonce=nonce, at=at)
    return _wait_for(request, nonce, [person.public_id] if may_ask else [], at, then=then)


def type_code(request: HttpRequest) -> HttpResponse:
    if _ASKED not in request.session:
        return redirect("carer:my:code")
    form = CodeForm(posted(request))
    if form.is_valid():
        with sent_once(request):
            is_right, is_over = _try(request, form.cleaned_data["code"])
        if is_right:
            return redirect("carer:my:code_who")
        if is_over:
            messages.error(request, _("This code no longer works: ask for a new one."))
            return redirect("carer:my:code")
        form.add_error("code", _("This is not the code we sent. Look in the newest message, and write its six figures again."))
    return render(request, "carer/my/code_type.html", {"form": form})


def choose(request: HttpRequest) -> HttpResponse:
    """Open the page of the one person who is reached there, or let her say which of several she is."""
    people = Person.objects.filter(public_id__in=request.session.get(_PROVED, []), erased_at=None).order_by("name", "pk")
    if not people:
        return redirect("carer:my:code")
    if request.method == "POST" or len(people) == 1:
        chosen = get_object_or_404(people, public_id=request.POST.get("person", "")) if len(people) > 1 else people[0]
        del request.session[_PROVED]
        person = chosen.merged_into or chosen
        open_for(request, person)
        hear_from(person=person, by=person, at=clock.now())
        return redirect(request.session.pop(_THEN, "carer:my:show"), ME)
    return render(request, "carer/my/code_who.html", {"people": people})


@button_on("carer:my:code")
def leave(request: HttpRequest) -> HttpResponse:
    close(request)
    messages.success(request, _("Your page is closed on this device."))
    return redirect("public:front:show")


def _wait_for(request: HttpRequest, nonce: str, people: list[str], at: datetime, *, then: str) -> HttpResponse:
    request.session[_ASKED] = {"nonce": nonce, "people": people, "at": at.timestamp(), "tries": 0}
    request.session[_THEN] = then
    return redirect("carer:my:code_type")


def _try(request: HttpRequest, typed: str) -> tuple[bool, bool]:
    """Tell whether the code is right, and whether it was the last try. It works once, five times wrong or ten minutes."""
    asked = request.session.get(_ASKED)
    if not asked:
        return False, True
    asked["tries"] += 1
    in_time = clock.now().timestamp() - asked["at"] < _WORKS_FOR
    figures = "".join(sign for sign in typed if sign.isdecimal())
    is_right = in_time and bool(asked["people"]) and constant_time_compare(figures, code_of(asked["nonce"]))
    is_over = is_right or not in_time or asked["tries"] >= _MOST_TRIES
    if is_right:
        request.session[_PROVED] = asked["people"]
    if is_over:
        del request.session[_ASKED]
    request.session.modified = True
    return is_right, is_over
