"""Taking down what people answer who were asked, and what follows from it."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.actions import Actor, record_event
from cyfran.domain.base.choices import Channel
from cyfran.domain.base.models import User
from cyfran.domain.base.queries import lock
from cyfran.domain.correspondence.actions.delivery import settle
from cyfran.domain.correspondence.actions.recall import take_back
from cyfran.domain.correspondence.choices import ASKING, Purpose, State
from cyfran.domain.correspondence.models import Message
from cyfran.domain.involvement.actions import change_limit
from cyfran.domain.involvement.queries import limit_of
from cyfran.domain.opportunities.actions.places import give_free_places
from cyfran.domain.opportunities.actions.unsent import write_unsent_anew
from cyfran.domain.opportunities.choices import Answer, Confirmation, Outcome
from cyfran.domain.opportunities.models import DrawnPerson, Invitation
from cyfran.domain.opportunities.rules import (
    first_of_next_month,
    has_to_wait,
    is_full,
    refuse_closed_project,
    refuse_what_was_called_off,
)
from cyfran.domain.people.models import Person
from cyfran.domain.people.rules import refuse_gone

# Whoever would rather say it another way has neither taken nor left the place yet.
_CONFIRMS = {
    Answer.YES: Confirmation.CONFIRMED,
    **dict.fromkeys([Answer.NOT_THIS_TIME, Answer.NOT_THIS_MONTH], Confirmation.DECLINED),
}


@transaction.atomic
def reply(
    *,
    invitation: Invitation,
    answer: str,
    words: str = "",
    channel: str,
    by: Actor | None,
    at: datetime,
    entered_by: User | None = None,
) -> Invitation:
    """Take down an answer; a later one replaces it, until the thing starts. Who says not this month rests until the next.

    The channel says how the answer reached staff; it is blank when the person answered on her own page.
    """
    refuse_gone(invitation.person)
    lock(invitation.opportunity)
    lock(invitation)
    was_full = is_full(invitation.opportunity)
    had_a_place = invitation.answer == Answer.YES and invitation.waits_since is None
    if at >= invitation.opportunity.starts_at:
        raise ValidationError(_("This has started, so the answer can no longer be changed."), code="already_started")
    refuse_closed_project(invitation.opportunity)
    refuse_what_was_called_off(invitation.opportunity)
    if entered_by and not channel:
        raise ValidationError(_("Say how the person gave this answer."), code="channel_missing")
    invitation.answer = answer
    invitation.answer_words = words
    invitation.answered_by_channel = channel
    invitation.answered_at = at
    invitation.entered_by = entered_by
    invitation.waits_since = _since_when_she_waits(invitation, at) if answer == Answer.YES and not had_a_place else None
    invitation.full_clean()
    _confirm_place(invitation)
    invitation.save()
    give_free_places(opportunity=invitation.opportunity, by=by, at=at)
    record_event("invitation.answered", subject=invitation, by=by, at=at, answer=answer, channel=channel)
    _see_to_what_waits(invitation, was_full, by, at)
    if answer == Answer.NOT_THIS_MONTH:
        _let_rest(invitation.person, channel, by, at)
    return invitation


def _since_when_she_waits(invitation: Invitation, at: datetime) -> datetime | None:
    return invitation.waits_since or (at if has_to_wait(invitation) else None)


def _confirm_place(invitation: Invitation) -> None:
    """Let the answer count for the place somebody was drawn for. Once that has gone to somebody else, a yes is refused."""
    answer = Answer(invitation.answer)
    drawn = DrawnPerson.objects.filter(draw__opportunity=invitation.opportunity, person=invitation.person)
    places = drawn.filter(outcome=Outcome.CHOSEN)
    confirmation = _CONFIRMS.get(answer, Confirmation.WAITING)
    kept = places.filter(replaced_by__isnull=True).update(confirmation=confirmation)
    if answer == Answer.YES and not kept and places.exists():
        raise ValidationError(_("This place has gone to somebody else, so a yes is no longer possible."), code="place_has_gone")


def _see_to_what_waits(invitation: Invitation, was_full: bool, by: Actor | None, at: datetime) -> None:
    """Ask her no more for what she has answered, and say to others who are still to be asked whether places are left."""
    is_rung = invitation.answered_by_channel == Channel.PHONE
    if invitation.answered_by_channel == Channel.LETTER and invitation.entered_by:
        _take_letter_for_posted(invitation, invitation.entered_by, at)
    take_back(purpose=Purpose.INVITATION, about=[invitation], but_calls=is_rung, by=by, at=at)
    for no_more in (Purpose.REMINDER, Purpose.PLACE_FREE) if invitation.answer != Answer.YES else ():
        take_back(purpose=no_more, about=[invitation], by=by, at=at)
    if is_full(invitation.opportunity) != was_full:
        write_unsent_anew(opportunity=invitation.opportunity, by=by, at=at)


def _take_letter_for_posted(invitation: Invitation, by: User, at: datetime) -> None:
    """Say that her letter was posted, though nobody said so: whoever answers by letter has it."""
    letters = Message.objects.filter(channel=Channel.LETTER, state=State.TO_DO, purpose__in=ASKING)
    itself = Q(about_public_id=invitation.public_id) | Q(parts__about_public_id=invitation.public_id)
    for letter in letters.filter(itself).distinct():
        settle(message=letter, by=by, at=at)


def _let_rest(person: Person, channel: str, by: Actor | None, at: datetime) -> None:
    next_month, until = first_of_next_month(at), limit_of(person).rests_until
    if until is None or until < next_month:
        change_limit(person=person, rests_until=next_month, channel=channel, by=by, at=at)
