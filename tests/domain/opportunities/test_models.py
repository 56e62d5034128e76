from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cyfran.domain.opportunities.choices import Answer, OpportunityState
from cyfran.domain.opportunities.models import Invitation, Opportunity
from tests.factories.opportunities import make_invitation, make_opportunity

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"minutes_there": 0}, "Say how many minutes it takes."),
        ({"in_person": False}, "Choose at least one way to take part."),
        ({"published_at": None}, "A published opportunity has a date of publication and its days of notice."),
        ({"notice_days": None}, "A published opportunity has a date of publication and its days of notice."),
        ({"notice_days": 13}, "This is less than 14 days' notice: say why, in Welsh and in English."),
        (
            {"notice_days": 13, "short_notice_en": "The budget was late."},
            "This is less than 14 days' notice: say why, in Welsh and in English.",
        ),
    ],
)
def test_an_opportunity_cannot_be_stored_against_its_promises(changes, message):
    opportunity = make_opportunity(state=OpportunityState.OPEN)
    for name, value in changes.items():
        setattr(opportunity, name, value)

    with pytest.raises(ValidationError) as refusal:
        opportunity.full_clean()

    assert refusal.value.messages == [message]
    with pytest.raises(IntegrityError), transaction.atomic():
        Opportunity.objects.filter(pk=opportunity.pk).update(**changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"answer": Answer.YES},
        {"answered_at": datetime(2026, 11, 21, tzinfo=UTC)},
    ],
)
def test_an_answer_cannot_be_stored_without_its_time(changes):
    invitation = make_invitation()
    for name, value in changes.items():
        setattr(invitation, name, value)

    with pytest.raises(ValidationError) as refusal:
        invitation.full_clean()

    assert refusal.value.messages == ["Say when the answer was given."]
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.filter(pk=invitation.pk).update(**changes)


def test_nobody_can_be_stored_as_asked_twice():
    first = make_invitation()
    second = Invitation(opportunity=first.opportunity, person=first.person, invited_at=first.invited_at)

    with pytest.raises(ValidationError) as refusal:
        second.full_clean()

    assert refusal.value.messages == ["This person has already been asked."]
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()


def test_minutes_asked_include_reading_and_travel():
    opportunity = make_opportunity(minutes_there=90, minutes_reading=20, minutes_travel=40)

    assert opportunity.minutes_asked == 150


@pytest.mark.parametrize(
    ("offers", "assists"),
    [
        ({}, False),
        ({"offers_food": True}, False),
        ({"offers_cover": True}, True),
        ({"offers_travel": True}, True),
        ({"offers_fee": True}, True),
    ],
)
def test_assistance_is_what_makes_it_possible_to_take_part(offers, assists):
    opportunity = make_opportunity(**offers)

    assert opportunity.offers_assistance is assists


def test_forms_and_offers_are_named_in_the_readers_language():
    opportunity = make_opportunity(in_person=True, by_telephone=True, offers_food=True)

    assert [str(label) for label in opportunity.forms] == ["in person", "by telephone"]
    assert [str(label) for label in opportunity.offers] == ["food and drink"]
