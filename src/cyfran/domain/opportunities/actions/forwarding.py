"""Having something passed on by a partner, whose list stays with it, and asking whoever comes by that way."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.actions import record_event
from cyfran.domain.base.models import User
from cyfran.domain.base.queries import hold, lock
from cyfran.domain.correspondence.actions.writing import note_not_sent, queue_message
from cyfran.domain.correspondence.choices import Purpose
from cyfran.domain.correspondence.models import Forward, Message
from cyfran.domain.correspondence.rules import Decision, decide
from cyfran.domain.involvement.actions import record_asked
from cyfran.domain.opportunities.actions.offers import invite
from cyfran.domain.opportunities.actions.partners import write_to_partner
from cyfran.domain.opportunities.bridge.forms import passed_on_for
from cyfran.domain.opportunities.bridge.forwards import may_be_told_of, opportunity_of
from cyfran.domain.opportunities.choices import OpportunityState
from cyfran.domain.opportunities.models import Invitation, Opportunity
from cyfran.domain.opportunities.queries import is_open, may_be_invited_to
from cyfran.domain.opportunities.rules import halves_missing, refuse_halves, refuse_what_is_over
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.people.models import Person


@transaction.atomic
def forward(*, opportunity: Opportunity, partner: Organisation, by: User, at: datetime) -> Forward:
    """Ask a partner to pass something on to its own people. What carries its code tells that somebody came by it."""
    lock(opportunity)
    if opportunity.state != OpportunityState.OPEN:
        raise ValidationError(_("Publish this before you ask people."), code="not_open")
    refuse_what_is_over(opportunity, at)
    refuse_halves(opportunity)
    passed_on = Forward(
        organisation=opportunity.organisation,
        partner=partner,
        about_kind=opportunity._meta.label_lower,
        about_public_id=opportunity.public_id,
        forwarded_at=at,
        forwarded_by=by,
    )
    passed_on.full_clean()
    passed_on.save()
    record_event("opportunity.forwarded", subject=opportunity, by=by, at=at, partner=partner.public_id)
    write_to_partner(forward=passed_on, by=by, at=at)
    return passed_on


@transaction.atomic
def tell_own_people(*, forward: Forward, by: User, at: datetime) -> list[Message]:
    """Tell the partner's own people of what it was asked to pass on, each once; who is at a limit, rests or wishes none is not.

    The partner asks, by its own messages: whose work it is learns nothing of anybody until she registers there herself.
    """
    lock(forward)
    opportunity = opportunity_of(forward)
    if opportunity:
        lock(opportunity)
    if opportunity is None or not is_open(opportunity, at):
        raise ValidationError(_("Nobody can be asked to this any more."), code="not_open")
    people = {person.pk: person for person in may_be_told_of(forward, opportunity)}
    hold(Person.objects.filter(pk__in=people))
    about: dict[str, Any] = {"purpose": Purpose.PASSED_ON, "at": at}
    decisions = decide(people.values(), **about, minutes=opportunity.minutes_asked, answer_by=opportunity.reply_by)
    whose: dict[str, Any] = {"organisation": forward.partner, "about": forward}
    told = []
    for key, decided in decisions.items():
        if decided.goes:
            told.append(_tell(forward, opportunity, people[key], decided, by, at))
        else:
            note_not_sent(person=people[key], **whose, **about, reason=decided.reason, by=by)
    record_event("opportunity.told_own_people", subject=opportunity, by=by, at=at, partner=forward.partner.public_id)
    return [message for message in told if message]


def _tell(
    forward: Forward, opportunity: Opportunity, person: Person, decided: Decision, by: User, at: datetime
) -> Message | None:
    asked: dict[str, Any] = {"person": person, "organisation": forward.partner}
    record_asked(**asked, minutes=opportunity.minutes_asked, on=localdate(at), source=forward, by=by, at=at)
    return queue_message(**passed_on_for(forward, opportunity, person), at=at, decided=decided)


@transaction.atomic
def ask_who_came(*, person: Person, opportunity: Opportunity | None, at: datetime) -> Invitation | None:
    """Ask somebody who registered because of something to just that, if it is for her and still open."""
    if opportunity is None or not is_open(opportunity, at) or halves_missing(opportunity):
        return None
    if not may_be_invited_to(opportunity).filter(pk=person.pk).exists():
        return None
    passed_on = person.arrival.forward
    invitations = invite(opportunity=opportunity, people=[person], by=passed_on.forwarded_by if passed_on else None, at=at)
    return invitations[0] if invitations else None
