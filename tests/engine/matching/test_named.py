"""Matching by names: the same choice, in the words of whoever asks."""

import pytest

from cyfran.engine.errors import EngineError
from cyfran.engine.matching.named import Carer, Invitation, Match, Missing, NamedInvitations, Opportunity, choose_by_name

ANN = Carer(id="ann", max_invites=1, hours_cap=4, stratum="cy")
BOB = Carer(id="bob", max_invites=2, hours_cap=4, stratum="en")
CAT = Carer(id="cat", max_invites=0, hours_cap=4, stratum="en")
CAFE = Opportunity(id="café", hours=2, target=1, sought={})
PANEL = Opportunity(id="panel", hours=2, target=3, sought={"cy": 2, "deaf": 1})
MATCHES = [Match("bob", "café", 300), Match("ann", "café", 320), Match("ann", "panel", 200), Match("cat", "panel", 330)]


def test_choose_by_name_tells_everything_in_names():
    answer = choose_by_name([ANN, BOB, CAT], [CAFE, PANEL], MATCHES, shortfall_penalty=400)

    assert answer == NamedInvitations(
        invitations=(
            Invitation("bob", "café", because="room_left", rank=2, of=2),
            Invitation("ann", "panel", because="sought", rank=2, of=2),
        ),
        missing=(
            Missing("panel", "cy", missing=1, because="all_chosen", matching=1, chosen=1, at_limits=0),
            Missing("panel", "deaf", missing=1, because="all_chosen", matching=0, chosen=0, at_limits=0),
        ),
        not_asked={"cat": "no_invitations_left"},
        objective=-300.0,
        bound=-300.0,
    )


def test_choose_by_name_takes_nobody_and_nothing():
    assert choose_by_name([], [], [], shortfall_penalty=400) == NamedInvitations((), (), {}, 0.0, 0.0)


def test_choose_by_name_tells_how_far_it_has_come():
    told = []

    choose_by_name([ANN], [CAFE], [Match("ann", "café", 1)], shortfall_penalty=0, progress=told.append)

    assert told[-1] == 1.0


@pytest.mark.parametrize(
    ("carers", "opportunities", "matches", "error"),
    [
        ([ANN, ANN], [], [], EngineError("id_twice", name="ann")),
        ([], [CAFE, CAFE], [], EngineError("id_twice", name="café")),
        ([ANN], [CAFE], [Match("bob", "café", 1)], EngineError("not_in_pool", id="bob")),
        ([ANN], [CAFE], [Match("ann", "panel", 1)], EngineError("not_in_pool", id="panel")),
        ([ANN], [CAFE], [Match("ann", "café", 1)] * 2, EngineError("pair_twice", key="pairs[1]")),
    ],
)
def test_choose_by_name_refuses_names_that_are_twice_or_nobodys(carers, opportunities, matches, error):
    with pytest.raises(EngineError) as refused:
        choose_by_name(carers, opportunities, matches, shortfall_penalty=400)

    assert refused.value == error
