"""A small event in two minutes: what staff say, and what the template of its kind fills in."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from cyfran.domain.opportunities.actions.templates import draft_from_template
from cyfran.domain.opportunities.choices import OpportunityKind, OpportunityState, Work
from cyfran.domain.opportunities.models import Opportunity
from tests.factories.projects import make_stage

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
FEW = {
    "work": Work.POLICY,
    "title_cy": "Paned a sgwrs",
    "title_en": "A cup of tea and a chat",
    "starts_at": datetime(2027, 1, 12, 10, 30, tzinfo=UTC),
}


def draft(**given):
    stage = make_stage()
    return draft_from_template(organisation=stage.project.organisation, stage=stage, by=None, at=NOW, **{**FEW, **given})


def test_a_template_fills_in_minutes_ways_offers_words_and_the_day_of_answers():
    draft(kind="FOCUS_GROUP", place_cy="Y neuadd", place_en="The hall")

    opportunity = Opportunity.objects.get()
    assert (opportunity.state, opportunity.work, opportunity.title_cy) == (OpportunityState.DRAFT, Work.POLICY, "Paned a sgwrs")
    assert (opportunity.minutes_there, opportunity.minutes_reading, opportunity.minutes_travel) == (90, 0, 40)
    assert [str(form) for form in opportunity.forms] == ["in person"]
    assert [str(offer) for offer in opportunity.offers] == [
        "replacement care",
        "travel, paid or arranged",
        "payment for time",
        "food and drink",
    ]
    assert opportunity.about_en.startswith("A small group talks about this in depth.")
    assert opportunity.about_cy.startswith("Grŵp bach yn trafod hyn yn drylwyr.")
    assert opportunity.reply_by == date(2027, 1, 5)


@pytest.mark.parametrize("kind", OpportunityKind.values)
def test_every_kind_has_a_template_that_can_be_offered(kind):
    opportunity = draft(kind=kind)

    assert opportunity.kind == kind
    assert opportunity.minutes_asked > 0
    assert opportunity.about_cy != opportunity.about_en


@pytest.mark.parametrize(
    ("kind", "starts_at", "reply_by"),
    [
        ("MEETING", datetime(2026, 11, 24, 18, 0, tzinfo=UTC), date(2026, 11, 21)),
        ("MEETING", datetime(2026, 11, 21, 18, 0, tzinfo=UTC), date(2026, 11, 21)),
        ("DROP_IN", datetime(2027, 1, 12, 10, 30, tzinfo=UTC), date(2027, 1, 12)),
    ],
)
def test_answers_are_due_a_week_before_or_today_and_a_drop_in_waits_for_none(kind, starts_at, reply_by):
    opportunity = draft(kind=kind, starts_at=starts_at)

    assert opportunity.reply_by == reply_by
    assert opportunity.needs_sign_up == (kind != "DROP_IN")


def test_what_staff_say_themselves_stands_before_the_template():
    opportunity = draft(kind="SURVEY", minutes_there=25)

    assert (opportunity.minutes_there, opportunity.online) == (25, True)


def test_nothing_is_prepared_for_a_time_gone_by():
    with pytest.raises(ValidationError) as refusal:
        draft(kind="MEETING", starts_at=datetime(2026, 11, 20, 18, 0, tzinfo=UTC))

    assert list(refusal.value.error_dict) == ["starts_at"]
    assert not Opportunity.objects.exists()
