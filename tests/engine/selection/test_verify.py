"""A published draw repeated from its record."""

from dataclasses import replace

import pytest

from cyfran.engine.selection.digests import lottery_digest, point_of
from cyfran.engine.selection.draw import draw, prepare
from cyfran.engine.selection.results import NamedPanel
from cyfran.engine.selection.verify import Record, Verdict, drawn_panel, verify
from tests.engine.selection.making import from_files


@pytest.fixture(scope="module")
def prepared():
    return prepare(from_files("syn_200_12_6"))


def drawn_from_lottery(prepared, seed="beacon"):
    drawn, panels = draw(prepared, seed=seed), prepared.lottery.panels()
    record = Record(
        seed=seed,
        inputs_sha256=prepared.inputs_sha256,
        lottery_sha256=lottery_digest(panels),
        panel=drawn.panel,
        chances=prepared.chances,
        public=False,
    )
    return record, panels


def drawn_from_public(prepared, seed="beacon"):
    _, public = prepared.public_lottery()
    drawn = draw(prepared, seed=seed, public=public)
    record = Record(
        seed=seed,
        inputs_sha256=prepared.inputs_sha256,
        lottery_sha256=lottery_digest(public.panels),
        panel=drawn.panel,
        chances=public.chances(),
        public=True,
    )
    return record, list(public.panels)


@pytest.mark.parametrize("how", [drawn_from_lottery, drawn_from_public])
def test_a_draw_is_as_its_record_says(prepared, how):
    for seed in ("beacon", "", "Gŵyl", "x" * 1000):
        verdict = verify(*how(prepared, seed))

        assert verdict == Verdict(same_lottery=True, chances_add_up=True, same_panel=True)
        assert verdict.verified


@pytest.mark.parametrize("how", [drawn_from_lottery, drawn_from_public])
def test_another_panel_is_noticed(prepared, how):
    record, panels = how(prepared)
    other = next(panel.people for panel in panels if panel.people != record.panel)

    verdict = verify(replace(record, panel=other), panels)

    assert verdict == Verdict(same_lottery=True, chances_add_up=True, same_panel=False)
    assert not verdict.verified


def test_another_seed_is_noticed(prepared):
    record, panels = drawn_from_public(prepared)

    assert not verify(replace(record, seed="another"), panels).same_panel


def test_another_chance_is_noticed(prepared):
    record, panels = drawn_from_lottery(prepared)
    somebody = record.panel[0]

    assert not verify(
        replace(record, chances={**record.chances, somebody: record.chances[somebody] + 1e-6}), panels
    ).chances_add_up
    assert not verify(replace(record, chances={**record.chances, "nobody": 0.1}), panels).chances_add_up
    assert not verify(replace(record, chances={}), panels).chances_add_up


def test_a_certain_person_whom_the_record_leaves_out_is_noticed():
    panels = [NamedPanel(1.0, ("a",))]

    assert not verify(Record("x", "y", lottery_digest(panels), ("a",), {}, public=False), panels).chances_add_up


def test_another_lottery_is_noticed(prepared):
    record, panels = drawn_from_lottery(prepared)

    assert not verify(record, [panels[1], panels[0], *panels[2:]]).same_lottery
    assert not verify(record, panels[:-1]).verified


def test_the_order_in_which_a_record_names_the_panel_plays_no_part(prepared):
    record, panels = drawn_from_lottery(prepared)

    assert verify(replace(record, panel=record.panel[::-1]), panels).verified


def test_a_lottery_without_panels_verifies_nothing():
    record = Record("x", "y", lottery_digest([]), (), {}, public=True)

    assert verify(record, []) == Verdict(same_lottery=True, chances_add_up=False, same_panel=False)


@pytest.mark.parametrize(
    ("shares", "public", "add_up"),
    [
        ((0.5, 0.5), True, True),
        # The number draws either panel alike, whatever is written beside it.
        ((0.9, 0.1), True, False),
        ((0.9, 0.1), False, True),
        ((0.5, 0.4), False, False),
        ((1.5, -0.5), False, False),
        ((1.0, 0.0), False, False),
    ],
)
def test_chances_are_those_of_a_lottery_or_do_not_add_up(shares, public, add_up):
    panels = [NamedPanel(share, (name,)) for share, name in zip(shares, "ab", strict=True)]
    record = Record("x", "y", lottery_digest(panels), (), dict(zip("ab", shares, strict=True)), public=public)

    assert verify(record, panels).chances_add_up is add_up


def test_a_point_where_one_panel_ends_belongs_to_the_next():
    point = point_of("x", "y")
    panels = [NamedPanel(point, ("a",)), NamedPanel(1 - point, ("b",))]
    record = Record("x", "y", lottery_digest(panels), ("b",), {"a": point, "b": 1 - point}, public=False)

    assert verify(record, panels).verified


def test_shares_that_end_short_of_one_by_a_rounding_still_settle_a_panel():
    panels = [NamedPanel(1e-300, ("a",))]
    record = Record("x", "y", lottery_digest(panels), ("a",), {"a": 1e-300}, public=False)

    assert drawn_panel(panels, record, lottery_digest(panels)) == panels[0]


def test_a_number_that_is_not_drawn_or_a_count_that_is_not_so_is_noticed(prepared):
    record, panels = drawn_from_public(prepared)
    number = 1 + panels.index(drawn_panel(panels, record, record.lottery_sha256))
    told = replace(record, number=number, public_panels=len(panels))

    assert verify(told, panels).verified
    assert not verify(replace(told, number=number + 1), panels).same_number
    assert not verify(replace(told, public_panels=len(panels) + 1), panels).same_number
    assert not verify(replace(drawn_from_lottery(prepared)[0], number=1), prepared.lottery.panels()).same_number


def test_a_least_chance_that_is_not_the_least_is_noticed(prepared):
    record, panels = drawn_from_lottery(prepared)
    told = replace(record, min_chance=prepared.min_chance)

    assert verify(told, panels).verified
    assert not verify(replace(told, min_chance=prepared.min_chance + 1e-6), panels).same_least


def test_the_least_chance_is_none_where_somebody_was_not_reached():
    panels = [NamedPanel(1.0, ("a",))]
    record = Record("x", "y", lottery_digest(panels), ("a",), {"a": 1.0, "b": 0.0}, public=False, min_chance=0.0)

    assert not verify(record, panels).same_least
    assert verify(replace(record, not_reached=("b",)), panels).same_least
    assert not verify(replace(record, not_reached=("a",)), panels).same_least
