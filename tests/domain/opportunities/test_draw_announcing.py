"""Announcing a draw, and what can no longer be closed once it is."""

from contextlib import nullcontext
from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from cyfran.domain.evaluation.actions import close_with_evaluation
from cyfran.domain.opportunities.actions.draws import announce_draw, draw_panel, stop_draw
from cyfran.domain.opportunities.actions.offers import close_opportunity
from cyfran.domain.opportunities.choices import OpportunityState
from cyfran.domain.opportunities.models import Draw, Opportunity
from cyfran.domain.projects.models import Project
from tests.domain.opportunities.scenes import KNOWN, NOW
from tests.factories.base import make_user
from tests.factories.evaluation import make_evaluation
from tests.factories.opportunities import make_draw
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


def test_a_lottery_that_was_announced_is_neither_stopped_nor_announced_again(a_draw):
    announce_draw(draw=a_draw, beacon="DRAND", beacon_at=KNOWN, by=None, at=NOW)

    with pytest.raises(ValidationError, match="so it will be drawn"):
        stop_draw(draw=a_draw, by=None, at=NOW)
    with pytest.raises(ValidationError, match="has been announced already"):
        announce_draw(draw=a_draw, beacon="DICE", beacon_at=KNOWN, by=None, at=NOW)

    assert (a_draw.beacon, a_draw.beacon_at, a_draw.announced_at) == ("DRAND", KNOWN, NOW)


def test_announce_draw_wants_a_number_that_nobody_knows_yet(a_draw):
    with pytest.raises(ValidationError) as known:
        announce_draw(draw=a_draw, beacon="DICE", beacon_at=NOW, by=None, at=NOW)
    with pytest.raises(ValidationError) as late:
        announce_draw(draw=a_draw, beacon="DICE", beacon_at=a_draw.opportunity.starts_at, by=None, at=NOW)

    assert known.value.message_dict == {"beacon_at": ["Give a time that is still to come."]}
    assert late.value.message_dict == {"beacon_at": ["Draw before it starts."]}


EVENINGS = [
    (datetime(2026, 11, 21, 20, 0, tzinfo=UTC), NOW, True),
    (datetime(2026, 11, 25, 20, 0, tzinfo=UTC), NOW, True),
    (datetime(2026, 11, 25, 20, 0, tzinfo=UTC), datetime(2026, 11, 25, 19, 29, tzinfo=UTC), True),
    (datetime(2026, 11, 25, 20, 0, tzinfo=UTC), datetime(2026, 11, 25, 19, 30, tzinfo=UTC), False),
    (datetime(2026, 11, 25, 19, 59, tzinfo=UTC), NOW, False),
    (datetime(2026, 11, 22, 6, 5, tzinfo=UTC), NOW, False),
    (datetime(2026, 11, 27, 20, 0, tzinfo=UTC), NOW, False),
]


@pytest.mark.parametrize(("evening", "at", "is_one"), EVENINGS)
def test_a_draw_waits_for_an_evening_on_which_lotto_is_drawn(a_draw, evening, at, is_one):
    refusal = nullcontext() if is_one else pytest.raises(ValidationError, match="Wednesday and Saturday evenings")

    with refusal:
        announce_draw(draw=a_draw, beacon="LOTTO", beacon_at=evening, by=None, at=at)

    assert bool(Draw.objects.get().announced_at) == is_one


def test_announce_draw_wants_a_project_where_everyone_can_read_it(a_draw):
    Project.objects.update(published_at=None)

    with pytest.raises(ValidationError, match="Publish the project first"):
        announce_draw(draw=a_draw, beacon="DICE", beacon_at=KNOWN, by=None, at=NOW)

    assert Draw.objects.get().announced_at is None


def test_announce_draw_wants_a_lottery():
    with pytest.raises(ValidationError, match="There is no lottery to announce"):
        announce_draw(draw=make_draw(), beacon="DICE", beacon_at=KNOWN, by=None, at=NOW)


def test_announce_draw_refuses_what_was_closed(a_draw):
    close_opportunity(opportunity=a_draw.opportunity, by=None, at=NOW)

    with pytest.raises(ValidationError, match="This is closed, so nobody who is drawn could be asked"):
        announce_draw(draw=a_draw, beacon="DICE", beacon_at=KNOWN, by=None, at=NOW)

    assert Draw.objects.get().announced_at is None


def test_what_a_draw_was_announced_for_is_neither_closed_nor_its_project(a_draw):
    announce_draw(draw=a_draw, beacon="DICE", beacon_at=KNOWN, by=None, at=NOW)
    project, carer = a_draw.opportunity.stage.project, make_person(organisation=a_draw.opportunity.organisation)
    make_evaluation(project=project, person=carer)

    with pytest.raises(ValidationError, match="A draw was announced for this"):
        close_opportunity(opportunity=a_draw.opportunity, by=None, at=KNOWN)
    with pytest.raises(ValidationError, match="A draw was announced for this"):
        close_with_evaluation(project=project, on=KNOWN.date(), by=make_user(), at=KNOWN)

    assert (Opportunity.objects.get().state, Project.objects.get().closed_on) == (OpportunityState.OPEN, None)


@pytest.mark.parametrize("at", [KNOWN, datetime(2027, 1, 12, 18, 0, tzinfo=UTC)])
def test_what_was_drawn_or_can_no_longer_be_drawn_may_be_closed(a_draw, at):
    announce_draw(draw=a_draw, beacon="DICE", beacon_at=KNOWN, by=None, at=NOW)
    if at == KNOWN:
        draw_panel(draw=a_draw, seed="1 2 3 4 5 6 1 2 3 4 5 6", by=make_user(), at=KNOWN)

    close_opportunity(opportunity=a_draw.opportunity, by=None, at=at)

    assert Opportunity.objects.get().state == OpportunityState.CLOSED
