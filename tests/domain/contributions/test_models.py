from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cyfran.domain.contributions.choices import Audience, GivenBy
from cyfran.domain.contributions.models import Contribution, Theme
from tests.factories.contributions import make_contribution, make_theme
from tests.factories.meetings import make_meeting

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"audience": Audience.PUBLIC, "public_words": "Nobody asks."},
            "Somebody must check the words before they can be shown.",
        ),
        (
            {"checked_at": NOW, "public_words": "Nobody asks."},
            "The person has not permitted these words to be shown.",
        ),
    ],
)
def test_words_cannot_be_stored_to_be_shown_without_a_check_and_permission(changes, message):
    contribution = make_contribution()
    for name, value in changes.items():
        setattr(contribution, name, value)

    with pytest.raises(ValidationError) as refusal:
        contribution.full_clean()

    assert refusal.value.messages == [message]
    with pytest.raises(IntegrityError), transaction.atomic():
        Contribution.objects.filter(pk=contribution.pk).update(**changes)


def test_only_words_said_at_a_meeting_can_be_stored_with_one():
    meeting = make_meeting()
    contribution = make_contribution(stage=meeting.stage, given_by=GivenBy.PHONE)
    contribution.meeting = meeting

    with pytest.raises(ValidationError) as refusal:
        contribution.full_clean()

    assert refusal.value.messages == ["Only words said at a meeting belong to one."]
    with pytest.raises(IntegrityError), transaction.atomic():
        contribution.save()


def test_a_theme_cannot_be_stored_twice_in_a_project():
    first = make_theme(name_en="Waiting")
    second = Theme(project=first.project, name_cy="Aros", name_en="Waiting")

    with pytest.raises(ValidationError) as refusal:
        second.full_clean()

    assert refusal.value.messages == ["This project already has a theme of this name."]
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()
