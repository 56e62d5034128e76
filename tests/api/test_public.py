from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from cyfran.domain.base.choices import DecisionRight, Level
from cyfran.domain.groups.actions import load_register
from cyfran.domain.groups.choices import Carers
from cyfran.domain.organisations.actions.wales import load_wales
from cyfran.domain.organisations.choices import Measure
from tests.factories.evaluation import make_evaluation
from tests.factories.groups import make_group, make_seat
from tests.factories.meetings import make_attendance, make_meeting
from tests.factories.organisations import make_area, make_baseline, make_organisation, make_region
from tests.factories.people import make_person
from tests.factories.projects import make_project, make_stage

pytestmark = pytest.mark.django_db

NOT_FOUND = (404, "Nothing is here. See /api/v1/openapi.json for what there is.")

PUBLISHED = datetime(2026, 9, 2, 9, 0, tzinfo=UTC)

WORDS = (
    *("kind", "run_by", "partners", "rhythm", "format", "carers", "carer_places", "chair", "role", "decision_power"),
    *("reports_to", "recent_example", "since", "status", "source"),
)


def problem_in(response):
    """Return what the API says is wrong: a status, and what to mend; nothing else is said."""
    answer = response.json()
    assert list(answer) == ["detail"]
    return response.status_code, answer["detail"]


@pytest.mark.parametrize(("door", "count"), [("groups", 80), ("areas", 22)])
def test_all_of_wales_comes_in_one_answer(client, door, count):
    folder = Path(settings.PROJECT) / "data" / "wales"
    load_wales(folder=folder, by=None, at=timezone.now(), say=lambda line: None)
    load_register(folder=folder, by=None, at=timezone.now(), say=lambda line: None)

    answer = client.get(f"/api/v1/{door}").json()

    assert set(answer) == {"items", "count"}
    assert answer["count"] == len(answer["items"]) == count


def test_a_group_is_given_with_codes_in_lower_case_and_the_words_of_its_source(client):
    council = make_organisation(area=make_area(ons_code="T00000042", region=make_region(slug="y-gogledd")))
    group = make_group(
        organisation=council,
        name_cy="",
        name_en="Carers' forum",
        source_id="M99",
        carers=Carers.MEMBERS,
        decision_right=DecisionRight.AGREE_JOINTLY,
        rhythm="monthly",
        source="An invented source, line 3",
    )

    answer = client.get(f"/api/v1/groups/{group.public_id}").json()

    assert answer == {
        "id": group.public_id,
        "source_id": "M99",
        "name": {"cy": "", "en": "Carers' forum"},
        "reach": "county",
        "region": "y-gogledd",
        "area": "T00000042",
        "group_class": "standing_group",
        "carers": "members",
        "decision_right": "agree_jointly",
        "board_seat_is_stated": False,
        "is_example": False,
        "in_the_sources_words": {
            **dict.fromkeys(WORDS, ""),
            "language": "en",
            "rhythm": "monthly",
            "source": "An invented source, line 3",
        },
    }


def test_an_area_is_given_with_both_names_and_the_people_counted_there(client):
    area = make_area(ons_code="T00000007", name_cy="Y Dref", name_en="The Town", region=make_region(slug="y-de"))
    make_baseline(area=area, measure=Measure.CARERS, people=321, source="An invented count")

    answer = client.get("/api/v1/areas").json()

    assert answer["items"] == [
        {
            "ons_code": "T00000007",
            "name": {"cy": "Y Dref", "en": "The Town"},
            "region": {"id": "y-de", "name": {"cy": area.region.name_cy, "en": area.region.name_en}},
            "carers": 321,
            "baselines": [{"measure": "carers", "people": 321, "counted_on": "2021-03-21", "source": "An invented count"}],
        }
    ]


def test_an_area_that_nobody_counted_says_so(client):
    make_area()

    (area,) = client.get("/api/v1/areas").json()["items"]

    assert (area["carers"], area["baselines"]) == (None, [])


def test_no_name_of_anybody_leaves_through_the_register(client):
    holder, deputy = make_person(name="Holly Holder"), make_person(name="Dewi Dirprwy")
    group = make_group()
    make_seat(group=group, holder=holder, deputy=deputy, starts_on="2026-01-01")

    answers = [client.get(address).content.decode() for address in ("/api/v1/groups", f"/api/v1/groups/{group.public_id}")]

    for secret in (holder.name, deputy.name, holder.email, deputy.email, holder.public_id, deputy.public_id):
        assert not any(secret in answer for answer in answers)


def test_invented_groups_come_only_where_they_are_asked_for(client):
    real, invented = make_group(), make_group(is_example=True)

    ids = [[group["id"] for group in client.get(f"/api/v1/groups{query}").json()["items"]] for query in ("", "?example=1")]

    assert ids == [[real.public_id], [real.public_id, invented.public_id]]
    assert problem_in(client.get(f"/api/v1/groups/{invented.public_id}")) == NOT_FOUND
    assert client.get(f"/api/v1/groups/{invented.public_id}?example=1").json()["is_example"] is True


def test_a_list_is_given_a_part_at_a_time_with_the_count_of_all(client):
    groups = [make_group() for _ in range(4)]

    answer = client.get("/api/v1/groups?limit=2&offset=1").json()

    assert answer["count"] == 4
    assert [group["id"] for group in answer["items"]] == [groups[1].public_id, groups[2].public_id]


@pytest.mark.parametrize("door", ["groups", "areas", "projects"])
@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("limit=501", "limit: Input should be less than or equal to 500."),
        ("limit=0", "limit: Input should be greater than or equal to 1."),
        ("limit=9223372036854775808", "limit: Input should be less than or equal to 500."),
        ("limit=%00", "limit: Input should be a valid integer, unable to parse string as an integer."),
        ("limit=all", "limit: Input should be a valid integer, unable to parse string as an integer."),
        ("offset=-1", "offset: Input should be greater than or equal to 0."),
        ("offset=99999999999999999999", "offset: Input should be less than or equal to 1000000."),
    ],
)
def test_what_cannot_be_given_is_refused_with_what_to_mend(client, door, query, problem):
    assert problem_in(client.get(f"/api/v1/{door}?{query}")) == (422, problem)


def test_each_part_of_a_question_that_is_wrong_is_named(client):
    status, problem = problem_in(client.get("/api/v1/groups?limit=501&example=perhaps"))

    assert (status, "limit: " in problem, "example: " in problem) == (422, True, True)


@pytest.mark.parametrize(
    ("door", "known"),
    [
        ("groups", "example, limit, offset"),
        ("groups/nobody", "example"),
        ("areas", "limit, offset"),
        ("projects", "example, limit, offset"),
    ],
)
def test_a_question_that_a_door_does_not_take_is_refused_with_those_it_takes(client, door, known):
    problem = problem_in(client.get(f"/api/v1/{door}?area=somewhere&Limit=1"))

    assert problem == (422, f"Limit, area: Not known here. Known are {known}.")


@pytest.mark.parametrize("place", ["", "/", "/v1", "/v1/", "/v1/groups/", "/v1/people", "/v2/groups", "/v1/%00"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_where_no_door_is_the_answer_is_like_that_of_a_door(client, place, method):
    problem = problem_in(getattr(client, method)(f"/api{place}"))

    assert problem == NOT_FOUND


@pytest.mark.parametrize("public_id", ["nobody", "zzzzzzzzzz"])
def test_a_group_that_is_not_there_is_not_found(client, public_id):
    assert problem_in(client.get(f"/api/v1/groups/{public_id}")) == NOT_FOUND


@pytest.mark.parametrize("public_id", ["%00", "UPPER", "much-too-long-for-one", "%C3%BF"])
def test_what_no_public_id_looks_like_never_reaches_the_database(client, public_id, django_assert_num_queries):
    with django_assert_num_queries(0):
        status, _ = problem_in(client.get(f"/api/v1/groups/{public_id}"))

    assert status == 422


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("door", "queries"), [("groups", 2), ("areas", 3)])
def test_a_list_costs_the_same_for_more_items(client, count, door, queries, django_assert_num_queries):
    for _ in range(count):
        make_baseline(area=make_group().area)

    with django_assert_num_queries(queries):
        answer = client.get(f"/api/v1/{door}").json()

    assert answer["count"] == count


def test_reading_leaves_no_cookie(client):
    assert not client.get("/api/v1/groups").cookies


def test_a_project_is_given_with_its_level_computed_and_its_stages(client):
    area = make_area(ons_code="T00000042")
    council = make_organisation(slug="y-cyngor", name_cy="Cyngor", name_en="Council")
    project = make_project(organisation=council, area=area, claimed_level=Level.CO_PRODUCTION, published_at=PUBLISHED)
    make_stage(project=project, kind="IDEA", state="DONE", happened_on="2026-09-03", carer_right=DecisionRight.ADVISE)

    answer = client.get("/api/v1/projects").json()

    assert answer == {
        "items": [
            {
                "id": project.public_id,
                "title": {"cy": project.title_cy, "en": project.title_en},
                "question": {"cy": project.question_cy, "en": project.question_en},
                "organisation": {"id": "y-cyngor", "name": {"cy": "Cyngor", "en": "Council"}},
                "area": "T00000042",
                "started_on": "2026-09-01",
                "closed_on": None,
                "level": "none_recorded",
                "planned_level": "none_recorded",
                "claimed_level": "co_production",
                "level_felt": None,
                "stages": [
                    {
                        "stage": "idea",
                        "state": "done",
                        "carer_right": "advise",
                        "carers_took_part": False,
                        "happened_on": "2026-09-03",
                    }
                ],
                "is_example": False,
            }
        ],
        "count": 1,
    }


@pytest.mark.parametrize(
    ("people", "closed_on", "felt"), [(4, "2026-11-01", None), (5, "2026-11-01", "consultation"), (5, None, None)]
)
def test_the_level_felt_is_given_once_the_project_is_closed_and_five_have_said(client, people, closed_on, felt):
    project = make_project(published_at=PUBLISHED, closed_on=closed_on)
    stage = make_stage(project=project, state="DONE", happened_on="2026-09-03")
    for _ in range(people):
        make_evaluation(project=project, level_felt=Level.CONSULTATION)
    make_attendance(meeting=make_meeting(stage=stage))

    (given,) = client.get("/api/v1/projects").json()["items"]

    assert (given["level_felt"], given["stages"][0]["carers_took_part"]) == (felt, True)


def test_only_published_projects_are_given_and_invented_ones_only_on_request(client):
    make_project()
    real = make_project(published_at=PUBLISHED)
    invented = make_project(published_at=PUBLISHED, is_example=True)

    given = [
        {project["id"] for project in client.get(f"/api/v1/projects{query}").json()["items"]} for query in ("", "?example=1")
    ]

    assert given == [{real.public_id}, {real.public_id, invented.public_id}]


def test_projects_are_given_a_part_at_a_time(client):
    for _ in range(3):
        make_project(published_at=PUBLISHED)

    answer = client.get("/api/v1/projects?limit=1&offset=1").json()

    assert (len(answer["items"]), answer["count"]) == (1, 3)


@pytest.mark.parametrize("count", [1, 3])
def test_projects_cost_the_same_for_more(client, count, django_assert_num_queries):
    for _ in range(count):
        make_stage(project=make_project(published_at=PUBLISHED))

    with django_assert_num_queries(9):
        assert client.get("/api/v1/projects").json()["count"] == count
