"""A small event in two minutes: staff say what, when and where, and the template of its kind fills in the rest."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from cyfran.domain.base.actions import Actor
from cyfran.domain.opportunities.actions.offers import draft_opportunity
from cyfran.domain.opportunities.choices import OpportunityKind as Kind
from cyfran.domain.opportunities.models import Opportunity
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.projects.models import Stage

_DAYS_TO_ARRANGE_CARE = timedelta(days=7)
_OUT = {"in_person": True, "minutes_travel": 40, "offers_cover": True, "offers_travel": True, "offers_food": True}
_PAID = {**_OUT, "offers_fee": True}
_AT_HOME = {"online": True, "in_writing": True, "by_telephone": True, "why_not_in_person": "OWN_TIME", "spoken": "EITHER"}
_TOGETHER = {"why_not_online": "ONE_ROOM", "why_not_by_telephone": "ONE_ROOM"}
_THERE = {"why_not_online": "THE_PLACE", "why_not_by_telephone": "THE_PLACE"}
_SHOWN = {"online": True, "why_not_by_telephone": "SEEN"}
# What is usual for each kind, until staff change it.
_TEMPLATES: dict[Kind, Mapping[str, Any]] = {
    Kind.MEETING: {**_OUT, **_SHOWN, "minutes_there": 90, "minutes_reading": 20},
    Kind.SEAT: {**_PAID, **_SHOWN, "minutes_there": 120, "minutes_reading": 60},
    Kind.FOCUS_GROUP: {**_PAID, **_TOGETHER, "minutes_there": 90},
    Kind.DROP_IN: {**_OUT, **_THERE, "minutes_there": 60, "minutes_travel": 30, "may_bring": "YES"},
    Kind.CONVERSATION: {"in_person": True, "by_telephone": True, "online": True, "minutes_there": 45, "may_bring": "YES"},
    Kind.SURVEY: {**_AT_HOME, "minutes_there": 10},
    Kind.SHORT_TASK: {**_AT_HOME, "minutes_there": 5},
    Kind.PANEL: {**_PAID, **_SHOWN, "minutes_there": 180, "minutes_reading": 60},
    Kind.VISIT: {**_PAID, **_THERE, "minutes_there": 120, "minutes_travel": 60},
    Kind.HACKATHON: {**_PAID, **_TOGETHER, "minutes_there": 300, "minutes_reading": 15},
}
_ABOUT: dict[Kind, Promise] = {
    Kind.MEETING: _("We meet to talk about this together. You hear what is open and what is not, and say what you think."),
    Kind.SEAT: _("A seat of your own: you get the papers when staff get them, and you may raise what matters to you."),
    Kind.FOCUS_GROUP: _("A small group talks about this in depth. There are no right answers, and nobody has to speak."),
    Kind.DROP_IN: _("Come when you like, and go when you like. There is something to drink, and somebody who listens."),
    Kind.CONVERSATION: _("One of us talks with you about this, at a time that suits you."),
    Kind.SURVEY: _("A few questions, answered whenever it suits you. Leave out what you like."),
    Kind.SHORT_TASK: _("Five minutes of yours, whenever it suits you: look at one thing and say what you think of it."),
    Kind.PANEL: _("You read or hear what others propose, ask them about it, and score it together with staff."),
    Kind.VISIT: _("We go and see how something is done elsewhere, and talk about what it could mean here."),
    Kind.HACKATHON: _("A day of trying things out together, in mixed groups. You need to know nothing beforehand."),
}


@transaction.atomic
def draft_from_template(
    *, organisation: Organisation, stage: Stage, kind: str, by: Actor | None, at: datetime, **given: Any
) -> Opportunity:
    """Prepare a way to take part from the little that is given; minutes, ways, offers and words come from its template."""
    template = Kind(kind)
    usual = {
        **_TEMPLATES[template],
        **_in_both_languages(_ABOUT[template]),
        "reply_by": _reply_by(template, given["starts_at"], at),
    }
    return draft_opportunity(organisation=organisation, stage=stage, kind=kind, by=by, at=at, **{**usual, **given})


def _in_both_languages(sentence: Promise) -> dict[str, str]:
    words = {}
    for language in ("cy", "en"):
        with override(language):
            words[f"about_{language}"] = str(sentence)
    return words


def _reply_by(kind: Kind, starts_at: datetime, at: datetime) -> date:
    """Return a week before, so that care can be arranged; today if that has gone by, and the day itself where nobody signs up."""
    starts_on = localdate(starts_at)
    if kind == Kind.DROP_IN:
        return starts_on
    return min(max(starts_on - _DAYS_TO_ARRANGE_CARE, localdate(at)), starts_on)
