"""Asking those who were drawn, taking down whether they come, and filling the place of whoever does not."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.actions import record_event
from cyfran.domain.base.models import User
from cyfran.domain.base.queries import lock
from cyfran.domain.opportunities.actions.offers import invite
from cyfran.domain.opportunities.actions.replies import reply
from cyfran.domain.opportunities.bridge.people import people_for
from cyfran.domain.opportunities.choices import Answer, Confirmation, OpportunityState, Outcome, WhyNot
from cyfran.domain.opportunities.models import Draw, DrawnPerson, Invitation
from cyfran.domain.opportunities.rules import is_free, will_not_come


@transaction.atomic
def seat(*, draw: Draw, by: User, at: datetime) -> None:
    """Ask everybody chosen. Who may no longer be asked counts as not coming, and the next takes that place."""
    chosen = list(draw.people.filter(outcome=Outcome.CHOSEN).select_related("person"))
    barred = _barred_now(draw, at)
    for one in chosen:
        reason = barred.get(one.person_id, "")
        if reason and reason != WhyNot.ALREADY_ASKED:
            one.confirmation, one.reason = Confirmation.DECLINED, reason
            _save(one)
    invite(opportunity=draw.opportunity, people=[one.person for one in chosen if not one.reason], by=by, at=at)
    for one in chosen:
        if one.reason:
            _fill_place(one, by=by, at=at)


@transaction.atomic
def confirm(*, drawn: DrawnPerson, channel: str, by: User, at: datetime) -> DrawnPerson:
    """Take down that somebody who was chosen comes, as she told staff."""
    return _answer(drawn, Answer.YES, channel, by, at)


@transaction.atomic
def decline(*, drawn: DrawnPerson, channel: str, by: User, at: datetime) -> DrawnPerson | None:
    """Take down that somebody does not come, and ask the next in the same breath.

    None where nobody keeps the targets, or nobody is asked any more because it is closed.
    """
    answered = _answer(drawn, Answer.NOT_THIS_TIME, channel, by, at)
    if answered.draw.opportunity.state != OpportunityState.OPEN:
        return None
    return _fill_place(answered, by=by, at=at)


@transaction.atomic
def replace(*, drawn: DrawnPerson, by: User, at: datetime) -> DrawnPerson:
    """Ask the next in place of somebody who is not coming, so that the group still meets its targets."""
    lock(drawn.draw)
    lock(drawn)
    if not is_free(drawn):
        raise ValidationError(_("This place is not free."), code="place_not_free")
    stand_in = _fill_place(drawn, by=by, at=at)
    if stand_in is None:
        raise ValidationError(
            _("Nobody else in the pool keeps the targets. Ask somebody who was not in the pool, or prepare another draw."),
            code="nobody_fits",
        )
    return stand_in


def _answer(drawn: DrawnPerson, answer: Answer, channel: str, by: User, at: datetime) -> DrawnPerson:
    # Of two places that become free at once, the second is filled knowing of the first. Her row itself is left free: she
    # may be answering on her own page, and hold her invitation while she waits for it.
    lock(drawn.draw)
    drawn.refresh_from_db()
    if drawn.outcome != Outcome.CHOSEN or drawn.replaced_by_id:
        raise ValidationError(_("This person has no place to confirm."), code="no_place")
    invitation = Invitation.objects.get(opportunity=drawn.draw.opportunity, person=drawn.person)
    reply(invitation=invitation, answer=answer, channel=channel, by=by, entered_by=by, at=at)
    drawn.refresh_from_db()
    return drawn


def _fill_place(leaving: DrawnPerson, *, by: User, at: datetime) -> DrawnPerson | None:
    from cyfran.domain.opportunities.bridge.solving import stand_in_for  # noqa: PLC0415 -- loads a solver

    draw = leaving.draw
    in_draw = list(draw.people.select_related("person"))
    staying = [one for one in in_draw if one.outcome == Outcome.CHOSEN and not will_not_come(one)]
    barred = _barred_now(draw, at)
    stand_in = stand_in_for(staying, [one for one in _waiting(in_draw) if one.person_id not in barred], draw)
    if stand_in is None:
        return None
    stand_in.outcome, stand_in.confirmation = Outcome.CHOSEN, Confirmation.WAITING
    _save(stand_in)
    leaving.replaced_by, leaving.confirmation = stand_in, Confirmation.DECLINED
    _save(leaving)
    record_event("draw.replaced", subject=leaving, by=by, at=at, by_whom=stand_in.public_id)
    invite(opportunity=draw.opportunity, people=[stand_in.person], by=by, at=at)
    return stand_in


def _waiting(people: Iterable[DrawnPerson]) -> list[DrawnPerson]:
    return [one for one in people if one.outcome in (Outcome.RESERVE, Outcome.NOT_CHOSEN)]


def _barred_now(draw: Draw, at: datetime) -> dict[int, str]:
    """Return who may not be asked today, and why: a lottery may be older than what people have since permitted."""
    is_out = Q(person__erased_at__isnull=False) | Q(person__merged_into__isnull=False)
    barred: dict[int, str] = dict.fromkeys(draw.people.filter(is_out).values_list("person_id", flat=True), WhyNot.NOT_PERMITTED)
    return barred | {one.person_id: one.reason for one in people_for(draw, on=localdate(at)) if one.reason}


def _save(drawn: DrawnPerson) -> None:
    drawn.full_clean()
    drawn.save()
