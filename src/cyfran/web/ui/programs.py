"""Keeping programs out of forms that anybody may send, without puzzles: a field that nobody sees, and the moment of opening.

The moment is signed, so that it cannot be made up. Somebody who is refused by mistake loses nothing: a second press will do.
"""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base import clock
from cyfran.web.ui.refusals import add_refusal

TRAP, OPENED = "homepage", "opened"
_SALT = "opened"
_LONGEST = timedelta(days=1)  # so that nobody gathers signed moments to use them for ever


def refuse_programs(request: HttpRequest) -> None:
    """Raise ValidationError where the field nobody sees was filled in, or the form sent sooner than anybody could read it."""
    if request.POST.get(TRAP):
        raise ValidationError(
            _(
                "A field was filled in that nobody sees, perhaps by your browser. It is empty again: please press the button "
                "once more."
            ),
            code="trapped",
        )
    if settings.LEAST_SECONDS and not _was_open_long_enough(request):
        raise ValidationError(
            _("This was sent sooner than anybody can read it. Nothing is lost: please press the button once more."), code="hasty"
        )


def is_sent_by_somebody(form: forms.BaseForm, request: HttpRequest) -> bool:
    """Tell whether a form is filled in rightly, and not by a program; it says itself what is wrong."""
    if not form.is_valid():
        return False
    try:
        refuse_programs(request)
    except ValidationError as refusal:
        add_refusal(form, refusal)
    return not form.errors


def moment_of_opening(request: HttpRequest) -> str:
    """Return the signed moment for a form to carry: that of its first opening where it is shown again."""
    posted = request.POST.get(OPENED, "")
    return posted if _opened_at(posted) else signing.dumps(clock.now().timestamp(), salt=_SALT)


def _was_open_long_enough(request: HttpRequest) -> bool:
    opened_at = _opened_at(request.POST.get(OPENED, ""))
    return opened_at is not None and clock.now() - opened_at >= timedelta(seconds=settings.LEAST_SECONDS)


def _opened_at(moment: str) -> datetime | None:
    """Return when a form was opened; None where the moment is made up or long past."""
    with suppress(signing.BadSignature):
        opened_at = datetime.fromtimestamp(signing.loads(moment, salt=_SALT), tz=UTC)
        return opened_at if clock.now() - opened_at < _LONGEST else None
    return None
