"""Opportunities and invitations for tests: only what is required."""

from datetime import UTC, date, datetime

from cyfran.domain.opportunities.choices import OpportunityState
from cyfran.domain.opportunities.models import Invitation, Opportunity
from tests.factories.people import make_person
from tests.factories.projects import make_stage


def make_opportunity(**given) -> Opportunity:
    """Make a meeting in January, still being prepared; with another state, one that was published in good time."""
    if "stage" not in given:
        given["stage"] = make_stage()
    fields = {
        "organisation": given["stage"].project.organisation,
        "title_cy": "Cyfarfod cyntaf",
        "title_en": "First meeting",
        "about_cy": "Beth sy'n bwysig i chi?",
        "about_en": "What matters to you?",
        "starts_at": datetime(2027, 1, 12, 18, 0, tzinfo=UTC),
        "reply_by": date(2027, 1, 5),
        "minutes_there": 90,
        "in_person": True,
    }
    if given.get("state", OpportunityState.DRAFT) != OpportunityState.DRAFT:
        fields |= {"published_at": datetime(2026, 11, 2, 9, 0, tzinfo=UTC), "notice_days": 71}
    return Opportunity.objects.create(**{**fields, **given})


def make_invitation(**given) -> Invitation:
    """Make an invitation that waits for its answer, to somebody of the organisation that asks."""
    if "opportunity" not in given:
        given["opportunity"] = make_opportunity(state=OpportunityState.OPEN)
    if "person" not in given:
        given["person"] = make_person(organisation=given["opportunity"].organisation)
    return Invitation.objects.create(**{"invited_at": datetime(2026, 11, 3, 9, 0, tzinfo=UTC), **given})
