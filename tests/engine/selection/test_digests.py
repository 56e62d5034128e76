"""Digests and the numbers they settle."""

from dataclasses import replace
from hashlib import sha256

import pytest

from cyfran.engine.selection.digests import inputs_digest, lottery_digest, number_of, panel_number, point_of
from cyfran.engine.selection.problem import DEFAULT_LOAD_BANDS, Fairness, Rules
from cyfran.engine.selection.results import NamedPanel
from tests.engine.selection.making import person, problem, target

ASKED = problem(
    [person("a", sex="f", hours_asked=3, cover_hours=2), person("b", sex="m", households=["h"])],
    [target("sex", "f", 0, 1), target("sex", "m", 0, 1)],
    1,
)
DIGEST = inputs_digest(ASKED, Fairness.LEXIMIN)


def test_the_digest_of_a_problem_is_the_same_on_any_machine():
    told = (
        '{"cover_hours":null,"fairness":"leximin","load_bands":[],'
        '"pool":[["a",[["f"]],0,0,[],[],""],["b",[["m"]],0,0,["h"],[],""]],"seated":[],"size":1,'
        '"targets":[["sex","f",0,1,0,1000000000],["sex","m",0,1,0,1000000000]]}'
    )

    assert sha256(told.encode()).hexdigest() == DIGEST


def test_the_order_of_people_and_targets_plays_no_part():
    assert inputs_digest(replace(ASKED, pool=ASKED.pool[::-1], targets=ASKED.targets[::-1]), Fairness.LEXIMIN) == DIGEST


@pytest.mark.parametrize(
    "changed",
    [
        {"size": 2},
        {"targets": (*ASKED.targets[:1], target("sex", "m", 1, 1))},
        {"pool": (ASKED.pool[0], replace(ASKED.pool[1], id="c"))},
        {"pool": (ASKED.pool[0], replace(ASKED.pool[1], households=frozenset()))},
        {"pool": (ASKED.pool[0], replace(ASKED.pool[1], apart=frozenset({"x"})))},
        {"pool": (ASKED.pool[0], replace(ASKED.pool[1], together="t"))},
        {"seated": (person("s", sex="f"),), "size": 2},
        {"rules": Rules(load_bands=DEFAULT_LOAD_BANDS)},
        {"rules": Rules(cover_hours=3)},
    ],
)
def test_whatever_a_lottery_depends_on_changes_the_digest(changed):
    assert inputs_digest(replace(ASKED, **changed), Fairness.LEXIMIN) != DIGEST


def test_the_fairness_asked_for_changes_the_digest():
    assert len({inputs_digest(ASKED, fairness) for fairness in Fairness}) == len(Fairness)


def test_a_secret_keeps_people_from_being_guessed_by_the_digest():
    salted = [inputs_digest(ASKED, Fairness.LEXIMIN, salt=salt) for salt in ("", "one", "two")]

    assert (salted[0], len(set(salted))) == (DIGEST, 3)


@pytest.mark.parametrize(
    "changed", [{"hours_asked": 9.0}, {"cover_hours": 9.0}, {"values": {"sex": frozenset("f"), "shoe": frozenset("9")}}]
)
def test_what_no_rule_looks_at_does_not_change_the_digest(changed):
    assert inputs_digest(replace(ASKED, pool=(replace(ASKED.pool[0], **changed), ASKED.pool[1])), Fairness.LEXIMIN) == DIGEST


@pytest.mark.parametrize(
    ("rules", "changed"),
    [(Rules(load_bands=DEFAULT_LOAD_BANDS), {"hours_asked": 9.0}), (Rules(cover_hours=3), {"cover_hours": 9.0})],
)
def test_hours_change_the_digest_where_a_rule_looks_at_them(rules, changed):
    ruled = replace(ASKED, rules=rules)
    other = replace(ruled, pool=(replace(ASKED.pool[0], **changed), ASKED.pool[1]))

    assert inputs_digest(ruled, Fairness.LEXIMIN) != inputs_digest(other, Fairness.LEXIMIN)


def test_the_digest_of_a_lottery_tells_order_shares_and_people():
    panels = [NamedPanel(0.5, ("a", "ŵ")), NamedPanel(0.5, ("c",))]

    assert lottery_digest(panels) == sha256('[[0.5,"a","ŵ"],[0.5,"c"]]'.encode()).hexdigest()
    assert lottery_digest(panels[::-1]) != lottery_digest(panels)


def test_a_number_is_settled_by_seed_and_digest():
    assert number_of("seed", "digest") == int(sha256(b"digest:seed").hexdigest(), 16)


def test_the_number_of_a_panel_is_settled_by_seed_and_digest():
    assert panel_number("beacon", "digest", 10) == 1 + int(sha256(b"digest:beacon").hexdigest(), 16) % 10
    assert {panel_number(str(seed), "digest", 10) for seed in range(200)} == set(range(1, 11))


def test_a_point_is_that_number_as_a_fraction_below_one(monkeypatch):
    assert point_of("seed", "digest") == pytest.approx(number_of("seed", "digest") / 2**256, abs=1e-15)

    monkeypatch.setattr("cyfran.engine.selection.digests.number_of", lambda *given: 2**256 - 1)
    assert point_of("seed", "digest") == 1 - 2**-53


def test_points_are_spread_evenly():
    points = [point_of(str(seed), DIGEST) for seed in range(2000)]

    assert all(150 <= sum(tenth <= 10 * point < tenth + 1 for point in points) <= 250 for tenth in range(10))
