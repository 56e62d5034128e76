"""Requests as everyone sees them: whom each waits for and how long; not who asked, nor in what words, nor the reasons."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from cyfran.domain.organisations.models import Organisation
from cyfran.domain.projects.choices import ProposalState
from cyfran.domain.projects.queries import PublicProposal
from cyfran.web.ui.alphabet import place_in_alphabet


@dataclass(frozen=True)
class RequestOnPage:
    """One request, with its answer or its silence in words."""

    proposal: PublicProposal

    @property
    def is_late(self) -> bool:
        return self.proposal.overdue > 0

    @property
    def state(self) -> str:
        """Return the code that colours the tag."""
        return "overdue" if self.is_late and self.proposal.state == ProposalState.WAITING else self.proposal.state

    @property
    def state_name(self) -> str:
        if self.proposal.state != ProposalState.WAITING:
            return str(self.proposal.state.label)
        return self._silence if self.is_late else _("Not due yet")

    @property
    def lateness(self) -> str:
        """Say of an answer that came late how late it was."""
        if self.proposal.state == ProposalState.WAITING or not self.is_late:
            return ""
        days = self.proposal.overdue
        return ngettext("%(days)s day late", "%(days)s days late", days) % {"days": days}

    @property
    def _silence(self) -> str:
        days = self.proposal.overdue
        return ngettext("No answer yet, %(days)s day late", "No answer yet, %(days)s days late", days) % {"days": days}


@dataclass(frozen=True)
class BodyOnPage:
    """One body and how it keeps its time. Bodies stand in the order of their names: nobody is ranked."""

    body: Organisation
    requests: Sequence[RequestOnPage]

    @property
    def asked(self) -> int:
        return len(self.requests)

    @cached_property
    def late(self) -> int:
        return sum(request.is_late for request in self.requests)

    @property
    def not_due(self) -> int:
        return sum(request.state == ProposalState.WAITING for request in self.requests)

    @property
    def in_time(self) -> int:
        return self.asked - self.late - self.not_due


def body_by_body(proposals: Iterable[PublicProposal]) -> list[BodyOnPage]:
    requests: dict[Organisation, list[RequestOnPage]] = {}
    for proposal in proposals:
        requests.setdefault(proposal.organisation, []).append(RequestOnPage(proposal))
    bodies = [BodyOnPage(body, theirs) for body, theirs in requests.items()]
    language = get_language() or "en"
    return sorted(bodies, key=lambda found: place_in_alphabet(str(found.body.name), language))
