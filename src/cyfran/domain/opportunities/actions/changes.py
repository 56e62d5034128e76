"""Moving something, or calling it off, after people were asked: each is told and why, it is counted, and a yes is not in vain."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.actions import record_event
from cyfran.domain.base.clock import refuse_far_off
from cyfran.domain.base.models import User
from cyfran.domain.base.queries import lock
from cyfran.domain.correspondence.actions.recall import take_back
from cyfran.domain.correspondence.actions.writing import queue_message
from cyfran.domain.correspondence.choices import ARRIVED, Purpose
from cyfran.domain.correspondence.models import Message
from cyfran.domain.correspondence.queries import forwards_about
from cyfran.domain.opportunities.actions.partners import write_to_partner
from cyfran.domain.opportunities.actions.unsent import withdraw_unsent, write_unsent_anew
from cyfran.domain.opportunities.choices import Answer, ChangeKind, DrawState, OpportunityState
from cyfran.domain.opportunities.models import Change, Invitation, Opportunity
from cyfran.domain.opportunities.queries import invitation_link, still_owed, who_is_told_of_changes
from cyfran.domain.opportunities.rules import (
    refuse_halves,
    refuse_unless_announced_to_people,
    refuse_what_is_over,
    refuse_while_a_draw_is_due,
)


@transaction.atomic
def move_opportunity(
    *,
    opportunity: Opportunity,
    starts_at: datetime,
    place_cy: str,
    place_en: str,
    cause: str,
    reason_cy: str,
    reason_en: str,
    by: User,
    at: datetime,
) -> Change:
    """Give another time or place. Answers stand; everybody who has not said no is told what it was, what it is and why."""
    lock(opportunity)
    refuse_unless_announced_to_people(opportunity)
    refuse_what_is_over(opportunity, at)
    was_at = opportunity.starts_at
    if (starts_at, place_cy, place_en) == (was_at, opportunity.place_cy, opportunity.place_en):
        raise ValidationError(_("Give another time or another place."), code="nothing_moved")
    _refuse_another_time(opportunity, starts_at, at)
    opportunity.starts_at, opportunity.place_cy, opportunity.place_en = starts_at, place_cy, place_en
    opportunity.reply_by = min(opportunity.reply_by, localdate(starts_at))
    opportunity.full_clean()
    refuse_halves(opportunity)
    opportunity.save()
    words = {"cause": cause, "reason_cy": reason_cy, "reason_en": reason_en}
    change = _write_down(opportunity, ChangeKind.MOVED, was_at, words, by, at)
    missed = _drop_what_is_no_longer_so(change, by, at)
    told_anew = write_unsent_anew(opportunity=opportunity, by=by, at=at)
    for invitation in _those_who_know(opportunity, but=told_anew):
        now_it_is: dict[str, Any] = {"starts_at": opportunity.starts_at, "place": opportunity.place}
        answers = {"has_answered": bool(invitation.answer), "needs_sign_up": opportunity.needs_sign_up}
        _tell(invitation, change, at, was_at=_time_known(invitation, change, missed), **now_it_is, **answers)
    return change


@transaction.atomic
def call_off(*, opportunity: Opportunity, cause: str, reason_cy: str, reason_en: str, by: User, at: datetime) -> Change:
    """Call it off. Everybody who has not said no is told why; where it is late, whoever has a place is owed what was promised."""
    lock(opportunity)
    refuse_unless_announced_to_people(opportunity)
    refuse_what_is_over(opportunity, at)
    refuse_while_a_draw_is_due(opportunity.draws.all(), at)
    opportunity.state = OpportunityState.CALLED_OFF
    opportunity.full_clean()
    opportunity.save(update_fields=["state"])
    words = {"cause": cause, "reason_cy": reason_cy, "reason_en": reason_en}
    change = _write_down(opportunity, ChangeKind.CALLED_OFF, opportunity.starts_at, words, by, at)
    missed = _drop_what_is_no_longer_so(change, by, at)
    told = _those_who_know(opportunity, but=withdraw_unsent(opportunity=opportunity, by=by, at=at))
    if change.is_late:
        for invitation in told:
            _owe(invitation, at)
    for invitation in told:
        _tell(invitation, change, at, was_at=_time_known(invitation, change, missed), owed=still_owed(invitation))
    return change


def _drop_what_is_no_longer_so(change: Change, by: User, at: datetime) -> set[int]:
    """Let nothing go that tells of an earlier time, and return the keys of those who so missed that it was moved before."""
    opportunity, invitations = change.opportunity, list(change.opportunity.invitations.all())
    take_back(purpose=Purpose.REMINDER, about=invitations, by=by, at=at)
    if change.kind == ChangeKind.CALLED_OFF:
        take_back(purpose=Purpose.PLACE_FREE, about=invitations, by=by, at=at)
    return {message.person_id for message in take_back(purpose=Purpose.MOVED, about=[opportunity], by=by, at=at)}


def _time_known(invitation: Invitation, change: Change, missed: set[int]) -> datetime:
    """Return the time somebody knows of: what it was moved to before counts only where she was told of it."""
    if invitation.person_id not in missed:
        return change.was_at
    told = Message.objects.filter(purpose=Purpose.MOVED, person=invitation.person, state__in=ARRIVED)
    last = told.filter(about_public_id=change.opportunity.public_id).aggregate(last=Max("queued_at"))["last"]
    since = max(filter(None, [invitation.invited_at, invitation.reached_at, last]))
    untold = change.opportunity.changes.filter(changed_at__gt=since).order_by("changed_at", "id").first()
    return (untold or change).was_at


def _those_who_know(opportunity: Opportunity, *, but: Iterable[Invitation]) -> list[Invitation]:
    """Return the invitations of those who know of it and have not said no: all but those that had not gone."""
    not_gone = set(but)
    invitations = list(who_is_told_of_changes(opportunity))
    for invitation in invitations:
        invitation.opportunity = opportunity
    return [invitation for invitation in invitations if invitation not in not_gone]


def _owe(invitation: Invitation, at: datetime) -> None:
    """Owe what was promised to whoever has a place. Whoever still waited for one was not promised it."""
    if invitation.answer == Answer.YES and invitation.waits_since is None:
        invitation.owed_at = at
        invitation.save(update_fields=["owed_at"])


def _refuse_another_time(opportunity: Opportunity, starts_at: datetime, at: datetime) -> None:
    """Raise ValidationError where it cannot be held then, or a lottery went by the time it was to be."""
    if starts_at <= at:
        raise ValidationError({"starts_at": ValidationError(_("Give a time that is still to come."), code="time_has_passed")})
    refuse_far_off(localdate(starts_at), at=at, field="starts_at")
    made = opportunity.draws.filter(state__in=[DrawState.RUNNING, DrawState.READY])
    if starts_at != opportunity.starts_at and made.exists():
        sentence = _("A lottery stands for this time. Draw the group or give the lottery up before you move it.")
        raise ValidationError(sentence, code="lottery_stands")


def _write_down(
    opportunity: Opportunity, kind: ChangeKind, was_at: datetime, words: dict[str, str], by: User, at: datetime
) -> Change:
    days = (localdate(min(was_at, opportunity.starts_at)) - localdate(at)).days
    change = Change(opportunity=opportunity, kind=kind, was_at=was_at, days_before=days, changed_at=at, **words)
    change.full_clean()
    change.save()
    verb = "opportunity.moved" if kind == ChangeKind.MOVED else "opportunity.called_off"
    record_event(verb, subject=opportunity, by=by, at=at, cause=words["cause"], days_before=days)
    for forward in forwards_about(opportunity):
        write_to_partner(forward=forward, change=change, by=by, at=at)
    return change


def _tell(invitation: Invitation, change: Change, at: datetime, **facts: Any) -> None:
    opportunity = invitation.opportunity
    queue_message(
        person=invitation.person,
        organisation=opportunity.organisation,
        purpose=Purpose.MOVED if change.kind == ChangeKind.MOVED else Purpose.CALLED_OFF,
        about=opportunity,
        at=at,
        title=opportunity.title,
        reason=change.reason,
        link=invitation_link(invitation),
        **facts,
    )
