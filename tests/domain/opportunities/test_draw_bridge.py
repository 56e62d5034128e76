from datetime import UTC, date, datetime

import pytest

from cyfran.domain.opportunities.bridge.lotteries import load_tells_apart, problem_of
from cyfran.domain.opportunities.bridge.people import people_for
from cyfran.domain.opportunities.bridge.solving import Check, check, explanation_for, make
from cyfran.domain.opportunities.choices import NOT_SAID, Feature
from cyfran.engine.selection import draw as draws
from cyfran.engine.selection.digests import lottery_digest
from cyfran.engine.selection.draw import prepare
from cyfran.engine.selection.problem import Target
from cyfran.engine.selection.results import Change, Explanation, Impossible, Reason, Recruits, Repair, WhatIf
from tests.factories.involvement import make_ledger_entry
from tests.factories.opportunities import make_draw, make_draw_target, make_drawn_person, make_pool

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 21)


def test_values_no_target_names_may_be_had_by_anybody():
    target = make_draw_target()
    make_pool(target.draw, "CY", "")

    problem = problem_of(target.draw, people_for(target.draw, on=TODAY), [target])

    assert problem.targets == (
        Target(feature="LANGUAGE", value="CY", least=1, most=2, least_flex=0, most_flex=9999),
        Target(feature="LANGUAGE", value="NOT_SAID", least=0, most=2),
    )


def test_check_says_that_a_group_meets_the_targets():
    target = make_draw_target()
    make_pool(target.draw, "CY", "EN")

    found = check(target.draw, people_for(target.draw, on=TODAY), [target])

    assert found == Check(2, can_be_met=True, repair=Repair((), (), ()))


def test_check_names_the_smallest_change_and_whom_to_recruit():
    target = make_draw_target()
    make_pool(target.draw, "EN", "EN")

    found = check(target.draw, people_for(target.draw, on=TODAY), [target])

    assert (found.pool, found.can_be_met) == (2, False)
    assert found.repair.changes == (Change("LANGUAGE", "CY", "min", 1, 0),)
    assert found.repair.recruits == (Recruits(1, {"LANGUAGE": "CY"}),)
    assert found.repair.impossible == (Impossible("too_few_of_value", "LANGUAGE", "CY", 0, 1),)


def test_check_of_an_empty_pool_says_how_many_are_missing():
    draw = make_draw()

    found = check(draw, people_for(draw, on=TODAY), [])

    assert (found.can_be_met, found.repair.impossible) == (False, (Impossible("pool_too_small", "", "", 0, 2),))


def test_explanation_for_somebody_names_what_holds_her_chance():
    target = make_draw_target(least=1, most=1)
    make_pool(target.draw, "CY", "EN", "EN")
    people = people_for(target.draw, on=TODAY)
    for one in people:
        one.save()

    explanation = explanation_for(people[0])

    assert (explanation.id, explanation.chance) == (people[0].public_id, pytest.approx(1.0))


def test_an_explanation_knows_what_was_learned_while_the_lottery_was_made():
    # Of each three people any two have a value in common that one seat at most may have; halves of all three would fit.
    draw = make_draw(size=3)
    sides = [(three, side) for three in range(2) for side in range(3)]
    features = dict(zip(sides, Feature.values, strict=True))
    for feature in Feature.values:
        make_draw_target(draw=draw, feature=feature, value="ON", least=0, most=1)
    for three, out in sides:
        has = {features[each, side]: each == three and side != out for each, side in sides}
        make_drawn_person(draw=draw, values={feature: ["ON" if on else NOT_SAID] for feature, on in has.items()})
    make_drawn_person(draw=draw, values={feature: [NOT_SAID] for feature in Feature.values})

    draw.result = make(draw, progress=lambda share: None).result
    first = draw.people.order_by("pk").first()
    first.draw = draw

    assert (draw.result["learned"]["tied"], bool(draw.result["learned"]["rows"])) == (True, True)
    assert explanation_for(first).chance == pytest.approx(1 / 3, abs=1e-6)
    draw.result = {}
    assert explanation_for(first).chance > 0.4


def test_a_chance_in_a_lottery_made_without_ties_is_explained_without_them(monkeypatch):
    target = make_draw_target(draw=make_draw(size=4), feature=Feature.AGE, value="OLD", least=0, most=1)
    for age in ("YOUNG", "OLD"):
        people = [make_drawn_person(draw=target.draw, values={"AGE": [age]}, household=age == "OLD") for _ in range(4)]
    monkeypatch.setattr(draws, "_MANY_KINDS", 0)
    monkeypatch.setattr(draws, "_TIMES_MORE", 0.0)

    target.draw.result = make(target.draw, progress=lambda share: None).result
    explanation = explanation_for(people[0])

    assert target.draw.result["learned"] == {"tied": False, "rows": []}
    assert explanation == Explanation(
        people[0].public_id,
        pytest.approx(1 / 4),
        (Reason("most_reached", "AGE", "OLD"),),
        (WhatIf("AGE", "OLD", "max", 2, pytest.approx(1 / 2)),),
    )


def test_what_is_kept_of_a_lottery_is_that_of_the_one_its_panels_came_from(monkeypatch):
    # Four of five share a home. Were they not tied, each of the five would have two chances in five.
    draw = make_draw(size=2)
    for household in (0, 1, 1, 1, 1):
        make_drawn_person(draw=draw, household=household)
    can_be_parted = iter([True, False])
    monkeypatch.setattr(draws, "parted", lambda panels, *given: panels if next(can_be_parted) else None)
    monkeypatch.setattr(draws, "_MANY_KINDS", 0)
    monkeypatch.setattr(draws, "_TIMES_MORE", 0.0)

    made = make(draw, progress=lambda share: None)

    told = ("least", "ideal_least", "bound", "gap", "gini", "learned")
    assert {name: made.result[name] for name in told} == {
        **dict.fromkeys(("least", "ideal_least", "bound"), pytest.approx(1 / 4)),
        "gap": 0.0,
        "gini": pytest.approx(0.3),
        "learned": {"tied": True, "rows": []},
    }


def test_no_digest_tells_what_people_said_to_who_tries_all_they_could_have_said():
    target = make_draw_target(least=1, most=1)
    make_pool(target.draw, "CY", "EN", "EN")
    people = people_for(target.draw, on=TODAY)
    for one in people:
        one.save()

    first, second = (make(target.draw, progress=lambda share: None) for _ in range(2))
    guessed = prepare(problem_of(target.draw, people, [target]))

    assert len({first.inputs_sha256, second.inputs_sha256, guessed.inputs_sha256}) == 3
    assert first.result["salt"] not in (second.result["salt"], "")
    again = prepare(problem_of(target.draw, people, [target]), salt=first.result["salt"])
    assert lottery_digest(again.public_lottery()[1].panels) == first.lottery_sha256


def test_somebodys_load_makes_her_chance_smaller():
    draw = make_draw(prepared_at=datetime(2026, 11, 20, tzinfo=UTC))
    busy, _ = make_pool(draw, "CY", "CY")
    make_ledger_entry(person=busy, minutes=180, on=TODAY)

    problem = problem_of(draw, people_for(draw, on=TODAY), [])

    assert [problem.rules.weight(one) for one in problem.pool] == [0.5, 1.0]


def test_load_tells_apart_only_where_it_counts_and_not_all_were_asked_for_about_as_much(django_assert_num_queries):
    draw = make_draw()
    for minutes in (0, 120):
        make_drawn_person(draw=draw, minutes_asked=minutes)
    alike = load_tells_apart(draw)
    make_drawn_person(draw=draw, minutes_asked=121)
    draw_that_counts_none = make_draw(counts_load=False)

    assert (alike, load_tells_apart(draw)) == (False, True)
    with django_assert_num_queries(0):
        assert not load_tells_apart(draw_that_counts_none)
