"""A draw whose lottery is made, and one that is drawn."""

import pytest

from cyfran.domain.opportunities.actions.draws import announce_draw, draw_panel, run_draw, set_targets
from cyfran.domain.opportunities.models import Draw
from tests.domain.opportunities.scenes import BALANCED, KNOWN, NOW
from tests.factories.base import make_user
from tests.factories.opportunities import make_draw, make_pool


@pytest.fixture
def a_draw(django_capture_on_commit_callbacks):
    """Three of each language in the pool, one of each to be drawn, one reserve of each."""
    draw = make_draw(reserves=2)
    make_pool(draw, "CY", "CY", "CY", "EN", "EN", "EN")
    set_targets(draw=draw, targets=BALANCED, by=None, at=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        run_draw(draw=draw, by=None, at=NOW)
    # The task ran by the real clock; the story of the tests has its own.
    Draw.objects.update(ready_at=NOW)
    draw.refresh_from_db()
    return draw


@pytest.fixture
def drawn(a_draw):
    announce_draw(draw=a_draw, beacon="LOTTO", beacon_at=KNOWN, by=None, at=NOW)
    return draw_panel(draw=a_draw, seed="4 8 15 16 23 42", by=make_user(), at=KNOWN)
