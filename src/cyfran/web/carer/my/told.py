"""What a person said or asked for, what came of it, and whose move it is."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.models import Owned
from cyfran.domain.contributions.choices import Audience
from cyfran.domain.contributions.models import Contribution
from cyfran.domain.decisions.choices import STILL_OPEN
from cyfran.domain.decisions.models import Response
from cyfran.domain.people.models import Flag
from cyfran.domain.projects.choices import ProposalState
from cyfran.domain.projects.models import Proposal
from cyfran.web.ui.parts import Text
from cyfran.web.ui.templatetags.ui import day

_WORDS_IN_A_LINK = 6
_FOR_ALL = _("Anyone can read these words, without your name.")
_FOR_ALL_SOON = _("Once somebody has checked that they do not show who you are, anyone can read these words.")
_FOR_THE_TEAM = _("Only the people working on this can read these words.")
_FOR_THE_TEAM_NOW = _("Only the people working on this can read these words, since you do not permit us to show what you say.")
_FIRST_ANSWER = (
    _("%(name)s owes you an answer by %(day)s."),
    _("%(name)s owed you an answer by %(day)s. It is late, and everyone can count that."),
)
_MORE = (
    _("%(name)s will tell you more by %(day)s."),
    _("%(name)s was going to tell you more by %(day)s. It is late."),
)


@dataclass(frozen=True)
class Told:
    """One thing she said or asked for. `excerpt` is what a link about it is called; `gap` stands where words were taken back."""

    words: str
    language: str
    note: Text
    state: str
    state_name: Text
    reason: Text
    answered_on: date | None
    next_move: Text
    gap: Text = ""
    who_reads: Text = ""
    withdraw: str = ""

    @property
    def excerpt(self) -> str:
        return Truncator(self.words).words(_WORDS_IN_A_LINK)


@dataclass(frozen=True)
class Owed:
    """How many answers one member of staff owes her, and by when the first of them."""

    name: str
    answers: int
    due_on: date
    is_late: bool


@dataclass(frozen=True)
class Promised:
    """Who is in touch with her, since she asked for help or is young, and by when."""

    name: str
    due_at: datetime
    is_late: bool

    @classmethod
    def of(cls, flag: Flag, *, now: datetime) -> Self:
        return cls(flag.owner.name, flag.due_at, is_late=flag.due_at < now)


def of_contribution(
    contribution: Contribution, answer: Response | None, *, link: str, today: date, is_shown: bool, permits_quotes: bool
) -> Told:
    said_on, project = timezone.localdate(contribution.given_at), contribution.stage.project
    taken_back_on = contribution.withdrawn_at and timezone.localdate(contribution.withdrawn_at)
    facts = {"day": day(said_on), "project": project.title, "back": taken_back_on and day(taken_back_on)}
    return Told(
        words="" if taken_back_on else contribution.words,
        language=contribution.words_language,
        note=_("You said this on %(day)s, about “%(project)s”.") % facts,
        gap=_("You took these words back on %(back)s. They are shown to nobody.") % facts if taken_back_on else "",
        state=answer.state if answer else ProposalState.WAITING,
        state_name=answer.get_state_display() if answer else ProposalState.WAITING.label,
        reason=answer.reason if answer else "",
        answered_on=timezone.localdate(answer.answered_at) if answer else None,
        next_move=_next_move(contribution, answer, today),
        who_reads="" if taken_back_on else _who_reads(contribution, is_shown, permits_quotes),
        withdraw="" if taken_back_on else reverse("carer:my:withdraw", args=[link, contribution.public_id]),
    )


def of_request(proposal: Proposal, *, today: date) -> Told:
    facts = {"day": day(proposal.received_at), "organisation": proposal.organisation.name}
    return Told(
        words=proposal.words,
        language=proposal.words_language,
        note=_("You asked %(organisation)s for this on %(day)s.") % facts,
        state=proposal.state,
        state_name=proposal.get_state_display(),
        reason=proposal.reason,
        answered_on=proposal.answered_at and timezone.localdate(proposal.answered_at),
        next_move=_next_move_in_request(proposal, today),
    )


def owed_by_each(
    contributions: Iterable[Contribution], answers: dict[int, Response], requests: Iterable[Proposal], *, today: date
) -> list[Owed]:
    """Return who owes her answers, whoever is due first at the top."""
    dates: dict[str, list[date]] = defaultdict(list)
    open_words = [said for said in contributions if _is_open(answers.get(said.pk))]
    for thing in [*open_words, *(proposal for proposal in requests if proposal.state == ProposalState.WAITING)]:
        dates[thing.owner.name].append(thing.due_on)
    owed = [Owed(name, len(due), min(due), min(due) < today) for name, due in dates.items()]
    return sorted(owed, key=lambda one: one.due_on)


def _is_open(answer: Response | None) -> bool:
    return answer is None or answer.state in STILL_OPEN


def _next_move(contribution: Contribution, answer: Response | None, today: date) -> Text:
    if not _is_open(answer):
        return ""
    return _said_of(_MORE if answer else _FIRST_ANSWER, contribution, today)


def _next_move_in_request(proposal: Proposal, today: date) -> Text:
    if proposal.state == ProposalState.WAITING:
        return _said_of(_FIRST_ANSWER, proposal, today)
    return _("It became the project “%(project)s”.") % {"project": proposal.project.title} if proposal.project else ""


def _said_of(sentences: tuple[Text, Text], thing: Owned, today: date) -> Text:
    in_time, late = sentences
    return (late if thing.due_on < today else in_time) % {"name": thing.owner.name, "day": day(thing.due_on)}


def _who_reads(contribution: Contribution, is_shown: bool, permits_quotes: bool) -> Text:
    if is_shown:
        return _FOR_ALL
    if contribution.audience == Audience.TEAM or contribution.checked_at:
        return _FOR_THE_TEAM
    return _FOR_ALL_SOON if permits_quotes else _FOR_THE_TEAM_NOW
