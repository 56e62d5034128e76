"""The questions about equality on a person's own page. What she answered is changed or deleted with a code."""

from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cyfran.domain.base import clock
from cyfran.domain.people.actions.equality import answer_equality, forget_equality
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import equality_answers_of, person_by_link
from cyfran.web.carer.links import View, came_with_code, my_link, opened_by
from cyfran.web.carer.my.views import for_herself, is_out_of_reach, page_of_hers
from cyfran.web.ui.equality import EqualityForm
from cyfran.web.ui.requests import posted


def _has_not_answered(person: Person) -> bool:
    """Tell whether there is nothing of hers to delete or replace; or no code reaches her."""
    return is_out_of_reach(person) or not equality_answers_of(person).exists()


def _lands_where_the_first_press_did(view: View) -> View:
    """Lead a second press on her first answers to her own page, as the first did: it changes nothing, so it needs no code."""

    @wraps(view)
    def page(request: HttpRequest, person: Person, **rest: Any) -> HttpResponse:
        if "first" not in request.POST or came_with_code(person) or _has_not_answered(person):
            return view(request, person, **rest)
        messages.info(request, _("Your answers stay as you gave them first. To change them, open the questions again."))
        return redirect("carer:my:show", my_link(person))

    return page


@opened_by(person_by_link)
@_lands_where_the_first_press_did
@for_herself("carer:my:equality", gettext_lazy("Questions about equality"), else_by_link=_has_not_answered)
def answer_about_equality(request: HttpRequest, person: Person) -> HttpResponse:
    if "forget" in request.POST:
        forget_equality(person=person, at=clock.now())
        messages.success(request, _("Your answers are deleted."))
        return redirect("carer:my:show", my_link(person))
    given = {one.dimension.lower(): one.answer for one in equality_answers_of(person)}
    shown = given if came_with_code(person) else {}
    form = EqualityForm(posted(request), initial=shown)
    if form.is_valid():
        answer_equality(person=person, answers=form.answers, at=clock.now())
        messages.success(request, _("Thank you. Your answers are counted with those of others, and nobody sees them as yours."))
        return redirect("carer:my:show", my_link(person))
    return page_of_hers(request, person, "equality", form=form, has_answered=bool(given), is_held_back=given != shown)
