from datetime import UTC, datetime, timedelta

import pytest

from cyfran.domain.opportunities.actions.draws import draw_panel
from cyfran.domain.projects.models import Project
from tests.factories.base import make_administrator
from tests.factories.opportunities import make_announced_draw, make_draw_target
from tests.factories.people import make_permission, make_person
from tests.factories.projects import make_project, make_stage

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def announced(people=5, **project):
    stage = make_stage(project=make_project(**{"published_at": NOW, **project}))
    body, invented = stage.project.organisation, stage.project.is_example
    pool = [make_person(organisation=body, is_example=invented) for _one in range(people)]
    for person in pool:
        make_permission(person=person)
    return make_announced_draw(stage=stage, people=pool, at=NOW, title_cy="Grŵp", title_en="Group")


def drawn(**given):
    draw = announced(**given)
    return draw_panel(draw=draw, seed="1 2 3 4 5 6", by=make_administrator(), at=NOW + timedelta(days=1, hours=8))


def draws_in(client, query=""):
    answer = client.get(f"/api/v1/draws{query}").json()
    assert answer["count"] == len(answer["items"])
    return answer["items"]


def test_a_draw_is_given_with_what_repeats_it_and_nobody_in_it(client):
    draw = drawn()
    make_draw_target(draw=draw, feature="LANGUAGE", value="CY", least=1, most=2)
    body = draw.opportunity.organisation

    assert draws_in(client) == [
        {
            "id": draw.public_id,
            "page": {
                "cy": f"http://127.0.0.1:8000/cy/draws/{draw.public_id}/",
                "en": f"http://127.0.0.1:8000/en/draws/{draw.public_id}/",
            },
            "project": draw.opportunity.stage.project.public_id,
            "title": {"cy": "Grŵp", "en": "Group"},
            "organisation": {"id": body.slug, "name": {"cy": body.name_cy, "en": body.name_en}},
            "size": 1,
            "staying": 0,
            "reserves": 0,
            "fairness": "leximin",
            "targets": [{"feature": "language", "value": "cy", "least": 1, "most": 2}],
            "figures": {"pool": 5, "least": 0.2, "greatest": 0.2, "left_out": 0, "panels": 1000},
            "lottery_sha256": draw.lottery_sha256,
            "beacon": "lotto",
            "announced_at": "2026-11-20T12:00:00Z",
            "beacon_at": "2026-11-21T20:00:00Z",
            "seed": "1 2 3 4 5 6",
            "number": draw.number,
            "drawn_at": "2026-11-21T20:00:00Z",
            "is_example": False,
        }
    ]


def test_of_fewer_than_five_people_nothing_is_told_that_could_be_counted(client):
    drawn(people=4)

    [draw] = draws_in(client)

    assert (draw["figures"], draw["lottery_sha256"], draw["number"]) == (None, None, None)


def test_draws_of_the_example_are_given_to_who_asks_for_them(client):
    announced(is_example=True)

    assert draws_in(client) == []
    assert [draw["is_example"] for draw in draws_in(client, "?example=1")] == [True]


def test_draws_of_projects_that_are_not_published_are_not_given(client):
    announced()
    Project.objects.update(published_at=None)

    assert draws_in(client) == []


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_for_more_draws(client, count, django_assert_num_queries):
    for _draw in range(count):
        announced()

    with django_assert_num_queries(3):
        draws_in(client)
