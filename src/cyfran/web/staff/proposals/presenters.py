"""Requests as staff see them: what was asked, how long it has waited, whose move it is."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.fields import BilingualText
from cyfran.domain.base.models import User
from cyfran.domain.organisations.choices import Act
from cyfran.domain.people.models import Person
from cyfran.domain.projects.choices import ProposalState
from cyfran.domain.projects.models import Project, Proposal
from cyfran.web.ui.parts import Text
from cyfran.web.ui.templatetags.ui import named

_ELSEWHERE = _("Somebody who is with another organisation")
_NOBODY_NAMED = _("Somebody who left no name")


@dataclass(frozen=True)
class ProposalOnPage:
    """One request. `person` is nobody where the reader may not see who asked; `was_removed`: nobody is there to be answered."""

    public_id: str
    organisation: BilingualText
    asked_by: Text
    person: Person | None
    words: str
    language: str
    received_on: date
    due_on: date
    owner: User
    state: str
    state_name: Text
    is_waiting: bool
    was_removed: bool
    is_overdue: bool
    reason: BilingualText
    answered_on: date | None
    answered_by: User | None
    project: Project | None
    is_example: bool

    @classmethod
    def of(cls, proposal: Proposal, *, today: date, ours: Collection[int]) -> Self:
        is_unanswered = proposal.state == ProposalState.WAITING
        was_removed = is_unanswered and proposal.person is not None and proposal.person.erased_at is not None
        is_waiting = is_unanswered and not was_removed
        is_overdue = is_waiting and proposal.due_on < today
        person = proposal.person if proposal.person and proposal.person.organisation_id in ours else None
        return cls(
            public_id=proposal.public_id,
            organisation=proposal.organisation.name,
            asked_by=named(person, [Act.SEE_PEOPLE]) if person else _ELSEWHERE if proposal.person else _NOBODY_NAMED,
            person=person,
            words=proposal.words,
            language=proposal.words_language,
            received_on=timezone.localdate(proposal.received_at),
            due_on=proposal.due_on,
            owner=proposal.owner,
            state="OVERDUE" if is_overdue else "" if was_removed else proposal.state,
            state_name=_("Overdue") if is_overdue else _("Removed") if was_removed else proposal.get_state_display(),
            is_waiting=is_waiting,
            was_removed=was_removed,
            is_overdue=is_overdue,
            reason=proposal.reason,
            answered_on=timezone.localdate(proposal.answered_at) if proposal.answered_at else None,
            answered_by=proposal.answered_by,
            project=proposal.project,
            is_example=proposal.is_example,
        )

    @property
    def may_begin(self) -> bool:
        """Tell whether a project is still to be started from this request."""
        return self.state == ProposalState.ACCEPTED and self.project is None
