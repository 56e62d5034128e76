"""What carers need to know before they can say yes, and that nothing is published without it."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from cyfran.domain.correspondence.models import Message
from cyfran.domain.opportunities.actions.offers import change_opportunity, invite, publish_opportunity
from cyfran.domain.opportunities.choices import OpportunityState, Unsaid
from cyfran.domain.opportunities.models import Opportunity
from cyfran.domain.opportunities.rules import unsaid
from tests.factories.base import make_user
from tests.factories.opportunities import SAID_BEFOREHAND, make_opportunity
from tests.factories.people import make_permission, make_person
from tests.factories.projects import make_stage

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.domain.correspondence.urls")]

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changed", "lacking"),
    [
        ({}, []),
        ({"work": ""}, [Unsaid.WORK]),
        ({"why_not_online": ""}, [Unsaid.WAYS]),
        ({"why_not_online": "", "online": True}, []),
        ({"why_not_in_person": ""}, []),
        ({"may_bring": ""}, [Unsaid.BRING]),
        ({"may_bring": "", "in_person": False, "online": True}, []),
        ({"spoken": ""}, [Unsaid.LANGUAGES]),
        ({"why_not_more_cy": ""}, [Unsaid.WHY_NOT_MORE]),
    ],
)
def test_what_is_unsaid_goes_by_what_is_offered(changed, lacking):
    opportunity = make_opportunity(stage=make_stage(carer_right="ADVISE"), **SAID_BEFOREHAND | changed)

    assert unsaid(opportunity) == lacking


@pytest.mark.parametrize(("right", "lacking"), [("NOT_STATED", [Unsaid.WHY_NOT_MORE]), ("AGREE_JOINTLY", []), ("VETO", [])])
def test_why_not_more_is_said_where_something_can_be_decided_against_carers(right, lacking):
    silent = SAID_BEFOREHAND | {"why_not_more_cy": "", "why_not_more_en": ""}

    assert unsaid(make_opportunity(stage=make_stage(carer_right=right), **silent)) == lacking


def test_nothing_is_published_that_leaves_carers_in_the_dark():
    opportunity = make_opportunity(**SAID_BEFOREHAND | {"spoken": "", "may_bring": ""})

    with pytest.raises(ValidationError) as refusal:
        publish_opportunity(opportunity=opportunity, by=None, at=NOW)

    assert refusal.value.messages == [
        "Before this is published, say: whether people may bring the person they look after, in which languages it is held."
    ]
    assert Opportunity.objects.get().state == OpportunityState.DRAFT


def test_what_is_published_keeps_saying_it():
    opportunity = make_opportunity(state=OpportunityState.OPEN, **SAID_BEFOREHAND)

    with pytest.raises(ValidationError) as refusal:
        change_opportunity(opportunity=opportunity, spoken="", by=None, at=NOW)

    assert refusal.value.code == "unsaid"
    assert Opportunity.objects.get().spoken == "EITHER"


def test_an_invitation_says_it_in_both_languages():
    opportunity = make_opportunity(state=OpportunityState.OPEN, in_easy_read=True, **SAID_BEFOREHAND)
    person = make_person(organisation=opportunity.organisation)
    make_permission(person=person)

    with override("cy"):
        invite(opportunity=opportunity, people=[person], by=make_user(), at=NOW)

    message = Message.objects.get()
    for line in (
        "- Why not online: It needs everyone in one room",
        "- Bringing the person you look after: Yes, they are welcome",
        "- Languages: Welsh or English, as you choose",
        "- If you ask for it: Easy Read",
        "Why you cannot do more about the decision: The cabinet decides.",
    ):
        assert line in message.body_en
    assert "Y cabinet sy'n penderfynu." in message.body_cy
    assert "in person" not in message.body_cy
