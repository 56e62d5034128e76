"""What partners pass on to their own people: to whom they may tell of it, and how many came by it."""

from dataclasses import dataclass

from django.db.models import QuerySet

from cyfran.domain.correspondence.choices import Purpose, State
from cyfran.domain.correspondence.models import Forward, Message
from cyfran.domain.opportunities.choices import Answer
from cyfran.domain.opportunities.models import Invitation, Opportunity
from cyfran.domain.opportunities.queries import with_places_taken
from cyfran.domain.people.choices import AT_SCHOOL
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import who_may_be_asked
from cyfran.domain.people.rules import is_in_school_hours
from cyfran.engine.redaction.counts import publishable


@dataclass(frozen=True)
class ForwardFigures:
    """How many came by what a partner passed on; None where there are so few that it could tell who."""

    told: int | None
    came: int | None
    said_yes: int | None


def opportunity_of(forward: Forward) -> Opportunity | None:
    """Return what a partner passes on, with its `places_taken`; None where it is something else, or gone."""
    if forward.about_kind != Opportunity._meta.label_lower:
        return None
    beside = with_places_taken(Opportunity.objects.select_related("organisation", "stage__project"))
    return beside.filter(public_id=forward.about_public_id).first()


def told_by(forward: Forward) -> QuerySet[Message]:
    """Return what was written to the partner's own people of what it passes on, and not taken back."""
    written = Message.objects.filter(purpose=Purpose.PASSED_ON, about_public_id=forward.public_id)
    return written.exclude(state=State.NOT_NEEDED)


def may_be_told_of(forward: Forward, opportunity: Opportunity) -> QuerySet[Person]:
    """Return those of the partner's own people who permit being asked and have not been told of this yet."""
    at_school = AT_SCHOOL if is_in_school_hours(opportunity.starts_at, opportunity.minutes_there) else ()
    theirs = who_may_be_asked().filter(organisation=forward.partner_id, is_example=opportunity.stage.project.is_example)
    return theirs.exclude(pk__in=told_by(forward).values("person")).exclude(age_band__in=at_school)


def forward_figures(forward: Forward) -> ForwardFigures:
    """Count who registered by what a partner passed on, and who of them said yes to it."""
    came = forward.arrivals.filter(person__erased_at=None, person__merged_into=None)
    said_yes = Invitation.objects.filter(
        opportunity__public_id=forward.about_public_id, person__in=came.values("person"), answer=Answer.YES
    )
    told = told_by(forward).values("person").distinct()
    return ForwardFigures(publishable(told.count()), publishable(came.count()), publishable(said_yes.count()))
