"""Who may run an opportunity, until when anybody can be asked to it, and what a number that settles a draw looks like."""

import re
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.models import User
from cyfran.domain.opportunities.choices import Beacon, DrawState
from cyfran.domain.opportunities.models import Draw, Opportunity
from cyfran.domain.organisations.choices import Act
from cyfran.domain.organisations.rules import may

_LOTTO_NUMBERS, _LOTTO_GREATEST, _DICE, _SIDES = 6, 59, 12, 6
_DRAND = re.compile(r"[0-9a-f]{64}")
_NOT_SUCH_A_NUMBER = {
    Beacon.LOTTO: _("Give the six main numbers, from 1 to 59 and in rising order, such as 4 8 15 16 23 42."),
    Beacon.DRAND: _("Give the random value that was published: 64 characters, each a figure or a letter from a to f."),
    Beacon.DICE: _("Give the twelve throws in their order, each from 1 to 6."),
}


def can_run(user: User, opportunity: Opportunity) -> bool:
    """Staff of the body that offers it may change it, ask people and enter their answers."""
    return may(user, Act.ASK, opportunity.organisation)


def refuse_what_is_over(opportunity: Opportunity, at: datetime) -> None:
    """Raise ValidationError where nobody can be asked any more."""
    if at >= opportunity.starts_at:
        raise ValidationError(_("This has already started."), code="already_started")
    refuse_closed_project(opportunity)


def refuse_closed_project(opportunity: Opportunity) -> None:
    """Raise ValidationError where nothing comes of taking part any more: its project is closed."""
    if opportunity.stage.project.closed_on:
        raise ValidationError(_("This project is closed."), code="project_closed")


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
