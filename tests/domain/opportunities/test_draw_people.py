"""Who stands in a draw and as what, and what a group that looks like the population would be."""

from datetime import date

import pytest

from cyfran.domain.opportunities.bridge.lotteries import problem_of
from cyfran.domain.opportunities.bridge.people import Suggestion, people_for, suggested_targets
from cyfran.domain.opportunities.choices import Outcome, WhyNot
from cyfran.domain.organisations.choices import Measure
from cyfran.domain.people.choices import AgeBand, Hours, HowLong, Relation
from tests.factories.involvement import make_ledger_entry
from tests.factories.opportunities import make_draw, make_invitation, make_pool
from tests.factories.organisations import make_baseline
from tests.factories.people import make_caring_role, make_person

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
