"""What was not sent, as staff read it: to whom, why, what it was about, and what can be done."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.fields import BilingualText
from cyfran.domain.correspondence.choices import Why
from cyfran.domain.correspondence.models import Forward, NotSent
from cyfran.domain.opportunities.models import Invitation, Opportunity

_ONLY_SHE = _("Nothing: only they themselves can change it. Ask somebody else.")
_LEFT_OUT = _("Somebody of you left them out. If that is no longer so, ask them after all.")
TO_DO: Mapping[Why, str | Promise] = {
    Why.NOT_PERMITTED: _("Nothing, unless they tell you that they may be asked: then write that down on their page."),
    Why.YOUNG: _("Nothing: what is for adults is not for them."),
    Why.GRIEVES: _("Nothing: they say themselves when they would like to be asked again."),
    Why.RESTING: _("Ask them again once they no longer rest. Their page says until when."),
    Why.OVER_LIMIT: _("Ask them for less, or ask somebody else. Only they can lift their limit."),
    Why.OFF: _ONLY_SHE,
    Why.ASKED_ENOUGH: _("Ask them again in a few weeks, or ask somebody else."),
    Why.TOO_LATE: _("Next time, give longer to answer, so that it reaches them on the day they are asked."),
    Why.TOLD_US: _LEFT_OUT,
    Why.NOT_NOW: _LEFT_OUT,
    Why.TOO_NEAR: _LEFT_OUT,
    Why.ASKED_ELSEWHERE: _LEFT_OUT,
}


@dataclass(frozen=True)
class About:
    """What somebody was not asked to, and where staff read of it."""

    title: BilingualText
    href: str


@dataclass(frozen=True)
class NotSentOnPage:
    """That something was not sent to somebody; what it was about is None where that is gone."""

    person_id: str
    name: str
    about: About | None
    purpose: str
    reason: str
    to_do: str | Promise
    decided_at: datetime

    @classmethod
    def of(cls, note: NotSent, about: Mapping[str, About]) -> Self:
        return cls(
            person_id=note.person.public_id,
            name=note.person.name,
            about=about.get(note.about_public_id),
            purpose=note.get_purpose_display(),
            reason=note.get_reason_display(),
            to_do=TO_DO.get(Why(note.reason), ""),
            decided_at=note.decided_at,
        )


def on_page(notes: Collection[NotSent]) -> list[NotSentOnPage]:
    """Return what was not sent with what it was about, by a few questions to the database, however many there are."""
    ids = [note.about_public_id for note in notes]
    forwards = {one.public_id: one for one in Forward.objects.filter(public_id__in=ids)}
    invitations = Invitation.objects.filter(public_id__in=ids).select_related("opportunity")
    opportunities = Opportunity.objects.filter(public_id__in=[*ids, *(one.about_public_id for one in forwards.values())])
    offered = {one.public_id: one for one in opportunities}
    about = {key: _about(one) for key, one in offered.items()}
    about |= {one.public_id: _about(one.opportunity) for one in invitations}
    for key, forward in forwards.items():
        if opportunity := offered.get(forward.about_public_id):
            about[key] = About(opportunity.title, reverse("staff:forwarding:show", args=[key]))
    return [NotSentOnPage.of(note, about) for note in notes]


def _about(opportunity: Opportunity) -> About:
    return About(opportunity.title, reverse("staff:opportunities:show", args=[opportunity.public_id]))
