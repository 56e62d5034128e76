"""The lottery of a draw: making it, what stands in it, and giving it up."""

import pytest
from django.core.exceptions import ValidationError

from cyfran.domain.base.models import AuditEvent
from cyfran.domain.opportunities.actions.draws import run_draw, stop_draw
from cyfran.domain.opportunities.actions.lotteries import make_lottery
from cyfran.domain.opportunities.bridge.lotteries import panels_of
from cyfran.domain.opportunities.choices import DrawState, Outcome, WhyNot
from cyfran.domain.opportunities.models import Draw
from cyfran.engine.selection.digests import lottery_digest
from tests.domain.opportunities.scenes import NOW
from tests.factories.opportunities import make_draw, make_draw_target, make_pool
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


def test_run_draw_refuses_targets_that_no_group_meets():
    draw = make_draw()
    make_pool(draw, "EN", "EN")
    make_draw_target(draw=draw)

    with pytest.raises(ValidationError, match="No group of this size meets all targets"):
        run_draw(draw=draw, by=None, at=NOW)

    assert (draw.state, draw.people.count()) == (DrawState.PREPARED, 0)


def test_run_draw_makes_a_lottery_in_which_everybody_has_a_known_chance(a_draw):
    assert (a_draw.state, a_draw.progress, a_draw.engine_version) == (DrawState.READY, 100, 1)
    assert (a_draw.result["pool"], a_draw.result["panels"]) == (6, 1000)
    assert a_draw.result["least"] == pytest.approx(1 / 3, abs=0.002)
    assert [round(chance, 2) for chance in a_draw.people.values_list("chance", flat=True)] == [0.33] * 6
    assert lottery_digest(panels_of(a_draw)) == a_draw.lottery_sha256


def test_run_draw_says_of_those_outside_the_pool_why():
    draw = make_draw(size=1)
    make_pool(draw, "CY")
    silent = make_person(organisation=draw.opportunity.organisation)
    make_person()

    run_draw(draw=draw, by=None, at=NOW)

    assert draw.people.get(person=silent).reason == WhyNot.NOT_PERMITTED
    assert (draw.people.count(), AuditEvent.objects.get(verb="draw.started").facts) == (2, {"pool": 1})


def test_somebody_whom_no_group_has_room_for_is_told_so(django_capture_on_commit_callbacks):
    draw = make_draw(size=1)
    make_pool(draw, "CY", "EN")
    make_draw_target(draw=draw, least=1, most=1)

    with django_capture_on_commit_callbacks(execute=True):
        run_draw(draw=draw, by=None, at=NOW)

    assert list(draw.people.order_by("chance").values_list("chance", "outcome", "reason")) == [
        (0.0, Outcome.CANNOT, WhyNot.NO_PANEL),
        (1.0, Outcome.IN_POOL, ""),
    ]
    draw.refresh_from_db()
    assert (draw.result["pool"], draw.result["left_out"]) == (2, 1)


def test_make_lottery_keeps_nothing_once_the_draw_is_stopped():
    draw = make_draw()
    make_pool(draw, "CY", "CY", "EN")
    run_draw(draw=draw, by=None, at=NOW)
    started = Draw.objects.get()

    stop_draw(draw=draw, by=None, at=NOW)
    make_lottery(draw=started, at=NOW)

    draw.refresh_from_db()
    assert (draw.state, draw.lottery_sha256, draw.people.count()) == (DrawState.STOPPED, "", 0)


def test_make_lottery_stops_in_the_middle_and_says_how_far_it_is(monkeypatch):
    draw = make_draw()
    make_pool(draw, "CY", "CY", "EN")
    run_draw(draw=draw, by=None, at=NOW)
    started, seen = Draw.objects.get(), []

    def slow(_draw, *, progress):
        progress(0.5)
        seen.append(Draw.objects.get().progress)
        stop_draw(draw=draw, by=None, at=NOW)
        progress(0.6)
        raise AssertionError

    monkeypatch.setattr("cyfran.domain.opportunities.bridge.solving.make", slow)
    monkeypatch.setattr("cyfran.domain.opportunities.actions.lotteries._SECONDS_BETWEEN_LOOKS", 0)
    make_lottery(draw=started, at=NOW)

    assert (seen, Draw.objects.get().state) == ([50], DrawState.STOPPED)


def test_make_lottery_writes_down_why_none_could_be_made():
    draw = make_draw()
    make_pool(draw, "CY", "CY")
    run_draw(draw=draw, by=None, at=NOW)
    make_draw_target(draw=draw, value="EN")

    make_lottery(draw=Draw.objects.get(), at=NOW)

    draw.refresh_from_db()
    assert (draw.state, draw.error_code) == (DrawState.FAILED, "targets_cannot_be_met")


def test_stop_draw_gives_up_a_lottery_nobody_was_told_of(a_draw):
    stop_draw(draw=a_draw, by=None, at=NOW)

    a_draw.refresh_from_db()
    assert (a_draw.state, a_draw.lottery_sha256, bytes(a_draw.lottery)) == (DrawState.STOPPED, "", b"")
    with pytest.raises(ValidationError, match="There is no lottery to stop"):
        stop_draw(draw=a_draw, by=None, at=NOW)
