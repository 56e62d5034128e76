"""An invitation as the person asked reads it: what, when, how long, what is offered, what it can change."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.choices import DecisionRight
from cyfran.domain.base.fields import BilingualText
from cyfran.domain.involvement.queries import limit_of
from cyfran.domain.opportunities.choices import SAID_NO, Answer, OpportunityState
from cyfran.domain.opportunities.models import Change, Invitation, Opportunity
from cyfran.domain.opportunities.queries import offers_to, place_by_lot, places_left, still_owed, waiting_list
from cyfran.domain.opportunities.rules import first_of_next_month
from cyfran.domain.projects.models import Project
from cyfran.web.ui.offers import beforehand, lines
from cyfran.web.ui.parts import Row, Text
from cyfran.web.ui.templatetags.ui import day, duration, when_it_is

_WHAT_CARERS_MAY_DO = {
    DecisionRight.NOT_STATED: _("Not stated yet. Ask us: we must write it down before anything is voted on."),
    DecisionRight.INFORM: _("You are told what is decided and why. You have no say in the decision itself."),
    DecisionRight.ADVISE: _("You give advice. %(organisation)s decides, and must tell you what came of your advice and why."),
    DecisionRight.AGREE_JOINTLY: _("Nothing is decided unless carers and %(organisation)s agree."),
    DecisionRight.DECIDE: _("Carers decide."),
    DecisionRight.VETO: _("%(organisation)s proposes, and carers can stop it."),
}
_WHAT_HAPPENS_NEXT = {
    Answer.YES: _(
        "%(name)s at %(organisation)s now counts on you. If you need something so that you can come, "
        "change your answer and write it there."
    ),
    Answer.NOT_THIS_TIME: _("That is quite all right. You need do nothing more, and you will be asked again another time."),
    Answer.NOT_THIS_MONTH: _("That is quite all right. Nobody asks you for anything before %(until)s."),
    Answer.ANOTHER_WAY: _("%(name)s at %(organisation)s reads this, and will be in touch before %(day)s to hear you your way."),
}
_YOU_SAY_HOW = _(
    "%(name)s at %(organisation)s will be in touch before %(day)s to hear you your way. If you change your answer, you can "
    "write there which way that is."
)
# Staff see these promises among what is due today.
_WE_READ_WHAT_YOU_WROTE = _(
    "%(name)s at %(organisation)s now counts on you, reads what you wrote, and will be in touch before %(day)s."
)
_YOU_WAIT = _(
    "All places are taken. %(organisation)s writes to you as soon as one is free for you. If you would rather not wait, "
    "change your answer."
)
_YOU_SAID = {
    Answer.YES: _("You said yes. Thank you."),
    Answer.NOT_THIS_TIME: _("You said not this time."),
    Answer.NOT_THIS_MONTH: _("You said not this month."),
    Answer.ANOTHER_WAY: _("You would like to say it another way. Thank you."),
}


@dataclass(frozen=True)
class InvitationOnPage:
    title: BilingualText
    about: BilingualText
    organisation: BilingualText
    project: Project
    short_notice: BilingualText
    rows: list[Row]
    what_carers_may_do: Text
    why_not_more: BilingualText
    answer: Answer | None
    you_said: Text
    words: str
    what_happens_next: Text
    has_started: bool
    project_is_closed: bool
    place_has_gone: bool
    is_called_off: bool
    is_over: bool
    place_in_line: int | None
    is_full: bool
    change: Change | None
    owed: list[Text]
    drawn_in: str
    # Until when she rests, and until when she would if she said not this month; the first is empty where she does not.
    rests_until: str
    would_rest_until: str

    @classmethod
    def of(cls, invitation: Invitation, *, now: datetime) -> Self:
        opportunity = invitation.opportunity
        project = opportunity.stage.project
        answer = Answer(invitation.answer) if invitation.answer else None
        is_called_off = opportunity.state == OpportunityState.CALLED_OFF
        # What does not take place never starts, and is over whatever becomes of its project.
        has_started = now >= opportunity.starts_at and not is_called_off
        project_is_closed = project.closed_on is not None and not is_called_off
        is_over = has_started or project_is_closed or is_called_off
        place = place_by_lot(invitation)
        rests_until = _rests_until(invitation, now)
        facts = {
            "until": day(rests_until),
            "name": project.owner.name,
            "organisation": opportunity.organisation.name,
            "day": day(opportunity.starts_at),
        }
        return cls(
            title=opportunity.title,
            about=opportunity.about,
            organisation=opportunity.organisation.name,
            project=project,
            short_notice=opportunity.short_notice,
            rows=_rows(invitation, is_over=is_over),
            what_carers_may_do=_WHAT_CARERS_MAY_DO[DecisionRight(opportunity.stage.carer_right)] % facts,
            why_not_more=opportunity.why_not_more,
            answer=answer,
            you_said=_YOU_SAID[answer] if answer else "",
            words=invitation.answer_words,
            what_happens_next=_what_happens_next(invitation, rests_until) % facts,
            has_started=has_started,
            project_is_closed=project_is_closed,
            drawn_in=place.draw.public_id if place else "",
            place_in_line=_place_in_line(invitation),
            is_full=places_left(opportunity) == 0,
            is_called_off=is_called_off,
            is_over=is_over,
            change=opportunity.changes.first(),
            owed=still_owed(invitation),
            rests_until=day(rests_until),
            would_rest_until=day(max(first_of_next_month(now), rests_until or date.min)),
            place_has_gone=place is not None and place.replaced_by_id is not None,
        )

    @property
    def may_say_it_otherwise(self) -> bool:
        """Tell whether somebody who cannot come is shown how else she can be heard."""
        return self.answer in SAID_NO and not self.is_over

    @property
    def rests_beside(self) -> bool:
        """Tell whether she rests whatever she answered here, which nothing else on the page says."""
        return bool(self.rests_until) and self.answer != Answer.NOT_THIS_MONTH

    @property
    def is_only_elsewhere(self) -> bool:
        """Tell whether the last change left the time as it was."""
        return self.change is not None and self.change.was_at == self.change.opportunity.starts_at


def _place_in_line(invitation: Invitation) -> int | None:
    """Return as which of those who wait for a place she is next; None where she does not wait."""
    if not invitation.waits_since:
        return None
    return list(waiting_list(invitation.opportunity).values_list("pk", flat=True)).index(invitation.pk) + 1


def _rests_until(invitation: Invitation, now: datetime) -> date | None:
    until = limit_of(invitation.person).rests_until
    return until if until and until > localdate(now) else None


def _what_happens_next(invitation: Invitation, rests_until: date | None) -> Text:
    if not invitation.answer:
        return ""
    if invitation.waits_since:
        return _YOU_WAIT
    if invitation.answer == Answer.YES and invitation.answer_words:
        return _WE_READ_WHAT_YOU_WROTE
    if invitation.answer == Answer.ANOTHER_WAY and not invitation.answer_words:
        return _YOU_SAY_HOW
    if invitation.answer == Answer.NOT_THIS_MONTH and rests_until is None:
        return _WHAT_HAPPENS_NEXT[Answer.NOT_THIS_TIME]
    return _WHAT_HAPPENS_NEXT[Answer(invitation.answer)]


def _rows(invitation: Invitation, *, is_over: bool) -> list[Row]:
    opportunity = invitation.opportunity
    offers = offers_to(opportunity, invitation.person)
    who_sees = _("Only the people at %(organisation)s who arrange this.")
    rows = [
        Row(_("What it is"), lines(filter(None, [opportunity.get_kind_display(), opportunity.get_work_display()]))),
        Row(_("When"), when_it_is(opportunity)),
        Row(_("Where"), opportunity.place),
        Row(_("Your time, all in all"), lines(_minutes(opportunity))),
        Row(_("How you can take part"), lines(opportunity.forms)),
        *beforehand(opportunity),
        Row(_("What we offer, so that you can"), lines(offers or [_("Nothing yet. Tell us what you need.")])),
        Row(_("Please answer by"), "" if is_over or not opportunity.needs_sign_up else day(opportunity.reply_by)),
        Row(_("Signing up"), "" if opportunity.needs_sign_up else _("You need not sign up: just come.")),
        Row(_("Who sees your answer"), who_sees % {"organisation": opportunity.organisation.name}),
    ]
    return [row for row in rows if row.value]


def _minutes(opportunity: Opportunity) -> list[Text]:
    """Say how long it takes in all, and what makes it up."""
    parts = [
        (_("%(time)s taking part"), opportunity.minutes_there),
        (_("%(time)s reading beforehand"), opportunity.minutes_reading),
        (_("%(time)s travelling, there and back"), opportunity.minutes_travel),
    ]
    made_up_of = [sentence % {"time": duration(minutes)} for sentence, minutes in parts if minutes]
    return [duration(opportunity.minutes_asked), *made_up_of]
