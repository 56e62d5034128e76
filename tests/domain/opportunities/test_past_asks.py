"""What people were already asked on a topic is found, and read before they are asked again."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from cyfran.domain.base.choices import Topic
from cyfran.domain.base.models import AuditEvent
from cyfran.domain.opportunities.actions.offers import change_opportunity, publish_opportunity, read_past_asks
from cyfran.domain.opportunities.choices import OpportunityState
from cyfran.domain.opportunities.queries import past_asks, unread_asks
from tests.factories.base import make_user
from tests.factories.opportunities import SAID_BEFOREHAND, make_opportunity
from tests.factories.projects import make_project, make_stage

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
BEFORE = datetime(2026, 9, 2, 9, 0, tzinfo=UTC)


def asked(*, topic=Topic.BREAKS, **project):
    stage = make_stage(project=make_project(**{"published_at": BEFORE, **project}))
    return make_opportunity(stage=stage, state=OpportunityState.CLOSED, topic=topic)


def test_past_asks_are_those_of_every_body_on_the_topic_the_latest_first():
    first, second = asked(), asked()
    second.published_at = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    second.save()
    asked(topic=Topic.MONEY)
    asked(published_at=None)
    asked(is_example=True)
    opportunity = make_opportunity(topic=Topic.BREAKS)
    make_opportunity(stage=opportunity.stage, topic=Topic.BREAKS)

    assert list(past_asks(opportunity, at=NOW)) == [second, first]


def test_past_asks_of_ones_own_project_are_found_before_everyone_can_read_of_it():
    opportunity = make_opportunity(topic=Topic.BREAKS)
    earlier = make_opportunity(stage=opportunity.stage, state=OpportunityState.OPEN, topic=Topic.BREAKS)

    assert list(past_asks(opportunity, at=NOW)) == [earlier]


@pytest.mark.parametrize("topic", ["", Topic.OTHER])
def test_past_asks_on_none_of_the_topics_are_those_of_the_same_project(topic):
    opportunity = make_opportunity(topic=topic)
    earlier = make_opportunity(stage=opportunity.stage, state=OpportunityState.OPEN, topic=topic)
    asked(topic=topic)

    assert list(past_asks(opportunity, at=NOW)) == [earlier]


def test_nobody_is_asked_again_before_what_was_asked_is_read():
    asked()
    opportunity, coordinator = make_opportunity(**SAID_BEFOREHAND), make_user()

    with pytest.raises(ValidationError) as refusal:
        publish_opportunity(opportunity=opportunity, by=coordinator, at=NOW)
    read_past_asks(opportunity=opportunity, by=coordinator, at=NOW)
    publish_opportunity(opportunity=opportunity, by=coordinator, at=NOW)

    assert refusal.value.code == "past_unread"
    assert (opportunity.past_read_at, opportunity.state) == (NOW, OpportunityState.OPEN)
    assert AuditEvent.objects.get(verb="opportunity.past_read").actor_public_id == coordinator.public_id
    assert set(AuditEvent.objects.values_list("verb", flat=True)) == {"opportunity.past_read", "opportunity.published"}


def test_what_was_read_counts_for_its_topic_and_its_day():
    opportunity, coordinator = make_opportunity(topic=Topic.BREAKS), make_user()
    asked()
    read_past_asks(opportunity=opportunity, by=coordinator, at=NOW)
    unread_at_once = unread_asks(opportunity, at=NOW).count()
    newer = asked()
    newer.published_at = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
    newer.save()

    unread = list(unread_asks(opportunity, at=datetime(2026, 11, 23, 9, 0, tzinfo=UTC)))
    change_opportunity(opportunity=opportunity, topic=Topic.MONEY, by=coordinator, at=NOW)

    assert (unread_at_once, unread) == (0, [newer])
    assert opportunity.past_read_at is None
