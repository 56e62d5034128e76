"""What is offered and to whom, who may still be asked, and what they answered."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from cyfran.domain.base.models import User
from cyfran.domain.base.queries import read_link, sign_link
from cyfran.domain.opportunities.choices import Answer, OpportunityState
from cyfran.domain.opportunities.models import Invitation, Opportunity
from cyfran.domain.organisations.queries import organisations_of
from cyfran.domain.people.choices import Use
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import people_who_permit

_LINK = "invitation"


@dataclass(frozen=True)
class RepliesSummary:
    """How many were asked and what they answered: exact, so for staff alone."""

    asked: int
    yes: int
    not_this_time: int
    another_way: int

    @property
    def waiting(self) -> int:
        return self.asked - self.yes - self.not_this_time - self.another_way


def opportunities_open_to(user: User) -> QuerySet[Opportunity]:
    """Return the opportunities of the bodies a member of staff works for."""
    return Opportunity.objects.filter(organisation__in=organisations_of(user)).select_related("organisation", "stage__project")


def open_opportunities(*, at: datetime) -> QuerySet[Opportunity]:
    """Return what people may still be asked to: published, not closed, not begun; the first to begin comes first."""
    return Opportunity.objects.filter(state=OpportunityState.OPEN, starts_at__gt=at).order_by("starts_at", "id")


def may_be_invited_to(opportunity: Opportunity) -> QuerySet[Person]:
    """Return those of the body who permit being asked and were not asked to this yet.

    The people of an example are never asked to something real, nor real people to an example.
    """
    return (
        people_who_permit(Use.CONTACT)
        .filter(organisation=opportunity.organisation_id, is_example=opportunity.stage.project.is_example)
        .exclude(invitations__opportunity=opportunity)
    )


def replies_summary(opportunity: Opportunity) -> RepliesSummary:
    """Count what was answered."""
    counts = opportunity.invitations.aggregate(
        asked=Count("id"),
        yes=Count("id", filter=Q(answer=Answer.YES)),
        not_this_time=Count("id", filter=Q(answer=Answer.NOT_THIS_TIME)),
        another_way=Count("id", filter=Q(answer=Answer.ANOTHER_WAY)),
    )
    return RepliesSummary(**counts)


def invitations_of(person: Person) -> QuerySet[Invitation]:
    """Return what a person was asked to, the newest first."""
    return person.invitations.select_related("opportunity__organisation", "opportunity__stage__project").order_by(
        "-invited_at", "-id"
    )


def invitation_link(invitation: Invitation) -> str:
    """Return the part of an address that opens this invitation for the person asked."""
    return sign_link(_LINK, invitation.public_id, invitation.person.link_version)


def invitation_by_link(link: str) -> Invitation | None:
    """Return the invitation a link opens; None where it is not ours, or the person has since had her links renewed."""
    read = read_link(_LINK, link)
    if read is None:
        return None
    public_id, version = read
    return (
        Invitation.objects.filter(public_id=public_id, person__link_version=version)
        .select_related("person", "opportunity__organisation", "opportunity__stage__project")
        .first()
    )
