"""Preparing a draw: its targets and its rules, until the lottery is made."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cyfran.domain.base.models import AuditEvent
from cyfran.domain.opportunities.actions.draws import adopt_advice, change_draw, prepare_draw, set_targets
from cyfran.domain.opportunities.bridge.targets import Wanted
from cyfran.domain.opportunities.choices import DrawState, Fairness, OpportunityState
from cyfran.domain.opportunities.models import Draw
from cyfran.domain.organisations.choices import Measure
from tests.domain.opportunities.scenes import NOW
from tests.factories.base import make_user
from tests.factories.opportunities import make_draw, make_draw_target, make_opportunity
from tests.factories.organisations import make_baseline

pytestmark = pytest.mark.django_db


def test_prepare_draw_begins_with_a_group_that_looks_like_the_population():
    opportunity, coordinator = make_opportunity(), make_user()
    area = opportunity.organisation.area
    make_baseline(area=area, measure=Measure.HOURS_9_OR_LESS, people=500)
    make_baseline(area=area, measure=Measure.HOURS_20_34, people=100)
    make_baseline(area=area, measure=Measure.HOURS_35_49, people=100)
    make_baseline(area=area, measure=Measure.HOURS_50_PLUS, people=300)
    make_baseline(area=area, measure=Measure.HOURS_50_PLUS, people=1, counted_on=date(2011, 3, 27))

    draw = prepare_draw(opportunity=opportunity, size=12, reserves=3, by=coordinator, at=NOW)

    assert (draw.state, draw.size, draw.reserves, draw.prepared_by) == (DrawState.PREPARED, 12, 3, coordinator)
    assert list(draw.targets.values_list("feature", "value", "least", "most")) == [
        ("HOURS", "UP_TO_9", 6, 6),
        ("HOURS", "FROM_10_TO_19", 0, 0),
        ("HOURS", "FROM_20_TO_49", 2, 3),
        ("HOURS", "FROM_50", 3, 4),
    ]
    assert AuditEvent.objects.get(verb="draw.prepared").facts == {"size": 12, "reserves": 3}


def test_prepare_draw_refuses_a_second_beside_one_that_is_open():
    draw = make_draw()

    with pytest.raises(ValidationError, match="A draw for this is being prepared already"):
        prepare_draw(opportunity=draw.opportunity, size=4, by=make_user(), at=NOW)

    assert list(Draw.objects.all()) == [draw]


def test_prepare_draw_refuses_what_has_started():
    opportunity = make_opportunity(state=OpportunityState.OPEN)

    with pytest.raises(ValidationError, match="This has already started"):
        prepare_draw(opportunity=opportunity, size=4, by=make_user(), at=opportunity.starts_at)


def test_set_targets_replaces_those_there_were():
    draw = make_draw_target(value="EN").draw

    set_targets(draw=draw, targets=[Wanted("LANGUAGE", "CY", 1, 9)], by=None, at=NOW)

    assert list(draw.targets.values_list("feature", "value", "least", "most")) == [("LANGUAGE", "CY", 1, 2)]


def test_what_advice_may_move_stays_when_a_target_is_changed():
    draw = make_draw_target(least=1, most=1, least_flex=1, most_flex=1).draw

    set_targets(draw=draw, targets=[Wanted("LANGUAGE", "CY", 0, 2), Wanted("LANGUAGE", "EN", 0, 1)], by=None, at=NOW)

    assert list(draw.targets.values_list("value", "least_flex", "least", "most", "most_flex")) == [
        ("CY", 0, 0, 2, 2),
        ("EN", 0, 0, 1, 9999),
    ]


def test_set_targets_says_how_far_advice_may_move_them():
    draw = make_draw_target(least=1, most=1).draw

    set_targets(draw=draw, targets=[Wanted("LANGUAGE", "CY", 1, 1, least_flex=1, most_flex=2)], by=None, at=NOW)

    assert list(draw.targets.values_list("least_flex", "most_flex")) == [(1, 2)]


def test_set_targets_refuses_ends_out_of_order_and_keeps_what_was_there():
    target = make_draw_target()

    with pytest.raises(ValidationError, match="“At least” cannot be more than “at most”"):
        set_targets(draw=target.draw, targets=[Wanted("LANGUAGE", "EN", 2, 1)], by=None, at=NOW)

    assert list(target.draw.targets.all()) == [target]


def test_what_was_asked_can_no_longer_be_changed_once_the_lottery_is_made(a_draw):
    rules = {"size": 3, "reserves": 0, "counts_load": False, "one_of_household": False, "fairness": Fairness.NASH}

    with pytest.raises(ValidationError) as targets:
        set_targets(draw=a_draw, targets=[], by=None, at=NOW)
    with pytest.raises(ValidationError) as changed:
        change_draw(draw=a_draw, **rules, by=None, at=NOW)

    assert (targets.value.code, changed.value.code) == ("lottery_made", "lottery_made")
    assert (a_draw.size, a_draw.targets.count()) == (2, 2)


def test_change_draw_changes_its_rules():
    draw = make_draw()

    rules = {"counts_load": False, "one_of_household": True, "fairness": Fairness.GOLDILOCKS}
    change_draw(draw=draw, size=3, reserves=1, **rules, by=None, at=NOW)

    draw.refresh_from_db()
    assert (draw.size, draw.reserves, draw.counts_load, draw.one_of_household) == (3, 1, False, True)
    assert draw.fairness == Fairness.GOLDILOCKS
    assert AuditEvent.objects.get().facts == {"changed": ["counts_load", "fairness", "reserves", "size"]}


@pytest.mark.parametrize(
    ("size", "ends"),
    [
        (2, [(0, 1, 0, 1), (0, 2, 0, 40)]),
        (250, [(42, 43, 40, 50), (0, 250, 0, 5000)]),
        (1000, [(170, 170, 160, 200), (0, 1000, 0, 9999)]),
    ],
)
def test_targets_grow_and_shrink_with_the_size_of_the_group(size, ends):
    draw = make_draw(size=500)
    make_draw_target(draw=draw, least=85, most=85, least_flex=80, most_flex=100)
    make_draw_target(draw=draw, value="EN", least=0, most=500)

    change_draw(draw=draw, size=size, reserves=0, counts_load=True, one_of_household=True, fairness="LEXIMIN", by=None, at=NOW)

    assert list(draw.targets.values_list("least", "most", "least_flex", "most_flex")) == ends


def test_adopt_advice_works_nothing_out_once_the_lottery_is_made(a_draw, monkeypatch):
    monkeypatch.delattr("cyfran.domain.opportunities.bridge.solving.check")

    with pytest.raises(ValidationError, match="Stop it before you change that"):
        adopt_advice(draw=a_draw, by=None, at=NOW)
