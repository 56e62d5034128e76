"""How well something suits somebody, in points: from what is on record of both. `docs/methods/matching.md` explains the weights.

What somebody said is kept to: whoever named other topics or other times is not asked at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils.timezone import localtime

from cyfran.domain.base.choices import Channel, Language, Topic
from cyfran.domain.opportunities.choices import Spoken, Suits, Unsuited
from cyfran.domain.opportunities.models import Opportunity
from cyfran.domain.people.choices import AT_SCHOOL, AgeBand, Format, Hours, Relation
from cyfran.domain.people.queries import GOES_ON

# Whoever was never asked comes first: this is more than all the others can be together.
WEIGHTS: Mapping[Suits, float] = {
    Suits.NEVER_ASKED: 130,
    Suits.LONG_AGO: 36,
    Suits.TOPIC: 25,
    Suits.LIVED: 10,
    Suits.TIME: 10,
    Suits.PLACE: 10,
    Suits.SPOKEN: 10,
    Suits.LITTLE: 10,
    Suits.WAY: 5,
    Suits.FORMAT: 5,
    Suits.COVER: 5,
}
# So long after she was last asked somebody counts fully as asked long ago.
_LONG_AGO_DAYS = 3 * 365
_HALF = 0.5
_NOON, _EVENING, _SATURDAY = 12, 17, 5
_SPOKEN_IN = {Spoken.WELSH: (Language.WELSH, ""), Spoken.ENGLISH: (Language.ENGLISH, "")}
_WAYS_OF = {
    Channel.EMAIL: ("online", "in_writing"),
    Channel.TEXT: ("online", "by_telephone"),
    Channel.PHONE: ("by_telephone",),
    Channel.LETTER: ("in_writing",),
}
_FORMATS_OF = {Format.LARGE_PRINT: "in_large_print", Format.EASY_READ: "in_easy_read", Format.AUDIO: "read_aloud"}
_YOUNG = (*AT_SCHOOL, AgeBand.FROM_18_TO_24, AgeBand.FROM_16_TO_24)


@dataclass(frozen=True)
class Score:
    """How well something suits somebody: points, and for what; or why it is not for her."""

    points: float = 0
    suits: tuple[Suits, ...] = ()
    unsuited: Unsuited | None = None


class Scores:
    """Tells how well one opportunity suits people, read with `with_load`, `with_last_asked`, `preference` and their roles."""

    def __init__(self, opportunity: Opportunity, on: date) -> None:
        self.opportunity, self.on = opportunity, on
        self.time = time_of(opportunity.starts_at) if opportunity.has_its_time else ""
        self.is_in_person_alone = opportunity.in_person and not any(
            (opportunity.online, opportunity.by_telephone, opportunity.in_writing)
        )
        project = opportunity.stage.project
        self.area = project.area_id or opportunity.organisation.area_id
        self.region = opportunity.organisation.region_id

    def of(self, person: Any) -> Score:
        if unsuited := self.why_not(person):
            return Score(unsuited=unsuited)
        shares = self._shares(person)
        points = sum(WEIGHTS[code] * share for code, share in shares.items())
        return Score(points, tuple(code for code in WEIGHTS if shares.get(code, 0) >= _HALF))

    def why_not(self, person: Any) -> Unsuited | None:
        """Say why it is not for somebody, read with `preference`; None where it is."""
        said = getattr(person, "preference", None)
        if said and said.topics and self.opportunity.topic and self.opportunity.topic not in said.topics:
            return Unsuited.OTHER_TOPICS
        if said and self.time and not said.is_free[self.time]:
            return Unsuited.OTHER_TIMES
        return Unsuited.TOO_FAR if self.is_in_person_alone and person.area.region_id != self.region else None

    def _shares(self, person: Any) -> dict[Suits, float]:
        """Return by what it suits her, each from 0 to 1."""
        return {
            Suits.NEVER_ASKED: person.last_asked_on is None,
            Suits.LONG_AGO: self._since_asked(person),
            Suits.TOPIC: self._is_wished_for(person),
            Suits.LIVED: self._is_lived(person),
            Suits.TIME: self._time_is_named(person),
            Suits.PLACE: self.opportunity.in_person and person.area_id == self.area,
            Suits.SPOKEN: person.language in _SPOKEN_IN.get(Spoken(self.opportunity.spoken), ())
            if self.opportunity.spoken
            else 0,
            Suits.LITTLE: _room_left(person),
            Suits.WAY: any(getattr(self.opportunity, way) for way in _WAYS_OF[Channel(person.channel)]),
            Suits.FORMAT: self._has_format(person),
            Suits.COVER: self.opportunity.offers_cover and Hours.FROM_50 in _hours(person),
        }

    def _since_asked(self, person: Any) -> float:
        asked = person.last_asked_on
        return 0 if asked is None else max(0.0, min(1.0, (self.on - asked).days / _LONG_AGO_DAYS))

    def _is_wished_for(self, person: Any) -> bool:
        said = getattr(person, "preference", None)
        return bool(self.opportunity.topic and said and self.opportunity.topic in said.topics)

    def _is_lived(self, person: Any) -> bool:
        if self.opportunity.topic == Topic.CHILDREN:
            return any(role.relation == Relation.CHILD for role in _roles(person))
        return self.opportunity.topic == Topic.YOUNG_CARERS and person.age_band in _YOUNG

    def _time_is_named(self, person: Any) -> bool:
        said = getattr(person, "preference", None)
        return bool(self.time and said and getattr(said, self.time))

    def _has_format(self, person: Any) -> bool:
        name = _FORMATS_OF.get(Format(person.format))
        return bool(name and getattr(self.opportunity, name))


def time_of(starts_at: datetime) -> str:
    """Return the name of the time at which something is, as people name the times that suit them."""
    start = localtime(starts_at)
    if start.weekday() >= _SATURDAY:
        return "weekends"
    if start.hour < _NOON:
        return "mornings"
    return "afternoons" if start.hour < _EVENING else "evenings"


def _room_left(person: Any) -> float:
    """Return which part of her limit for a year is not used up; where she has lifted it, of the usual one."""
    limit = 60 * settings.LOAD_LIMIT_HOURS if person.minutes_limit is None else person.minutes_limit
    return max(0.0, 1 - person.minutes_asked / limit)


def _roles(person: Any) -> list[Any]:
    return [role for role in person.caring_roles.all() if role.state in GOES_ON and role.relation != Relation.JOB]


def _hours(person: Any) -> list[str]:
    return [role.hours for role in _roles(person)]
