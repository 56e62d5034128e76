"""Whether, when and by whom a message goes: decided here, and nowhere else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.utils.timezone import localdate, localtime

from cyfran.domain.base.choices import Channel
from cyfran.domain.correspondence.choices import ASKING, AT_ANY_HOUR, Why
from cyfran.domain.correspondence.models import Message
from cyfran.domain.involvement.choices import Rhythm
from cyfran.domain.involvement.queries import with_load
from cyfran.domain.involvement.rules import why_not
from cyfran.domain.people.choices import AT_SCHOOL, UNDER_16
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import is_left_in_peace, who_may_be_asked
from cyfran.domain.people.rules import end_of_school, is_in_school_hours

# Those who are asked all together are asked in the morning of the first day of the week or month.
_ROUND_AT, _WEEK = time(9), 7


@dataclass(frozen=True)
class Decision:
    """What was decided about a message to somebody: it goes, now or from a time on, or it does not go; and why."""

    goes: bool
    reason: str = ""
    until: datetime | None = None


def decide(
    people: Iterable[Person],
    *,
    purpose: str,
    at: datetime,
    channel: str = "",
    minutes: int | None = None,
    answer_by: date | None = None,
    written_at: datetime | None = None,
    in_rhythm: bool = True,
) -> dict[int, Decision]:
    """Decide of each of these people, by her key, whether a message goes to her now, later or not at all.

    The channel is her own where none is given. `minutes` are what it newly asks of her, None where it asks for nothing or
    she was asked when it was written, at `written_at`. Whoever was drawn by lot is not asked `in_rhythm`, but at once.
    """
    keys = [person.pk for person in people]
    told = with_load(Person.objects.filter(pk__in=keys), on=localdate(at)).select_related("limit")
    may_be_asked = set(who_may_be_asked().filter(pk__in=keys).values_list("pk", flat=True)) if purpose in ASKING else set(keys)
    decisions = {}
    for person in told:
        reason = _why_not_permitted(person) if person.pk not in may_be_asked else _why_not(person, purpose, minutes)
        decisions[person.pk] = Decision(goes=False, reason=reason) if reason else Decision(goes=True)
        rounds_from = (written_at or at) if in_rhythm and purpose in ASKING else None
        if not reason and (wait := _wait(person, purpose, channel or person.channel, at, rounds_from)):
            is_too_late = answer_by and wait.reason == Why.RHYTHM and wait.until and localdate(wait.until) >= answer_by
            decisions[person.pk] = Decision(goes=False, reason=Why.TOO_LATE) if is_too_late else wait
    return decisions


def decide_again(message: Message, at: datetime) -> Decision:
    """Decide about a message that was written before: much may have changed since."""
    if message.answer_by and localdate(at) > message.answer_by:
        return Decision(goes=False, reason=Why.TOO_LATE)
    about: dict[str, Any] = {"purpose": message.purpose, "channel": message.channel, "written_at": message.queued_at}
    about["answer_by"] = message.answer_by
    in_rhythm = message.reason == Why.RHYTHM
    return decide([message.person], at=at, in_rhythm=in_rhythm, **about)[message.person_id]


def hears_too_late(person: Person, answer_by: date, *, at: datetime) -> bool:
    """Tell whether somebody who is asked all together, read with `limit`, would be asked only once answers are needed."""
    limit = getattr(person, "limit", None)
    day = _next_round(limit.rhythm, at) if limit else None
    return day is not None and localdate(day) >= answer_by


def goes_by_itself(channel: str, person: Person) -> bool:
    """Tell whether nobody of staff has to post, ring or text it. To invented people no service sends anything."""
    return channel == Channel.EMAIL or (channel in settings.NOTIFY.ways and not person.is_example)


def _why_not_permitted(person: Person) -> Why:
    if person.age_band in UNDER_16:
        return Why.YOUNG
    return Why.GRIEVES if is_left_in_peace(person) else Why.NOT_PERMITTED


def _why_not(person: Any, purpose: str, minutes: int | None) -> str:
    if purpose not in ASKING:
        return ""
    if minutes is not None:
        return why_not(person, minutes) or ""
    # What was asked of her is counted already: only what she has said since keeps it back.
    if person.is_resting:
        return Why.RESTING
    return Why.OFF if person.is_off else ""


def _wait(person: Any, purpose: str, channel: str, at: datetime, rounds_from: datetime | None) -> Decision | None:
    """Return until when and why a message waits. Staff who ring or post see for themselves what hour it is."""
    limit = getattr(person, "limit", None)
    if rounds_from and limit and (day := _next_round(limit.rhythm, rounds_from)) and day > at:
        return Decision(goes=True, reason=Why.RHYTHM, until=day)
    if not goes_by_itself(channel, person) or purpose in AT_ANY_HOUR:
        return None
    if person.age_band in AT_SCHOOL and is_in_school_hours(at):
        return Decision(goes=True, reason=Why.SCHOOL, until=end_of_school(at))
    until = _end_of_quiet(person, limit, localtime(at))
    return Decision(goes=True, reason=Why.QUIET, until=until) if until else None


def _next_round(rhythm: str, written_at: datetime) -> datetime | None:
    """Return when those of this rhythm are asked next, after something was written to them."""
    written = localtime(written_at)
    first = written.replace(hour=_ROUND_AT.hour, minute=0, second=0, microsecond=0)
    if rhythm == Rhythm.WEEKLY:
        day = first - timedelta(days=first.weekday())
        return day if day > written else day + timedelta(days=_WEEK)
    if rhythm == Rhythm.MONTHLY:
        day = first.replace(day=1)
        return day if day > written else (day + timedelta(days=31)).replace(day=1)
    return None


def _end_of_quiet(person: Person, limit: Any, now: datetime) -> datetime | None:
    """Return when the quiet hours end in which this is, if it is: her own, else the usual ones. Nobody wakes invented people."""
    has_own = limit is not None and limit.quiet_from is not None
    if person.is_example and not has_own:
        return None
    usual = (time(settings.QUIET_FROM), time(settings.QUIET_UNTIL))
    begins, ends = (limit.quiet_from, limit.quiet_until) if has_own else usual
    overnight = begins > ends
    is_quiet = (now.time() >= begins or now.time() < ends) if overnight else begins <= now.time() < ends
    if not is_quiet:
        return None
    day = now.date() + timedelta(days=overnight and now.time() >= begins)
    return datetime.combine(day, ends, now.tzinfo)
