"""What is open at the same time in one area."""

from datetime import UTC, datetime, timedelta

import pytest

from cyfran.domain.opportunities.queries import clashing_with
from tests.factories.opportunities import make_opportunity
from tests.factories.organisations import make_area, make_organisation
from tests.factories.projects import make_project, make_stage

pytestmark = pytest.mark.django_db

START = datetime(2027, 1, 12, 18, 0, tzinfo=UTC)
PUBLISHED = datetime(2026, 9, 2, 9, 0, tzinfo=UTC)


def at(area, *, starts_at=START, published_at=PUBLISHED, is_example=False, **given):
    project = make_project(area=area, published_at=published_at, is_example=is_example)
    return make_opportunity(stage=make_stage(project=project), **{"state": "OPEN", "starts_at": starts_at, **given})


@pytest.mark.parametrize(
    ("minutes_later", "clashes"), [(0, True), (89, True), (90, False), (-89, True), (-90, False), (-60 * 24, False)]
)
def test_two_clash_where_one_begins_before_the_other_ends(minutes_later, clashes):
    area = make_area()
    opportunity, other = at(area), at(area, starts_at=START + timedelta(minutes=minutes_later))

    assert clashing_with(opportunity) == ([other] if clashes else [])
    assert clashing_with(other) == ([opportunity] if clashes else [])


@pytest.mark.parametrize(
    "other",
    [
        {"state": "DRAFT"},
        {"state": "CALLED_OFF"},
        {"kind": "SURVEY"},
        {"kind": "SHORT_TASK"},
        {"published_at": None},
        {"is_example": True},
    ],
)
def test_only_what_people_are_to_come_to_and_can_read_of_clashes(other):
    area = make_area()
    at(area, **other)

    assert clashing_with(at(area)) == []


def test_what_belongs_to_another_area_does_not_clash():
    at(make_area())

    assert clashing_with(at(make_area())) == []


def test_the_area_of_a_project_that_names_none_is_that_of_its_body():
    area = make_area()
    other = at(area)
    project = make_project(organisation=make_organisation(area=area))
    opportunity = make_opportunity(stage=make_stage(project=project), state="OPEN", starts_at=START)

    assert clashing_with(opportunity) == [other]


def test_what_has_no_area_clashes_with_nothing():
    at(None)

    assert clashing_with(at(None)) == []
