"""A person's own page, opened by her own link: reading, saying something, taking it back, changing what she wishes."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cyfran.domain.base import clock
from cyfran.domain.contributions.actions import contribute, withdraw_words
from cyfran.domain.contributions.choices import Audience, GivenBy
from cyfran.domain.contributions.models import Contribution
from cyfran.domain.contributions.queries import contributions_of, open_projects_of
from cyfran.domain.correspondence.actions.links import reach_anew, send_my_link
from cyfran.domain.correspondence.models import Arrival
from cyfran.domain.correspondence.queries import code_goes_by
from cyfran.domain.involvement import actions as involvement
from cyfran.domain.involvement.queries import bodies_with_part_in, preference_of
from cyfran.domain.people.actions.erasing import erase
from cyfran.domain.people.actions.leaving import hear_from
from cyfran.domain.people.actions.people import permit, withdraw_permission
from cyfran.domain.people.choices import Use
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import permits, person_by_link
from cyfran.domain.people.rules import may_say_what_suits, uses_asked_of
from cyfran.domain.projects.models import Project
from cyfran.domain.projects.queries import current_stage
from cyfran.web.carer.contacts import who_answers
from cyfran.web.carer.links import ME, View, came_with_code, is_open_for, my_link, open_until, opened_by
from cyfran.web.carer.my.codes import ask_to_prove
from cyfran.web.carer.my.forms import KnownToForm, LinkAgainForm, PermissionsForm, SayForm, WishesForm
from cyfran.web.carer.my.looks import looks_on_page
from cyfran.web.carer.my.own import copy_for_programs, copy_to_read
from cyfran.web.carer.my.presenters import MyPage
from cyfran.web.ui.drafts import Draft, sent_once
from cyfran.web.ui.forms import language_of_page
from cyfran.web.ui.limits import is_seldom
from cyfran.web.ui.load import LimitForm, LoadOnPage
from cyfran.web.ui.parts import Text
from cyfran.web.ui.preference import PreferenceForm
from cyfran.web.ui.programs import is_sent_by_somebody
from cyfran.web.ui.refusals import carried_out
from cyfran.web.ui.requests import posted
from cyfran.web.ui.templatetags.ui import day

_WORDS = "words"


def _never(_person: Person) -> bool:
    return False


def is_out_of_reach(person: Person) -> bool:
    """Tell whether no code reaches her."""
    return code_goes_by(person) is None


def for_herself(
    page: str, what: Text, *, asked_on: str = "prove", else_by_link: Callable[[Person], bool] = _never
) -> Callable[[View], View]:
    """Ask for a code before what would hurt her in the hands of somebody else who holds her link.

    Some of it opens `else_by_link`, less what is held back. Where no code reaches her, staff do the rest with her.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def opened(request: HttpRequest, person: Person, **rest: Any) -> HttpResponse:
            if came_with_code(person) or else_by_link(person):
                return view(request, person, **rest)
            if is_open_for(request, person):
                return redirect(page, ME)
            way = code_goes_by(person)
            if request.method == "POST" and way:
                return ask_to_prove(request, person, then=page)
            return page_of_hers(request, person, asked_on, what=what, way=way)

        return opened

    return decorate


def ask_for_link(request: HttpRequest) -> HttpResponse:
    form = LinkAgainForm(posted(request))
    if is_sent_by_somebody(form, request):
        contact = form.cleaned_data["contact"]
        if is_seldom(request, "my-link", about=contact):
            send_my_link(contact=contact, at=clock.now())
        return redirect("carer:my:again_sent")
    return render(request, "carer/my/again.html", {"form": form})


def say_link_is_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "carer/my/again_sent.html")


@opened_by(person_by_link)
def show(request: HttpRequest, person: Person) -> HttpResponse:
    until = open_until(request) if my_link(person) == ME else None
    return page_of_hers(request, person, "show", mine=MyPage.of(person, now=clock.now()), open_until=until)


@opened_by(person_by_link)
def say(request: HttpRequest, person: Person, project: str) -> HttpResponse:
    about = _open_project(person, project)
    draft = _draft(request, person, about)
    if request.method == "POST":
        form = SayForm(request.POST)
        draft.keep(_WORDS, request.POST, form.fields)
        if form.is_valid():
            return redirect("carer:my:check", my_link(person), about.public_id)
    else:
        form = SayForm(initial=draft.initial(_WORDS, SayForm.base_fields))
    return page_of_hers(request, person, "say", form=form, project=about)


@opened_by(person_by_link)
def check(request: HttpRequest, person: Person, project: str) -> HttpResponse:
    about = _open_project(person, project)
    draft = _draft(request, person, about)
    if not draft.is_begun:
        return redirect("carer:my:show", my_link(person))
    form = SayForm(draft.posted(_WORDS))
    if not form.is_valid():
        return redirect("carer:my:say", my_link(person), about.public_id)
    if request.method == "POST":
        said = carried_out(form, _say_once, request=request, person=person, project=about)
        if said:
            facts = {"name": said.owner.name, "day": day(said.due_on)}
            messages.success(request, _("Thank you. %(name)s reads what you said and owes you an answer by %(day)s.") % facts)
        if not form.errors:
            return redirect("carer:my:show", my_link(person))
    audience = Audience(form.cleaned_data["audience"])
    waits_for_permission = audience == Audience.PUBLIC and not permits(person, Use.QUOTE)
    context = {"form": form, "project": about, "audience": audience.label, "waits_for_permission": waits_for_permission}
    return page_of_hers(request, person, "check", **context)


@opened_by(person_by_link)
def withdraw(request: HttpRequest, person: Person, contribution: str) -> HttpResponse:
    said = get_object_or_404(contributions_of(person), public_id=contribution)
    if said.withdrawn_at:
        messages.info(request, _("It is done: you took these words back before. They are on no public page."))
        return redirect("carer:my:show", my_link(person))
    if request.method == "POST":
        withdraw_words(contribution=said, by=person, at=clock.now())
        messages.success(request, _("Your words are taken back. They are off every public page from this moment."))
        return redirect("carer:my:show", my_link(person))
    return page_of_hers(request, person, "withdraw", said=said)


@opened_by(person_by_link)
def change_permissions(request: HttpRequest, person: Person) -> HttpResponse:
    permitted, asked = [use for use in Use if permits(person, use)], uses_asked_of(person.age_band)
    form = PermissionsForm(posted(request), initial={"uses": permitted}, asked=asked)
    if form.is_valid():
        for use in asked:
            change = permit if use in form.permitted else withdraw_permission
            change(person=person, use=use, by=person, at=clock.now(), language=language_of_page())
        messages.success(request, _("What you permit is saved. It counts from now on, also for what you said before."))
        return redirect("carer:my:show", my_link(person))
    return page_of_hers(request, person, "permissions", form=form)


@opened_by(person_by_link)
def change_known_to(request: HttpRequest, person: Person) -> HttpResponse:
    form = KnownToForm(posted(request), person=person)
    if form.is_valid():
        for body in form.asked_about:
            change = permit if body in form.cleaned_data["bodies"] else withdraw_permission
            change(person=person, use=Use.SHARE, body=body, by=person, at=clock.now(), language=language_of_page())
        messages.success(request, _("What you permit is saved. It counts from now on."))
        return redirect("carer:my:show", my_link(person))
    arrival = Arrival.objects.filter(person=person).select_related("forward__partner").first()
    return page_of_hers(request, person, "known", form=form, knowing=bodies_with_part_in(person), arrival=arrival)


@opened_by(person_by_link)
@for_herself("carer:my:copy", gettext_lazy("Everything that is kept about you"), else_by_link=is_out_of_reach)
def show_copy(request: HttpRequest, person: Person) -> HttpResponse:
    return page_of_hers(request, person, "copy", kinds=copy_to_read(person), is_held_back=not came_with_code(person))


@opened_by(person_by_link)
@for_herself("carer:my:copy", gettext_lazy("Everything that is kept about you"), else_by_link=is_out_of_reach)
def send_copy(request: HttpRequest, person: Person) -> HttpResponse:
    response = JsonResponse(copy_for_programs(person), json_dumps_params={"ensure_ascii": False, "indent": 1})
    response.headers["Content-Disposition"] = 'attachment; filename="cyfran.json"'
    return response


@opened_by(person_by_link)
@for_herself("carer:my:looks", gettext_lazy("Who looked at your record"), else_by_link=is_out_of_reach)
def show_looks(request: HttpRequest, person: Person) -> HttpResponse:
    return page_of_hers(request, person, "looks", looks=looks_on_page(person))


@opened_by(person_by_link)
@for_herself("carer:my:remove", gettext_lazy("Be removed?"), asked_on="remove")
def ask_to_be_removed(request: HttpRequest, person: Person) -> HttpResponse:
    if request.method == "POST":
        erase(person=person, by=person, at=clock.now())
        request.session.flush()
        return redirect("carer:my:removed")
    return page_of_hers(request, person, "remove", is_proved=True)


def say_removed(request: HttpRequest) -> HttpResponse:
    return render(request, "carer/my/removed.html")


@opened_by(person_by_link)
def say_she_is_here(request: HttpRequest, person: Person) -> HttpResponse:
    if request.method == "POST":
        hear_from(person=person, by=person, at=clock.now())
        messages.success(request, _("Thank you. You stay, and nothing is deleted."))
    return redirect("carer:my:show", my_link(person))


@opened_by(person_by_link)
def change_load(request: HttpRequest, person: Person) -> HttpResponse:
    load = LoadOnPage.of(person, today=clock.today())
    form = LimitForm(posted(request), load=load)
    if carried_out(form, involvement.change_limit, person=person, by=person, at=clock.now()):
        messages.success(request, _("What you said is saved. It counts from now on, for every organisation."))
        return redirect("carer:my:show", my_link(person))
    return page_of_hers(request, person, "load", form=form, load=load)


@opened_by(person_by_link)
def change_preference(request: HttpRequest, person: Person) -> HttpResponse:
    if not may_say_what_suits(person):
        raise Http404
    form = PreferenceForm(posted(request), preference=preference_of(person))
    if carried_out(form, involvement.change_preference, person=person, by=person, at=clock.now()):
        messages.success(request, _("What you said is saved. Whoever asks you goes by it from now on."))
        return redirect("carer:my:show", my_link(person))
    return page_of_hers(request, person, "preference", form=form)


@opened_by(person_by_link)
@for_herself("carer:my:reach", gettext_lazy("Change how we reach you"))
def change_reach(request: HttpRequest, person: Person) -> HttpResponse:
    form = WishesForm(posted(request), person=person)
    if carried_out(form, reach_anew, person=person, by=person, at=clock.now()):
        messages.success(request, _("What you changed is saved. From now on we reach you that way."))
        if form.cleaned_data["age_band"] != person.age_band:
            messages.info(request, _("How old you are stays as it was until somebody has made sure with you."))
        return redirect("carer:my:show", my_link(person))
    return page_of_hers(request, person, "reach", form=form)


def page_of_hers(request: HttpRequest, person: Person, name: str, **context: Any) -> HttpResponse:
    """Return one of her own pages, with what each of them shows."""
    known = {
        "person": person,
        "link": my_link(person),
        "contact": who_answers(person.organisation),
        "is_example": person.is_example,
    }
    return render(request, f"carer/my/{name}.html", {**known, **context})


def _open_project(person: Person, public_id: str) -> Project:
    return get_object_or_404(open_projects_of(person), public_id=public_id)


def _draft(request: HttpRequest, person: Person, project: Project) -> Draft:
    """Return what she began to say. It is hers and of this project alone: a telephone may be shared."""
    return Draft(request, f"say-{person.public_id}-{project.public_id}")


def _say_once(*, request: HttpRequest, person: Person, project: Project, **said: Any) -> Contribution | None:
    with sent_once(request):
        draft = _draft(request, person, project)
        if not draft.is_begun:
            return None
        stage = current_stage(project)
        contribution = contribute(stage=stage, person=person, given_by=GivenBy.WEB, by=person, at=clock.now(), **said)
        draft.forget()
        return contribution
