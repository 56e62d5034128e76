"""What takes place: meetings to hold and write down, opportunities to ask people to and to close, and draws by lot."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cyfran.domain.base.models import User
from cyfran.domain.meetings.models import Attendance, Meeting
from cyfran.domain.meetings.queries import meetings_open_to
from cyfran.domain.opportunities.choices import Confirmation, DrawState, OpportunityState
from cyfran.domain.opportunities.queries import draws_open_to, opportunities_open_to
from cyfran.domain.organisations.choices import Act
from cyfran.web.staff.today.open_things import Open, Words, by_day, on_day, since_day


def meetings(user: User, now: datetime) -> Iterator[Open]:
    """Return the meetings to come, and those past of which nobody wrote down who was there."""
    recorded = Exists(Attendance.objects.filter(meeting=OuterRef("pk")))
    open_meetings = meetings_open_to(user, Act.HOLD_MEETINGS).filter(
        Q(starts_at__gte=now) | ~recorded, stage__project__closed_on__isnull=True
    )
    for meeting in open_meetings.select_related("stage__project__owner"):
        on, is_past = timezone.localdate(meeting.starts_at), meeting.starts_at < now
        words = partial(_meeting, meeting, on, is_past)
        yield Open(on, meeting.stage.project.owner, words, is_past and on < timezone.localdate(now))


def _meeting(meeting: Meeting, on: date, is_past: bool) -> Words:
    what = _("Write down who was at “%(title)s”") if is_past else _("Meet: %(title)s")
    return Words(what % {"title": meeting.title}, reverse("staff:meetings:show", args=[meeting.public_id]), on_day(on))


def replies(user: User, now: datetime) -> Iterator[Open]:
    """Return what is open for replies, and what has taken place and is still open."""
    still_open = opportunities_open_to(user, Act.ASK).filter(state=OpportunityState.OPEN, stage__project__closed_on__isnull=True)
    opportunities = still_open.select_related("stage__project__owner")
    silent = Q(invitations__answer="", invitations__person__erased_at__isnull=True)
    counted = opportunities.annotate(asked=Count("invitations"), silent=Count("invitations", filter=silent))
    for opportunity in counted:
        has_begun = opportunity.starts_at < now
        if has_begun or opportunity.silent or not opportunity.asked:
            on = timezone.localdate(opportunity.starts_at) if has_begun else opportunity.reply_by
            words = partial(_reply, opportunity, on, has_begun)
            yield Open(on, opportunity.stage.project.owner, words, on < timezone.localdate(now))


def _reply(opportunity: Any, on: date, has_begun: bool) -> Words:
    facts = {"title": opportunity.title, "silent": opportunity.silent, "asked": opportunity.asked}
    if has_begun:
        what = _("Close “%(title)s”: it has taken place")
    elif opportunity.asked:
        what = _("Hear from those invited to “%(title)s”: %(silent)s of %(asked)s have not replied")
    else:
        what = _("Invite people to “%(title)s”")
    href = reverse("staff:opportunities:show", args=[opportunity.public_id])
    return Words(what % facts, href, on_day(on) if has_begun else by_day(on))


def draws(user: User, now: datetime) -> Iterator[Open]:
    """Return the lotteries to announce and to draw, and the groups drawn that have a seat free before they begin."""
    not_coming = Q(people__confirmation=Confirmation.DECLINED) | Q(people__person__erased_at__isnull=False)
    free = Count("people", filter=not_coming & ~Q(people__confirmation="") & Q(people__replaced_by=None))
    counted = draws_open_to(user, Act.ASK).filter(opportunity__starts_at__gt=now, opportunity__stage__project__closed_on=None)
    counted = counted.annotate(free=free)
    for draw in counted.select_related("opportunity__stage__project__owner"):
        waits = draw.state in (DrawState.READY, DrawState.FAILED) or (draw.state == DrawState.DRAWN and draw.free)
        if waits:
            on = timezone.localdate(draw.beacon_at or draw.started_at)
            is_overdue = bool(draw.beacon_at and on < timezone.localdate(now))
            yield Open(on, draw.opportunity.stage.project.owner, partial(_draw, draw), is_overdue)


def _draw(draw: Any) -> Words:
    href = reverse("staff:draws:show", args=[draw.public_id])
    facts = {"title": draw.opportunity.title}
    if draw.state == DrawState.DRAWN:
        return Words(_("Fill a free seat in the group drawn for “%(title)s”") % facts, href, since_day(draw.drawn_at))
    if draw.announced_at:
        return Words(_("Draw the group for “%(title)s”") % facts, href, on_day(draw.beacon_at))
    if draw.state == DrawState.READY:
        return Words(_("Announce the draw for “%(title)s”") % facts, href, since_day(draw.ready_at))
    return Words(_("See why no lottery could be made for “%(title)s”") % facts, href, since_day(draw.started_at))
