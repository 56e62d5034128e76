"""Drawing a group by lot: targets, the lottery, the number it waits for, the group drawn, and who comes."""

from dataclasses import replace
from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from cyfran.domain.base import clock
from cyfran.domain.groups.queries import groups_with_carers
from cyfran.domain.opportunities.actions.draws import (
    adopt_advice,
    announce_draw,
    change_draw,
    discard_draw,
    draw_panel,
    prepare_draw,
    run_draw,
    set_targets,
    stop_draw,
)
from cyfran.domain.opportunities.actions.renewals import change_leaving, hand_over_seats, renew_group
from cyfran.domain.opportunities.bridge.seats import seats_to_take
from cyfran.domain.opportunities.bridge.targets import drafted_targets
from cyfran.domain.opportunities.choices import DrawState
from cyfran.domain.opportunities.models import Draw
from cyfran.domain.opportunities.queries import draws_open_to, opportunities_open_to
from cyfran.domain.organisations.choices import Act
from cyfran.domain.people.choices import WhyShown
from cyfran.web.staff.door import staff
from cyfran.web.staff.draws.forms import (
    AnnounceForm,
    FlexForm,
    LeavingForm,
    RenewForm,
    RulesForm,
    SeatsForm,
    SeedForm,
    TargetsForm,
)
from cyfran.web.staff.draws.presenters.chances import ChancesOnPage
from cyfran.web.staff.draws.presenters.draw import DrawOnPage
from cyfran.web.staff.draws.presenters.renewal import leaving_of, staying_against_their_wish
from cyfran.web.staff.draws.presenters.targets import Advice, Balance, few_in_the_pool
from cyfran.web.staff.looks import revealed
from cyfran.web.staff.over import over
from cyfran.web.ui.buttons import button_on
from cyfran.web.ui.refusals import carried_out
from cyfran.web.ui.requests import StaffRequest, posted
from cyfran.web.ui.templatetags.ui import moment

SHOW = "staff:draws:show"


@staff(Act.ASK)
def add(request: StaffRequest, public_id: str) -> HttpResponse:
    opportunity = get_object_or_404(opportunities_open_to(request.user, request.act), public_id=public_id)
    if begun := opportunity.draws.exclude(state=DrawState.DRAWN).first():
        messages.info(request, _("This draw is being prepared already."))
        return redirect(SHOW, begun.public_id)
    form = RulesForm(posted(request))
    if draw := carried_out(form, prepare_draw, opportunity=opportunity, by=request.user, at=clock.now()):
        messages.success(request, _("Now say what the group should look like. It begins with what the population looks like."))
        return redirect("staff:draws:targets", draw.public_id)
    context = {"form": form, "opportunity": opportunity, "is_example": opportunity.stage.project.is_example}
    return render(request, "staff/draws/add.html", context)


@staff(Act.ASK)
def renew(request: StaffRequest, public_id: str) -> HttpResponse:
    opportunity = get_object_or_404(opportunities_open_to(request.user, request.act), public_id=public_id)
    if begun := opportunity.draws.exclude(state=DrawState.DRAWN).first():
        messages.info(request, _("This draw is being prepared already."))
        return redirect(SHOW, begun.public_id)
    is_example = opportunity.stage.project.is_example
    groups = groups_with_carers(request.user, request.act).filter(is_example=is_example)
    form = RenewForm(posted(request), groups=groups)
    if draw := carried_out(form, renew_group, opportunity=opportunity, by=request.user, at=clock.now()):
        return redirect("staff:draws:leaving", draw.public_id)
    context = {"form": form, "opportunity": opportunity, "is_example": is_example, "has_groups": groups.exists()}
    return render(request, "staff/draws/renew.html", context)


@staff(Act.ASK)
def leaving(request: StaffRequest, public_id: str) -> HttpResponse:
    draw = get_object_or_404(draws_open_to(request.user, request.act).filter(group__isnull=False), public_id=public_id)
    if seen := _made(request, draw):
        return seen
    form = LeavingForm(posted(request), draw=draw)
    if carried_out(form, change_leaving, draw=draw, by=request.user, at=clock.now()):
        messages.success(request, _("Who leaves is worked out anew."))
        return redirect("staff:draws:leaving", public_id)
    context = {"form": form, "staying": staying_against_their_wish(draw), **about(draw)}
    return render(request, "staff/draws/who_leaves.html", context)


@staff(Act.ASK)
def seats(request: StaffRequest, public_id: str) -> HttpResponse:
    draw = get_object_or_404(draws_open_to(request.user, request.act).filter(group__isnull=False), public_id=public_id)
    handed = seats_to_take(draw)
    because = _("Nobody who was drawn and said yes waits for a seat.")
    if seen := over(request, when=not handed, because=because, page=SHOW, of=public_id):
        return seen
    hours = max((-(-one.seat.minutes_a_year // 60) for one in handed), default=0)
    form = SeatsForm(posted(request), initial={"starts_on": clock.today(), "hours_a_year": hours or None})
    if carried_out(form, hand_over_seats, draw=draw, by=request.user, at=clock.now()):
        messages.success(request, _("The seats are handed over. Thank those who leave, and welcome those who come."))
        return redirect(SHOW, public_id)
    return render(request, "staff/draws/hand_over.html", {"form": form, "handed": handed, **about(draw)})


@staff(Act.ASK)
def change(request: StaffRequest, public_id: str) -> HttpResponse:
    draw = _draw(request, public_id)
    form = RulesForm(posted(request), instance=draw)
    if seen := _made(request, draw):
        return seen
    if carried_out(form, change_draw, draw=draw, by=request.user, at=clock.now()):
        messages.success(request, _("What you changed is saved."))
        if "size" in form.changed_data:
            messages.info(request, _("The targets are now those of a group of the new size: look at them again."))
        return redirect("staff:draws:targets", public_id)
    return render(request, "staff/draws/change.html", {"form": form, **about(draw)})


@staff(Act.ASK)
def targets(request: StaffRequest, public_id: str) -> HttpResponse:
    draw = _draw(request, public_id)
    if seen := _made(request, draw):
        return seen
    balance = Balance.of(draw, clock.today())
    form = TargetsForm(posted(request), balance=balance, from_population="population" in request.GET)
    if carried_out(form, set_targets, draw=draw, by=request.user, at=clock.now()):
        return redirect("staff:draws:targets", public_id)
    context = {
        "form": form,
        "features": form.features(),
        "advice": Advice.of(draw, balance),
        "missing": balance.missing,
        "outside": balance.outside,
        **about(draw),
    }
    return render(request, "staff/draws/targets.html", context)


@staff(Act.ASK)
@button_on("staff:draws:targets")
def check_targets(request: StaffRequest, public_id: str) -> HttpResponse:
    """Say whether targets could be met while they are typed. Nothing is stored."""
    draw = _draw(request, public_id)
    balance = Balance.of(draw, clock.today())
    form = TargetsForm(request.POST, balance=balance, from_population=False)
    if not form.is_valid():
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    typed = replace(balance, targets=drafted_targets(draw, form.cleaned_data["targets"]))
    return render(request, "staff/draws/advice.html", {"advice": Advice.of(draw, typed), "of": draw, "is_typed": True})


@staff(Act.ASK)
def flex(request: StaffRequest, public_id: str) -> HttpResponse:
    draw = _draw(request, public_id)
    if seen := _made(request, draw):
        return seen
    form = FlexForm(posted(request), draw=draw)
    if carried_out(form, set_targets, draw=draw, by=request.user, at=clock.now()):
        messages.success(request, _("What you changed is saved."))
        return redirect("staff:draws:targets", public_id)
    return render(request, "staff/draws/flex.html", {"form": form, "rows": form.rows(), **about(draw)})


@staff(Act.ASK)
@button_on("staff:draws:targets")
def adopt(request: StaffRequest, public_id: str) -> HttpResponse:
    draw = _draw(request, public_id)
    if seen := _made(request, draw):
        return seen
    if carried_out(forms.Form(request.POST), adopt_advice, draw=draw, by=request.user, at=clock.now()):
        messages.success(request, _("The targets are changed as advised."))
    return redirect("staff:draws:targets", public_id)


@staff(Act.ASK)
def run(request: StaffRequest, public_id: str) -> HttpResponse:
    draw = _draw(request, public_id)
    if seen := _made(request, draw):
        return seen
    form = forms.Form(posted(request))
    if carried_out(form, run_draw, draw=draw, by=request.user, at=clock.now()):
        return redirect(SHOW, public_id)
    return render(request, "staff/draws/run.html", {"form": form, **about(draw)})


@staff(Act.ASK)
def stop(request: StaffRequest, public_id: str) -> HttpResponse:
    draw = _draw(request, public_id)
    may_stop = draw.state in (DrawState.RUNNING, DrawState.READY) and not draw.announced_at
    if seen := over(
        request, when=not may_stop, because=_why_not(draw, _("There is no lottery to stop.")), page=SHOW, of=public_id
    ):
        return seen
    form = forms.Form(posted(request))
    if carried_out(form, stop_draw, draw=draw, by=request.user, at=clock.now()):
        messages.success(request, _("The lottery is given up. You can change the targets, and make another."))
        return redirect("staff:draws:targets", public_id)
    return render(request, "staff/draws/stop.html", {"form": form, **about(draw)})


@staff(Act.ASK)
def show(request: StaffRequest, public_id: str) -> HttpResponse:
    draw = _draw(request, public_id)
    if draw.state in (DrawState.PREPARED, DrawState.STOPPED):
        return redirect("staff:draws:targets", public_id)
    page = DrawOnPage.of(draw, clock.now())
    revealed(request, page.people, WhyShown.DRAW)
    may_hand_over = bool(seats_to_take(draw))
    return render(request, "staff/draws/show.html", {"draw": page, "may_hand_over": may_hand_over, **about(draw)})


@staff(Act.ASK)
def announce(request: StaffRequest, public_id: str) -> HttpResponse:
    draw = _draw(request, public_id)
    waits = draw.state == DrawState.READY and not draw.announced_at
    if seen := over(
        request, when=not waits, because=_why_not(draw, _("There is no lottery to announce.")), page=SHOW, of=public_id
    ):
        return seen
    form = AnnounceForm(posted(request))
    if carried_out(form, announce_draw, draw=draw, by=request.user, at=clock.now()):
        messages.success(request, _("The draw is announced. Anyone can now see what will settle it, and when."))
        return redirect(SHOW, public_id)
    context = {"form": form, "few": few_in_the_pool(draw), **about(draw)}
    return render(request, "staff/draws/announce.html", context)


@staff(Act.ASK)
def draw(request: StaffRequest, public_id: str) -> HttpResponse:
    waiting = _draw(request, public_id)
    known_from = waiting.beacon_at if waiting.state == DrawState.READY else None
    may_draw = known_from is not None and known_from <= clock.now()
    because = _("Announce the draw first, or it has been drawn already.")
    if known_from:
        because = _("The number is not known yet. It is known from %(when)s.") % {"when": moment(known_from)}
    if seen := over(request, when=not may_draw, because=because, page=SHOW, of=public_id):
        return seen
    form = SeedForm(posted(request))
    if carried_out(form, draw_panel, draw=waiting, by=request.user, at=clock.now()):
        messages.success(request, _("The group is drawn, and whoever in it may be asked has been asked. Now hear from them."))
        return redirect(SHOW, public_id)
    return render(request, "staff/draws/draw.html", {"form": form, **about(waiting)})


@staff(Act.ASK)
def chances(request: StaffRequest, public_id: str) -> HttpResponse:
    draw = _draw(request, public_id)
    stands = bool(draw.lottery_sha256)
    if seen := over(request, when=not stands, because=_("There is no lottery yet."), page=SHOW, of=public_id):
        return seen
    return render(request, "staff/draws/chances.html", {"chances": ChancesOnPage.of(draw), **about(draw)})


@staff(Act.ASK)
def discard(request: StaffRequest, public_id: str) -> HttpResponse:
    draw = _draw(request, public_id)
    if seen := _made(request, draw):
        return seen
    form = forms.Form(posted(request))
    if carried_out(form, discard_draw, draw=draw, by=request.user, at=clock.now()):
        messages.success(request, _("The draw is given up."))
        return redirect("staff:opportunities:show", draw.opportunity.public_id)
    return render(request, "staff/draws/discard.html", {"form": form, **about(draw)})


def _draw(request: StaffRequest, public_id: str) -> Draw:
    return get_object_or_404(draws_open_to(request.user, request.act), public_id=public_id)


def _made(request: StaffRequest, draw: Draw) -> HttpResponse | None:
    """Lead on where the lottery is made or being made: what it was asked can then no longer be changed."""
    is_made = draw.state in (DrawState.RUNNING, DrawState.READY, DrawState.DRAWN)
    because = _why_not(draw, _("The lottery is made from what was asked. Stop it before you change that."))
    return over(request, when=is_made, because=because, page=SHOW, of=draw.public_id)


def _why_not(draw: Draw, otherwise: str) -> str:
    if draw.state == DrawState.READY and draw.announced_at:
        return _("This draw was announced, so its lottery stays as it is until the group is drawn.")
    return otherwise


def about(draw: Draw) -> dict[str, object]:
    """Return what the frame of every page of a draw shows."""
    return {"of": draw, "opportunity": draw.opportunity, "is_example": draw.is_example, "leaving": leaving_of(draw)}
