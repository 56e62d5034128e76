"""Meetings: writing them down, and who was there."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cyfran.domain.base import clock
from cyfran.domain.meetings.actions import change_meeting, hold_meeting, offer_support, record_everyone
from cyfran.domain.meetings.models import Meeting
from cyfran.domain.meetings.queries import meetings_open_to
from cyfran.domain.opportunities.queries import opportunities_open_to
from cyfran.domain.organisations.choices import Act
from cyfran.domain.projects.queries import current_stage, projects_open_to
from cyfran.web.staff.door import staff
from cyfran.web.staff.finding import is_in_vain
from cyfran.web.staff.looks import looked_at
from cyfran.web.staff.meetings.forms import AttendanceForm, ChangeForm, MeetingForm
from cyfran.web.staff.meetings.presenters import MeetingOnPage, people_to_find, people_who_may_have_come
from cyfran.web.ui.buttons import button_on
from cyfran.web.ui.paging import page_of
from cyfran.web.ui.refusals import carried_out
from cyfran.web.ui.requests import StaffRequest, named_in_query, posted


@staff(Act.HOLD_MEETINGS)
def list_meetings(request: StaffRequest) -> HttpResponse:
    page = page_of(
        request, meetings_open_to(request.user, request.act).annotate(carers=Count("attendances")).order_by("-starts_at", "-id")
    )
    return render(request, "staff/meetings/list.html", {"page": page})


@staff(Act.HOLD_MEETINGS)
def add_meeting(request: StaffRequest, public_id: str) -> HttpResponse:
    project = get_object_or_404(projects_open_to(request.user, request.act), public_id=public_id)
    without_meeting = opportunities_open_to(request.user, request.act).filter(stage__project=project, meeting=None)
    opportunity = named_in_query(request, "opportunity", without_meeting)
    initial = {"stage": current_stage(project).kind.lower()}
    form = MeetingForm(posted(request), project=project, opportunity=opportunity, initial=initial)
    if meeting := carried_out(form, hold_meeting, opportunity=opportunity, by=request.user, at=clock.now()):
        messages.success(request, _("The meeting is written down. Once it has been held, say who was there."))
        return redirect("staff:meetings:show", meeting.public_id)
    context = {"form": form, "project": project, "opportunity": opportunity, "is_example": project.is_example}
    return render(request, "staff/meetings/add.html", context)


@staff(Act.HOLD_MEETINGS)
def show_meeting(request: StaffRequest, public_id: str) -> HttpResponse:
    meeting = _meeting(request, public_id)
    on_page = MeetingOnPage.of(meeting, reader=request.user, now=clock.now())
    looked_at(request, on_page.people)
    project = meeting.stage.project
    context = {"meeting": on_page, "acts": request.acts.on(project), "is_example": project.is_example}
    return render(request, "staff/meetings/show.html", context)


@staff(Act.HOLD_MEETINGS)
def change(request: StaffRequest, public_id: str) -> HttpResponse:
    meeting = _meeting(request, public_id)
    form = ChangeForm(posted(request), instance=meeting)
    if carried_out(form, change_meeting, meeting=meeting, by=request.user, at=clock.now()):
        messages.success(request, _("What you changed is saved."))
        return redirect("staff:meetings:show", public_id)
    return render(request, "staff/meetings/change.html", {"form": form, **_about(request, meeting)})


@staff(Act.HOLD_MEETINGS)
@button_on("staff:meetings:show")
def offer(request: StaffRequest, public_id: str) -> HttpResponse:
    written = offer_support(meeting=_meeting(request, public_id), by=request.user, at=clock.now())
    sentence = ngettext("%(count)s person is written to.", "%(count)s people are written to.", len(written))
    messages.success(request, sentence % {"count": len(written)})
    return redirect("staff:meetings:show", public_id)


@staff(Act.HOLD_MEETINGS)
def record(request: StaffRequest, public_id: str) -> HttpResponse:
    meeting = _meeting(request, public_id)
    form = _attendance_form(request, meeting)
    if carried_out(form, record_everyone, meeting=meeting, by=request.user, at=clock.now()):
        messages.success(request, _("It is on record who was there. Next, write down what they said."))
        return redirect("staff:meetings:show", public_id)
    in_vain = is_in_vain(people_to_find(meeting, request.user), request.POST.get("text", ""))
    context = {"form": form, "search_is_in_vain": in_vain, **_about(request, meeting)}
    return render(request, "staff/meetings/attendance.html", context)


def _attendance_form(request: StaffRequest, meeting: Meeting) -> AttendanceForm:
    """Return the form with a line for each; while somebody is being looked for, it keeps what was filled in and asks nothing."""
    also, text = request.POST.getlist("also"), request.POST.get("text", "")
    people = people_who_may_have_come(meeting, request.user, also=also, text=text)
    looked_at(request, people)
    line_up: dict[str, Any] = {"meeting": meeting, "people": people, "acts": request.acts.on(meeting.stage.project)}
    if "find" in request.POST:
        return AttendanceForm.kept(request.POST, **line_up)
    return AttendanceForm(posted(request), **line_up, all_ticked=request.GET.get("tick") == "all")


def _meeting(request: StaffRequest, public_id: str) -> Meeting:
    return get_object_or_404(meetings_open_to(request.user, request.act).select_related("opportunity"), public_id=public_id)


def _about(request: StaffRequest, meeting: Meeting) -> dict[str, object]:
    project = meeting.stage.project
    return {"meeting": meeting, "acts": request.acts.on(project), "is_example": project.is_example}
