from datetime import UTC, date, datetime

import pytest

from cyfran.domain.opportunities.bridge.lotteries import NOTHING_TO_MEND, Check, problem_of
from cyfran.domain.opportunities.bridge.people import Suggestion, people_for, suggested_targets
from cyfran.domain.opportunities.bridge.solving import check, explanation_for, make
from cyfran.domain.opportunities.choices import NOT_SAID, Feature, Outcome, WhyNot
from cyfran.domain.opportunities.queries import areas_served, draws_open_to, population_of
from cyfran.domain.organisations.choices import Act, Measure, OrganisationKind
from cyfran.domain.people.choices import AgeBand, Hours, HowLong, Relation
from cyfran.engine.selection import draw as draws
from cyfran.engine.selection.digests import lottery_digest
from cyfran.engine.selection.draw import prepare
from cyfran.engine.selection.problem import Target
from cyfran.engine.selection.results import Change, Explanation, Impossible, Reason, Recruits, WhatIf
from tests.factories.involvement import make_ledger_entry
from tests.factories.opportunities import (
    make_draw,
    make_draw_target,
    make_drawn_person,
    make_invitation,
    make_opportunity,
    make_pool,
)
from tests.factories.organisations import make_area, make_baseline, make_coordinator, make_organisation
from tests.factories.people import make_caring_role, make_person
from tests.factories.projects import make_project, make_stage

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 21)


def test_people_are_counted_as_what_they_said_of_themselves():
    draw = make_draw()
    said = {"how_long": HowLong.UNDER_1, "how_long_said_on": date(2026, 1, 5)}
    [person] = make_pool(draw, "CY", age_band=AgeBand.FROM_65, **said)
    make_caring_role(person=person, relation=Relation.PARENT, hours=Hours.FROM_10_TO_19)
    make_caring_role(person=person, relation=Relation.PARTNER, hours=Hours.FROM_50)
    make_caring_role(person=person, relation=Relation.FRIEND, hours=Hours.UP_TO_9, state="ENDED")

    [one] = people_for(draw, on=TODAY)

    assert one.values == {
        "AGE": ["FROM_65"],
        "HOURS": ["FROM_50"],
        "SINCE": ["NEW"],
        "RELATION": ["PARENT", "PARTNER"],
        "LANGUAGE": ["CY"],
        "AREA": [person.area.slug],
    }
    assert (one.outcome, one.reason, one.pk) == (Outcome.IN_POOL, "", None)


def test_what_somebody_did_not_say_is_a_value_too():
    draw = make_draw()
    [person] = make_pool(draw, "")
    make_caring_role(person=person, hours=Hours.NOT_SURE)

    [one] = people_for(draw, on=TODAY)

    assert [one.values[feature] for feature in ("AGE", "HOURS", "SINCE", "LANGUAGE")] == [["NOT_SAID"]] * 4


@pytest.mark.parametrize(
    ("how_long", "said_on", "since"),
    [
        ("UNDER_1", date(2025, 5, 23), "NEW"),
        ("UNDER_1", date(2025, 5, 22), "LONGER"),
        ("FROM_1_TO_2", date(2026, 5, 23), "NEW"),
        ("FROM_1_TO_2", date(2026, 5, 22), "LONGER"),
        ("OVER_2", TODAY, "LONGER"),
    ],
)
def test_what_somebody_said_of_how_long_she_has_cared_grows_with_time(how_long, said_on, since):
    draw = make_draw()
    make_pool(draw, "EN", how_long=how_long, how_long_said_on=said_on)

    [one] = people_for(draw, on=TODAY)

    assert one.values["SINCE"] == [since]


def test_those_who_cannot_be_asked_stand_outside_the_pool_with_the_reason():
    draw = make_draw()
    body = draw.opportunity.organisation
    tired, asked, free = make_pool(draw, "CY", "CY", "EN")
    make_ledger_entry(person=tired, minutes=12 * 60 - 89, on=TODAY)
    make_invitation(opportunity=draw.opportunity, person=asked)
    silent = make_person(organisation=body)
    make_person(organisation=body, is_example=True)

    people = people_for(draw, on=TODAY)

    assert {one.person: (one.reason, one.was_in_pool) for one in people} == {
        tired: (WhyNot.OVER_LIMIT, False),
        asked: (WhyNot.ALREADY_ASKED, False),
        free: ("", True),
        silent: (WhyNot.NOT_PERMITTED, False),
    }


def test_people_at_one_postal_address_are_one_household_however_they_write_it():
    draw = make_draw()
    make_pool(draw, "CY", address="1 Heol Ffug,\nAbermorfa")
    make_pool(draw, "CY", address="1, heol ffug abermorfa")
    make_pool(draw, "CY", "CY")
    make_pool(draw, "CY", address="2 Heol Ffug, Abermorfa")

    people = people_for(draw, on=TODAY)

    assert [one.household for one in people] == [1, 1, 0, 0, 0]
    households = [len(one.households) for one in problem_of(draw, people, []).pool]
    draw.one_of_household = False
    assert (households, [len(one.households) for one in problem_of(draw, people, []).pool]) == ([1, 1, 0, 0, 0], [0] * 5)


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

    assert found == Check(2, can_be_met=True, repair=NOTHING_TO_MEND)


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


def test_suggested_targets_follow_the_population():
    draw = make_draw(size=10)
    area = draw.opportunity.organisation.area
    make_baseline(area=area, measure=Measure.AGE_16_19, people=150)
    make_baseline(area=area, measure=Measure.AGE_20_24, people=100)
    make_baseline(area=area, measure=Measure.AGE_85_PLUS, people=750)
    make_baseline(area=area, measure=Measure.AGE_5_9, people=900)
    make_baseline(area=area, measure=Measure.CARERS, people=300)

    suggestions = suggested_targets(draw)

    assert suggestions == [
        Suggestion("AGE", "FROM_16_TO_24", 0.25, 2, 3),
        Suggestion("AGE", "FROM_25_TO_44", 0.0, 0, 0),
        Suggestion("AGE", "FROM_45_TO_64", 0.0, 0, 0),
        Suggestion("AGE", "FROM_65", 0.75, 7, 8),
    ]


def test_carers_of_several_areas_are_counted_by_area():
    partnership = make_organisation(kind=OrganisationKind.PARTNERSHIP)
    first, second = make_area(region=partnership.region), make_area(region=partnership.region)
    make_baseline(area=first, people=300)
    make_baseline(area=second, people=100)
    opportunity = make_opportunity(stage=make_stage(project=make_project(organisation=partnership)))

    counts = population_of(areas_served(opportunity))

    assert counts["AREA"] == {first.slug: 300, second.slug: 100}


def test_areas_served_are_those_of_the_project_before_those_of_the_body():
    elsewhere = make_area()
    opportunity = make_opportunity(stage=make_stage(project=make_project(area=elsewhere)))

    assert list(areas_served(opportunity)) == [elsewhere]


def test_draws_are_open_to_coordinators_of_the_body_alone():
    draw = make_draw()
    ours, stranger = make_coordinator(draw.opportunity.organisation), make_coordinator(make_organisation())

    assert (list(draws_open_to(ours, Act.ASK)), list(draws_open_to(stranger, Act.ASK))) == ([draw], [])


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
