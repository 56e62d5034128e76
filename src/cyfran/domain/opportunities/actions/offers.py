"""Offering a way to take part, and asking people to it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.actions import Actor, record_event
from cyfran.domain.base.clock import refuse_far_off
from cyfran.domain.base.fields import set_fields
from cyfran.domain.base.models import User
from cyfran.domain.base.queries import hold, lock
from cyfran.domain.correspondence.actions.writing import note_not_sent, queue_message
from cyfran.domain.correspondence.choices import Purpose
from cyfran.domain.correspondence.rules import Decision, decide
from cyfran.domain.involvement.actions import record_asked
from cyfran.domain.opportunities.actions.unsent import withdraw_passed_on
from cyfran.domain.opportunities.bridge.forms import written_for
from cyfran.domain.opportunities.choices import DrawState, OpportunityState, Outcome
from cyfran.domain.opportunities.models import DrawnPerson, Invitation, Opportunity
from cyfran.domain.opportunities.queries import has_been_asked, may_be_invited_to
from cyfran.domain.opportunities.rules import (
    refuse_closed_project,
    refuse_days_gone_by,
    refuse_halves,
    refuse_unread_past,
    refuse_what_is_over,
    refuse_what_is_unsaid,
    refuse_what_stands,
    refuse_while_a_draw_is_due,
)
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.people.models import Person
from cyfran.domain.people.rules import refuse_to_mix
from cyfran.domain.projects.models import Stage

_OFFER = {
    *("kind", "work", "topic", "title_cy", "title_en", "about_cy", "about_en", "place_cy", "place_en", "starts_at", "reply_by"),
    *("places", "minutes_there", "minutes_reading", "minutes_travel", "in_person", "online", "by_telephone", "in_writing"),
    *("offers_cover", "offers_travel", "offers_fee", "offers_food", "offers_time"),
    *("why_not_in_person", "why_not_online", "why_not_by_telephone", "may_bring", "spoken"),
    *("in_large_print", "in_easy_read", "read_aloud", "signed", "interpreted", "why_not_more_cy", "why_not_more_en"),
}

# A lottery is of those whom this does not ask for too much, and is drawn before it starts.
_WEIGHED = frozenset({"stage", "starts_at", "minutes_there", "minutes_reading", "minutes_travel"})


@transaction.atomic
def draft_opportunity(*, organisation: Organisation, stage: Stage, by: Actor | None, at: datetime, **fields: Any) -> Opportunity:
    """Prepare a way to take part. Nobody is asked yet."""
    opportunity = Opportunity(organisation=organisation, stage=stage)
    set_fields(opportunity, fields, allowed=_OFFER)
    refuse_closed_project(opportunity)
    _save(opportunity, at)
    record_event("opportunity.drafted", subject=opportunity, by=by, at=at)
    return opportunity


@transaction.atomic
def change_opportunity(*, opportunity: Opportunity, by: Actor | None, at: datetime, **fields: Any) -> Opportunity:
    """Change what is offered, as long as nobody has been asked: an invitation keeps its word.

    Once it is published its time is moved instead, which is counted, and its topic stands: past asks were read for that.
    """
    lock(opportunity)
    if has_been_asked(opportunity):
        raise ValidationError(
            _("People have been asked to this as it stands. Move its time or place, or close it and prepare another one."),
            code="already_asked",
        )
    stands = opportunity.stands
    changed = set_fields(opportunity, fields, allowed={"stage", *_OFFER})
    refuse_what_stands(name for name in stands if name in changed)
    _refuse_to_move_what_a_lottery_went_by(opportunity, changed)
    if "topic" in changed:
        opportunity.past_read_at = None
    if opportunity.published_at:
        refuse_what_is_unsaid(opportunity)
    _save(opportunity, at)
    record_event("opportunity.changed", subject=opportunity, by=by, at=at, changed=changed)
    return opportunity


@transaction.atomic
def read_past_asks(*, opportunity: Opportunity, by: User, at: datetime) -> Opportunity:
    """Say that somebody read what people were asked on this topic before, and what came of it."""
    lock(opportunity)
    opportunity.past_read_at = at
    opportunity.save(update_fields=["past_read_at"])
    record_event("opportunity.past_read", subject=opportunity, by=by, at=at)
    return opportunity


@transaction.atomic
def publish_opportunity(
    *, opportunity: Opportunity, by: Actor | None, at: datetime, short_notice_cy: str = "", short_notice_en: str = ""
) -> Opportunity:
    """Open it for invitations, and count the days of notice: too few carry a reason that those asked will read."""
    lock(opportunity)
    if opportunity.state != OpportunityState.DRAFT:
        raise ValidationError(_("This has already been published."), code="already_published")
    refuse_what_is_over(opportunity, at)
    refuse_what_is_unsaid(opportunity)
    refuse_unread_past(opportunity, at)
    opportunity.state = OpportunityState.OPEN
    opportunity.published_at = at
    opportunity.notice_days = (localdate(opportunity.starts_at) - localdate(at)).days
    opportunity.short_notice_cy = short_notice_cy
    opportunity.short_notice_en = short_notice_en
    _save(opportunity, at)
    record_event("opportunity.published", subject=opportunity, by=by, at=at, notice_days=opportunity.notice_days)
    return opportunity


@transaction.atomic
def close_opportunity(*, opportunity: Opportunity, by: Actor | None, at: datetime) -> Opportunity:
    """Ask nobody else. Those asked may still change their answer until it starts."""
    lock(opportunity)
    if opportunity.state != OpportunityState.OPEN:
        raise ValidationError(_("Only something that is open can be closed."), code="not_open")
    refuse_while_a_draw_is_due(opportunity.draws.all(), at)
    opportunity.state = OpportunityState.CLOSED
    opportunity.full_clean()
    opportunity.save(update_fields=["state"])
    withdraw_passed_on(opportunity=opportunity, by=by, at=at)
    record_event("opportunity.closed", subject=opportunity, by=by, at=at)
    return opportunity


@transaction.atomic
def invite(*, opportunity: Opportunity, people: Iterable[Person], by: User | None, at: datetime) -> list[Invitation]:
    """Ask people to take part: the invitation, its message and the minutes asked are written together, or nothing is.

    Whoever was asked before is passed over, and so is whoever is at a limit of hers, rests or wishes not to be asked: why is
    kept, beside the opportunity. One person who is not for this organisation to ask stops them all.
    """
    lock(opportunity)
    if opportunity.state != OpportunityState.OPEN:
        raise ValidationError(_("Publish this before you ask people."), code="not_open")
    refuse_what_is_over(opportunity, at)
    refuse_halves(opportunity)
    asked = set(opportunity.invitations.values_list("person_id", flat=True))
    chosen = {person.pk: person for person in people if person.pk not in asked}
    refuse_to_mix(*chosen.values(), with_example=opportunity.stage.project.is_example)
    # Another body may be asking the same people at this moment: the second waits, and finds their load as the first left it.
    hold(Person.objects.filter(pk__in=chosen))
    permitted = set(may_be_invited_to(opportunity).filter(pk__in=chosen).values_list("pk", flat=True))
    refused = [person.name for key, person in chosen.items() if key not in permitted]
    if refused:
        raise ValidationError(
            _(
                "These people cannot be asked: %(names)s. They do not permit it, they are with another organisation, "
                "or a lot decides about them."
            ),
            code="may_not_be_invited",
            params={"names": ", ".join(refused)},
        )
    about: dict[str, Any] = {"purpose": Purpose.INVITATION, "at": at}
    asks: dict[str, Any] = {"minutes": opportunity.minutes_asked, "answer_by": opportunity.reply_by}
    by_lot = _drawn_for(opportunity, chosen)
    in_rhythm = [person for key, person in chosen.items() if key not in by_lot]
    at_once = [person for key, person in chosen.items() if key in by_lot]
    decisions = decide(in_rhythm, **about, **asks) | decide(at_once, **about, **asks, in_rhythm=False)
    for key, decided in decisions.items():
        if not decided.goes:
            whose: dict[str, Any] = {"person": chosen[key], "organisation": opportunity.organisation, "about": opportunity}
            note_not_sent(**whose, **about, reason=decided.reason, by=by)
    going = [(person, decisions[key]) for key, person in chosen.items() if decisions[key].goes]
    return [_invite_one(opportunity, person, decided, by, at) for person, decided in going]


def _drawn_for(opportunity: Opportunity, chosen: Iterable[int]) -> set[int]:
    """Return the keys of those among the chosen who were drawn by lot: these hear of it at once."""
    drawn = DrawnPerson.objects.filter(draw__opportunity=opportunity, person__in=chosen, outcome=Outcome.CHOSEN)
    return set(drawn.values_list("person", flat=True))


def _refuse_to_move_what_a_lottery_went_by(opportunity: Opportunity, changed: Iterable[str]) -> None:
    """Raise ValidationError where a change could leave out somebody who is in a lottery already, or keep it from being drawn."""
    stands = opportunity.draws.filter(state__in=[DrawState.RUNNING, DrawState.READY])
    if not _WEIGHED.isdisjoint(changed) and stands.exists():
        sentence = _(
            "A lottery stands for this as it is. Until that is drawn or given up, keep its stage, its time and its minutes."
        )
        raise ValidationError(sentence, code="lottery_stands")


def _invite_one(opportunity: Opportunity, person: Person, decided: Decision, by: User | None, at: datetime) -> Invitation:
    invitation = Invitation(opportunity=opportunity, person=person, invited_at=at, invited_by=by)
    invitation.full_clean()
    invitation.save()
    record_event("invitation.sent", subject=invitation, by=by, at=at, minutes=opportunity.minutes_asked)
    record_asked(
        person=person,
        organisation=opportunity.organisation,
        minutes=opportunity.minutes_asked,
        on=localdate(at),
        source=invitation,
        by=by,
        at=at,
    )
    queue_message(**written_for(invitation), decided=decided, at=at)
    return invitation


def _save(opportunity: Opportunity, at: datetime) -> None:
    opportunity.full_clean()
    refuse_halves(opportunity)
    refuse_days_gone_by(opportunity, at)
    refuse_far_off(localdate(opportunity.starts_at), at=at, field="starts_at")
    if opportunity.stage.project.organisation_id != opportunity.organisation_id:
        raise ValidationError(_("This stage is of another organisation's project."), code="another_organisation")
    if opportunity.reply_by > localdate(opportunity.starts_at):
        raise ValidationError({"reply_by": ValidationError(_("Answers are needed before it starts."), code="reply_by_too_late")})
    opportunity.save()
