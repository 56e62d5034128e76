"""How well something suits somebody: what each thing on record counts, and what rules somebody out."""

from datetime import UTC, date, datetime

import pytest

from cyfran.domain.involvement.queries import with_last_asked, with_load
from cyfran.domain.opportunities.bridge.scores import WEIGHTS, Score, Scores, time_of
from cyfran.domain.opportunities.choices import OpportunityState, Suits, Unsuited
from cyfran.domain.people.models import Person
from tests.factories.involvement import make_ledger_entry, make_limit, make_preference
from tests.factories.opportunities import make_opportunity
from tests.factories.organisations import make_area, make_organisation
from tests.factories.people import make_caring_role, make_person
from tests.factories.projects import make_project, make_stage

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 20)


@pytest.fixture
def council():
    return make_organisation(area=make_area(slug="abermorfa"))


def offered(council, **given):
    stage = make_stage(project=make_project(organisation=council))
    return make_opportunity(stage=stage, state=OpportunityState.OPEN, **given)


def score(opportunity, person):
    people = with_last_asked(with_load(Person.objects.filter(pk=person.pk), on=ON))
    return Scores(opportunity, ON).of(people.select_related("area", "preference").prefetch_related("caring_roles").get())


@pytest.fixture
def asked(council):
    """Make somebody of whom all that may be asked was asked on that day, so that nothing suits her but what she says."""
    person = make_person(organisation=council, area=make_area(region=council.region))
    make_ledger_entry(person=person, minutes=720, on=ON)
    return person


def test_nothing_on_record_counts_nothing(council, asked):
    assert score(offered(council), asked) == Score(0.0, (), None)


def test_whoever_was_never_asked_comes_before_all_others(council):
    everything_else = sum(points for code, points in WEIGHTS.items() if code != Suits.NEVER_ASKED)
    person = make_person(organisation=council, area=make_area(region=council.region))

    found = score(offered(council), person)

    assert (found.points, found.suits) == (140, (Suits.NEVER_ASKED, Suits.LITTLE))
    assert everything_else < WEIGHTS[Suits.NEVER_ASKED]


def test_the_longer_ago_she_was_asked_the_more_it_counts(council, asked):
    opportunity, points = offered(council), []
    for day in (date(2026, 11, 20), date(2025, 5, 20), date(2022, 1, 1)):
        asked.ledger.update(on=day)
        points.append(score(opportunity, asked).points)

    # What was asked more than a year ago leaves her limit whole.
    assert points == [0, pytest.approx(10 + 36 * 549 / 1095), 46]


def test_whoever_lifted_her_limit_is_weighed_by_the_usual_one(council, asked):
    make_limit(person=asked, lifted="FOR_GOOD")
    asked.ledger.update(minutes=180)

    assert score(offered(council), asked) == Score(7.5, (Suits.LITTLE,))


def test_what_she_would_like_to_be_asked_about_and_when_count(council, asked):
    make_preference(person=asked)

    assert score(offered(council, topic="DEMENTIA"), asked) == Score(35, (Suits.TOPIC, Suits.TIME))


@pytest.mark.parametrize(
    ("said", "unsuited"),
    [
        ({"topics": ["MONEY"]}, Unsuited.OTHER_TOPICS),
        ({"evenings": False, "mornings": True}, Unsuited.OTHER_TIMES),
    ],
)
def test_whoever_named_something_else_is_not_asked(council, asked, said, unsuited):
    make_preference(person=asked, **said)

    assert score(offered(council, topic="DEMENTIA"), asked) == Score(unsuited=unsuited)


def test_no_topic_and_no_time_of_its_own_suit_everybody(council, asked):
    make_preference(person=asked, topics=["MONEY"], evenings=False, mornings=True)

    assert score(offered(council, kind="SURVEY"), asked) == Score(0.0, ())


def test_who_lives_in_another_region_is_not_asked_to_what_is_in_person_alone(council):
    far = make_person(organisation=council, area=make_area())

    assert score(offered(council), far) == Score(unsuited=Unsuited.TOO_FAR)
    assert score(offered(council, online=True), far).unsuited is None


@pytest.mark.parametrize(
    ("offer", "somebody", "role", "suits"),
    [
        ({"topic": "CHILDREN"}, {}, {"relation": "CHILD"}, Suits.LIVED),
        ({"topic": "YOUNG_CARERS"}, {"age_band": "FROM_18_TO_24"}, {}, Suits.LIVED),
        ({"spoken": "WELSH"}, {"language": "CY"}, {}, Suits.SPOKEN),
        ({"online": True}, {}, {}, Suits.WAY),
        ({"in_easy_read": True}, {"format": "EASY_READ"}, {}, Suits.FORMAT),
        ({"offers_cover": True}, {}, {"hours": "FROM_50"}, Suits.COVER),
    ],
)
def test_each_thing_on_record_counts_what_it_is_weighed_with(council, asked, offer, somebody, role, suits):
    Person.objects.filter(pk=asked.pk).update(**somebody)
    make_caring_role(person=asked, **role)

    assert score(offered(council, **offer), asked) == Score(WEIGHTS[suits], (suits,))


def test_living_where_it_is_counts(council, asked):
    Person.objects.filter(pk=asked.pk).update(area=council.area)

    assert score(offered(council), asked) == Score(10, (Suits.PLACE,))


def test_what_is_over_or_paid_for_counts_nothing(council, asked):
    make_caring_role(person=asked, relation="CHILD", hours="FROM_50", state="ENDED")

    assert score(offered(council, topic="CHILDREN", offers_cover=True), asked) == Score(0, ())


@pytest.mark.parametrize(
    ("starts_at", "time"),
    [
        (datetime(2027, 1, 12, 11, 59, tzinfo=UTC), "mornings"),
        (datetime(2027, 1, 12, 12, 0, tzinfo=UTC), "afternoons"),
        (datetime(2027, 1, 12, 17, 0, tzinfo=UTC), "evenings"),
        (datetime(2027, 1, 16, 9, 0, tzinfo=UTC), "weekends"),
        (datetime(2027, 7, 13, 16, 0, tzinfo=UTC), "evenings"),
    ],
)
def test_times_are_named_as_the_clock_on_the_wall_has_them(starts_at, time):
    assert time_of(starts_at) == time
