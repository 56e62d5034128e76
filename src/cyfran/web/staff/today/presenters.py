"""Everything open that has an owner and a date, from all rooms, the overdue first."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, Max, Min, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cyfran.domain.base.choices import Channel
from cyfran.domain.base.models import AuditEvent, User
from cyfran.domain.contributions.models import Contribution
from cyfran.domain.correspondence.choices import State
from cyfran.domain.correspondence.queries import messages_open_to
from cyfran.domain.decisions.queries import decisions_open_to, unanswered
from cyfran.domain.groups.models import Group, Seat
from cyfran.domain.groups.queries import groups_open_to
from cyfran.domain.meetings.models import Attendance
from cyfran.domain.meetings.queries import meetings_open_to
from cyfran.domain.opportunities.choices import Answer, OpportunityState
from cyfran.domain.opportunities.models import Invitation
from cyfran.domain.opportunities.queries import opportunities_open_to
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.organisations.queries import administrators, organisations_of
from cyfran.domain.projects.choices import ProposalState
from cyfran.domain.projects.queries import proposals_open_to
from cyfran.web.ui.templatetags.ui import day

# So long before a term ends, somebody should think of who comes next.
_TERM_ENDS_SOON = timedelta(days=60)


@dataclass(frozen=True)
class DueLine:
    """One open thing: what to do, who does it and when."""

    what: str
    href: str
    owner: User | None
    on: date
    when: str
    is_overdue: bool = False


def due_lines(user: User, *, now: datetime) -> list[DueLine]:
    """Return what is open in the user's organisations: first the overdue, then the rest, the oldest first."""
    today = timezone.localdate(now)
    owners = _Owners(user)
    lines = [
        *_requests(user, today),
        *_answers(user, today),
        *_messages(user, today, owners),
        *_votes(user),
        *_meetings(user, now),
        *_replies(user, now),
        *_promises(user, now),
        *_seats(user, today, owners),
    ]
    return sorted(lines, key=lambda line: (not line.is_overdue, line.on, line.what))


class _Owners:
    """Who has the first move where a thing has no owner of its own: the named contact, else an administrator."""

    def __init__(self, user: User) -> None:
        self.organisations = organisations_of(user).select_related("named_contact").in_bulk()
        self.administrator = administrators().first()

    def of(self, organisation: Organisation | None) -> User | None:
        contact = self.organisations[organisation.pk].named_contact if organisation else None
        return contact if contact and contact.is_active else self.administrator


def _requests(user: User, today: date) -> Iterator[DueLine]:
    for proposal in proposals_open_to(user).filter(state=ProposalState.WAITING):
        facts = {"day": day(proposal.received_at), "organisation": proposal.organisation.name}
        yield DueLine(
            what=_("Answer the request of %(day)s to %(organisation)s") % facts,
            href=reverse("staff:proposals:show", args=[proposal.public_id]),
            owner=proposal.owner,
            on=proposal.due_on,
            when=_by(proposal.due_on),
            is_overdue=proposal.due_on < today,
        )


def _answers(user: User, today: date) -> Iterator[DueLine]:
    for said in unanswered(user, today).prefetch_related(None):
        facts = {"name": said.person.name, "day": day(said.given_at), "project": said.stage.project.title}
        yield DueLine(
            what=_("Answer what %(name)s said on %(day)s in “%(project)s”") % facts,
            href=reverse("staff:responses:add", args=[said.public_id]),
            owner=said.owner,
            on=said.due_on,
            when=_by(said.due_on),
            is_overdue=said.due_on < today,
        )


def _messages(user: User, today: date, owners: _Owners) -> Iterator[DueLine]:
    """Return a line for each organisation and way: whoever posts letters posts them together."""
    waiting = messages_open_to(user).filter(state__in=[State.TO_DO, State.FAILED]).order_by()
    for heap in waiting.values("organisation", "channel", "state").annotate(count=Count("id"), oldest=Min("queued_at")):
        organisation, on = owners.organisations[heap["organisation"]], timezone.localdate(heap["oldest"])
        yield DueLine(
            what=_message_words(heap) % {"count": heap["count"], "organisation": organisation.name},
            href=f"{reverse('staff:messages:list')}?state={heap['state']}&channel={heap['channel']}",
            owner=owners.of(organisation),
            on=on,
            when=_("since %(day)s") % {"day": day(on)},
            is_overdue=on < today,
        )


def _message_words(heap: Mapping[str, Any]) -> str:
    if heap["state"] == State.FAILED:
        return ngettext(
            "See to %(count)s e-mail of %(organisation)s that could not be sent",
            "See to %(count)s e-mails of %(organisation)s that could not be sent",
            heap["count"],
        )
    if heap["channel"] == Channel.LETTER:
        return ngettext(
            "Print and post %(count)s letter of %(organisation)s",
            "Print and post %(count)s letters of %(organisation)s",
            heap["count"],
        )
    if heap["channel"] == Channel.TEXT:
        return ngettext(
            "Send %(count)s text message of %(organisation)s",
            "Send %(count)s text messages of %(organisation)s",
            heap["count"],
        )
    return ngettext(
        "Make %(count)s call for %(organisation)s",
        "Make %(count)s calls for %(organisation)s",
        heap["count"],
    )


def _votes(user: User) -> Iterator[DueLine]:
    for decision in decisions_open_to(user).filter(outcome="").select_related("stage__project__owner"):
        on = timezone.localdate(decision.vote_opened_at)
        yield DueLine(
            what=_("Decide: %(question)s") % {"question": decision.question},
            href=reverse("staff:decisions:show", args=[decision.public_id]),
            owner=decision.stage.project.owner,
            on=on,
            when=_("voting since %(day)s") % {"day": day(on)},
        )


def _meetings(user: User, now: datetime) -> Iterator[DueLine]:
    """Return the meetings to come, and those past of which nobody wrote down who was there."""
    recorded = Exists(Attendance.objects.filter(meeting=OuterRef("pk")))
    open_meetings = meetings_open_to(user).filter(Q(starts_at__gte=now) | ~recorded, stage__project__closed_on__isnull=True)
    for meeting in open_meetings.select_related("stage__project__owner"):
        on = timezone.localdate(meeting.starts_at)
        is_past = meeting.starts_at < now
        words = _("Write down who was at “%(title)s”") if is_past else _("Meet: %(title)s")
        yield DueLine(
            what=words % {"title": meeting.title},
            href=reverse("staff:meetings:show", args=[meeting.public_id]),
            owner=meeting.stage.project.owner,
            on=on,
            when=_on(on),
            is_overdue=is_past and on < timezone.localdate(now),
        )


def _replies(user: User, now: datetime) -> Iterator[DueLine]:
    """Return what is open for replies, and what has taken place and is still open."""
    opportunities = opportunities_open_to(user).filter(state=OpportunityState.OPEN).select_related("stage__project__owner")
    counted = opportunities.annotate(asked=Count("invitations"), silent=Count("invitations", filter=Q(invitations__answer="")))
    for opportunity in counted:
        has_begun = opportunity.starts_at < now
        if has_begun or opportunity.silent or not opportunity.asked:
            yield _reply_line(opportunity, has_begun, timezone.localdate(now))


def _reply_line(opportunity: Any, has_begun: bool, today: date) -> DueLine:
    on = timezone.localdate(opportunity.starts_at) if has_begun else opportunity.reply_by
    facts = {"title": opportunity.title, "silent": opportunity.silent, "asked": opportunity.asked}
    if has_begun:
        words = _("Close “%(title)s”: it has taken place")
    elif opportunity.asked:
        words = _("Hear from those invited to “%(title)s”: %(silent)s of %(asked)s have not replied")
    else:
        words = _("Invite people to “%(title)s”")
    return DueLine(
        what=words % facts,
        href=reverse("staff:opportunities:show", args=[opportunity.public_id]),
        owner=opportunity.stage.project.owner,
        on=on,
        when=_on(on) if has_begun else _by(on),
        is_overdue=on < today,
    )


def _promises(user: User, now: datetime) -> Iterator[DueLine]:
    """Return those to whom their page said that somebody is in touch before it starts.

    Whoever wants to say it another way waits until what she says is written down; whoever wrote something with her yes,
    until staff have gone through her answer with her and written it down.
    """
    said = Contribution.objects.filter(person=OuterRef("person"), stage=OuterRef("opportunity__stage"))
    another_way = Q(answer=Answer.ANOTHER_WAY) & ~Exists(said.filter(given_at__gte=OuterRef("answered_at")))
    words_with_a_yes = Q(answer=Answer.YES, entered_by=None) & ~Q(answer_words="")
    promised = Invitation.objects.filter(another_way | words_with_a_yes, opportunity__in=opportunities_open_to(user))
    ahead = promised.filter(opportunity__starts_at__gt=now)
    for invitation in ahead.select_related("person", "opportunity__stage__project__owner"):
        opportunity, on = invitation.opportunity, timezone.localdate(invitation.opportunity.starts_at)
        if invitation.answer == Answer.ANOTHER_WAY:
            words = _("Hear %(name)s another way: “%(title)s”")
        else:
            words = _("Be in touch with %(name)s about what they wrote with their yes to “%(title)s”")
        yield DueLine(
            what=words % {"name": invitation.person.name, "title": opportunity.title},
            href=reverse("staff:opportunities:show", args=[opportunity.public_id]),
            owner=opportunity.stage.project.owner,
            on=on,
            when=_("before %(day)s") % {"day": day(on)},
        )


def _seats(user: User, today: date, owners: _Owners) -> Iterator[DueLine]:
    """Return the groups with vacant seats, and the terms that end soon or have ended."""
    seats = Seat.objects.filter(group__in=groups_open_to(user)).select_related("group", "group__organisation", "holder")
    vacant: dict[Group, list[Seat]] = defaultdict(list)
    for seat in seats.filter(Q(holder__isnull=True) | Q(ends_on__lte=today + _TERM_ENDS_SOON)):
        if seat.holder is None:
            vacant[seat.group].append(seat)
        elif seat.ends_on:
            yield _ending_line(seat, seat.ends_on, today, owners)
    since = _vacant_since([seat.public_id for empty in vacant.values() for seat in empty])
    for group, empty in vacant.items():
        on = min((since.get(seat.public_id, today) for seat in empty), default=today)
        words = ngettext("Fill %(count)s vacant seat in “%(group)s”", "Fill %(count)s vacant seats in “%(group)s”", len(empty))
        yield DueLine(
            what=words % {"count": len(empty), "group": group.name},
            href=reverse("staff:groups:show", args=[group.public_id]),
            owner=owners.of(group.organisation),
            on=on,
            when=_("vacant since %(day)s") % {"day": day(on)},
        )


def _ending_line(seat: Seat, ends_on: date, today: date, owners: _Owners) -> DueLine:
    facts = {"name": seat.holder, "group": seat.group.name}
    return DueLine(
        what=_("Find who comes after %(name)s in “%(group)s”") % facts,
        href=reverse("staff:groups:seat", args=[seat.group.public_id, seat.public_id]),
        owner=owners.of(seat.group.organisation),
        on=ends_on,
        when=_("the term ends on %(day)s") % {"day": day(ends_on)},
        is_overdue=ends_on < today,
    )


def _vacant_since(seats: list[str]) -> dict[str, date]:
    """Return since when each seat has been vacant: its last event says so."""
    events = AuditEvent.objects.filter(subject_kind=Seat._meta.label_lower, subject_public_id__in=seats).order_by()
    latest = events.values_list("subject_public_id").annotate(at=Max("at"))
    return {public_id: timezone.localdate(at) for public_id, at in latest}


def _by(when: date) -> str:
    return _("by %(day)s") % {"day": day(when)}


def _on(when: date) -> str:
    return _("on %(day)s") % {"day": day(when)}
