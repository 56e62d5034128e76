"""Until when anybody can be asked to an opportunity, and what a number that settles a draw looks like."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.choices import SHARED_DECISION, DecisionRight
from cyfran.domain.opportunities.choices import Beacon, Confirmation, DrawState, OpportunityState, Outcome, Unsaid
from cyfran.domain.opportunities.models import Draw, DrawnPerson, Invitation, Opportunity
from cyfran.domain.opportunities.queries import place_by_lot, places_left, unread_asks, waiting_list
from cyfran.domain.people.models import Person

_LOTTO_NUMBERS, _LOTTO_GREATEST, _DICE, _SIDES = 6, 59, 12, 6
# Lotto is drawn on Wednesdays and Saturdays at 20:00; half an hour before, its last tickets are sold.
_LOTTO_DAYS, _LOTTO_CLOSES, _LOTTO_DRAWN = (2, 5), time(19, 30), time(20)
_BILINGUAL = ("title", "about", "place", "short_notice", "why_not_more")
_WHY_IT_STANDS = {
    "starts_at": _("This is published: move it to another time, so that everybody reads why."),
    "topic": _("This is published on its topic. For another topic, close it and prepare another one."),
}
_DRAND = re.compile(r"[0-9a-f]{64}")
_NOT_SUCH_A_NUMBER = {
    Beacon.LOTTO: _("Give the six main numbers, from 1 to 59 and in rising order, such as 4 8 15 16 23 42."),
    Beacon.DRAND: _("Give the random value that was published: 64 characters, each a figure or a letter from a to f."),
    Beacon.DICE: _("Give the twelve throws in their order, each from 1 to 6, with a blank between them."),
}


def first_of_next_month(at: datetime) -> date:
    """Return until when somebody rests who answers that it does not suit her this month."""
    return (localdate(at).replace(day=1) + timedelta(days=31)).replace(day=1)


def will_not_come(drawn: DrawnPerson) -> bool:
    """Tell of somebody who was chosen whether she is not coming: she said so, or was removed."""
    return drawn.confirmation == Confirmation.DECLINED or (bool(drawn.confirmation) and drawn.person.erased_at is not None)


def is_free(drawn: DrawnPerson) -> bool:
    """Tell whether the place of somebody waits for the next."""
    return will_not_come(drawn) and drawn.replaced_by_id is None


def refuse_what_is_over(opportunity: Opportunity, at: datetime) -> None:
    """Raise ValidationError where nobody can be asked any more."""
    if at >= opportunity.starts_at:
        raise ValidationError(_("This has already started."), code="already_started")
    refuse_closed_project(opportunity)


def shares_the_decision(opportunity: Opportunity) -> bool:
    """Tell whether nothing can be decided against carers in the stage that this belongs to."""
    return DecisionRight(opportunity.stage.carer_right) in SHARED_DECISION


def unsaid(opportunity: Opportunity) -> list[Unsaid]:
    """Return what carers need to know before they can say yes, and what is not said yet."""
    lacks = {
        Unsaid.WORK: not opportunity.work,
        Unsaid.TOPIC: not opportunity.topic,
        Unsaid.WAYS: not all(getattr(opportunity, reason) for reason in opportunity.ways_not_offered),
        Unsaid.BRING: opportunity.in_person and not opportunity.may_bring,
        Unsaid.LANGUAGES: not opportunity.spoken,
        Unsaid.WHY_NOT_MORE: not shares_the_decision(opportunity)
        and not (opportunity.why_not_more_cy and opportunity.why_not_more_en),
    }
    return [what for what, is_lacking in lacks.items() if is_lacking]


def halves_missing(opportunity: Opportunity) -> dict[str, str | Promise]:
    """Return what is written in one language only: by the column of the other, its name in forms."""
    labels = {field.name: field.verbose_name for field in opportunity._meta.fields}
    columns = [f"{name}_{half}" for name in _BILINGUAL if (half := getattr(opportunity, name).missing_half)]
    return {column: labels[column] for column in columns}


def refuse_halves(opportunity: Opportunity) -> None:
    """Raise ValidationError for each text that some could not read in their language: there are both, or neither."""
    sentence = _("It goes in both languages or not at all. This is still missing: %(missing)s.")
    refused = {
        column: ValidationError(sentence, code="message_half_missing", params={"missing": label})
        for column, label in halves_missing(opportunity).items()
    }
    if refused:
        raise ValidationError(refused)


def refuse_what_is_unsaid(opportunity: Opportunity) -> None:
    """Raise ValidationError where carers could not know what they say yes to."""
    if lacking := unsaid(opportunity):
        what = ", ".join(str(one.label) for one in lacking)
        raise ValidationError(_("Before this is published, say: %(what)s."), code="unsaid", params={"what": what})


def refuse_what_stands(changed: Iterable[str]) -> None:
    """Raise ValidationError for each of these that was changed in silence though everybody can read of it."""
    if refused := {name: ValidationError(_WHY_IT_STANDS[name], code="stands_once_published") for name in changed}:
        raise ValidationError(refused)


def refuse_unread_past(opportunity: Opportunity, at: datetime) -> None:
    """Raise ValidationError where people were asked on this topic before, and nobody has read what came of it."""
    if unread_asks(opportunity, at=at).exists():
        sentence = _("People were asked on this topic before. Read first what they were asked, and what came of it.")
        raise ValidationError(sentence, code="past_unread")


def refuse_closed_project(opportunity: Opportunity) -> None:
    """Raise ValidationError where nothing comes of taking part any more: its project is closed."""
    if opportunity.stage.project.closed_on:
        raise ValidationError(_("This project is closed."), code="project_closed")


def has_to_wait(invitation: Invitation) -> bool:
    """Tell whether somebody who says yes now waits for a place. A lot gives its own, and nobody passes those who wait."""
    return is_full(invitation.opportunity, but=invitation) and place_by_lot(invitation) is None


def is_full(opportunity: Opportunity, *, but: Invitation | None = None) -> bool:
    """Tell whether whoever says yes now waits for a place: none is left, or somebody else waits already."""
    if opportunity.places is None:
        return False
    waiting = waiting_list(opportunity).exclude(pk=but.pk) if but else waiting_list(opportunity)
    return places_left(opportunity) == 0 or waiting.exists()


def can_still_change(opportunity: Opportunity, at: datetime) -> bool:
    """Tell whether something can be moved or called off: people wait for it, and it has not begun."""
    is_waited_for = opportunity.state in (OpportunityState.OPEN, OpportunityState.CLOSED)
    return is_waited_for and at < opportunity.starts_at and opportunity.stage.project.closed_on is None


def refuse_unless_announced_to_people(opportunity: Opportunity) -> None:
    """Raise ValidationError where nobody waits for it: it is not published yet, or was called off."""
    if opportunity.state not in (OpportunityState.OPEN, OpportunityState.CLOSED):
        sentence = _("Only what is published, and was not called off, can be moved or called off.")
        raise ValidationError(sentence, code="nobody_waits")


def can_be_answered(opportunity: Opportunity, at: datetime) -> bool:
    """Tell whether those asked may still answer: it has not begun, takes place, and its project goes on."""
    is_ahead = at < opportunity.starts_at and opportunity.state != OpportunityState.CALLED_OFF
    return is_ahead and opportunity.stage.project.closed_on is None


def refuse_what_was_called_off(opportunity: Opportunity) -> None:
    """Raise ValidationError where there is nothing left to answer."""
    if opportunity.state == OpportunityState.CALLED_OFF:
        raise ValidationError(_("This was called off, so no answer is needed any more."), code="called_off")


def refuse_where_nobody_can_be_asked(opportunity: Opportunity, at: datetime) -> None:
    """Raise ValidationError where whoever a lottery chose could never be asked."""
    refuse_what_is_over(opportunity, at)
    if opportunity.state in (OpportunityState.CLOSED, OpportunityState.CALLED_OFF):
        raise ValidationError(_("This is closed, so nobody who is drawn could be asked."), code="not_open")


def refuse_while_a_draw_is_due(draws: QuerySet[Draw], at: datetime) -> None:
    """Raise ValidationError where a draw was announced and can still be drawn: nobody may bury a group that was settled."""
    announced = draws.filter(state=DrawState.READY, announced_at__isnull=False)
    if announced.filter(opportunity__starts_at__gt=at).exists():
        sentence = _("A draw was announced for this. Draw the group first: what was announced to everyone is drawn.")
        raise ValidationError(sentence, code="draw_is_due")


def refuse_while_a_draw_may_choose(gone: Person, kept: Person, at: datetime) -> None:
    """Raise ValidationError where a draw that both are in could still choose the record that is to go into the other."""
    states = [DrawState.RUNNING, DrawState.READY, DrawState.DRAWN]
    under_way = Draw.objects.filter(state__in=states, opportunity__starts_at__gt=at, people__person=kept)
    if DrawnPerson.objects.filter(draw__in=under_way, person=gone).exclude(outcome=Outcome.CANNOT).exists():
        sentence = _("A draw under way may choose the record that would go. Keep that one, or wait until the draw is over.")
        raise ValidationError(sentence, code="draw_under_way")


def refuse_once_the_lottery_is_made(draw: Draw) -> None:
    """Raise ValidationError where what a draw was asked can no longer be changed."""
    if draw.state not in (DrawState.PREPARED, DrawState.STOPPED, DrawState.FAILED):
        raise ValidationError(_("The lottery is made from what was asked. Stop it before you change that."), code="lottery_made")


def refuse_days_gone_by(opportunity: Opportunity, at: datetime) -> None:
    """Raise ValidationError where people could not answer any more, or not come."""
    if at >= opportunity.starts_at:
        raise ValidationError({"starts_at": ValidationError(_("Give a time that is still to come."), code="time_has_passed")})
    if opportunity.reply_by < localdate(at):
        sentence = _("The day by which people answer has passed: give a later one.")
        raise ValidationError({"reply_by": ValidationError(sentence, code="reply_by_has_passed")})


def refuse_no_evening_of_lotto(beacon_at: datetime, at: datetime) -> None:
    """Raise ValidationError where no Lotto draw is held at that time, or it could be known when it is announced."""
    evening = localtime(beacon_at)
    is_drawn = evening.weekday() in _LOTTO_DAYS and evening.time() >= _LOTTO_DRAWN
    if not is_drawn or localtime(at) >= datetime.combine(evening, _LOTTO_CLOSES, evening.tzinfo):
        sentence = _(
            "Lotto is drawn on Wednesday and Saturday evenings: give one, 20:00 or later, and announce it before 19:30 that day."
        )
        raise ValidationError({"beacon_at": ValidationError(sentence, code="no_evening_of_lotto")})


def number_announced(beacon: Beacon, typed: str) -> str:
    """Return the number as it is published, its parts with a blank between. Raise ValidationError where it is not of this kind.

    A draw is drawn once, so a slip of the hand must not settle it.
    """
    parts = typed.lower().replace(",", " ").split()
    numbers = [int(part) for part in parts if part.isascii() and part.isdecimal() and len(part) <= len("59")]
    if beacon == Beacon.DRAND:
        fits = len(parts) == 1 and _DRAND.fullmatch(parts[0]) is not None
    elif beacon == Beacon.LOTTO:
        rising = numbers == sorted(set(numbers)) and len(numbers) == len(parts) == _LOTTO_NUMBERS
        fits = rising and numbers[0] >= 1 and numbers[-1] <= _LOTTO_GREATEST
    else:
        fits = len(numbers) == len(parts) == _DICE and min(numbers) >= 1 and max(numbers) <= _SIDES
    if not fits:
        raise ValidationError({"seed": ValidationError(_NOT_SUCH_A_NUMBER[beacon], code="not_such_a_number")})
    return parts[0] if beacon == Beacon.DRAND else " ".join(map(str, numbers))
