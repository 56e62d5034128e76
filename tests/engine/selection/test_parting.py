"""People who are tied are parted by exchange, and nobody's chance moves."""

from collections import Counter

import pytest

from cyfran.engine.selection import draw as draws
from cyfran.engine.selection.draw import prepare
from cyfran.engine.selection.parting import parted, ties_of
from cyfran.engine.selection.problem import Fairness
from cyfran.engine.selection.public import PublicLottery, public_lottery
from cyfran.engine.selection.results import NamedPanel
from cyfran.engine.selection.space import space_of
from tests.engine.selection.making import from_files, keeps_every_rule, person, problem, target

TOLD = ("inputs_sha256", "chances", "min_chance", "bound", "gap", "gini", "geometric_mean", "not_reached")


def sums(panels):
    found = Counter()
    for panel in panels:
        for each in panel.people:
            found[each] += panel.share
    return {each: pytest.approx(share) for each, share in found.items()}


def loose(asked):
    space = space_of(asked, tied=False)
    return space, ties_of(asked, space)


def pairs():
    """Four people: "a" and "b" share a household, "c" and "d" are alone."""
    pool = [
        person("a", sex="f", households=["h"]),
        person("b", sex="m", households=["h"]),
        person("c", sex="f"),
        person("d", sex="m"),
    ]
    return problem(pool, [target("sex", "f", 1, 1), target("sex", "m", 1, 1)], 2)


def test_only_labels_that_two_have_are_ties():
    pool = [
        person("a", households=["h"], apart=["x"]),
        person("b", apart=["x"]),
        person("c", households=["other", "i"], apart=["h"]),
        person("d", households=["i"]),
    ]

    _, ties = loose(problem(pool, [], 1))

    assert ties == {
        ("a",): frozenset({("apart", "x")}),
        ("b",): frozenset({("apart", "x")}),
        ("c",): frozenset({("household", "i")}),
        ("d",): frozenset({("household", "i")}),
    }


def test_panels_without_a_clash_stay_as_they_are():
    space, ties = loose(pairs())
    panels = [NamedPanel(0.5, ("a", "d")), NamedPanel(0.5, ("b", "c"))]

    assert parted(panels, space, ties) == panels


def test_two_who_are_tied_exchange_with_another_panel():
    space, ties = loose(pairs())
    panels = [NamedPanel(0.5, ("a", "b")), NamedPanel(0.5, ("c", "d"))]

    found = parted(panels, space, ties)

    assert found == [NamedPanel(0.5, ("b", "c")), NamedPanel(0.5, ("a", "d"))]


def test_an_exchange_is_for_the_smaller_share():
    space, ties = loose(pairs())
    panels = [NamedPanel(0.25, ("a", "b")), NamedPanel(0.75, ("c", "d"))]

    found = parted(panels, space, ties)

    assert found == [NamedPanel(0.25, ("b", "c")), NamedPanel(0.25, ("a", "d")), NamedPanel(0.5, ("c", "d"))]


def test_a_clash_that_others_can_take_only_a_part_of_has_no_answer():
    space, ties = loose(pairs())

    assert parted([NamedPanel(0.75, ("a", "b")), NamedPanel(0.25, ("c", "d"))], space, ties) is None


def test_a_clash_may_need_several_other_panels():
    space, ties = loose(pairs())
    panels = [NamedPanel(0.4, ("a", "b")), NamedPanel(0.3, ("c", "d")), NamedPanel(0.3, ("c", "d"))]

    found = parted(panels, space, ties)

    assert sums(found) == {"a": 0.4, "b": 0.4, "c": 0.6, "d": 0.6}
    assert all(set(panel.people) != {"a", "b"} for panel in found)


def test_two_who_are_tied_to_each_other_may_change_places():
    pool = [
        person("a", sex="f", apart=["x", "y"]),
        person("b", sex="m", apart=["x"]),
        person("c", sex="f", apart=["y"]),
        person("d", sex="other"),
    ]
    space, ties = loose(problem(pool, [target("sex", sex, 0, 1) for sex in ("f", "m", "other")], 2))

    found = parted([NamedPanel(0.5, ("a", "b")), NamedPanel(0.5, ("c", "d"))], space, ties)

    assert found == [NamedPanel(0.5, ("b", "c")), NamedPanel(0.5, ("a", "d"))]


def test_nobody_is_exchanged_into_another_clash():
    pool = [*pairs().pool, person("e", sex="f", households=["i"]), person("g", sex="m", households=["i"])]
    asked = problem(pool, pairs().targets, 2)
    space, ties = loose(asked)

    found = parted([NamedPanel(0.5, ("a", "b")), NamedPanel(0.5, ("e", "g"))], space, ties)

    assert sums(found) == dict.fromkeys("abeg", 0.5)
    assert all(keeps_every_rule(asked, panel.people) for panel in found)


def test_where_nobody_can_be_exchanged_there_is_no_answer():
    space, ties = loose(pairs())

    assert parted([NamedPanel(1.0, ("a", "b"))], space, ties) is None


@pytest.fixture
def as_if_large(monkeypatch):
    """Treat every pool as one where ties make too many kinds."""
    monkeypatch.setattr(draws, "_MANY_KINDS", 0)
    monkeypatch.setattr(draws, "_TIMES_MORE", 0.0)


def test_a_lottery_made_without_ties_keeps_them_and_gives_the_same_chances(as_if_large, monkeypatch):
    asked = from_files("syn_200_12_6", households=("address", "postcode"), keep_apart="co_carer_of")

    prepared = prepare(asked)

    assert prepared.ties is not None
    assert all(keeps_every_rule(asked, panel.people) for panel in prepared.lottery.panels())
    assert sums(prepared.lottery.panels()) == {each: chance for each, chance in prepared.chances.items() if chance}
    monkeypatch.setattr(draws, "_MANY_KINDS", 10**9)
    assert prepare(asked).chances == pytest.approx(prepared.chances, abs=2e-6)


def test_a_public_lottery_made_without_ties_keeps_them_too(as_if_large):
    asked = from_files("syn_200_12_6", households=("address", "postcode"))

    prepared, public = prepare(asked).public_lottery()

    assert prepared.ties is not None
    assert all(keeps_every_rule(asked, panel.people) for panel in public.panels)
    assert len(public.panels) == 1000
    assert max(abs(public.chances()[each] - chance) for each, chance in prepared.chances.items()) <= 0.005


def test_where_parting_fails_the_ties_are_put_into_the_space(as_if_large):
    asked = problem(pairs().pool[:3], pairs().targets, 2)

    prepared = prepare(asked)

    assert prepared.ties is None
    assert prepared.chances == pytest.approx({"a": 0.0, "b": 1.0, "c": 1.0})


def test_where_parting_fails_for_the_public_lottery_it_is_the_one_made_with_the_ties(as_if_large, monkeypatch):
    asked = from_files("syn_200_12_6", households=("address", "postcode"))
    loose = prepare(asked, fairness=Fairness.MAXIMIN)
    monkeypatch.setattr(draws, "parted", lambda *given: None)

    prepared, public = loose.public_lottery()

    tied = prepare(asked, fairness=Fairness.MAXIMIN)
    assert (loose.ties is None, prepared.ties) == (False, None)
    assert public == public_lottery(tied.space, tied.kinds_lottery, shuffled_by=tied.inputs_sha256)
    assert {name: getattr(prepared, name) for name in TOLD} == {name: getattr(tied, name) for name in TOLD}
    assert prepared.chances != loose.chances
    assert all(keeps_every_rule(asked, panel.people) for panel in public.panels)


def test_a_public_lottery_made_anew_tells_its_progress_and_ends_when_time_is_up(as_if_large, monkeypatch):
    loose, told = prepare(from_files("syn_200_12_6", households=("address", "postcode"))), []
    monkeypatch.setattr(draws, "parted", lambda *given: None)

    whole, _ = loose.public_lottery(progress=told.append)
    hurried, _ = loose.public_lottery(time_is_up=lambda: True)

    assert max(told) > 0.99
    assert (whole.optimal, hurried.optimal) == (True, False)


@pytest.mark.parametrize(("many_kinds", "times_more", "without"), [(3, 1.9, True), (4, 1.9, False), (3, 2.0, False)])
def test_ties_are_left_out_only_where_kinds_are_many_and_many_more_by_them(many_kinds, times_more, without, monkeypatch):
    # Two kinds, women and men; four with the household.
    monkeypatch.setattr(draws, "_MANY_KINDS", many_kinds)
    monkeypatch.setattr(draws, "_TIMES_MORE", times_more)

    prepared = prepare(pairs())

    assert (prepared.ties is not None) is without
    assert prepared.chances == pytest.approx(dict.fromkeys("abcd", 0.5))


def test_a_lottery_made_without_ties_tells_its_progress_and_ends_when_time_is_up(as_if_large):
    asked, told = from_files("syn_200_12_6", households=("address", "postcode")), []

    whole, hurried = prepare(asked, progress=told.append), prepare(asked, time_is_up=lambda: True)

    assert told[-1] == pytest.approx(1.0, abs=1e-5)
    assert whole.optimal
    assert not hurried.optimal


def test_numbered_panels_made_without_ties_are_parted_too(as_if_large):
    prepared, public = prepare(pairs()).public_lottery()

    tied = public_lottery(prepared.space, prepared.kinds_lottery, shuffled_by=prepared.inputs_sha256)
    assert prepared.space.clusters == space_of(pairs(), shuffled_by=prepared.inputs_sha256, tied=False).clusters
    assert public == PublicLottery(tuple(parted(tied.panels, prepared.space, prepared.ties)))
